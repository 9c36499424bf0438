"""The counting itself: what is lost or comes twice is seen. A suite that can't fail proves nothing."""

from __future__ import annotations

import pytest

from chaos.counting import KCAT, NO_KCAT, read_all, second_count, tally
from dateline.broker.producer import Producer
from dateline.contract.topics import DATES, ENRICHED, ENTITIES, STATE
from kit import of


@pytest.fixture
def counted(make_fleet):
    """A fleet that has done its work on three articles, and their ids."""
    fleet = make_fleet(4)
    from chaos.fleet import story

    fleet.start_workers(1)
    fleet.send_all(story(n) for n in range(3))
    sent = [f"story-{n}" for n in range(3)]
    fleet.until_out(3)
    assert (tally(fleet.topics, sent).lost, tally(fleet.topics, sent).twice) == (0, 0)
    return fleet, sent


def test_an_article_that_never_came_out_is_lost_on_every_topic(counted):
    fleet, sent = counted
    assert tally(fleet.topics, [*sent, "story-3"]).lost == 2  # enriched and its state; what it mentions nobody knows


def test_an_event_that_was_published_again_is_twice(counted):
    fleet, sent = counted
    records = fleet.read_until(lambda r: len(of(r, DATES, b"story-1")) == 1 and of(r, ENRICHED, b"story-1"))
    [enriched], [date] = of(records, ENRICHED, b"story-1"), of(records, DATES, b"story-1")
    mention = of(records, ENTITIES, b"story-1")[0]
    with Producer(fleet.topics.bootstrap_servers) as producer:
        for again in (mention, date):
            producer.send(again.topic, again.key, again.value, partition=again.partition)
    assert tally(fleet.topics, sent).twice == 2
    with Producer(fleet.topics.bootstrap_servers) as producer:
        producer.send(enriched.topic, enriched.key, enriched.value, partition=enriched.partition)
        producer.send(fleet.topics.name(STATE), b"story-1", b"{}", partition=enriched.partition)
    assert tally(fleet.topics, sent).twice == 2 + 3  # by key, by the offset of its input, and its state


@pytest.mark.skipif(KCAT is None, reason=NO_KCAT)
def test_a_record_that_only_one_of_the_two_counters_has_is_named(counted):
    fleet, _ = counted
    records = read_all(fleet.topics)
    assert (
        second_count(fleet.topics, records)
        == f"kafka-python and kcat agree on {sum(map(len, records.values()))} records"
    )
    missed = records[DATES].pop()
    with pytest.raises(AssertionError, match=f"date.mentioned.*{missed.key.decode()}".replace("|", ".")):
        second_count(fleet.topics, records)
