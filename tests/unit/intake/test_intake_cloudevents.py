"""Articles in CloudEvents envelopes, binary and structured (CloudEvents 1.0.2, Kafka and JSON bindings)."""

import json
from base64 import b64encode

import pytest

from dateline.contract import Article, Reason, Rejection
from dateline.contract.headers import Headers
from dateline.enricher.intake import read

ARTICLE = {"title": "Ferry sinks", "text": "The ferry sank in calm water.", "desk": "Home"}
ENVELOPE = {
    "specversion": "1.0",
    "id": "evt-1",
    "source": "/cms",
    "type": "example.article.published",
    "subject": "herald-17",
    "time": "2024-06-03T07:40:00Z",
}
STRUCTURED: Headers = (("content-type", b"application/cloudevents+json; charset=utf-8"),)


def as_bytes(value: object) -> bytes:
    return json.dumps(value).encode()


def test_a_binary_event_is_the_article_itself_and_its_subject_may_be_the_id() -> None:
    headers: Headers = (
        ("ce_specversion", b"1.0"),
        ("ce_id", b"evt-1"),
        ("ce_subject", b"herald-16"),
        ("ce_subject", "herald-17-ü".encode()),
        ("content-type", b"application/json"),
    )
    found = read(as_bytes(ARTICLE), None, headers)
    assert isinstance(found, Article)
    assert (found.id, found.text, found.extra) == ("herald-17-ü", ARTICLE["text"], {"desk": "Home"})


def test_the_events_own_id_is_not_the_articles() -> None:
    found = read(as_bytes(ARTICLE), None, (("ce_id", b"evt-1"),))
    assert isinstance(found, Article)
    assert found.id.startswith("sha256:")


def test_the_articles_id_and_the_key_come_before_the_subject() -> None:
    headers: Headers = (("ce_subject", b"herald-17"),)
    by_record, by_key = read(as_bytes({**ARTICLE, "id": "a"}), None, headers), read(as_bytes(ARTICLE), b"k", headers)
    assert isinstance(by_record, Article)
    assert isinstance(by_key, Article)
    assert (by_record.id, by_key.id) == ("a", "k")


@pytest.mark.parametrize("subject", [b"\xff", b""])
def test_a_subject_that_is_no_text_is_no_id(subject: bytes) -> None:
    found = read(as_bytes(ARTICLE), None, (("ce_subject", subject),))
    assert isinstance(found, Article)
    assert found.id.startswith("sha256:")


@pytest.mark.parametrize(
    "data",
    [
        {"data": ARTICLE},
        {"data": json.dumps(ARTICLE)},
        {"data_base64": b64encode(as_bytes(ARTICLE)).decode()},
    ],
    ids=["an object", "JSON in a string", "base64"],
)
@pytest.mark.parametrize("headers", [STRUCTURED, ()], ids=["named by content-type", "told by its attributes"])
def test_a_structured_event_is_unwrapped(data: dict, headers: Headers) -> None:
    found = read(as_bytes({**ENVELOPE, **data}), None, headers)
    assert isinstance(found, Article)
    assert (found.id, found.title, found.text) == ("herald-17", "Ferry sinks", ARTICLE["text"])
    assert found.extra == {"desk": "Home"}


def test_a_structured_event_may_hold_ninjs() -> None:
    ninjs = {"uri": "urn:x:1", "versioncreated": "2024-06-03T07:40:00Z", "body_text": "The ferry sank."}
    found = read(as_bytes({**ENVELOPE, "data": ninjs}), b"urn:x:1", STRUCTURED)
    assert isinstance(found, Article)
    assert (found.id, found.text) == ("urn:x:1", "The ferry sank.")


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        ({"data": None}, Reason.INVALID_ARTICLE, "data: the CloudEvents envelope holds no object"),
        ({"data": [ARTICLE]}, Reason.INVALID_ARTICLE, "data: the CloudEvents envelope holds no object"),
        ({"data": "The ferry sank."}, Reason.INVALID_JSON, "data is not JSON"),
        ({"data": "[]"}, Reason.INVALID_JSON, "data is JSON, but no object"),
        ({"data_base64": "%%%"}, Reason.INVALID_ARTICLE, "data_base64: not base64"),
        ({"data_base64": "ü"}, Reason.INVALID_ARTICLE, "data_base64: not base64"),
        ({"data_base64": b64encode(b"\xff{").decode()}, Reason.INVALID_JSON, "data_base64 is not UTF-8 at byte 0"),
    ],
)
def test_an_envelope_without_an_article_is_refused(data: dict, reason: Reason, says: str) -> None:
    found = read(as_bytes({**ENVELOPE, **data}), b"herald-17", STRUCTURED)
    assert isinstance(found, Rejection)
    assert (found.reason, found.id) == (reason, "herald-17")
    assert says in found.message


def test_an_envelope_in_an_envelope_is_not_unwrapped_again() -> None:
    found = read(as_bytes({**ENVELOPE, "data": {**ENVELOPE, "data": ARTICLE}}))
    assert isinstance(found, Rejection)
    assert "text: missing" in found.message


def test_an_article_about_its_own_type_and_source_is_no_envelope() -> None:
    sent = {"id": "1", "type": "text", "source": "The Herald", "data": [1, 2], "text": "The ferry sank."}
    found = read(as_bytes(sent))
    assert isinstance(found, Article)
    assert found.extra == {"type": "text", "data": [1, 2]}
