"""The limit on dead letters: a value object that the lanes of a worker share."""

from __future__ import annotations

from collections import deque


class DeadLetterFloodError(RuntimeError):
    """Too large a share of the input became dead letters; the process must end."""


class DeadLetterLimit:
    """Watches the share of dead letters among the last ``window`` records.

    A producer that suddenly sends nothing but mistakes would otherwise fill the dead letters;
    the worker stops instead, and goes on with a fresh window when it is started again.
    """

    def __init__(self, share: float, window: int) -> None:
        self._share = share
        self._last: deque[bool] = deque(maxlen=window)
        self._dead = 0

    def add(self, dead: bool) -> None:
        """Count a record."""
        if len(self._last) == self._last.maxlen:
            self._dead -= self._last[0]
        self._last.append(dead)
        self._dead += dead

    @property
    def passed(self) -> str | None:
        """What is wrong, for the operator; null while the share is below the limit or the window is not full."""
        if self._share >= 1 or len(self._last) < (self._last.maxlen or 0) or self._dead < self._share * len(self._last):
            return None
        return (
            f"{self._dead} of the last {len(self._last)} records were dead letters; the limit is {self._share:.0%}: "
            "has a producer changed what it sends? Look at `dateline dlq list`. Started again, the worker goes on."
        )
