"""The lanes of this worker: opened when partitions are assigned, closed when they are revoked.

The raw and the replay partition of one number share a lane, since they share an article's
state; Faust's assignor gives both to one worker, as the topics have the same number of
partitions.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from dateline.contract.topics import STATE
from dateline.enricher.stream.accounts import Accounts
from dateline.enricher.stream.flight import Flight
from dateline.enricher.stream.lane import Lane
from dateline.enricher.stream.outbox import Outbox, input_topics
from dateline.enricher.stream.records import Incoming
from dateline.enricher.stream.restoring import Restorer
from dateline.enricher.stream.state_store import StateStore
from dateline.enricher.workers import Pool
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.settings import Settings

log = logger(__name__)

Position = tuple[str, int]


class Lanes:
    """All lanes of one worker. ``on_full`` and ``on_room`` stop and restart the fetching of a partition."""

    def __init__(
        self,
        settings: Settings,
        admin: AIOKafkaAdminClient,
        pool: Pool,
        metrics: Metrics,
        *,
        partitions: int,
        folder: Path,
        cluster: str,
        on_full: Callable[[str, int], None],
        on_room: Callable[[str, int], None],
        on_fatal: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._admin = admin
        self._pool = pool
        self._metrics = metrics
        self._partitions = partitions
        self._folder = folder
        self._cluster = cluster
        self._on_full = on_full
        self._on_room = on_room
        self._on_fatal = on_fatal
        self._flight = Flight(settings)
        self._restorer = Restorer(settings, metrics)
        self._accounts = Accounts(settings, metrics)
        self._lanes: dict[int, Lane] = {}

    def assign(self, positions: Iterable[Position]) -> None:
        """Open a lane for each partition number that is new here."""
        topics: dict[int, set[str]] = defaultdict(set)
        for topic, number in positions:
            topics[number].add(topic)
        for number, given in sorted(topics.items()):
            if missing := set(input_topics(self._settings)) - given:
                self._on_fatal(
                    f"partition {number} of {', '.join(given)} came without that of {', '.join(missing)}: "
                    "was the other topic deleted, or has it another number of partitions?"
                )
                return
            if number >= self._partitions:
                self._on_fatal(
                    f"partition {number} is new: partitions were added to the topics, so keys leave their state. "
                    "Move to topics with another prefix instead."
                )
                return
            if number not in self._lanes:
                self._lanes[number] = self._open(number)
        self._metrics.partitions.set(len(self._lanes))
        log.info("partitions assigned", partitions=sorted(self._lanes))

    async def revoke(self, positions: Iterable[Position], patience_s: float) -> None:
        """Close the lanes of these partitions; what is at work is finished within ``patience_s``."""
        numbers = {number for _, number in positions}
        lanes = [self._lanes.pop(number) for number in sorted(numbers & self._lanes.keys())]
        if lanes:
            log.info("partitions revoked", partitions=[lane.number for lane in lanes])
            await asyncio.gather(*(lane.close(patience_s) for lane in lanes))
        self._metrics.partitions.set(len(self._lanes))

    async def close(self, patience_s: float) -> None:
        """Close every lane."""
        await self.revoke([("", number) for number in self._lanes], patience_s)
        await self._flight.close()

    def offer(self, record: Incoming) -> None:
        """Hand a record to its lane; without one the partition was revoked, and its next owner reads it."""
        lane = self._lanes.get(record.partition)
        if lane is not None:
            lane.offer(record)

    @property
    def waiting_bytes(self) -> int:
        """Bytes of raw articles that wait in memory."""
        return sum(lane.waiting_bytes for lane in self._lanes.values())

    @property
    def waiting_records(self) -> int:
        """Raw articles that wait in memory."""
        return sum(lane.waiting_records for lane in self._lanes.values())

    def stalled(self) -> str | None:
        """The partitions that have waited too long without progress, in words; null where none has."""
        now = time.monotonic()
        late = [n for n, lane in sorted(self._lanes.items()) if lane.stalled_s(now) > self._settings.stall_s]
        return f"no progress for {self._settings.stall_s:.0f} s on partitions {late}" if late else None

    def positions(self) -> dict[Position, int]:
        """The next offset to commit of each input partition that is open here."""
        return {
            (topic, number): offset
            for number, lane in self._lanes.items()
            for topic in input_topics(self._settings)
            if (offset := lane.next_offset(topic)) is not None
        }

    def _open(self, number: int) -> Lane:
        lane = Lane(
            number,
            Outbox(self._settings, self._admin, self._metrics, number, self._partitions),
            self._open_store(number),
            self._restorer,
            self._flight,
            self._pool,
            self._settings,
            self._accounts,
            on_full=self._on_full,
            on_room=self._on_room,
            on_fatal=self._on_fatal,
        )
        lane.start()
        return lane

    def _open_store(self, number: int) -> StateStore:
        topic = STATE.name(self._settings.topic_prefix)
        return StateStore(self._folder / f"{topic}-{number}.sqlite", f"{self._cluster} {topic} {number}")
