"""Topics, producer and consumer against a real Kafka."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from kafka import KafkaProducer

from dateline.broker import BrokerError, Consumer, Outcome, Producer, create_topics, delete_topics, list_topics
from dateline.broker import admin as broker_admin
from dateline.broker.producer import record_size
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW, REPLAY, TOPICS

MIB = 1024 * 1024


def transactional(topics) -> KafkaProducer:
    producer = KafkaProducer(bootstrap_servers=topics.bootstrap_servers, transactional_id=f"{topics.prefix}-writer")
    producer.init_transactions()
    return producer


def test_creating_topics_again_changes_nothing(topics):
    again = create_topics(topics.bootstrap_servers, topics.prefix, partitions=topics.partitions, replication=1)
    assert [report.name for report in again] == [topics.name(topic) for topic in TOPICS]
    assert {report.outcome for report in again} == {Outcome.UNCHANGED}


def test_the_topics_are_there_with_the_settings_of_the_contract(topics):
    states = list_topics(topics.bootstrap_servers, topics.prefix)
    assert [state.topic for state in states] == list(TOPICS)
    for state in states:
        assert (state.partitions, state.replication, state.records) == (topics.partitions, 1, 0)
        assert broker_admin._compare(state, topics.partitions, 1).differences == ()


def test_a_topic_that_differs_is_reported_and_left_alone(sandbox, topics):
    address, prefix = topics.bootstrap_servers, f"{topics.prefix}-other"
    create_topics(address, prefix, partitions=2, replication=1, topics=[RAW])
    reports = create_topics(address, prefix, partitions=3, replication=1, topics=[RAW, ENRICHED])
    assert reports[0].differences == ("partitions: 2, wanted 3",)
    assert reports[1].outcome is Outcome.CREATED
    assert list_topics(address, prefix)[0].partitions == 2


def test_more_copies_than_brokers_is_an_error_with_advice(topics):
    with pytest.raises(BrokerError, match="DATELINE_REPLICATION"):
        create_topics(topics.bootstrap_servers, f"{topics.prefix}-copies", partitions=1, replication=3, topics=[RAW])


def test_what_is_sent_comes_back_in_order_under_its_key(topics):
    delivered = []
    with Producer(topics.bootstrap_servers, delivered.append) as producer:
        for number in range(300):
            headers = [("traceparent", b"00-1"), ("traceparent", b"00-2")]
            producer.send(topics.name(RAW), b"article-%d" % (number % 7), b"%d" % number, headers)
        producer.send(topics.name(RAW), b"article-1", None)
    with Consumer(topics.bootstrap_servers, [topics.name(RAW)]) as consumer:
        records = list(consumer.records(to_end=True))
    assert len(delivered) == len(records) == 301
    for key in {record.key for record in records}:
        mine = [record for record in records if record.key == key]
        assert len({record.partition for record in mine}) == 1
        numbers = [int(record.value) for record in mine if record.value is not None]
        assert numbers == sorted(numbers)
    tombstone = next(record for record in records if record.value is None)
    assert tombstone.key == b"article-1"
    assert records[0].headers == (("traceparent", b"00-1"), ("traceparent", b"00-2"))


def test_keys_go_where_the_java_client_sends_them(topics):
    """Partition = murmur2(key) & 0x7fffffff % 4; hashes from Apache Kafka's own UtilsTest."""
    known = {
        b"21": -973932308,
        b"foobar": -790332482,
        b"a-little-bit-long-string": -985981536,
        b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    }
    sent = []
    with Producer(topics.bootstrap_servers, sent.append) as producer:
        for key in known:
            producer.send(topics.name(RAW), key, b"{}")
    assert [where.partition for where in sent] == [(hash_ & 0x7FFFFFFF) % 4 for hash_ in known.values()]


def test_a_value_just_under_the_limit_passes_and_one_over_it_is_refused_without_harm(topics):
    fits = 2 * MIB - record_size(b"long", b"", ())
    with Producer(topics.bootstrap_servers) as producer:
        producer.send(topics.name(RAW), b"long", b"x" * fits)
        producer.flush()
        with pytest.raises(BrokerError, match="larger than"):
            producer.send(topics.name(RAW), b"long", b"x" * (2 * MIB))
        producer.send(topics.name(DEAD_LETTERS), b"long", b"x" * (2 * MIB + 1))
        assert producer.flush() == 2
    with Consumer(topics.bootstrap_servers, [topics.name(RAW)]) as consumer:
        assert [len(record.value) for record in consumer.records(to_end=True)] == [fits]


