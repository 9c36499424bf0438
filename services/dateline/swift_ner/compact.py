"""A pipeline's word vectors in less room: which row belongs to which word stands in two sorted arrays.

spaCy has a dictionary, which takes 32 MiB for 343,000 words, since each number in it is an object; the
arrays take 4. It also asks that dictionary for every new word's rank, which nothing here reads.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.vectors import BaseVectors, Mode, Vectors

from dateline.swift_ner.architecture import Floats


class CompactVectors(BaseVectors):  # type: ignore[misc]  # spaCy's is not typed
    """The same vectors as those of a ``Vectors`` in its default mode. They can't be changed or saved."""

    def __init__(self, vectors: Vectors) -> None:
        row_of = vectors.key2row
        keys = np.fromiter(row_of, np.uint64, len(row_of))
        order = np.argsort(keys)
        self._keys = keys[order]
        self._rows = np.fromiter(row_of.values(), np.int32, len(row_of))[order]
        self.data = vectors.data
        self.attr, self.mode, self.name, self.n_keys = vectors.attr, vectors.mode, vectors.name, vectors.n_keys

    @property
    def shape(self) -> tuple[int, int]:
        """Rows, and the width of each."""
        rows, width = self.data.shape
        return rows, width

    @property
    def bytes(self) -> int:
        """What it holds."""
        return int(self._keys.nbytes + self._rows.nbytes + self.data.nbytes)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: int) -> bool:
        return bool(self.rows([key])[0] >= 0)

    def __getitem__(self, key: int) -> Floats:
        vector: Floats = self.data[self.rows([key])[0]]
        return vector

    def rows(self, keys: Any) -> NDArray[np.int32]:
        """The row of each word, given by its hash; -1 where it has none."""
        wanted = np.asarray(keys, np.uint64)
        at = np.searchsorted(self._keys, wanted)
        at[at == len(self._keys)] = 0
        return np.where(self._keys[at] == wanted, self._rows[at], np.int32(-1))

    def get_batch(self, keys: Any) -> Floats:
        """The vector of each word (words, width); zeros where it has none."""
        rows = self.rows(keys)
        vectors: Floats = self.data[rows]
        vectors[rows < 0] = 0
        return vectors


def compacted(vectors: Any) -> Any:
    """The vectors in less room where they are of spaCy's usual kind, else as they are."""
    usual = type(vectors) is Vectors and vectors.mode == Mode.default and vectors.key2row
    return CompactVectors(vectors) if usual and isinstance(vectors.data, np.ndarray) else vectors
