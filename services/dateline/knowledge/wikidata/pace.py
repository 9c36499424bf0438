"""When the next request may go: a rate for the whole process, and the pauses that the server asks for.

Shared by all threads that ask; nobody sleeps beyond the end of its own time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from dateline.knowledge.wikidata.errors import BusyError, LateError

# A pause is never longer: a server's mistake (Retry-After of a year) must not switch the provider off.
LONGEST_PAUSE_S = 3600.0


class Pace:
    """Spaces requests ``1 / rate`` seconds apart. ``clock`` and ``sleep`` count seconds."""

    def __init__(
        self,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._apart = 1.0 / rate
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = 0.0
        self._paused_until = 0.0

    def wait(self, until: float) -> None:
        """Sleep until a request may go. Raises at once where that is after ``until``: Busy in a pause, else Late."""
        with self._lock:
            now = self._clock()
            at = max(now, self._next, self._paused_until)
            if at > until:
                raise BusyError if self._paused_until > until else LateError
            self._next = at + self._apart
        if at > now:
            self._sleep(at - now)

    def pause(self, seconds: float) -> None:
        """No request for so long, whoever asks."""
        with self._lock:
            pause = min(max(0.0, seconds), LONGEST_PAUSE_S)
            self._paused_until = max(self._paused_until, self._clock() + pause)
