"""The records of one topic in a lane: those that wait, and the batches that are at work, oldest first.

A lane has two, live and replayed. Each is published in its own order; neither waits for the other.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from dateline.enricher.stream.records import Incoming, Outcome
from dateline.enricher.workers import Failed

# Batches of one topic and partition that are at work or waiting to be published, the one being published included.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """Records on which the processes are at work."""

    records: list[Incoming]
    work: asyncio.Task[list[Outcome | Failed]]


@dataclass(slots=True)
class Backlog:
    """What one topic has for a lane. ``size``: bytes that wait."""

    topic: str
    waiting: deque[Incoming] = field(default_factory=deque)
    batches: deque[Batch] = field(default_factory=deque)
    size: int = 0
    seen: int = -1
    full: bool = False

    def offer(self, record: Incoming) -> bool:
        """Let a record wait; false where it has come before."""
        if record.offset <= self.seen:
            return False
        self.seen = record.offset
        self.waiting.append(record)
        self.size += record.size
        return True

    def take(
        self, most: int, most_bytes: int, first_offset: int, joins: Callable[[Incoming, Incoming], bool]
    ) -> list[Incoming]:
        """The next batch: at most ``most`` records and ``most_bytes`` (but one at least), none before ``first_offset``.

        ``joins`` says whether a record may be in the batch that another began.
        """
        batch: list[Incoming] = []
        size = 0
        while self.waiting and len(batch) < most:
            record = self.waiting[0]
            if batch and (size + record.size > most_bytes or not joins(batch[0], record)):
                break
            self.waiting.popleft()
            self.size -= record.size
            if record.offset >= first_offset:
                batch.append(record)
                size += record.size
        return batch

    def filled(self, most_bytes: int, most_records: int) -> float:
        """How full it is, by bytes or by records; above 1 no more is to be fetched.

        Each topic has half of a lane's buffer of its own: replayed records never keep live ones from being fetched.
        """
        return max(self.size / most_bytes, len(self.waiting) / most_records) * 2

    @property
    def has_room(self) -> bool:
        """Whether another batch may be taken."""
        return len(self.batches) < AHEAD

    @property
    def is_done(self) -> bool:
        """Whether the oldest batch can be published."""
        return bool(self.batches) and self.batches[0].work.done()


def jobs(records: list[Incoming], most_bytes: int) -> list[list[Incoming]]:
    """A batch cut into what one process takes at once: at most ``most_bytes`` each, but one record at least.

    So all processes work on one batch, and none is busy for long when something urgent comes.
    """
    result: list[list[Incoming]] = []
    size = 0
    for record in records:
        if not result or size + record.size > most_bytes:
            result.append([])
            size = 0
        result[-1].append(record)
        size += record.size
    return result
