"""The independent reader: kafka-python, ``read_committed``, no group; nothing of the worker's own reading."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Self

from dateline.broker.errors import explained
from dateline.torture.errors import TortureError

SILENCE_S = 30.0


class Reader:
    """Every committed record of some topics, from their beginning, or from their end as it is now."""

    def __init__(
        self, bootstrap_servers: str, topics: Sequence[str], partitions: int, *, new_only: bool = False
    ) -> None:
        from kafka import KafkaConsumer, TopicPartition

        self._bootstrap_servers = bootstrap_servers
        self._partitions = [TopicPartition(name, number) for name in topics for number in range(partitions)]
        with explained("the topics could not be counted", bootstrap_servers):
            self._consumer = KafkaConsumer(
                bootstrap_servers=bootstrap_servers,
                group_id=None,
                enable_auto_commit=False,
                isolation_level="read_committed",
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                fetch_max_wait_ms=100,
            )
            self._consumer.assign(self._partitions)
            (self._consumer.seek_to_end if new_only else self._consumer.seek_to_beginning)(*self._partitions)
            for partition in self._partitions:
                # Seeking is lazy; this fixes the place where reading begins.
                self._consumer.position(partition)

    def poll(self, timeout_s: float = 0.1) -> list[Any]:
        """kafka-python's records that came, in offset order within a partition."""
        with explained("the topics could not be counted", self._bootstrap_servers):
            batches = self._consumer.poll(timeout_ms=int(timeout_s * 1000))
        return [record for records in batches.values() for record in records]

    def rest(self) -> list[Any]:
        """Everything up to the present ends. Raises TortureError where Kafka falls silent before."""
        with explained("the topics could not be counted", self._bootstrap_servers):
            ends = self._consumer.end_offsets(self._partitions)
        found: list[Any] = []
        last = time.monotonic()
        while any(self._consumer.position(partition) < ends[partition] for partition in self._partitions):
            if records := self.poll():
                found += records
                last = time.monotonic()
            elif time.monotonic() - last > SILENCE_S:
                raise TortureError(f"the topics could not be read to their ends: no record for {SILENCE_S:g} s")
        return found

    def close(self) -> None:
        """Leave."""
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
