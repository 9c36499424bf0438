"""`enrich --jsonl`: one line in, one line out, in order, whatever the lines hold."""

import io
import json

import pytest

from dateline.enricher.lines import enrich_lines
from dateline.settings import Settings

GOOD = "Angela Merkel met Emmanuel Macron in Paris on 7 October 2023."


def line(number, **fields):
    return json.dumps({"id": f"a-{number}", "text": GOOD, **fields}).encode()


def enriched(lines, **settings):
    return [json.loads(out) for out in enrich_lines(io.BytesIO(b"\n".join(lines) + b"\n"), Settings(**settings))]


def test_good_rejected_and_killed_lines_keep_their_places():
    results = enriched([line(1), b"not json", line(3, pub_status="canceled"), b'{"id":"a-4"}', line(5)])
    assert [r["id"] for r in results] == ["a-1", None, "a-3", "a-4", "a-5"]
    assert results[0]["entities"]
    assert results[1]["rejected"]["reason"] == "invalid.json"
    assert results[2] == {"id": "a-3", "killed": True}
    assert results[3]["rejected"]["reason"] == "invalid.article"


def test_a_line_that_is_too_long_is_rejected_and_the_next_one_is_read():
    results = enriched([line(1), line(2, notes="x" * 5000), line(3)], max_record_bytes=2000)
    assert [r.get("rejected", {}).get("reason") for r in results] == [None, "too.large", None]
    assert results[2]["id"] == "a-3"


def test_blank_lines_and_windows_line_ends_are_no_articles():
    assert [r["id"] for r in enriched([line(1) + b"\r", b"", b"\r", line(2)])] == ["a-1", "a-2"]


def test_nothing_in_gives_nothing_out():
    assert list(enrich_lines(io.BytesIO(b""), Settings())) == []


@pytest.mark.slow
def test_many_lines_on_several_processes_come_out_in_order_and_as_on_one():
    lines = [line(n, title=f"Story {n}") for n in range(70)]
    several = enriched(lines, processes=2)
    assert [r["id"] for r in several] == [f"a-{n}" for n in range(70)]
    assert several == enriched(lines, processes=1)
