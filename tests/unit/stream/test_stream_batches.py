"""Records gathered into batches, with aiokafka's own batches and a producer that only notes them."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka import TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.structs import RecordMetadata

from dateline.contract.topics import ENRICHED
from dateline.enricher.stream.batches import Batches
from dateline.enricher.stream.records import Outgoing

FIRST, SECOND = TopicPartition("news.article.enriched.v1", 0), TopicPartition("news.article.enriched.v1", 1)
BATCH_BYTES = 1_000


class NotingProducer:
    """Takes batches as a broker does whose partitions hold 100 records each."""

    def __init__(self) -> None:
        self.sent: dict[TopicPartition, list[tuple[bytes | None, bytes | None, list]]] = {}
        self.batches = 0

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(BATCH_BYTES, 0, is_transactional=1)

    async def send_batch(self, batch: BatchBuilder, topic: str, *, partition: int) -> asyncio.Future[RecordMetadata]:
        self.batches += 1
        at = TopicPartition(topic, partition)
        known = self.sent.setdefault(at, [])
        offset = 100 + len(known)
        read = MemoryRecords(bytes(batch._build()))
        known += [(r.key, r.value, list(r.headers)) for r in read.next_batch()]
        future = asyncio.get_running_loop().create_future()
        future.set_result(RecordMetadata(topic, partition, at, offset, -1, 0, 0))
        return future


def event(key: bytes | None, value: bytes | None) -> Outgoing:
    return Outgoing(ENRICHED, key, value, (("ce_type", b"org.dateline.article.enriched.v1"),), key)


def sent(*records: tuple[TopicPartition, Outgoing]) -> tuple[NotingProducer, dict[TopicPartition, int]]:
    async def work() -> tuple[NotingProducer, dict[TopicPartition, int]]:
        producer = NotingProducer()
        batches = Batches(producer)
        for at, record in records:
            await batches.add(at, record)
        return producer, await batches.send()

    return asyncio.run(work())


def test_records_of_a_partition_go_as_one_batch_in_their_order():
    records = [(FIRST if n % 3 else SECOND, event(b"story-%d" % n, b"text %d" % n)) for n in range(9)]
    producer, ends = sent(*records)
    assert producer.batches == 2
    assert [value for _, value, _ in producer.sent[FIRST]] == [
        b"text 1",
        b"text 2",
        b"text 4",
        b"text 5",
        b"text 7",
        b"text 8",
    ]
    assert ends == {FIRST: 106, SECOND: 103}


def test_a_batch_that_is_full_is_followed_by_another_without_a_record_lost_or_moved():
    values = [b"%d " % n * 60 for n in range(40)]
    producer, ends = sent(*[(FIRST, event(b"story", value)) for value in values])
    assert producer.batches > 5
    assert [value for _, value, _ in producer.sent[FIRST]] == values
    assert ends == {FIRST: 140}


def test_a_record_larger_than_a_batch_goes_alone():
    large = b"x" * (BATCH_BYTES * 3)
    producer, ends = sent((FIRST, event(b"a", b"small")), (FIRST, event(b"b", large)), (FIRST, event(b"c", b"small")))
    assert [value for _, value, _ in producer.sent[FIRST]] == [b"small", large, b"small"]
    assert producer.batches == 3
    assert ends == {FIRST: 103}


@pytest.mark.parametrize(("key", "value"), [(None, None), (b"story", None), (None, b"text")])
def test_a_key_or_a_value_that_is_null_stays_null(key, value):
    producer, _ = sent((FIRST, event(key, value)))
    assert producer.sent[FIRST] == [(key, value, [("ce_type", b"org.dateline.article.enriched.v1")])]


def test_nothing_to_send_sends_nothing():
    producer, ends = sent()
    assert (producer.batches, ends) == (0, {})