def test_only_committed_records_are_read_and_the_end_is_found_behind_markers(topics):
    producer = transactional(topics)
    for verdict in (b"kept", b"taken back", b"kept"):
        producer.begin_transaction()
        for number in range(8):
            producer.send(topics.name(ENRICHED), key=b"%d" % number, value=verdict)
        if verdict == b"kept":
            producer.commit_transaction()
        else:
            producer.abort_transaction()
    producer.close()
    with Consumer(topics.bootstrap_servers, [topics.name(ENRICHED)]) as consumer:
        records = list(consumer.records(to_end=True))
    assert [record.value for record in records] == [b"kept"] * 16


def test_a_reader_of_new_records_starts_where_it_was_made(topics):
    with Producer(topics.bootstrap_servers) as producer:
        producer.send(topics.name(RAW), b"old", b"{}")
        producer.flush()
        with Consumer(topics.bootstrap_servers, [topics.name(RAW)], from_beginning=False) as consumer:
            producer.send(topics.name(RAW), b"new", b"{}")
            producer.flush()
            assert [record.key for record in consumer.records(idle_s=1)] == [b"new"]


def test_records_of_an_open_transaction_wait_for_its_commit(topics):
    producer = transactional(topics)
    with Consumer(topics.bootstrap_servers, [topics.name(ENRICHED)]) as consumer:
        producer.begin_transaction()
        producer.send(topics.name(ENRICHED), key=b"flash", value=b"{}").get(timeout=10)
        assert list(consumer.records(idle_s=0.5)) == []
        producer.commit_transaction()
        assert [record.key for record in consumer.records(idle_s=1)] == [b"flash"]
    producer.close()


def test_a_topic_that_is_not_there_is_named_with_what_makes_it(topics):
    with pytest.raises(BrokerError, match="dateline topics create"):
        Consumer(topics.bootstrap_servers, ["nowhere.article.raw.v1"])


def test_deleted_topics_are_gone(topics):
    delete_topics(topics.bootstrap_servers, topics.prefix)
    assert list_topics(topics.bootstrap_servers, topics.prefix) == ()


def test_a_broker_that_does_not_answer_gives_a_sentence_within_seconds(monkeypatch):
    monkeypatch.setattr(broker_admin, "BOOTSTRAP_S", 1.0)
    with pytest.raises(BrokerError, match="KAFKA_BOOTSTRAP_SERVERS"):
        list_topics("127.0.0.1:1", "news")


def dateline(topics, *arguments, stdin=None):
    """The command line on these topics."""
    return subprocess.run(
        [sys.executable, "-m", "dateline.cli", *arguments],
        env=topics.environment(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_topics_create_and_list_on_the_command_line(topics):
    created = dateline(topics, "topics", "create")
    assert created.returncode == 0
    assert created.stdout.count("already right") == len(TOPICS)
    listed = dateline(topics, "topics", "list")
    assert all(topics.name(topic) in listed.stdout for topic in TOPICS)


def test_articles_produced_on_the_command_line_are_consumed_with_their_ids_as_keys(topics, tmp_path):
    (tmp_path / "tide.txt").write_text("The tide came in at six on Monday.")
    (tmp_path / "two.jsonl").write_text(
        '{"id": "ferry-1", "text": "Ferry sails."}\n{"id": "b-2", "text": "Bridge opens."}\n'
    )
    produced = dateline(
        topics, "produce", str(tmp_path / "tide.txt"), str(tmp_path / "two.jsonl"), "-", stdin="<p>Late news.</p>"
    )
    assert produced.returncode == 0, produced.stderr
    assert f"4 sent to {topics.name(RAW)}" in produced.stderr
    consumed = dateline(topics, "consume", "--topic", "raw", "--from-beginning", "--json", "--count", "4")
    records = [json.loads(line) for line in consumed.stdout.splitlines()]
    keys = {record["key"] for record in records}
    assert {"ferry-1", "b-2"} < keys
    assert len(keys) == 4
    assert {"html": "<p>Late news.</p>"} in [record["value"] for record in records]
    shown = dateline(topics, "consume", "--topic", "raw", "--from-beginning", "--idle", "1")
    assert "Ferry sails." in shown.stdout


def test_what_is_not_an_article_is_refused_by_name_or_sent_as_it_is(topics, tmp_path):
    (tmp_path / "broken.json").write_text('{"text": ')
    (tmp_path / "good.json").write_text('{"id": "ferry-1", "text": "Ferry sails."}')
    files = [str(tmp_path / "broken.json"), str(tmp_path / "good.json")]
    refused = dateline(topics, "produce", "--lane", "replay", *files)
    assert refused.returncode == 1
    assert "broken.json: not sent: invalid.json" in refused.stderr.replace("\n", "")
    assert "1 sent" in refused.stderr
    sent = dateline(topics, "produce", "--lane", "replay", "--anyway", *files)
    assert sent.returncode == 0
    with Consumer(topics.bootstrap_servers, [topics.name(REPLAY)]) as consumer:
        values = [record.value for record in consumer.records(to_end=True)]
    assert values.count(b'{"text": ') == 1
    assert len(values) == 3
