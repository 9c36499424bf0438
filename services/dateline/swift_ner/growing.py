"""A numpy array that grows at its end, as a list does: by half of itself, so that growing is cheap on the whole."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray


class Growing:
    """Rows of one type, and of ``width`` columns where one is given."""

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._rows: NDArray[Any] = np.empty((16,) if width is None else (16, width), dtype)
        self._used = 0

    @property
    def array(self) -> NDArray[Any]:
        """What is in it: a view, to be taken anew after each change."""
        return self._rows[: self._used]

    @property
    def bytes(self) -> int:
        """What it holds in memory."""
        return int(self._rows.nbytes)

    def __len__(self) -> int:
        return self._used

    def extend(self, rows: ArrayLike) -> None:
        """Add rows at the end."""
        added = np.asarray(rows, self._rows.dtype)
        used = self._used + len(added)
        if used > len(self._rows):
            grown = np.empty((used + used // 2, *self._rows.shape[1:]), self._rows.dtype)
            grown[: self._used] = self.array
            self._rows = grown
        self._rows[self._used : used] = added
        self._used = used

    def truncate(self, used: int) -> None:
        """Drop what was added after the first ``used`` rows."""
        self._used = min(self._used, used)
