"""What is wrong with the topics is said by name, with what to do; what is right is not complained of."""

from dataclasses import replace

import pytest

from dateline.broker.look import TopicLook
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW, REPLAY, STATE, TOPICS
from dateline.enricher.stream.standing import problem_at_start, problem_since

ALL = frozenset({"READ", "WRITE", "DESCRIBE", "CREATE"})
RIGHT = {topic.name("news"): TopicLook(f"id-{n}", 4, ALL) for n, topic in enumerate(TOPICS)}


def changed(topic, **changes):
    name = topic.name("news")
    return {**RIGHT, name: replace(RIGHT[name], **changes)}


def without(topic):
    return {name: look for name, look in RIGHT.items() if name != topic.name("news")}


def test_topics_as_they_have_to_be_are_no_problem():
    assert problem_at_start(RIGHT, "news") is None
    assert problem_since(RIGHT, RIGHT, "news") is None


def test_brokers_that_do_not_tell_what_is_allowed_are_believed_to_allow_it():
    untold = {name: replace(look, operations=None) for name, look in RIGHT.items()}
    assert problem_at_start(untold, "news") is None
    assert problem_since(untold, untold, "news") is None


def test_a_missing_topic_is_named_with_the_command_that_makes_it():
    assert problem_at_start(without(DEAD_LETTERS), "news") == (
        f"topics are missing: {DEAD_LETTERS.name('news')}; create them with `dateline topics create`"
    )
    assert f"topics were deleted: {RAW.name('news')};" in problem_since(RIGHT, without(RAW), "news")


def test_a_topic_that_was_made_again_is_not_the_one_that_was_there():
    problem = problem_since(RIGHT, changed(STATE, id="another"), "news")
    assert f"deleted and made again: {STATE.name('news')}." in problem


def test_numbers_of_partitions_have_to_be_the_same_and_to_stay():
    assert "the same number of partitions" in problem_at_start(changed(ENRICHED, partitions=6), "news")
    grown = {name: replace(look, partitions=6) for name, look in RIGHT.items()}
    assert problem_at_start(grown, "news") is None
    assert "partitions were added to" in problem_since(RIGHT, grown, "news")


@pytest.mark.parametrize(
    ("topic", "allowed", "words"),
    [
        (RAW, {"WRITE", "DESCRIBE"}, "READ on topic news.article.raw.v1"),
        (REPLAY, set(), "READ on topic news.article.replay.v1"),
        (ENRICHED, {"READ", "DESCRIBE"}, "WRITE on topic news.article.enriched.v1"),
        (STATE, {"DESCRIBE"}, "READ and WRITE on topic news.article.state.v1"),
    ],
    ids=lambda value: getattr(value, "suffix", None),
)
def test_what_is_not_allowed_is_named_with_its_topic(topic, allowed, words):
    found = changed(topic, operations=frozenset(allowed))
    for problem in (problem_at_start(found, "news"), problem_since(RIGHT, found, "news")):
        assert f"Kafka does not allow {words}." in problem


@pytest.mark.parametrize("topic", [RAW, ENRICHED])
def test_nothing_more_is_asked_for_than_is_used(topic):
    needed = {"READ"} if topic is RAW else {"WRITE"}
    assert problem_at_start(changed(topic, operations=frozenset(needed)), "news") is None


def test_a_topic_that_may_not_even_be_described_is_one_that_may_not_be_used():
    hidden = changed(RAW, id="", partitions=0, operations=frozenset())
    assert "Kafka does not allow READ" in problem_at_start(hidden, "news")
    assert "Kafka does not allow READ" in problem_since(RIGHT, hidden, "news")
