"""Topics change under a running worker: it says so and ends, and goes on when they are as they should be."""

from __future__ import annotations

import pytest
from kafka import KafkaAdminClient

from chaos.fleet import story
from chaos.report import seeded
from dateline.broker.admin import create_topics, delete_topics
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW, REPLAY, STATE

NOTICED_WITHIN_S = 30


@pytest.fixture
def admin(sandbox):
    client = KafkaAdminClient(bootstrap_servers=sandbox.bootstrap_servers)
    yield client
    client.close()


@pytest.mark.parametrize("topic", [DEAD_LETTERS, ENRICHED], ids=lambda topic: topic.suffix)
def test_a_worker_that_starts_without_one_of_its_topics_names_it_and_ends(make_fleet, topic):
    fleet = make_fleet(4)
    delete_topics(fleet.topics.bootstrap_servers, fleet.topics.prefix, [topic])
    said = fleet.problem_of(fleet.start_worker(), 120)
    assert f"topics are missing: {fleet.topics.name(topic)}" in said
    assert "dateline topics create" in said


def test_partitions_added_under_a_running_worker_end_it_with_a_message(make_fleet, admin):
    seeded("partitions added")
    fleet = make_fleet(4)
    [worker] = fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(100))
    fleet.until_out(100)
    admin.create_partitions({fleet.topics.name(topic): 6 for topic in (RAW, REPLAY)})
    said = fleet.problem_of(worker, NOTICED_WITHIN_S)
    assert "partitions were added" in said
    fleet.close_books("partitions added", [f"story-{n}" for n in range(100)])


def names_the_other_topic(said, name):
    """The group may learn of it before the worker looks: then the partitions of one topic come without the other's."""
    return f"without that of {name}" in said and "deleted" in said


@pytest.mark.parametrize("topic", [DEAD_LETTERS, RAW], ids=lambda topic: topic.suffix)
def test_a_topic_deleted_under_a_running_worker_ends_it_with_a_message(make_fleet, topic):
    seeded(f"{topic.suffix} deleted")
    fleet = make_fleet(4)
    [worker] = fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(100))
    fleet.until_out(100)
    delete_topics(fleet.topics.bootstrap_servers, fleet.topics.prefix, [topic])
    if topic is DEAD_LETTERS:
        fleet.send(b"bad", b"no JSON")
    said = fleet.problem_of(worker, NOTICED_WITHIN_S)
    name = fleet.topics.name(topic)
    assert f"topics were deleted: {name}" in said or names_the_other_topic(said, name), said[-2000:]
    create_topics(fleet.topics.bootstrap_servers, fleet.topics.prefix, partitions=4, replication=1)
    fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(100, 200))
    fleet.until_out(201 if topic is DEAD_LETTERS else 200)


def test_topics_deleted_and_made_again_at_once_end_the_worker_which_then_reads_the_new_ones(make_fleet):
    chance = seeded("topics made again")
    fleet = make_fleet(4)
    topic = chance.choice((RAW, STATE))
    [worker] = fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(100))
    fleet.until_out(100)
    delete_topics(fleet.topics.bootstrap_servers, fleet.topics.prefix, [topic])
    create_topics(fleet.topics.bootstrap_servers, fleet.topics.prefix, partitions=4, replication=1)
    said = fleet.problem_of(worker, NOTICED_WITHIN_S)
    name = fleet.topics.name(topic)
    assert f"deleted and made again: {name}" in said or names_the_other_topic(said, name), said[-2000:]
    fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(100, 200))
    fleet.until_out(200)
