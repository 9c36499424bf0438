"""Every bad record is refused by a stable reason, with a message that says what, where and what to do."""

import json
from hashlib import sha256

import pytest

from dateline.contract import Article, Kill, PubStatus, Reason, Rejection
from dateline.enricher import intake
from dateline.enricher.intake import Limits, read

TEXT = "The ferry sank in calm water early on Monday."


def rejection(value: bytes | dict | None, key: bytes | None = None, **limits: int) -> Rejection:
    raw = json.dumps(value).encode() if isinstance(value, dict) else value
    found = read(raw, key, limits=Limits(**limits))
    assert isinstance(found, Rejection), found
    assert len(found.message) < 400
    assert found.message.isprintable()
    return found


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"", "the value is empty"),
        (b" \n", "the value is empty"),
        (b"The ferry sank.", "not JSON: expected value at line 1 column 1"),
        (b'{"text": "The ferry sank."', "not JSON: EOF while parsing an object at line 1 column 26"),
        (b'{"text": "The ferry sank."} {}', "not JSON: trailing characters"),
        (b'{"text": "The ferry\nsank."}', "not JSON: control character"),
        (b"[" * 10_000 + b"]" * 10_000, "not JSON: recursion limit exceeded"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "not JSON: recursion limit exceeded"),
        (b'{"text": NaN}', "not JSON"),
        (b'{"text": -Infinity}', "not JSON"),
        (b'{"n": ' + b"9" * 5_000 + b"}", "not JSON: number out of range"),
        (b'{"text": "The ferry \xe9 sank."}', "not UTF-8 at byte 20"),
        (b'{"text": "\xed\xa0\x80"}', "not UTF-8 at byte 10"),
        ('{"text": "The ferry sank."}'.encode("utf-16"), "the value is UTF-16"),
        (b"[]", "it is an array"),
        (b'"The ferry sank."', "it is a string"),
        (b"42", "it is a number"),
        (b"true", "it is true or false"),
        (b"null", "it is null; send one article a record, or a Kafka null to take one back"),
    ],
)
def test_what_is_no_json_object_is_invalid_json(value: bytes, says: str) -> None:
    found = rejection(value, b"herald-17")
    assert (found.reason, found.id) == (Reason.INVALID_JSON, "herald-17")
    assert says in found.message


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({}, "text: missing or blank, and so is `html`"),
        ({"id": "1", "title": "Ferry sinks"}, "text: missing or blank"),
        ({"id": "1", "text": ""}, "text: missing or blank"),
        ({"id": "1", "text": " \n\t\u2003"}, "text: missing or blank"),
        ({"id": "1", "text": None, "html": "  "}, "text: missing or blank"),
        ({"id": "1", "html": "<p> </p><script>sink()</script>"}, "html: no text could be found"),
        ({"id": "1", "html": "<!-- nothing -->"}, "html: no text could be found"),
        ({"id": "1", "text": 42}, "text: text is expected, but it is a number (42); write it as a JSON string"),
        ({"id": "1", "text": True}, "text: text is expected, but it is true or false (True)"),
        ({"id": "1", "text": ["The ferry sank."]}, "text: text is expected, but it is an array"),
        ({"id": "1", "text": {"en": "It sank."}}, "text: text is expected, but it is an object"),
        ({"id": "1", "text": TEXT, "title": 3.5}, "title: text is expected, but it is a number (3.5)"),
        ({"id": "1", "text": TEXT, "authors": ["Jane", 7]}, "authors[]: text is expected, but it is a number (7)"),
        ({"id": "1", "text": TEXT, "authors": [{"name": 7}]}, "authors[].name: text is expected"),
        ({"id": "1", "text": TEXT, "source": {"name": []}}, "source.name: text is expected, but it is an array"),
        ({"id": "1", "bodies": [{"contentType": "text/plain", "value": 7}]}, "bodies[0]: text is expected"),
        ({"id": "1", "text": TEXT, "embargoed": 1717402500}, "embargoed: text is expected"),
        ({"id": True, "text": TEXT}, "id: text is expected, but it is true or false"),
        ({"id": {"$oid": "5f"}, "text": TEXT}, "id: text is expected, but it is an object"),
        ({"id": "a\nb", "text": TEXT}, "id: a control character (U+000A) at position 1"),
        ({"id": "x" * 1_001, "text": TEXT}, "id: an id of 1,001 characters; use one of at most 1,000"),
        ({"id": "1", "text": TEXT, "pub_status": "killed"}, 'pub_status: "killed" is no publishing status'),
        ({"id": "1", "pubstatus": 0}, "pubstatus: text is expected"),
    ],
)
def test_an_object_that_is_no_article_is_invalid_article(record: dict, says: str) -> None:
    found = rejection(record)
    assert found.reason is Reason.INVALID_ARTICLE
    assert says in found.message


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (rb'{"id":"1","text":"The ferry \ud83d sank."}', r"text: a lone surrogate (\ud83d) at position 10"),
        (rb'{"id":"1","text":"The ferry \uDE00"}', r"text: a lone surrogate (\ude00) at position 10"),
        (rb'{"id":"1","text":"It sank.","tags":["\ud800"]}', r"tags: a lone surrogate (\ud800) at position 0"),
        (rb'{"id":"1","text":"It sank.","\udfff":1}', r"a field's name: a lone surrogate (\udfff) at position 0"),
    ],
)
def test_a_lone_surrogate_is_invalid_article_with_its_field_and_position(value: bytes, says: str) -> None:
    found = rejection(value)
    assert found.reason is Reason.INVALID_ARTICLE
    assert says in found.message


