"""The outbox of one partition: everything that an input record causes, in one transaction with its offset.

One transactional producer per partition number, shared by the raw and the replay lane. Its
``transactional.id`` names the group and the number, so that opening it fences whoever had
the partition before and settles what was left open; only then the committed offsets are
read. Records below them are done.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    InvalidProducerEpoch,
    KafkaError,
    MessageSizeTooLargeError,
    ProducerFenced,
    RecordListTooLargeError,
)
from aiokafka.partitioner import murmur2

from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, RAW, REPLAY, STATE, Topic
from dateline.enricher.stream.batches import Batches
from dateline.enricher.stream.clients.cancelling import strays_raise
from dateline.enricher.stream.clients.denials import DENIED, denial_of
from dateline.enricher.stream.records import Outgoing
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.security import Security
from dateline.settings import Settings

log = logger(__name__)
T = TypeVar("T")

OUTPUTS = (ENRICHED, ENTITIES, DATES, DEAD_LETTERS, STATE)

FENCED = (ProducerFenced, InvalidProducerEpoch)
REQUEST_OVERHEAD_BYTES = 1024 * 1024
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 2.0


class EventTooLargeError(Exception):
    """A topic refused an event for its size; nothing of the batch was published."""


class OutboxError(RuntimeError):
    """The outbox can't go on: fenced by another worker, or out of patience. The process must end."""


@dataclass(frozen=True, slots=True)
class Published:
    """How a batch was published; ``state_position`` is the offset after its last state record, if it had one."""

    state_position: int | None = None
    repeated: bool = False


