"""Whether a sample came out whole."""

import pytest

from dateline.broker import ReceivedRecord
from dateline.cli.verdict import Expected, Inspection, wrong_spans
from dateline.contract import LayerStatus

ENRICHED, DEAD = "news.article.enriched.v1", "news.article.dlq.v1"
STORY, KILL = Expected("01-story.json", "ferry-1"), Expected("02-kill.json", "ferry-1", killed=True)


def record(value, topic=ENRICHED, key=b"ferry-1", headers=()):
    return ReceivedRecord(topic, 0, 0, 0, key, value, headers)


def problems(inspection):
    return [problem for verdict in inspection.verdicts() for problem in verdict.problems]


def as_bytes(article):
    return article.model_dump_json().encode()


def test_a_story_that_came_back_with_exact_spans_is_whole(article):
    inspection = Inspection([STORY])
    assert inspection.missing() == [STORY]
    inspection.take(record(as_bytes(article)))
    assert inspection.missing() == []
    assert problems(inspection) == []


def test_a_story_that_did_not_come_is_a_problem():
    assert problems(Inspection([STORY])) == ["no event came"]


def test_a_span_that_says_something_else_is_found_wherever_it_is(article):
    heading = article.sections[1].heading
    wrong = article.sections[1].model_copy(update={"heading": heading.model_copy(update={"text": "The ferry"})})
    broken = article.model_copy(update={"sections": (article.sections[0], wrong)})
    assert list(wrong_spans(broken)) == [f"span {heading.start}:{heading.end} is not 'The ferry'"]
    inspection = Inspection([STORY])
    inspection.take(record(as_bytes(broken)))
    assert len(problems(inspection)) == 1


def test_a_span_outside_of_the_text_is_found(article):
    beyond = article.sections[2].model_copy(update={"end": len(article.text) + 1})
    assert "outside" in next(wrong_spans(article.model_copy(update={"sections": (beyond,)})))


def test_a_degraded_layer_is_a_problem_and_a_skipped_one_is_not(article):
    links = article.provenance.links.model_copy(update={"status": LayerStatus.DEGRADED, "reason": "knowledge is gone"})
    degraded = article.model_copy(update={"provenance": article.provenance.model_copy(update={"links": links})})
    inspection = Inspection([STORY])
    inspection.take(record(as_bytes(degraded)))
    assert problems(inspection) == ["links is degraded: knowledge is gone"]


def test_a_dead_letter_is_a_problem_and_nothing_is_waited_for():
    inspection = Inspection([STORY])
    headers = (("dateline.reason", b"invalid.article"), ("__connect.errors.exception.message", b"there is no text"))
    inspection.take(record(b"{}", DEAD, headers=headers))
    assert inspection.missing() == []
    assert problems(inspection)[0] == "in the dead letters: invalid.article there is no text"


def test_a_kill_is_whole_when_the_last_record_is_a_tombstone(article):
    inspection = Inspection([STORY, KILL])
    inspection.take(record(as_bytes(article)))
    assert inspection.missing() == [KILL]
    inspection.take(record(None))
    assert (inspection.missing(), problems(inspection)) == ([], [])


def test_a_killed_story_that_is_published_again_is_a_problem(article):
    inspection = Inspection([STORY, KILL])
    for value in (as_bytes(article), None, as_bytes(article)):
        inspection.take(record(value))
    assert problems(inspection) == ["no tombstone came"]


@pytest.mark.parametrize("value", [b"", b"{}", b"null", b"\xff"])
def test_an_event_of_another_shape_is_a_problem(value):
    inspection = Inspection([STORY])
    inspection.take(record(value))
    assert problems(inspection)[0].startswith("not an enriched article")