def test_a_pair_of_surrogates_is_a_character() -> None:
    found = read(rb'{"id":"1","text":"A ship: \ud83d\udea2"}')
    assert isinstance(found, Article)
    assert found.text == "A ship: \U0001f6a2"


def test_a_record_whose_key_is_not_its_articles_id_is_refused() -> None:
    found = rejection({"id": "herald-17", "text": TEXT}, b"herald-18")
    assert found.reason is Reason.INVALID_ARTICLE
    assert 'the article\'s id "herald-17" is not the record\'s key "herald-18"' in found.message
    assert isinstance(read(json.dumps({"id": 17, "text": TEXT}).encode(), b"17"), Article)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (b"herald-\xff", "not UTF-8 at byte 7"),
        (b"", "empty"),
        (b"  ", "empty"),
        (b"a\x00b", "a control character (U+0000) at position 1"),
        (b"k" * 2_000, "an id of 2,000 characters"),
    ],
)
def test_a_key_that_can_be_no_id_is_refused(key: bytes, says: str) -> None:
    for value in (json.dumps({"text": TEXT}).encode(), None):
        found = rejection(value, key)
        assert (found.reason, found.id) == (Reason.INVALID_ARTICLE, None)
        assert f"the record's key: {says}" in found.message


def test_a_rejection_names_the_article_where_its_id_could_be_read() -> None:
    assert rejection({"id": "herald-17"}).id == "herald-17"
    assert rejection({"title": "Ferry"}, b"herald-17").id == "herald-17"
    assert rejection({"title": "Ferry"}).id is None


def test_over_limits_both_sizes_are_said() -> None:
    value = json.dumps({"id": "1", "text": TEXT}).encode()
    by_bytes = rejection(value, b"1", max_record_bytes=len(value) - 1)
    assert (by_bytes.reason, by_bytes.id) == (Reason.TOO_LARGE, "1")
    assert f"{len(value)} bytes, {len(value) - 1} are allowed" in by_bytes.message
    by_text = rejection(value, max_text_length=len(TEXT) - 1)
    assert (by_text.reason, by_text.id) == (Reason.TOO_LARGE, "1")
    assert f"{len(TEXT)} characters, {len(TEXT) - 1} are allowed" in by_text.message
    assert isinstance(read(value, limits=Limits(len(value), len(TEXT))), Article)


def test_extracted_text_has_the_same_limit() -> None:
    value = {"id": "1", "html": "<p>The ferry</p><p>sank.</p>"}
    assert rejection(value, max_text_length=14).reason is Reason.TOO_LARGE
    assert isinstance(read(json.dumps(value).encode(), limits=Limits(max_text_length=15)), Article)


def test_a_title_that_no_mention_event_could_carry_is_too_large() -> None:
    found = rejection({"id": "1", "text": TEXT, "title": "Ferry " * 2_000})
    assert found.reason is Reason.TOO_LARGE
    assert "title: 11,999 characters, 10,000 are allowed" in found.message


