"""What counts as a difference between a cluster's topic and the contract's."""

from dateline.broker.admin import Outcome, TopicState, _compare
from dateline.contract.topics import ENRICHED, TOPICS


def state(**changes):
    fields = {
        "name": ENRICHED.name("news"),
        "topic": ENRICHED,
        "partitions": 4,
        "replication": 1,
        "config": ENRICHED.config(),
        "records": 0,
    }
    return TopicState(**{**fields, **changes})


def test_the_topics_have_the_names_of_the_contract_under_their_prefix():
    assert [topic.name("news") for topic in TOPICS] == [
        "news.article.raw.v1",
        "news.article.replay.v1",
        "news.article.enriched.v1",
        "news.entity.mentioned.v1",
        "news.date.mentioned.v1",
        "news.article.dlq.v1",
        "news.article.state.v1",
    ]


def test_a_topic_as_declared_is_already_right():
    assert _compare(state(), partitions=4, replication=1).outcome is Outcome.UNCHANGED


def test_the_order_of_clean_up_policies_is_no_difference():
    config = {**ENRICHED.config(), "cleanup.policy": "delete,compact"}
    assert _compare(state(config=config), partitions=4, replication=1).outcome is Outcome.UNCHANGED


def test_each_difference_is_named_with_what_is_there_and_what_was_wanted():
    config = {**ENRICHED.config(), "max.message.bytes": "1048588"}
    del config["retention.ms"]
    report = _compare(state(config=config, partitions=12), partitions=4, replication=1)
    assert report.outcome is Outcome.DIFFERS
    assert report.differences == (
        "partitions: 12, wanted 4",
        "max.message.bytes: 1048588, wanted 8388608",
        "retention.ms: not set, wanted 7776000000",
    )
