"""Reads topics as downstream services should: committed records only, without a consumer group.

From the beginning or only what is new; until the end that was there at the start, until
nothing came for a while, or for ever. Commits nothing, so it disturbs nobody.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dateline.broker.errors import BOOTSTRAP_S, BrokerError, explained

MIB = 1024 * 1024
# The largest event is 8 MiB.
FETCH_BYTES = 9 * MIB
POLL_MS = 200


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

    def __init__(self, bootstrap_servers: str, topics: Sequence[str], *, from_beginning: bool = True) -> None:
        from kafka import KafkaConsumer, TopicPartition

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
            )
        try:
            with explained("nothing could be read", bootstrap_servers):
                self._partitions = [TopicPartition(t, n) for t in topics for n in self._partitions_of(t)]
                self._consumer.assign(self._partitions)
                self._ends = self._consumer.end_offsets(self._partitions)
                begins = self._consumer.beginning_offsets(self._partitions) if from_beginning else self._ends
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
