"""Transactions of the outbox against a real Kafka, where Kafka itself has left one half done."""

from __future__ import annotations

import asyncio
from unittest.mock import patch

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from kafka import KafkaAdminClient, KafkaConsumer
from kafka import TopicPartition as PartitionOf
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.record.default_records import DefaultRecordBatch

from chaos.counting import read_all
from dateline.contract.topics import ENRICHED, ENTITIES, RAW, STATE
from dateline.enricher.stream.outbox import Outbox
from dateline.enricher.stream.records import Outgoing
from dateline.observability.metrics import Metrics
from dateline.settings import Settings

NUMBER = 1
PUBLISHED = b"The tide came in at six. " * 40


@pytest.fixture
def unverified(sandbox):
    """A broker that takes records of a partition which its transaction coordinator knows nothing of."""
    admin = KafkaAdminClient(bootstrap_servers=sandbox.bootstrap_servers)
    brokers = [str(broker["broker_id"]) for broker in admin.describe_cluster()["brokers"]]

    def verify(value):
        configs = {"transaction.partition.verification.enable": value}
        admin.alter_configs([ConfigResource(ConfigResourceType.BROKER, name, configs=configs) for name in brokers])

    verify("false")
    yield
    verify("true")
    admin.close()


@pytest.fixture
def settings(topics):
    return Settings(
        kafka_bootstrap_servers=topics.bootstrap_servers, topic_prefix=topics.prefix, group=topics.group, redis_url=None
    )


async def leave_records_without_a_marker(settings, topics, how):
    """A transaction that Kafka ends (``commit`` or ``abort``) on all partitions but two of its outputs.

    So it looks after a coordinator has found no leader for them. The partitions are told to the
    client as added, and never to the coordinator.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=topics.bootstrap_servers, transactional_id=f"{settings.group}-{NUMBER}"
    )
    await producer.start()
    await producer.begin_transaction()
    await producer.send_and_wait(topics.name(ENTITIES), b"seen", b"seen", partition=NUMBER)
    for topic in (ENRICHED, STATE):
        producer._txn_manager._txn_partitions.add(TopicPartition(topics.name(topic), NUMBER))
        await producer.send_and_wait(topics.name(topic), b"left open", b"story-0", partition=NUMBER)
    await (producer.commit_transaction() if how == "commit" else producer.abort_transaction())
    await producer.stop()


async def publish_one(settings, topics):
    admin = AIOKafkaAdminClient(bootstrap_servers=topics.bootstrap_servers)
    await admin.start()
    outbox = Outbox(settings, admin, Metrics(), NUMBER, topics.partitions)
    try:
        await outbox.recover()
        event = Outgoing(ENRICHED, b"story-0", PUBLISHED, (), None)
        await outbox.publish([event], {topics.name(RAW): 1})
    finally:
        await outbox.close()
        await admin.close()


def codec_on_disk(bootstrap_servers, topic):
    """The compression of the first batch that holds records, as Kafka has it."""
    names = {0: "none", 1: "gzip", 2: "snappy", 3: "lz4", 4: "zstd"}
    with patch.object(DefaultRecordBatch, "__init__", autospec=True, side_effect=DefaultRecordBatch.__init__) as made:
        consumer = KafkaConsumer(bootstrap_servers=bootstrap_servers, isolation_level="read_committed")
        partition = PartitionOf(topic, NUMBER)
        consumer.assign([partition])
        consumer.seek_to_beginning(partition)
        consumer.poll(timeout_ms=10_000)
        consumer.close()
    batches = [call.args[0] for call in made.call_args_list]
    return next(names[batch.compression_type] for batch in batches if not batch.is_control_batch)


@pytest.mark.parametrize("how", ["commit", "abort"])
@pytest.mark.usefixtures("unverified")
def test_records_that_kafka_left_open_are_aborted_before_the_next_batch_is_committed(settings, topics, how):
    asyncio.run(leave_records_without_a_marker(settings, topics, how))
    asyncio.run(publish_one(settings, topics))
    records = read_all(topics, (ENRICHED, STATE))
    assert [(r.key, r.value) for r in records[ENRICHED]] == [(b"story-0", PUBLISHED)]
    assert records[STATE] == []


@pytest.mark.parametrize("codec", ["none", "gzip", "lz4", "zstd"])
def test_events_are_compressed_as_the_setting_says_and_read_as_they_were(settings, topics, codec):
    asyncio.run(publish_one(settings.model_copy(update={"compression": codec}), topics))
    records = read_all(topics, (ENRICHED,))
    assert [(r.key, r.value) for r in records[ENRICHED]] == [(b"story-0", PUBLISHED)]
    assert codec_on_disk(topics.bootstrap_servers, topics.name(ENRICHED)) == codec
