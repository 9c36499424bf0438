"""The records of one transaction, gathered into Kafka's batches: aiokafka waits for a batch at a time.

Sent one by one, each record costs a future, a look at the metadata and a turn of the event loop,
which is most of what publishing costs where an article has twenty events.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition

from dateline.enricher.stream.records import Outgoing


class Batches:
    """Gathers records by partition and sends them through a producer's open transaction, each partition's in order."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer
        self._open: dict[TopicPartition, Any] = {}
        self._under_way: list[tuple[TopicPartition, int, asyncio.Future[Any]]] = []

    async def add(self, partition: TopicPartition, record: Outgoing) -> None:
        """Add a record; a batch that is full is sent."""
        batch = self._open.get(partition) or self._new(partition)
        if not self._append(batch, record):
            await self._send(partition)
            self._append(self._new(partition), record)  # an empty batch takes a record of any size

    async def send(self) -> dict[TopicPartition, int]:
        """Send the rest and wait until Kafka has all; gives the offset after the last record of each partition.

        Raises what Kafka answers, MessageSizeTooLargeError for instance.
        """
        for partition in list(self._open):
            await self._send(partition)
        written = await asyncio.gather(*(future for _, _, future in self._under_way))
        return {p: at.offset + count for (p, count, _), at in zip(self._under_way, written, strict=True)}

    def _new(self, partition: TopicPartition) -> Any:
        self._open[partition] = batch = self._producer.create_batch()
        return batch

    @staticmethod
    def _append(batch: Any, record: Outgoing) -> bool:
        headers = list(record.headers)  # aiokafka takes no tuple
        return batch.append(timestamp=None, key=record.key, value=record.value, headers=headers) is not None

    async def _send(self, partition: TopicPartition) -> None:
        batch = self._open.pop(partition)
        count = batch.record_count()
        future = await self._producer.send_batch(batch, partition.topic, partition=partition.partition)
        self._under_way.append((partition, count, future))
