"""Calls with a bounded wait, whatever they hang in.

A thread can't be ended from outside, and a read from a dead network disk not even
interrupted. So the call runs in a thread of its own, which is left behind when it is late;
of those there are only so many.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")

# Calls that may hang at once. Each holds a thread and a connection; more would tell nothing new.
MOST_LEFT_BEHIND = 4


class LateError(Exception):
    """The call did not return in time, or as many as may hang do so already."""


class _Thread(Generic[T]):
    """One thread that runs calls until it is told to end, or is left behind."""

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], T] | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="knowledge", daemon=True)
        self._thread.start()

    def call(self, work: Callable[[], T], timeout_s: float) -> T:
        self._calls.put(work)
        try:
            result, error = self._results.get(timeout=timeout_s)
        except Empty:
            raise LateError from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # no error: a result

    def leave(self) -> None:
        """Let it end when its call returns."""
        self._calls.put(None)

    def hangs(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        while (work := self._calls.get()) is not None:
            try:
                self._results.put((work(), None))
            except Exception as error:  # noqa: BLE001  raised again where the call was made
                self._results.put((None, error))


class BoundedCaller(Generic[T]):
    """Runs calls one at a time, each for at most ``timeout_s`` seconds. For one thread of one process."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._thread: _Thread[T] | None = None
        self._left: list[_Thread[T]] = []
        self._pid = os.getpid()

    def __call__(self, work: Callable[[], T]) -> T:
        """What ``work`` returns or raises. Raises ``LateError`` when the time is over; ``work`` may then still run."""
        if self._pid != os.getpid():  # threads do not survive a fork
            self._thread, self._left, self._pid = None, [], os.getpid()
        if self.hanging() >= MOST_LEFT_BEHIND:
            raise LateError
        if self._thread is None:
            self._thread = _Thread()
        try:
            return self._thread.call(work, self._timeout_s)
        except LateError:
            self._thread.leave()
            self._left.append(self._thread)
            self._thread = None
            raise

    def hanging(self) -> int:
        """Calls that were left behind and have not returned."""
        if self._left:
            self._left = [thread for thread in self._left if thread.hangs()]
        return len(self._left)

    def close(self) -> None:
        """Let the thread end; a later call starts another."""
        if self._thread is not None:
            self._thread.leave()
            self._thread = None
