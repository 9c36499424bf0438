"""Whatever comes in, `read` answers; and the text that it hands on is the text that came."""

import json
from hashlib import sha256

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.contract import Article, Kill, Rejection
from dateline.enricher.intake import read
from dateline.enricher.intake.flavours import ALIASES
from dateline.enricher.intake.html import extract
from dateline.enricher.intake.times import parse_time

quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Strings with what hurts: surrogates, controls, markup, the words that mean something.
pieces = st.sampled_from(
    ["<p>", "</p>", "<html>", "<body", "<script>", "<q>", "<h1>", "<br>", "<!--", "&#0;", "\x00", "\ud800", "\n",
     " ", "2024", "-05", "T10:00", "Z", "By ", " and ", "@", "usable", "canceled", "https://h.example", "text/html"]
)  # fmt: skip
strings = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30), st.lists(pieces, max_size=8).map("".join)
)
names = st.one_of(
    st.sampled_from(
        sorted({alias.key for alias in ALIASES} | {"@type", "@graph", "@id", "value", "contentType", "role", "href"})
    ),
    strings,
)  # fmt: skip
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), strings)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
records = st.dictionaries(names, values, max_size=8)
keys = st.one_of(st.none(), st.binary(max_size=10), strings.map(lambda s: s.encode("utf-8", "surrogatepass")))
headers = st.lists(
    st.tuples(st.sampled_from(["ce_subject", "content-type", "ce_id"]), st.binary(max_size=10)), max_size=3
)


def answered(value: bytes | None, key: bytes | None = None, pairs: tuple = ()) -> Article | Kill | Rejection:
    found = read(value, key, pairs)
    assert isinstance(found, Article | Kill | Rejection)
    if isinstance(found, Rejection):
        assert "fault of Dateline" not in found.message, found.message
        assert found.message.isprintable()
        assert len(found.message) < 500
    else:
        assert found.digest == sha256(value or b"").hexdigest()
        assert key is None or key == found.id.encode("utf-8")
    if isinstance(found, Article):
        assert found.text.strip()
        # What is accepted can be written, and read again.
        assert Article.model_validate_json(found.model_dump_json()) == found
    assert read(value, key, pairs) == found
    return found


@quick
@given(st.one_of(st.none(), st.binary()), keys, headers)
def test_arbitrary_bytes_are_answered(value: bytes | None, key: bytes | None, pairs: list) -> None:
    answered(value, key, tuple(pairs))


@quick
@given(records, keys, headers)
def test_arbitrary_objects_are_answered(record: dict, key: bytes | None, pairs: list) -> None:
    answered(json.dumps(record).encode(), key, tuple(pairs))


@quick
@given(st.text(min_size=1).filter(lambda s: not s.isspace()), st.booleans())
def test_plain_text_is_handed_on_exactly(text: str, escaped: bool) -> None:
    found = answered(json.dumps({"id": "1", "text": text}, ensure_ascii=escaped).encode())
    assert isinstance(found, Article)
    assert found.text == text
    assert found.blocks == ()


@quick
@given(
    st.dictionaries(
        st.text(min_size=1).map("x-".__add__), values.filter(lambda v: "\\ud" not in json.dumps(v)), max_size=4
    )
)
def test_unknown_fields_travel_through(extra: dict) -> None:
    value = json.dumps({"id": "1", "text": "The ferry sank."} | extra)
    found = answered(value.encode())
    if isinstance(found, Article):
        assert found.extra == extra
    else:
        assert "Infinity" in value or "NaN" in value or "1e+3" in value or len(value) > 4_000


@quick
@given(st.lists(st.one_of(pieces, st.text(max_size=10)), max_size=40).map("".join))
def test_the_blocks_of_any_html_are_the_lines_of_its_text(html: str) -> None:
    page = extract(html, None)
    assert "\n".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    assert page.text.count("\n") == max(0, len(page.blocks) - 1)
    assert page.text.encode("utf-8") is not None


@quick
@given(
    st.one_of(
        st.datetimes().map(str), st.datetimes(timezones=st.timezones()).map(lambda d: d.isoformat()), strings, scalars
    )
)
def test_a_time_is_none_or_says_the_same_when_read_again(raw: object) -> None:
    from dateline.contract import TimeOrigin

    once = parse_time(raw, TimeOrigin.RECORD)
    assert once is None or parse_time(once.value, TimeOrigin.RECORD) == once
