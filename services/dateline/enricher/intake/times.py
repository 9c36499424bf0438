"""Publish and modified times of records and pages: ISO 8601, RFC 2822 and epoch numbers.

What is no time is None, never an error: an article is not refused for its date. Times in
running text ("last Monday") are the work of the dates layer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from pydantic import JsonValue

from dateline.contract import PublishTime, TimeOrigin, TimePrecision
from dateline.enricher.intake.limits import MAX_TIME_LENGTH

# Extended (2024-05-25T23:43:17+02:00) and basic (20240525T234317Z, as NITF and NewsML write it); a space or a small
# "t" between date and time; the region that Java's ZonedDateTime appends ([Europe/Berlin]) is dropped. Years from 1000,
# since year 1 is how Go and .NET write "no time".
ISO_8601 = re.compile(
    r"""
    (?P<year>[1-9]\d{3})
    (?: -(?P<month>\d\d)  (?: -(?P<day>\d\d)  (?P<rest>.*) )?
      | (?P<bmonth>\d\d)(?P<bday>\d\d)  (?P<brest>.*)
    )?
    """,
    re.ASCII | re.VERBOSE,
)
ISO_8601_TIME = re.compile(
    r"""
    (?: (?:[Tt]|\ +)
        (?P<hour>\d\d)
        (?: :?(?P<minute>\d\d)
          (?: :?(?P<second>\d\d) (?: [.,](?P<fraction>\d{1,9}) )? )?
        )?
    )?
    \ ?(?P<zone>Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?
    (?:\[[\w/+-]{1,60}\])?
    """,
    re.ASCII | re.VERBOSE,
)

# "Tue, 25 Jun 2024 09:05:00 -0400", "25 Jun 2024 09:05 EST", "Tuesday, 25-Jun-24 09:05:00 GMT" (RFC 850).
RFC_2822 = re.compile(
    r"""
    (?: [A-Za-z]{3,9},?\ + )?
    \d{1,2} [\ -] [A-Za-z]{3,9} [\ -] (?:\d{4}|\d\d)
    (?P<time>
        \ +\d{1,2}:\d\d (?P<second>:\d\d)?
        (?: \ +(?P<zone> [A-Za-z]{1,5} | [+-]\d{4} ) (?: \ *\([\w\ ]{1,30}\) )? )?
    )?
    """,
    re.ASCII | re.VERBOSE,
)
# The zones that RFC 2822, 4.3 gives a meaning. Others are ambiguous ("IST", "BST"): then the time is local.
RFC_2822_ZONES = frozenset(("Z", "UT", "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"))

# Seconds from 1980 to 2100: a number in between, or a thousand times as large, is hardly anything else.
EPOCH_FIRST = 315_532_800
EPOCH_LAST = 4_102_444_800
EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)


def parse_time(raw: JsonValue, origin: TimeOrigin) -> PublishTime | None:
    """The time that a record or a page gives, or None where it is none."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int | float):
        return _epoch(raw, origin)
    if not isinstance(raw, str) or len(raw) > MAX_TIME_LENGTH:
        return None
    text = " ".join(raw.split())
    try:
        return _iso_8601(text, origin) or _rfc_2822(text, origin)
    except (ValueError, OverflowError, IndexError):  # no such day or hour; out of the calendar once in UTC
        return None


def _iso_8601(text: str, origin: TimeOrigin) -> PublishTime | None:
    date = ISO_8601.fullmatch(text)
    if not date:
        return None
    month, day = date["month"] or date["bmonth"], date["day"] or date["bday"]
    if not month or not day:
        datetime(int(date["year"]), int(month or 1), 1)
        value, precision = (f"{date['year']}-{month}", "month") if month else (date["year"], "year")
        return PublishTime(value=value, precision=TimePrecision(precision), origin=origin)
    time = ISO_8601_TIME.fullmatch(date["rest"] or date["brest"] or "")
    if not time:
        return None
    written = [time[unit] for unit in ("hour", "minute", "second") if time[unit]]
    hour, minute, second = (*map(int, written), 0, 0, 0)[:3]
    moment = datetime(int(date["year"]), int(month), int(day), hour, minute, second)
    offset = _offset(time["zone"]) if time["zone"] and written else None
    return _publish_time(moment, len(written), time["fraction"], offset, origin)


def _rfc_2822(text: str, origin: TimeOrigin) -> PublishTime | None:
    written = RFC_2822.fullmatch(text)
    parsed = parsedate_tz(text if written["time"] else f"{text} 00:00") if written else None
    if not written or not parsed:
        return None
    units = 3 if written["second"] else 2 if written["time"] else 0
    zone = written["zone"] or ""
    known = zone[:1] in ("+", "-") or zone.upper() in RFC_2822_ZONES
    offset = timedelta(seconds=parsed[9] or 0) if zone and known else None
    return _publish_time(datetime(*parsed[:6]), units, None, offset, origin)


def _epoch(number: int | float, origin: TimeOrigin) -> PublishTime | None:
    for scale in (1, 1_000):
        if EPOCH_FIRST * scale <= number < EPOCH_LAST * scale:
            moment = EPOCH_START + timedelta(milliseconds=round(number * 1_000 / scale))
            fraction = f"{moment.microsecond // 1_000:03}"
            return _publish_time(moment.replace(tzinfo=None, microsecond=0), 3, fraction, timedelta(0), origin)
    return None


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise ValueError(zone)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _publish_time(
    moment: datetime, units: int, fraction: str | None, offset: timedelta | None, origin: TimeOrigin
) -> PublishTime:
    """``moment`` is local; ``units`` counts hour, minute, second as far as they were written."""
    precision = (TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE, TimePrecision.SECOND)[units]
    local = moment.strftime(("%Y-%m-%d", "%Y-%m-%dT%H", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")[units])
    # A fraction tells two versions of the same second apart; one of zeros says nothing.
    tail = f".{fraction}" if fraction and fraction.strip("0") else ""
    if offset is None:
        return PublishTime(value=local + tail, precision=precision, origin=origin)
    zone = "Z" if not offset else timezone(offset).tzname(None).removeprefix("UTC")
    instant = (moment - offset).strftime("%Y-%m-%dT%H:%M:%S") + tail + "Z"
    return PublishTime(value=local + tail + zone, instant=instant, precision=precision, origin=origin)
