"""Reads topics as downstream services should: committed records only, without a consumer group.

From the beginning or only what is new; until the end that was there at the start, until
nothing came for a while, or for ever. Commits nothing, so it disturbs nobody.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dateline.broker import checksums
from dateline.broker.errors import BOOTSTRAP_S, BrokerError, explained
from dateline.security import PLAINTEXT, Security

MIB = 1024 * 1024
# The largest event is 8 MiB.
FETCH_BYTES = 9 * MIB
POLL_MS = 200
RECONNECT_MS = 2_000
# Seconds without a record after which a topic that is not at its end is taken for unreachable.
SILENCE_S = 30.0

Partition = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ReceivedRecord:
    """A record as it came: bytes untouched; ``timestamp`` in milliseconds since 1970 (UTC)."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()


class Consumer:
    """A ``read_committed`` reader of whole topics; its starting point is fixed when it is made.

    Raises BrokerError where a topic or the broker is missing.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        topics: Sequence[str],
        *,
        from_beginning: bool = True,
        security: Security = PLAINTEXT,
    ) -> None:
        from kafka import KafkaConsumer, TopicPartition

        checksums.install()
        self._bootstrap_servers = bootstrap_servers
        with explained("nothing could be read", bootstrap_servers):
            self._consumer = KafkaConsumer(
                bootstrap_servers=bootstrap_servers,
                client_id="dateline-consumer",
                group_id=None,
                enable_auto_commit=False,
                isolation_level="read_committed",
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                fetch_max_wait_ms=POLL_MS,
                max_partition_fetch_bytes=FETCH_BYTES,
                bootstrap_timeout_ms=int(BOOTSTRAP_S * 1000),
                # The library's own 30 s is a long silence after a broker's restart of five.
                reconnect_backoff_max_ms=RECONNECT_MS,
                **security.options(),
            )
        try:
            with explained("nothing could be read", bootstrap_servers):
                self._partitions = [TopicPartition(t, n) for t in topics for n in self._partitions_of(t)]
                self._consumer.assign(self._partitions)
                self._ends = self._consumer.end_offsets(self._partitions)
                begins = self._consumer.beginning_offsets(self._partitions) if from_beginning else self._ends
                self._begins = dict(begins)
                for partition, offset in begins.items():
                    self._consumer.seek(partition, offset)
        except BaseException:
            self.close()
            raise

    def _partitions_of(self, topic: str) -> list[int]:
        partitions: set[int] | None = self._consumer.partitions_for_topic(topic)
        if not partitions:
            raise BrokerError(f"there is no topic {topic}: `dateline topics create` makes it")
        return sorted(partitions)

    def poll(self, timeout_s: float = POLL_MS / 1000) -> list[ReceivedRecord]:
        """What has come, waiting at most ``timeout_s`` for something."""
        with explained("nothing could be read", self._bootstrap_servers):
            batches = self._consumer.poll(timeout_ms=int(timeout_s * 1000))
        return [_received(record) for batch in batches.values() for record in batch]

    def at_end(self) -> bool:
        """Whether everything is read that was committed when this reader was made."""
        return all(self._consumer.position(partition) >= self._ends[partition] for partition in self._partitions)

    def records(self, *, idle_s: float | None = None, to_end: bool = False) -> Iterator[ReceivedRecord]:
        """Records as they come; within a partition in order.

        Stops when nothing came for ``idle_s`` seconds, or with ``to_end`` at the end that
        the topics had when this reader was made; else never.
        """
        last = time.monotonic()
        while not (to_end and self.at_end()):
            if received := self.poll():
                yield from received
                last = time.monotonic()
            elif idle_s is not None and time.monotonic() - last >= idle_s:
                return

    def ranges(self) -> dict[Partition, range]:
        """The offsets that are to be read, fixed when this reader was made or narrowed."""
        return {(p.topic, p.partition): range(self._begins[p], self._ends[p]) for p in self._partitions}

    def narrow(self, ranges: Mapping[Partition, range]) -> None:
        """Read only these offsets of these partitions, from their beginning; ``snapshot`` ends behind them."""
        from kafka import TopicPartition

        wanted = {TopicPartition(*partition): offsets for partition, offsets in ranges.items() if offsets}
        self._partitions = list(wanted)
        self._begins = {partition: offsets.start for partition, offsets in wanted.items()}
        self._ends = {partition: offsets.stop for partition, offsets in wanted.items()}
        with explained("nothing could be read", self._bootstrap_servers):
            self._consumer.assign(self._partitions)
            for partition, offset in self._begins.items():
                self._consumer.seek(partition, offset)

    def offsets_at(self, times: Mapping[Partition, int]) -> dict[Partition, int | None]:
        """The first offset of each partition whose record is of this time (ms since 1970) or later; else None."""
        from kafka import TopicPartition

        wanted = {TopicPartition(*partition): max(time, 0) for partition, time in times.items()}
        with explained("nothing could be read", self._bootstrap_servers):
            found = self._consumer.offsets_for_times(wanted) if wanted else {}
        return {(p.topic, p.partition): None if found.get(p) is None else found[p].offset for p in wanted}

    def snapshot(self, advance: Callable[[int], object] = lambda _: None) -> Iterator[ReceivedRecord]:
        """The committed records within ``ranges``; ``advance`` is told how many offsets further it is.

        Raises BrokerError where Kafka falls silent before the end, so that a part is never taken for the whole.
        """
        ranges = self.ranges()
        at = {partition: offsets.start for partition, offsets in ranges.items()}
        for record in self.records(idle_s=SILENCE_S, to_end=True):
            partition = (record.topic, record.partition)
            if record.offset in ranges[partition]:
                yield record
                advance(record.offset + 1 - at[partition])
                at[partition] = record.offset + 1
        self._require_end()

    def rest(self) -> list[ReceivedRecord]:
        """What is committed by now and was not read yet. Raises BrokerError where Kafka falls silent before."""
        with explained("nothing could be read", self._bootstrap_servers):
            self._ends = self._consumer.end_offsets(self._partitions)
        found = list(self.records(idle_s=SILENCE_S, to_end=True))
        self._require_end()
        return found

    def _require_end(self) -> None:
        if not self.at_end():
            raise BrokerError(f"Kafka at {self._bootstrap_servers} sent nothing for {SILENCE_S:g} s: try again")

    def close(self) -> None:
        """Leave."""
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _received(record: Any) -> ReceivedRecord:
    return ReceivedRecord(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers or ()),
    )
