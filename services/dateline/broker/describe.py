"""A received record as plain data for people and for ``jq``: bytes become text where they are text.

The exact form of ``dateline consume --json``. Loses nothing: what is not UTF-8 comes as base64.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

from dateline.broker.consumer import ReceivedRecord


def as_text(data: bytes | None) -> str | dict[str, str] | None:
    """UTF-8 as a string, other bytes as ``{"base64": …}``, null as null."""
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def as_value(data: bytes | None) -> Any:
    """JSON as what it says, else as ``as_text``."""
    text = as_text(data)
    if isinstance(text, str):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def timestamp(record: ReceivedRecord) -> str | None:
    """The record's time, ISO 8601 in UTC with milliseconds; None where it has none (-1)."""
    return iso_utc(record.timestamp)


def iso_utc(since_1970_ms: int) -> str | None:
    """Milliseconds since 1970 as ISO 8601 in UTC; None before 1970 and beyond the year 9999."""
    if since_1970_ms < 0:
        return None
    seconds, milliseconds = divmod(since_1970_ms, 1000)
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{milliseconds:03d}Z"
    except (ValueError, OverflowError, OSError):
        return None


def describe(record: ReceivedRecord) -> dict[str, Any]:
    """``{topic, partition, offset, timestamp, key, headers, value}``; headers are [name, value] pairs, in order."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": timestamp(record),
        "key": as_text(record.key),
        "headers": [[name, as_text(value)] for name, value in record.headers],
        "value": as_value(record.value),
    }


def to_json(record: ReceivedRecord) -> str:
    """``describe`` as one line of ASCII, whatever the record holds."""
    described = describe(record)
    try:
        return json.dumps(described, allow_nan=False)
    except (ValueError, RecursionError):
        # NaN, which JSON does not know, or nested too deep to be written again: as text.
        return json.dumps({**described, "value": as_text(record.value)})
