"""The embedding of each distinct token, computed once and kept while there is room.

A token's embedding hangs on its form, its norm and, for some models, the space after it.
Keys are hashes of these, so nothing here outlives the strings of a vocabulary that is emptied.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dateline.swift.architecture import Architecture, Floats

# Distinct tokens kept: at a width of 96 floats 12 MB. When they are full, all are dropped: the frequent ones
# are back within a few documents.
MOST = 32_768
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Embeddings:
    """Rows for the tokens of documents. One instance for one thread."""

    def __init__(self, architecture: Architecture, most: int = MOST) -> None:
        self._a = architecture
        self._most = most
        self._attributes = ["ORTH", "NORM", *(("SPACY",) if architecture.reads_space else ())]
        self._rows: dict[int, int] = {}
        self._table = np.zeros((1024, architecture.width), np.float32)

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """The embeddings of all tokens of all documents, one row each."""
        keys = np.concatenate([self._keys(doc) for doc in docs])
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        names = distinct.tolist()
        known = self._rows
        if missing := [at for at, key in enumerate(names) if key not in known]:
            if len(known) + len(missing) > self._most:
                known.clear()
                missing = list(range(len(names)))
            self._add(docs, [names[at] for at in missing], first[missing])
        rows = np.fromiter((known[key] for key in names), np.intp, len(names))
        found: Floats = self._table[rows[inverse]]
        return found

    def _keys(self, doc: Doc) -> NDArray[np.uint64]:
        """One key a token. Two tokens that differ have the same one by chance alone (64 bits)."""
        columns = doc.to_array(self._attributes)
        keys: NDArray[np.uint64] = columns[:, 0]
        for at in range(1, columns.shape[1]):
            keys = (keys ^ (keys >> np.uint64(29))) * _SPREAD + columns[:, at]
        return keys

    def _add(self, docs: Sequence[Doc], keys: Sequence[int], positions: NDArray[np.intp]) -> None:
        """Embed the tokens at these positions, as a document of their own, and keep them."""
        rows = self._a.embed.predict([_gathered(docs, positions)])[0]
        begin = len(self._rows)
        while begin + len(keys) > len(self._table):
            self._table = np.concatenate((self._table, np.zeros_like(self._table)))
        self._table[begin : begin + len(keys)] = rows
        self._rows.update(zip(keys, range(begin, begin + len(keys)), strict=True))


def _gathered(docs: Sequence[Doc], positions: NDArray[np.intp]) -> Doc:
    """A document of the tokens at these positions of all documents one after the other."""
    ends = np.cumsum([len(doc) for doc in docs])
    owners = np.searchsorted(ends, positions, side="right")
    tokens = [docs[o][int(p) - (int(ends[o - 1]) if o else 0)] for o, p in zip(owners.tolist(), positions, strict=True)]
    doc = Doc(docs[0].vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
    for copy, token in zip(doc, tokens, strict=True):
        if copy.norm != token.norm:
            copy.norm_ = token.norm_
    return doc
