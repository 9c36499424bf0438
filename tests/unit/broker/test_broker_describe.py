"""Received records as plain data: nothing is lost, and every line is JSON."""

import json
from dataclasses import replace

import pytest

from dateline.broker import ReceivedRecord, describe, to_json

RECORD = ReceivedRecord(
    topic="news.article.raw.v1",
    partition=3,
    offset=42,
    timestamp=1_716_680_597_123,
    key=b"harbour-1",
    value='{"text": "Dockers in Málaga went back to work."}'.encode(),
    headers=(("ce_type", b"org.dateline.article.raw.v1"), ("note", b"\xff"), ("note", None)),
)


def test_a_record_of_json_is_described_with_its_value_parsed_and_its_headers_in_order():
    assert describe(RECORD) == {
        "topic": "news.article.raw.v1",
        "partition": 3,
        "offset": 42,
        "timestamp": "2024-05-25T23:43:17.123Z",
        "key": "harbour-1",
        "headers": [["ce_type", "org.dateline.article.raw.v1"], ["note", {"base64": "/w=="}], ["note", None]],
        "value": {"text": "Dockers in Málaga went back to work."},
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (b"", ""),
        (b"The mayor resigned.", "The mayor resigned."),
        (b"\xc3\x28", {"base64": "wyg="}),
        (b"[" * 10_000 + b"]" * 10_000, "[" * 10_000 + "]" * 10_000),
        (b'{"share": NaN}', '{"share": NaN}'),
        (b"1" * 5_000, "1" * 5_000),
        (b"1e999", "1e999"),
    ],
    ids=["null", "empty", "text", "bytes", "deep", "nan", "long number", "infinity"],
)
def test_every_value_becomes_one_line_of_strict_json(value, shown):
    line = to_json(replace(RECORD, value=value))
    assert "\n" not in line
    assert line.isascii()

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    assert json.loads(line, parse_constant=refuse)["value"] == shown


@pytest.mark.parametrize("timestamp", [-1, 10**18])
def test_a_record_without_a_usable_time_has_none(timestamp):
    assert describe(replace(RECORD, timestamp=timestamp))["timestamp"] is None