def test_what_could_not_be_written_again_is_refused() -> None:
    too_large = rejection(b'{"id":"1","text":"It sank.","reach":[1e400]}')
    too_deep = rejection(b'{"id":"1","text":"It sank.","tree":' + b"[" * 101 + b"]" * 101 + b"}")
    assert "reach: a number here is too large" in too_large.message
    assert "tree: nested deeper than 100 levels" in too_deep.message
    assert isinstance(read(b'{"id":"1","text":"It sank.","tree":' + b"[" * 100 + b"]" * 100 + b"}"), Article)


@pytest.mark.parametrize(
    "value",
    [
        {"id": "1", "text": "secret " * 100_000, "title": 7},
        {"id": "secret" * 10_000, "text": TEXT},
        {"id": "1", "pub_status": "secret" * 10_000},
        {"id": "1", "text": TEXT, "secret" * 10_000: [[[]]] * 3, "x": "\x1b[31m"},
    ],
)
def test_messages_hold_no_more_than_a_short_excerpt(value: dict) -> None:
    found = read(json.dumps(value).encode(), b"k\x1b[31m" * 30)
    assert isinstance(found, Rejection)
    assert found.message.count("secret") <= 10
    assert rejection(json.dumps(value | {"\x1b": 10**400}).encode() + b"}").message.isprintable()


def test_a_null_value_takes_back_the_article_of_its_key() -> None:
    found = read(None, b"herald-17")
    assert found == Kill(id="herald-17", pub_status=PubStatus.CANCELED, digest=sha256(b"").hexdigest())


def test_a_null_value_without_a_key_takes_nothing_back() -> None:
    found = rejection(None)
    assert (found.reason, found.id) == (Reason.INVALID_ARTICLE, None)
    assert "use the article's id as key" in found.message


@pytest.mark.parametrize(
    ("record", "status"),
    [
        ({"pub_status": "canceled"}, PubStatus.CANCELED),
        ({"pubstatus": "withheld"}, PubStatus.WITHHELD),
        ({"pubStatus": "stat:canceled"}, PubStatus.CANCELED),
        ({"pubstatus": "Cancelled"}, PubStatus.CANCELED),
        ({"pub_status": "withheld", "text": TEXT}, PubStatus.WITHHELD),
    ],
)
def test_a_canceled_or_withheld_article_is_a_kill_and_needs_no_text(record: dict, status: PubStatus) -> None:
    sent = {"uri": "herald-17", "version": "4", "versioncreated": "2024-06-03T09:10:30Z", **record}
    found = read(json.dumps(sent).encode())
    assert isinstance(found, Kill)
    assert (found.id, found.revision, found.pub_status) == ("herald-17", 4, status)
    assert found.modified is not None
    assert found.modified.instant == "2024-06-03T09:10:30Z"


def test_a_kill_finds_the_id_where_its_article_did() -> None:
    article = read(json.dumps({"url": "https://herald.example/17", "text": TEXT}).encode())
    kill = read(json.dumps({"url": "https://herald.example/17", "pub_status": "canceled"}).encode())
    assert isinstance(article, Article)
    assert isinstance(kill, Kill)
    assert kill.id == article.id
    keyed = read(b'{"pub_status":"canceled"}', b"herald-17")
    assert isinstance(keyed, Kill)
    assert keyed.id == "herald-17"


def test_a_kill_must_say_of_what() -> None:
    found = rejection({"pub_status": "canceled"})
    assert found.reason is Reason.INVALID_ARTICLE
    assert "a retraction must say of which article" in found.message


@pytest.mark.parametrize(
    "fault",
    [RecursionError("deep"), MemoryError(), KeyError("secret"), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "secret")],
)
def test_a_fault_of_our_own_is_a_rejection_with_its_class(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(intake, "read_fields", fail)
    found = rejection({"id": "1", "text": TEXT}, b"1")
    assert (found.id, found.reason) == ("1", Reason.INVALID_ARTICLE)
    assert type(fault).__name__ in found.message
    assert "secret" not in found.message


def test_being_stopped_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "read_fields", stop)
    with pytest.raises(KeyboardInterrupt):
        read(b"{}")
