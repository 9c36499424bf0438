"""The breaker: leaves a server that keeps failing alone for a while, then tries it once.

Serves the cache (which opens at the first failure) and the guard (which opens after a few).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Opens after ``failures`` in a row, for ``period_s`` seconds; ``clock`` counts seconds.

    When the period is over it is half open: the next call is a probe, whose failure opens
    it for another period and whose success closes it.
    """

    period_s: float
    clock: Callable[[], float] = time.monotonic
    failures: int = 1
    is_open: bool = field(default=False, init=False)
    _failed: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)

    def allows(self) -> bool:
        """Whether the server may be asked."""
        return not self.is_open or self.clock() >= self._until

    def failed(self) -> bool:
        """Count a failure; true where this opens a closed breaker."""
        self._failed += 1
        if self._failed < self.failures and not self.is_open:
            return False
        self._until = self.clock() + self.period_s
        opened, self.is_open = not self.is_open, True
        return opened

    def succeeded(self) -> bool:
        """Count a success; true where this closes an open breaker."""
        self._failed = 0
        closed, self.is_open = self.is_open, False
        return closed
