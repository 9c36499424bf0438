"""What is published never goes back: revisions, kills, retractions, decided from the state alone."""

import pytest

from dateline.contract.headers import CE_ID, CE_TYPE
from dateline.contract.topics import DATES, ENRICHED, ENTITIES, STATE
from dateline.enricher.stream.records import Outcome, Outgoing, Version
from dateline.enricher.stream.state import ArticleState, decide

NOON = 1_716_638_400_000


def outcome(version, *names, killed=False):
    """An article that names people (or its kill), as the worker process reports it."""
    headers = ((CE_ID, b"0123"), (CE_TYPE, b"org.dateline.article.enriched.v1"))
    enriched = Outgoing(ENRICHED, b"a-17", None if killed else b"{}", headers, b"a-17")
    mentions = tuple(Outgoing(ENTITIES, f"a-17|person:{n}".encode(), b"{}", headers, b"a-17") for n in names)
    return Outcome("a-17", events=(enriched, *mentions), killed=killed, version=version)


def revision(number, at=NOON):
    return Version(number, None, at)


def test_the_first_record_of_an_article_is_published_and_remembered():
    decision = decide(None, outcome(revision(1), "merkel", "macron"))
    assert [(o.topic, o.key) for o in decision.outgoing] == [
        (ENRICHED, b"a-17"),
        (ENTITIES, b"a-17|person:merkel"),
        (ENTITIES, b"a-17|person:macron"),
        (STATE, b"a-17"),
    ]
    assert ArticleState.from_json("a-17", decision.outgoing[-1].value) == decision.state


def test_an_older_revision_is_superseded_though_it_was_recorded_later():
    known = decide(None, outcome(revision(7), "merkel")).state
    late = decide(known, outcome(revision(6, NOON + 60_000), "merkel"))
    assert (late.outgoing, late.state) == ((), None)


def test_the_same_revision_again_is_published_again():
    known = decide(None, outcome(revision(7), "merkel")).state
    assert decide(known, outcome(revision(7), "merkel")).state == known


def test_a_revision_that_drops_a_name_retracts_its_mention_event():
    known = decide(None, outcome(revision(1), "merkel", "macron")).state
    decision = decide(known, outcome(revision(2), "macron"))
    [stone] = [o for o in decision.outgoing if o.topic is ENTITIES and o.value is None]
    assert stone.key == b"a-17|person:merkel"
    assert stone.owner == b"a-17"
    assert dict(stone.headers) | {"ce_dataschema": b""} == {
        "ce_id": b"0123/entity/2",
        "ce_type": b"org.dateline.entity.mentioned.v1",
        "ce_dataschema": b"",
    }


def test_a_kill_retracts_the_article_and_every_mention_event():
    known = decide(None, outcome(revision(1), "merkel", "macron")).state
    decision = decide(known, outcome(revision(None, NOON + 1), killed=True))
    assert [(o.key, o.value) for o in decision.outgoing if o.topic is not STATE] == [
        (b"a-17", None),
        (b"a-17|person:merkel", None),
        (b"a-17|person:macron", None),
    ]
    assert decision.state.killed
    assert decision.state.keys == ()


def test_a_killed_story_stays_dead_when_an_old_revision_is_replayed():
    known = decide(None, outcome(revision(1), "merkel")).state
    killed = decide(known, outcome(revision(None, NOON + 1), killed=True)).state
    for old in (revision(1), revision(1, NOON + 10)):
        assert decide(killed, outcome(old, "merkel")).state is None


def test_a_newer_revision_brings_a_killed_story_back():
    killed = decide(None, outcome(revision(3), killed=True)).state
    assert decide(killed, outcome(revision(4), "merkel")).state.killed is False


def test_a_record_without_a_revision_keeps_the_revision_before_it_as_floor():
    known = decide(None, outcome(revision(7))).state
    unnumbered = decide(known, outcome(revision(None, NOON + 1))).state
    assert unnumbered.version.revision == 7
    assert decide(unnumbered, outcome(revision(6, NOON + 2))).state is None


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (Version(2, 5, 5), Version(1, 9, 9)),  # revisions decide where both have one
        (Version(None, 9, 5), Version(1, 5, 9)),  # else the modified time
        (Version(2, None, 9), Version(None, 9, 5)),  # else the record's time
    ],
)
def test_revision_beats_modified_time_beats_record_time(newer, older):
    assert newer.compare(older) == 1
    assert older.compare(newer) == -1


def test_a_dropped_date_is_retracted_on_its_own_topic():
    dated = outcome(revision(1))
    dated = Outcome(
        "a-17",
        events=(*dated.events, Outgoing(DATES, b"a-17|2023-10-07", b"{}", (), b"a-17")),
        version=revision(1),
    )
    known = decide(None, dated).state
    [stone] = [o for o in decide(known, outcome(revision(2))).outgoing if o.topic is DATES]
    assert (stone.key, stone.value) == (b"a-17|2023-10-07", None)
