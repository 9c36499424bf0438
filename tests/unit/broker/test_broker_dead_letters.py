"""Which dead letters are meant, and what a replay makes of them."""

import json
import time
from datetime import UTC, datetime

import pytest

from dateline.broker import ReceivedRecord
from dateline.broker.dead_letters import (
    DeadLetter,
    Filters,
    Position,
    Survey,
    front_before,
    replay_headers,
    summary,
)
from dateline.contract import Reason
from dateline.contract import headers as names
from dateline.contract.headers import REPLAYED
from dateline.enricher.stream.dead_letters import dead_letter
from dateline.enricher.stream.records import Incoming, Refusal

SENT_MS = int(datetime(2024, 5, 25, 12, tzinfo=UTC).timestamp() * 1000)
WRITTEN_MS = SENT_MS + 3_600_000
PLACE = Position(3, 17)
FERRY = json.dumps({"id": "ferry-1", "text": "The ferry to Islay sailed again on Monday."}).encode()


def letter_of(
    value=FERRY,
    key=b"ferry-1",
    headers=(),
    reason=Reason.DEADLINE,
    position=PLACE,
    sent_ms=SENT_MS,
):
    """A letter as a worker writes it."""
    record = Incoming("news.article.raw.v1", position.partition, 5, sent_ms, key, value, headers)
    written = dead_letter(record, Refusal(reason, "worker", "TimeoutError", "took longer than 60 s", "Traceback …"))
    return DeadLetter(
        ReceivedRecord("news.article.dlq.v1", *position, WRITTEN_MS, written.key, written.value, tuple(written.headers))
    )


def bare(**fields):
    """A letter without any headers of ours."""
    record = {"topic": "news.article.dlq.v1", "partition": 0, "offset": 0, "timestamp": WRITTEN_MS}
    return DeadLetter(ReceivedRecord(**{**record, "key": None, "value": None, **fields}))


# --- What a letter says ----------------------------------------------------------------------


def test_a_letter_says_its_reason_its_first_time_and_its_attempt():
    letter = letter_of(headers=((names.ATTEMPT, b"1"),))
    assert (letter.reason, letter.time_ms, letter.attempt) == ("deadline", SENT_MS, 2)
    assert summary(letter) == {
        "position": "3:17",
        "time": "2024-05-25T12:00:00.000Z",
        "written": "2024-05-25T13:00:00.000Z",
        "key": "ferry-1",
        "reason": "deadline",
        "message": "took longer than 60 s",
        "attempt": 2,
        "stage": "worker",
        "exception": "TimeoutError",
        "topic": "news.article.raw.v1",
        "bytes": len(FERRY),
        "replayed": None,
    }


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ((names.REASON, None), (names.TIMESTAMP, None), (names.ATTEMPT, None)),
        ((names.REASON, b"\xff"), (names.TIMESTAMP, b"yesterday"), (names.ATTEMPT, b"9" * 5_000)),
        ((names.TIMESTAMP, b"12024-05-25T12:00:00Z"), (names.ATTEMPT, "²".encode())),
        ((names.TIMESTAMP, b"2024-05-25T12:00:00"),),
    ],
    ids=["none", "null", "nonsense", "out of range", "without a zone"],
)
def test_a_letter_whose_headers_are_missing_or_broken_counts_from_its_own_time(headers):
    letter = bare(headers=headers)
    assert (letter.time_ms, letter.attempt) == (WRITTEN_MS, 1)
    json.dumps(summary(letter))


def test_a_letter_without_any_time_is_still_one_line():
    assert summary(bare(timestamp=-1))["time"] is None


@pytest.mark.parametrize("written", ["3", "3:", ":17", "3:-1", "a:b", "3:1:7", "²:1", "3:" + "9" * 30, ""])
def test_what_is_not_a_position_is_refused(written):
    with pytest.raises(ValueError, match="partition:offset"):
        Position.parse(written)


def test_a_position_is_read_as_it_is_written():
    assert Position.parse(str(Position(3, 17))) == Position(3, 17)


# --- Filters ---------------------------------------------------------------------------------


def test_without_filters_every_letter_is_meant():
    assert Filters().match(letter_of())
    assert Filters().match(bare())


def test_reasons_are_alternatives_and_a_letter_without_one_is_none_of_them():
    wanted = Filters(reasons=frozenset({"deadline", "worker.died"}))
    assert wanted.match(letter_of(reason=Reason.WORKER_DIED))
    assert not wanted.match(letter_of(reason=Reason.INVALID_JSON))
    assert not wanted.match(bare())


