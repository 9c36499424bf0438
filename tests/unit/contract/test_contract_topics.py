"""The topics are as the contract has them."""

import pickle

from dateline.contract.topics import ENRICHED, RAW, STATE, TOPICS


def test_names_have_the_prefix_and_no_underscore():
    assert [t.name("acme") for t in TOPICS] == [
        "acme.article.raw.v1",
        "acme.article.replay.v1",
        "acme.article.enriched.v1",
        "acme.entity.mentioned.v1",
        "acme.date.mentioned.v1",
        "acme.article.dlq.v1",
        "acme.article.state.v1",
    ]
    assert not any("_" in t.name("news") for t in TOPICS)


def test_compacted_topics_keep_tombstones_for_a_week_and_let_killed_text_go_within_a_day():
    config = ENRICHED.config()
    assert config["cleanup.policy"] == "compact,delete"
    assert config["delete.retention.ms"] == str(7 * 24 * 3600 * 1000)
    assert config["max.compaction.lag.ms"] == str(24 * 3600 * 1000)


def test_the_state_topic_never_expires_and_the_raw_one_is_not_compacted():
    assert "retention.ms" not in STATE.config()
    assert RAW.config() == {
        "cleanup.policy": "delete",
        "max.message.bytes": "2097152",
        "retention.ms": str(7 * 24 * 3600 * 1000),
    }


def test_a_topic_is_itself_after_it_came_from_another_process():
    assert all(pickle.loads(pickle.dumps(topic)) is topic for topic in TOPICS)
