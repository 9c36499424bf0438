"""The embedding of each distinct token, computed once by the model's own layers and kept by hashes.

A token's text decides all that these layers read of it, but for its norm and the space after it:
these three are the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, LENGTH, NORM, ORTH, SPACY

from dateline.swift_ner.architecture import Architecture, Floats
from dateline.swift_ner.growing import Growing

# Bytes of a token beside its embedding: its key, two or three numbers in a row, and the dictionary's entry. 114 with
# 40,000 of them (tracemalloc, CPython 3.12), more where the dictionary has just grown.
KEY_BYTES = 150


class Embeddings:
    """Embeddings met so far. Row 0 is zeros, the padding."""

    def __init__(self, architecture: Architecture) -> None:
        self._architecture = architecture
        self._key = [0, 1, 2] if architecture.reads_space else [0, 1]
        self._row_of: dict[bytes, int] = {}
        self._vectors = Growing(np.float32, architecture.width)
        self._space = Growing(np.bool_)
        self._vectors.extend(np.zeros((1, architecture.width), "f"))
        self._space.extend([False])

    @property
    def vectors(self) -> Floats:
        """The embeddings (rows, width)."""
        return self._vectors.array

    @property
    def space(self) -> NDArray[np.bool_]:
        """Of each row: is the token white space?"""
        return self._space.array

    @property
    def bytes(self) -> int:
        """About what it holds."""
        return self._vectors.bytes + self._space.bytes + KEY_BYTES * len(self._row_of)

    def rows(self, doc: Any) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """The row of each token of a doc, and where the token starts and ends in its text."""
        columns = doc.to_array([ORTH, NORM, SPACY, LENGTH, IS_SPACE]).reshape(len(doc), 5)
        # One object a key: half of what a tuple of numbers takes.
        keys = np.ascontiguousarray(columns[:, self._key]).view(f"V{8 * len(self._key)}").ravel().tolist()
        unknown = {key: at for at, key in enumerate(keys) if key not in self._row_of}
        if unknown:
            at = np.fromiter(unknown.values(), np.intp, len(unknown))
            first = len(self._space)
            [vectors] = self._architecture.embed([_Some(doc, at)])
            self._vectors.extend(vectors)
            self._space.extend(columns[at, 4])
            self._row_of.update(zip(unknown, range(first, first + len(unknown)), strict=True))
        rows = np.fromiter(map(self._row_of.__getitem__, keys), np.int32, len(keys))
        space, length = columns[:, 2].astype(np.int64), columns[:, 3].astype(np.int64)
        ends = np.cumsum(length + space) - space
        return rows, ends - length, ends


@dataclass(frozen=True, slots=True)
class _Some:
    """Some tokens of a doc, as far as embedding layers look at a doc."""

    doc: Any
    at: NDArray[np.intp]

    @property
    def vocab(self) -> Any:
        return self.doc.vocab

    def __len__(self) -> int:
        return len(self.at)

    def to_array(self, attributes: Any) -> NDArray[np.uint64]:
        values: NDArray[np.uint64] = self.doc.to_array(attributes)[self.at]
        return values
