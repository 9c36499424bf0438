"""The count sees what is lost and what comes twice; a count that can't fail proves nothing."""

import json
from types import SimpleNamespace

import pytest

from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, STATE
from dateline.torture.counting import COUNTED, Count, count, count_dateline

SENT = ("story-00000", "story-00001")


def record(key, value=None):
    return SimpleNamespace(key=key.encode(), value=None if value is None else json.dumps(value).encode())


def enriched(article):
    may = {"value": "2025-05", "interval": {"begin": "2025-05-01", "end": "2025-06-01"}}
    return record(
        article,
        {"id": article, "entities": [{"key": "person:laura holm"}], "dates": [may, {"value": "P2D", "interval": None}]},
    )


@pytest.fixture
def records():
    """Of two articles everything, once."""
    return {
        ENRICHED: [enriched(article) for article in SENT],
        ENTITIES: [record(f"{article}|person:laura holm") for article in SENT],
        DATES: [record(f"{article}|2025-05") for article in SENT],
        DEAD_LETTERS: [],
        STATE: [record(article) for article in SENT],
    }


def problems(records):
    return {one.topic: (one.lost, one.twice) for one in count_dateline(iter(SENT), records) if not one.clean}


def test_everything_there_once_is_clean(records):
    assert [(one.due, one.came) for one in count_dateline(SENT, records)] == [(2, 2), (2, 2), (2, 2), (0, 0), (2, 2)]
    assert problems(records) == {}


@pytest.mark.parametrize("topic", [ENTITIES, DATES, STATE], ids=lambda topic: topic.suffix)
def test_an_event_that_is_not_there_is_lost(records, topic):
    records[topic].pop()
    assert problems(records) == {topic.suffix: (1, 0)}


def test_an_article_that_never_came_is_lost_on_its_topic_and_in_the_state(records):
    for topic in COUNTED:
        records[topic] = [r for r in records[topic] if not r.key.startswith(b"story-00001")]
    assert problems(records) == {ENRICHED.suffix: (1, 0), STATE.suffix: (1, 0)}


@pytest.mark.parametrize("topic", [ENRICHED, ENTITIES, DATES, STATE], ids=lambda topic: topic.suffix)
def test_an_event_that_is_there_three_times_is_twice_too_many(records, topic):
    records[topic] += [records[topic][0]] * 2
    assert problems(records) == {topic.suffix: (0, 2)}


def test_an_article_among_the_dead_letters_is_not_clean(records):
    records[DEAD_LETTERS].append(record("story-00000", {}))
    assert problems(records) == {DEAD_LETTERS.suffix: (0, 0)}


def test_an_event_that_nobody_sent_is_not_clean(records):
    records[ENTITIES].append(record("story-00001|place:lisbon"))
    assert problems(records) == {ENTITIES.suffix: (0, 0)}


def test_a_plain_list_of_keys_is_counted_the_same_way():
    assert count("raw", ("a", "b", "c"), ["a", "b", "b", "b"]) == Count("raw", due=3, came=4, lost=1, twice=2)
