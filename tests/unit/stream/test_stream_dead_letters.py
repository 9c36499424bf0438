"""A dead letter keeps the record as it was and says what is wrong with it."""

from dateline.contract import Reason
from dateline.contract.topics import DEAD_LETTERS
from dateline.enricher.stream.dead_letters import dead_letter
from dateline.enricher.stream.records import Incoming, Refusal

RECORD = Incoming(
    topic="news.article.raw.v1",
    partition=3,
    offset=41,
    timestamp_ms=1_716_680_597_000,
    key=b"a-17",
    value=b'{"text": 12}\xff',
    headers=(("traceparent", b"00-ab-cd-01"), ("x", b"1"), ("x", b"2")),
)
REFUSAL = Refusal(Reason.INVALID_ARTICLE, "intake", "Rejection", "`text` is a number; send a string", "", "a-17")


def test_the_bytes_the_key_and_the_headers_of_the_record_are_untouched():
    letter = dead_letter(RECORD, REFUSAL)
    assert (letter.topic, letter.key, letter.value) == (DEAD_LETTERS, RECORD.key, RECORD.value)
    assert letter.headers[:3] == RECORD.headers


def test_the_headers_say_where_it_came_from_and_why_it_is_dead():
    headers = dict(dead_letter(RECORD, REFUSAL).headers)
    assert headers["dateline.reason"] == b"invalid.article"
    assert headers["dateline.attempt"] == b"1"
    assert headers["dateline.timestamp"] == b"2024-05-25T23:43:17.000Z"
    assert headers["__connect.errors.topic"] == b"news.article.raw.v1"
    assert headers["__connect.errors.partition"] == b"3"
    assert headers["__connect.errors.offset"] == b"41"
    assert headers["__connect.errors.stage"] == b"intake"
    assert headers["__connect.errors.exception.message"] == b"`text` is a number; send a string"


def test_a_replayed_dead_letter_that_fails_again_counts_on_and_keeps_its_first_time():
    first = dead_letter(RECORD, REFUSAL)
    again = Incoming("news.article.replay.v1", 3, 7, 1_800_000_000_000, first.key, first.value, first.headers)
    second = dead_letter(again, REFUSAL)
    names = [name for name, _ in second.headers]
    headers = dict(second.headers)
    assert headers["dateline.attempt"] == b"2"
    assert headers["dateline.timestamp"] == b"2024-05-25T23:43:17.000Z"
    assert headers["__connect.errors.topic"] == b"news.article.replay.v1"
    assert len(names) - len(set(names)) == 1  # the producer's own "x" is there twice, as it came


def test_messages_and_stacks_are_bounded():
    refusal = Refusal(Reason.FAILED_ENRICHMENT, "pipeline", "ValueError", "x" * 10_000, "y" * 100_000)
    headers = dict(dead_letter(RECORD, refusal).headers)
    assert len(headers["__connect.errors.exception.message"]) == 1_000
    assert len(headers["__connect.errors.exception.stacktrace"]) == 8_000


def test_an_attempt_header_that_is_nonsense_counts_as_none():
    record = Incoming("news.article.raw.v1", 0, 0, 0, None, b"", (("dateline.attempt", b"many"),))
    assert dict(dead_letter(record, REFUSAL).headers)["dateline.attempt"] == b"1"