def test_since_takes_its_moment_in_and_until_leaves_it_out():
    letter = letter_of()
    assert Filters(since_ms=SENT_MS).match(letter)
    assert not Filters(since_ms=SENT_MS + 1).match(letter)
    assert Filters(until_ms=SENT_MS + 1).match(letter)
    assert not Filters(until_ms=SENT_MS).match(letter)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"ferry-1", b"not JSON"),
        (b"other", FERRY),
        (None, FERRY),
        (None, b'{"guid": "ferry-1", "body_text": "Late."}'),
        (None, b'{"specversion": "1.0", "data": {"uri": "ferry-1"}}'),
        (None, b'{"id": "f\\u0065rry-1"}'),
        (b"ferry-1", None),
    ],
    ids=["key", "id", "no key", "another name", "CloudEvents", "escaped", "null value"],
)
def test_an_article_is_found_by_its_key_or_by_an_id_in_its_value(key, value):
    assert Filters(ids=frozenset({"ferry-1"})).match(letter_of(key=key, value=value))


def test_an_id_that_is_a_number_is_found():
    assert Filters(ids=frozenset({"4711"})).match(letter_of(key=None, value=b'{"id": 4711}'))


@pytest.mark.parametrize(
    "value",
    [
        None,
        b"",
        b"\xff\xfe",
        b"[" * 500_000,
        b'{"id": ' + b"9" * 1_000_000 + b"}",
        b'["ferry-1"]',
        b'{"text": "ferry-1!"}',
    ],
    ids=["null", "empty", "bytes", "deep", "long number", "list", "in a text"],
)
def test_a_value_that_names_no_article_matches_none_and_breaks_nothing(value):
    began = time.monotonic()
    assert not Filters(ids=frozenset({"ferry-1"})).match(letter_of(key=b"\xff", value=value))
    assert time.monotonic() - began < 5


def test_all_conditions_must_hold():
    both = Filters(reasons=frozenset({"deadline"}), positions=frozenset({Position(3, 17)}))
    assert both.match(letter_of())
    assert not both.match(letter_of(position=Position(3, 18)))
    assert not both.match(letter_of(reason=Reason.TOO_LARGE))


# --- Replay ----------------------------------------------------------------------------------


def test_a_header_without_a_value_goes_with_an_empty_one():
    assert replay_headers(letter_of(headers=(("note", None),)))[0] == ("note", b"")


def test_a_replay_leaves_out_the_error_and_keeps_all_else_in_its_order():
    own = (("traceparent", b"00-1"), ("ce_id", b"e-1"), ("traceparent", b"00-2"), ("note", b""), ("raw", b"\xff\x00"))
    sent = replay_headers(letter_of(headers=own))
    assert sent[: len(own)] == own
    assert dict(sent[len(own) :]) == {
        names.TIMESTAMP: b"2024-05-25T12:00:00.000Z",
        names.ATTEMPT: b"1",
        REPLAYED: f"3:17@{WRITTEN_MS}".encode(),
    }


def test_attempts_count_on_and_the_first_time_stays_through_replays_that_fail_again():
    letter = letter_of()
    for attempt in (2, 3):
        letter = letter_of(headers=replay_headers(letter), position=Position(3, 20 + attempt), sent_ms=WRITTEN_MS)
        assert (letter.attempt, letter.time_ms) == (attempt, SENT_MS)
    assert [name for name, _ in replay_headers(letter)].count(REPLAYED) == 1


def test_a_letter_that_does_not_say_its_time_is_replayed_as_old_as_the_letter():
    assert replay_headers(bare()) == (
        (names.TIMESTAMP, b"2024-05-25T13:00:00.000Z"),
        (REPLAYED, b"0:0@%d" % WRITTEN_MS),
    )


def test_a_letter_that_came_back_marks_the_one_that_it_was():
    first = letter_of()
    back = letter_of(headers=replay_headers(first), position=Position(3, 30))
    survey = Survey()
    for letter in (first, back):
        survey.take(letter, Filters())
    assert {position for position, mark in survey.chosen.items() if mark in survey.marks} == {first.position}


def test_the_same_position_on_a_topic_made_anew_is_another_letter():
    assert bare(timestamp=1).mark != bare(timestamp=2).mark


def test_only_what_lies_around_the_chosen_letters_is_read_again():
    chosen = [Position(0, 7), Position(2, 3), Position(0, 12)]
    assert Survey().ranges("t", chosen) == {("t", 0): range(7, 13), ("t", 2): range(3, 4)}


# --- Drop ------------------------------------------------------------------------------------


class Found:
    """Stands for a consumer that knows offsets by time: partition 0 has a newer record at 8, 1 none, 2 only newer."""

    def ranges(self):
        return {("t", 0): range(5, 10), ("t", 1): range(4), ("t", 2): range(6, 9), ("t", 3): range(2, 2)}

    def offsets_at(self, times):
        assert set(times) == {("t", 0), ("t", 1), ("t", 2)}
        return {("t", 0): 8, ("t", 1): None, ("t", 2): 6}


def test_what_can_be_dropped_is_what_lies_before_the_first_letter_that_is_not_older():
    assert front_before(Found(), 1) == {("t", 0): range(5, 8), ("t", 1): range(4)}
