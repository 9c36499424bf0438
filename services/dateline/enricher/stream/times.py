"""Kafka's milliseconds as ISO 8601, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MS = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z


def iso_utc(milliseconds: int) -> str:
    """``2024-05-25T23:43:17.000Z``. Times out of the calendar's range are clamped: producers may set any."""
    clamped = min(max(milliseconds, 0), LAST_MS)
    return (EPOCH + timedelta(milliseconds=clamped)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc(written: str | bytes | None) -> int | None:
    """Microseconds since the epoch of an ISO 8601 time with its zone; null where it is none."""
    try:
        text = written.decode("ascii") if isinstance(written, bytes) else written
        instant = datetime.fromisoformat(text) if text else None
        if instant is None or instant.tzinfo is None:
            return None
        return (instant - EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None