class Outbox:
    """Publishes batches of one partition number, each exactly once."""

    def __init__(self, settings: Settings, admin: AIOKafkaAdminClient, metrics: Metrics, number: int, of: int) -> None:
        self._settings = settings
        self._admin = admin
        self._metrics = metrics
        self._number = number
        self._partitions = of
        self._inputs = [TopicPartition(topic, number) for topic in input_topics(settings)]
        # What a transaction that nobody has settled can have written to: this number's outputs, where producers key
        # as the contract says, and whatever else the last attempts wrote to.
        self._written = {TopicPartition(topic.name(settings.topic_prefix), number) for topic in OUTPUTS}
        self._states = TopicPartition(STATE.name(settings.topic_prefix), number)
        self._producer: AIOKafkaProducer | None = None
        self._leaving = False

    async def open(self) -> dict[str, int]:
        """Fence the previous owner, settle what it left, and read the next offset of each input topic."""
        await self.close()
        settings = self._settings
        producer = AIOKafkaProducer(
            bootstrap_servers=settings.kafka_bootstrap_servers,
            client_id=f"{settings.group}-outbox-{self._number}",
            transactional_id=f"{settings.group}-{self._number}",
            transaction_timeout_ms=int(settings.transaction_timeout_s * 1000),
            max_request_size=ENRICHED.max_message_bytes + REQUEST_OVERHEAD_BYTES,
            max_batch_size=REQUEST_OVERHEAD_BYTES,
            compression_type=None if settings.compression == "none" else settings.compression,
            # aiokafka polls the coordinator at this interval; 100 ms would be most of a small transaction's time.
            retry_backoff_ms=10,
            **Security.of(settings).options(),
        )
        try:
            await producer.start()
            await self._settle(producer)
            committed = await self._admin.list_consumer_group_offsets(settings.group, partitions=self._inputs)
        except BaseException:
            await _stop(producer)
            raise
        self._producer = producer
        return {tp.topic: max(0, committed[tp].offset) if tp in committed else 0 for tp in self._inputs}

    async def _settle(self, producer: AIOKafkaProducer) -> None:
        """Abort what an earlier transaction left open, also where Kafka has forgotten it.

        Kafka ends a transaction without writing its markers to partitions that have no leader at that moment
        (TransactionMarkerChannelManager: "these partitions are likely deleted already and hence can be skipped"),
        which is all of them when a lone broker comes back from a long stop. Their records stay open, and
        this producer's next commit would commit them. A transaction over the same partitions and offsets in which
        nothing is sent, aborted, writes the markers that are missing, and no record.
        """
        await producer.begin_transaction()
        for position in self._written:
            producer._txn_manager.maybe_add_partition_to_txn(position)
        await producer.send_offsets_to_transaction(dict.fromkeys(self._inputs, 0), self._settings.group)
        await producer.abort_transaction()

    async def recover(self) -> dict[str, int]:
        """Open with patience: as ``open``, tried again while the brokers are out of reach."""
        return await self._patiently(self._opened)

    async def publish(self, outgoing: Sequence[Outgoing], offsets: Mapping[str, int]) -> Published:
        """One transaction: all of ``outgoing``, and ``offsets`` (the next one per input topic) with it.

        Retried in place until it holds. Where the offsets turn out to be committed already, an
        attempt that seemed to fail had gone through. Raises OutboxError when
        another worker has the partition, or after ``publish_patience_s``; EventTooLargeError
        where a topic takes less than the contract says.
        """

        async def attempt() -> Published:
            if self._producer is None:
                if self._leaving:
                    raise OutboxError("left with a transaction unpublished")
                committed = await self._opened()
                if all(committed[topic] >= offset for topic, offset in offsets.items()):
                    return Published(repeated=True)
            # A coordinator that is gone is waited for without end; by then the broker has aborted.
            return await asyncio.wait_for(self._attempt(outgoing, offsets), self._settings.transaction_timeout_s * 2)

        return await self._patiently(attempt)

    async def _opened(self) -> dict[str, int]:
        return await asyncio.wait_for(self.open(), self._settings.transaction_timeout_s * 3)

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until it works; a new producer for each try. Fenced or denied is final."""
        began = time.monotonic()
        pause = FIRST_PAUSE_S
        while True:
            try:
                with strays_raise():
                    return await attempt()
            except FENCED:
                raise OutboxError(
                    "another worker has taken it over. Did this one stand still for longer "
                    "than the session time-out, or do two groups share a name?"
                ) from None
            except (MessageSizeTooLargeError, RecordListTooLargeError) as error:
                await self.close()
                raise EventTooLargeError(str(error)) from error
            except DENIED as error:
                raise OutboxError(denial_of(error, "WRITE", self._settings) or str(error)) from error
            except OutboxError:
                raise
            except Exception as error:
                # Whatever it is, aiokafka's assertions included: a new producer and the offsets read anew start clean.
                await self.close()
                if self._leaving:
                    raise OutboxError(f"left while a transaction failed: {error!r}") from error
                self._metrics.transaction_retries.inc()
                waited = time.monotonic() - began
                if waited > self._settings.publish_patience_s:
                    raise OutboxError(f"nothing can be published since {waited:.0f} s: {error!r}") from error
                log.warning(
                    "transaction failed, trying again",
                    partition=self._number,
                    error=repr(error),
                    waited_s=round(waited, 1),
                )
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def leave(self) -> None:
        """From now on never open again: the partition is about to be someone else's, whom that would fence."""
        self._leaving = True

    async def close(self) -> None:
        """Stop the producer; an open transaction is left to be aborted by its successor or the broker."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await _stop(producer)

    async def _attempt(self, outgoing: Sequence[Outgoing], offsets: Mapping[str, int]) -> Published:
        producer = self._producer
        if producer is None:
            raise OutboxError("publish before open")
        began = time.perf_counter()
        # No `async with producer.transaction()`: its way out aborts, which waits without end for a coordinator that
        # is gone. An attempt that fails leaves its producer behind, and opening the next one aborts for it.
        await producer.begin_transaction()
        batches = Batches(producer)
        at: dict[tuple[Topic, bytes | None], TopicPartition] = {}
        for record in outgoing:
            if (partition := at.get((record.topic, record.owner))) is None:
                partition = at[record.topic, record.owner] = self._partition(record)
                self._written.add(partition)
            await batches.add(partition, record)
        positions = {TopicPartition(topic, self._number): offset for topic, offset in offsets.items()}
        written, _ = await asyncio.gather(
            batches.send(), producer.send_offsets_to_transaction(positions, self._settings.group)
        )
        await producer.commit_transaction()
        self._metrics.transaction_seconds.observe(time.perf_counter() - began)
        return Published(state_position=written.get(self._states))

    def _partition(self, record: Outgoing) -> TopicPartition:
        """An article's events are all in the partition of its id, as Java's default partitioner has it."""
        number = self._number
        if record.owner is not None:
            number = int(murmur2(record.owner) & 0x7FFFFFFF) % self._partitions
        return TopicPartition(record.topic.name(self._settings.topic_prefix), number)


def input_topics(settings: Settings) -> tuple[str, str]:
    """Names of the raw and the replay topic."""
    return RAW.name(settings.topic_prefix), REPLAY.name(settings.topic_prefix)


async def _stop(producer: AIOKafkaProducer) -> None:
    with contextlib.suppress(KafkaError, TimeoutError, OSError):
        await asyncio.wait_for(producer.stop(), 5)
