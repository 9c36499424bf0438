"""The batches that wait for a worker process: the urgent first, and never all processes at giants.

A batch that takes seconds is ``heavy``. The first process of several takes none of those, so
that whatever comes beside them is done meanwhile. Used by the pool's watchers alone.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any


@dataclass(order=True, slots=True)
class Job:
    """A batch and who waits for it; ordered by urgency, then by age."""

    urgency: int
    number: int
    items: Sequence[Any] = field(compare=False)
    future: Future[list[Any]] = field(compare=False)


class Jobs:
    """A queue of jobs for several threads, with a part of its own for the heavy ones."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._light: list[Job] = []
        self._heavy: list[Job] = []
        self._numbers = itertools.count()
        self._closed = False

    def put(self, items: Sequence[Any], *, urgent: bool, heavy: bool) -> Future[list[Any]]:
        """Queue a batch; the future will hold its results. After ``close`` it is cancelled at once."""
        job = Job(0 if urgent else 1, next(self._numbers), items, Future())
        with self._changed:
            if self._closed:
                job.future.cancel()
            else:
                heapq.heappush(self._heavy if heavy else self._light, job)
                self._changed.notify_all()
        return job.future

    def take(self, *, light_only: bool) -> Job | None:
        """The next job, waited for; null when the queue is closed."""
        with self._changed:
            while not self._closed:
                if ready := self._ready(light_only):
                    return heapq.heappop(ready)
                self._changed.wait()
        return None

    def close(self) -> list[Job]:
        """End every ``take``; gives the jobs that nobody has taken."""
        with self._changed:
            self._closed = True
            left = [*self._light, *self._heavy]
            self._light, self._heavy = [], []
            self._changed.notify_all()
        return left

    def _ready(self, light_only: bool) -> list[Job]:
        """The part that holds the next job; an empty one where none is ready."""
        if light_only or not self._heavy:
            return self._light
        return self._light if self._light and self._light[0] < self._heavy[0] else self._heavy
