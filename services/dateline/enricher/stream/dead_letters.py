"""A record that could not be enriched, as a dead letter: its bytes untouched, the error in headers.

The header names are Kafka Connect's (KIP-298) and our own reason and time.
"""

from __future__ import annotations

from dateline.contract import headers as names
from dateline.contract.headers import Headers
from dateline.contract.topics import DEAD_LETTERS
from dateline.enricher.stream.records import Incoming, Outgoing, Refusal
from dateline.enricher.stream.times import iso_utc

MAX_MESSAGE = 1_000
MAX_STACK = 8_000


def dead_letter(record: Incoming, refusal: Refusal) -> Outgoing:
    """The dead letter of a record; what an earlier failure left in its headers is replaced, all else is kept."""
    kept = tuple(
        (name, value)
        for name, value in record.headers
        if not name.startswith(names.ERROR_PREFIX) and name not in (names.REASON, names.ATTEMPT)
    )
    first_time = () if names.TIMESTAMP in dict(kept) else ((names.TIMESTAMP, iso_utc(record.timestamp_ms)),)
    error = {
        names.ERROR_TOPIC: record.topic,
        names.ERROR_PARTITION: str(record.partition),
        names.ERROR_OFFSET: str(record.offset),
        names.ERROR_STAGE: refusal.stage,
        names.ERROR_CLASS: "dateline.enricher",
        names.ERROR_EXCEPTION_CLASS: refusal.exception,
        names.ERROR_EXCEPTION_MESSAGE: refusal.message[:MAX_MESSAGE],
        names.ERROR_EXCEPTION_STACKTRACE: refusal.stack[-MAX_STACK:],
        names.REASON: refusal.reason.value,
        names.ATTEMPT: str(_attempts(record.headers) + 1),
    }
    added = ((name, value.encode("utf-8", "backslashreplace")) for name, value in (*first_time, *error.items()))
    return Outgoing(DEAD_LETTERS, record.key, record.value, (*kept, *added), owner=None)


def _attempts(headers: Headers) -> int:
    """How often the record was a dead letter before."""
    value = dict(headers).get(names.ATTEMPT, b"0")
    return int(value) if value.isdigit() and len(value) < 10 else 0
