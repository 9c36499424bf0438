"""Brings article states back from the state topic, before a partition's first record.

Reads and writes in threads, so that the group's heartbeats, health and the partitions that
are ready go on meanwhile; a few partitions at a time, so that memory is bounded and the first
are ready long before the last. What is on disk already is not read again.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from dateline.contract.topics import STATE
from dateline.enricher.stream.state_store import StateStore
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.security import Security
from dateline.settings import Settings

log = logger(__name__)

# Two: one reads while the other writes. More only share the same interpreter and hold more in memory.
AT_ONCE = 2
# Bytes of one fetch and one SQLite transaction; a partition at work holds about three of them as Python objects.
FETCH_BYTES = 4 * STATE.max_message_bytes
SAY_S = 5.0
# Short: behind the last record lies only its commit marker, which brings nothing that would end the waiting.
POLL_MS = 20
PAUSE_S = 0.5


class RestoreError(RuntimeError):
    """The state topic can't be read; the process must end rather than work without states."""


class _StoppedError(Exception):
    """Nobody wants the states any more."""


class Restorer:
    """Restores the partitions of one worker."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def restore(self, store: StateStore, partition: int, on_progress: Callable[[], None]) -> int:
        """Bring a store up to the end of the state topic's partition; gives the number of records read.

        Call it when the outbox is open: whoever wrote before is fenced, so the end is the end.
        ``on_progress`` is called from a thread. Cancelled, it keeps what it has read and
        returns when the store is not in use any more. Raises RestoreError.
        """
        with self._metrics.partitions_restoring.track_inprogress():
            async with self._turns:
                reading = _Reading(store, self._settings, self._metrics, partition, on_progress)
                thread = asyncio.create_task(asyncio.to_thread(reading.run))
                try:
                    return await asyncio.shield(thread)
                finally:
                    reading.stop()
                    await asyncio.wait([thread])


class _Reading:
    """One partition's reading, in a thread with an event loop of its own."""

    def __init__(
        self, store: StateStore, settings: Settings, metrics: Metrics, partition: int, on_progress: Callable[[], None]
    ) -> None:
        self._store = store
        self._settings = settings
        self._metrics = metrics
        self._partition = partition
        self._position = TopicPartition(STATE.name(settings.topic_prefix), partition)
        self._on_progress = on_progress
        self._stopped = threading.Event()
        self._read = 0
        self._moved = self._began = self._said = time.monotonic()

    def stop(self) -> None:
        """Read no more."""
        self._stopped.set()

    def run(self) -> int:
        """Read to the end, through a broker's absence; the number of records."""
        while True:
            try:
                return asyncio.run(self._to_the_end())
            except (KafkaError, OSError) as error:
                self._check(repr(error))
                log.warning("cannot read the article states, trying again", partition=self._partition, error=str(error))
                time.sleep(PAUSE_S)
            except _StoppedError:
                return self._read

    async def _to_the_end(self) -> int:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._settings.kafka_bootstrap_servers,
            client_id=f"{self._settings.group}-state-{self._partition}",
            isolation_level="read_committed",
            enable_auto_commit=False,
            fetch_max_wait_ms=50,
            max_partition_fetch_bytes=FETCH_BYTES,
            **Security.of(self._settings).options(),
        )
        try:
            await consumer.start()
            consumer.assign([self._position])
            begin, end = await self._range(consumer)
            consumer.seek(self._position, begin)
            while (at := await consumer.position(self._position)) < end:
                self._say(begin, at, end)
                records = (await consumer.getmany(self._position, timeout_ms=POLL_MS)).get(self._position, [])
                self._check("the broker gives nothing")
                states = {r.key.decode(): r.value for r in records if r.key and r.value}
                if records:
                    self._store.put(states, records[-1].offset + 1)
                    self._count(len(records))
            self._store.put({}, end)
            return self._read
        finally:
            await consumer.stop()

    async def _range(self, consumer: AIOKafkaConsumer) -> tuple[int, int]:
        """The first offset to read and the one to stop at."""
        first = (await consumer.beginning_offsets([self._position]))[self._position]
        end = (await consumer.end_offsets([self._position]))[self._position]
        if not 0 <= self._store.position <= end:
            log.warning("state topic is not the one that was read before; reading it anew", partition=self._partition)
            self._store.clear()
        return max(first, self._store.position), end

    def _check(self, problem: str) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        waited = time.monotonic() - self._moved
        if waited > self._settings.publish_patience_s:
            raise RestoreError(f"the article states can't be read since {waited:.0f} s: {problem}")

    def _count(self, records: int) -> None:
        self._moved = time.monotonic()
        self._read += records
        self._metrics.states_restored.inc(records)
        self._on_progress()

    def _say(self, begin: int, at: int, end: int) -> None:
        now = time.monotonic()
        if now - self._said < SAY_S:
            return
        self._said = now
        log.info(
            "restoring article states",
            partition=self._partition,
            share=round((at - begin) / (end - begin), 2),
            states=self._read,
            states_per_s=round(self._read / (now - self._began)),
        )
