"""Which row of the word vectors belongs to which word, in two sorted arrays instead of spaCy's dictionary.

A dictionary of 343,000 words takes 32 MiB, since each number in it is an object; the arrays take 4. Only new words
are looked up, so that a search of a microsecond costs nothing that can be measured.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from spacy.vectors import Mode, Vectors


class Rows(Mapping[int, int]):
    """A dictionary of hashes to rows, as spaCy's ``Vectors`` reads it. It can't be changed."""

    def __init__(self, row_of: Mapping[int, int]) -> None:
        keys = np.fromiter(row_of, np.uint64, len(row_of))
        rows = np.fromiter(row_of.values(), np.int32, len(row_of))
        order = np.argsort(keys)
        # Not numpy's: getting one number out of these is ten times as fast.
        self._keys = array("Q", keys[order].tobytes())
        self._rows = array("i", rows[order].tobytes())

    def get(self, key: int, default: Any = None) -> Any:
        """The row of a hash."""
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            return self._rows[at]
        return default

    def __getitem__(self, key: int) -> int:
        row = self.get(key)
        if row is None:
            raise KeyError(key)
        return int(row)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and self.get(key) is not None

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def compact(vectors: Any) -> None:
    """Let a pipeline's word vectors find their rows in ``Rows``. They can't be changed or saved afterwards."""
    if type(vectors) is Vectors and vectors.mode == Mode.default and type(vectors.key2row) is dict:
        vectors.key2row = Rows(vectors.key2row)
