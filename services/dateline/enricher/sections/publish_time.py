"""Dates and times as pages print them: whether a line is a stamp, and the publish time it gives.

Reads calendar dates with a year only; resolving "yesterday" or "May 25" is for the dates
layer. Which lines may give the article's publish time is decided in ``published_from``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from dateline.contract import PublishTime, TimeOrigin, TimePrecision
from dateline.enricher.sections.wordlists import word_set

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Minutes east of UTC. Names that more than one country uses for different zones (IST, CST) are left out.
_OFFSETS = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120, "est": -300, "edt": -240, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "jst": 540, "aest": 600,
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_SECOND = r"(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?"
_HALF = r"(?: ?(?P<half>[ap])\.?m\.?)?"
_HOUR = rf"(?P<hour>2[0-3]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d){_SECOND})?{_HALF}"
_ZONE = rf"(?: ?(?P<zone>(?:utc|gmt)?[+-]\d{{2}}:?\d{{2}}\b|(?:{'|'.join(_OFFSETS)})\b))?"
_CLOCK = rf"(?:(?:,? at |,? ?[|•·-] ?|t|,? ){_HOUR}{_ZONE})?"
_SHAPES = (
    re.compile(rf"\b{_YEAR}[-/](?P<digits>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])(?!\d){_CLOCK}"),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b{_CLOCK}"),
    re.compile(rf"\b{_DAY}\.? {_MONTH},? {_YEAR}\b{_CLOCK}"),
)
_SLASHED = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b")
_CLOCK_LINE = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?\(?(?:[a-z]{2,5})\)?)?$")
_CLOCK_START = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?! ?(?:%|percent|million|billion))(?=[ a-z]|$)")
_STAMP_WORDS = word_set(
    """
    published updated posted last on at by first modified created date time am pm a.m p.m gmt utc est edt et
    pst pdt bst cet ist edt: read min minute minutes mins ago day days hour hours week weeks month months year
    years monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
    september october november december original publish issue since
    """
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z][a-z.]*")
_PUBLISHED_CUE = re.compile(
    r"\b(?:published|posted|read more of this|first published|publish date|date:|created|issued|filed)\b"
)
_UPDATED_CUE = re.compile(r"\b(?:updated|modified|corrected|copyright|©|\(c\)|originally)")
_MODIFIED_CUE = re.compile(r"\b(?:updated|modified|last update|revised)\b")
_CUE_REACH = 80
_CUE_GAP = 30
_LONGEST = 200


class Stamp(NamedTuple):
    """A calendar date in a line, with a clock time where one is written."""

    start: int
    end: int
    time: PublishTime


def find_stamp(folded: str) -> Stamp | None:
    """The first calendar date with a year in a folded line (its first 200 characters)."""
    if not _DIGIT.search(folded, 0, _LONGEST):
        return None
    found = [m for shape in _SHAPES if (m := shape.search(folded, 0, _LONGEST))]
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        time = _read(match)
        if time:
            return Stamp(match.start(), match.end(), time)
    return None


def is_stamp(folded: str) -> bool:
    """Whether a folded line holds a date or a time, and nothing else of weight."""
    if len(folded) > _LONGEST or not _DIGIT.search(folded):
        return False
    stamp = find_stamp(folded)
    if not stamp and not _CLOCK_LINE.search(folded) and not _SLASHED.search(folded):
        return _is_ago(folded)
    rest = folded[: stamp.start] + " " + folded[stamp.end :] if stamp else folded
    return sum(word.strip(".") not in _STAMP_WORDS for word in _WORD.findall(rest)) <= 1


def is_clock(folded: str) -> bool:
    """Whether a line is a time of day alone, as live blogs head their entries: "14:05 GMT"."""
    return len(folded) <= 16 and _CLOCK_LINE.match(folded) is not None


def opens_with_clock(folded: str) -> bool:
    """Whether a time of day opens a line, as where a live blog names the reporter: "19:20 Ann Lee"."""
    return len(folded) <= 48 and _CLOCK_START.match(folded) is not None


def _is_ago(folded: str) -> bool:
    words = folded.rstrip(".").split()
    return 2 < len(words) <= 5 and words[-1] == "ago" and all(w in _STAMP_WORDS or w.isdigit() for w in words)


def published_from(candidates: Iterable[tuple[str, bool]]) -> PublishTime | None:
    """The publish time in folded lines, most trusted first; the flag says that a line needs a cue ("published").

    A line that tells of an update or a copyright gives nothing, unless "published" precedes the date.
    """
    for folded, needs_cue in candidates:
        stamp = find_stamp(folded)
        if not stamp:
            continue
        before = folded[: stamp.start]
        cued = _PUBLISHED_CUE.search(before) is not None
        if cued or (not needs_cue and not _UPDATED_CUE.search(before)):
            return stamp.time
    return None


def modified_from(candidates: Iterable[str]) -> PublishTime | None:
    """The time of the latest change that folded lines tell of: "Updated June 3, 2024 at 4 p.m."."""
    for folded in candidates:
        cue = _MODIFIED_CUE.search(folded)
        stamp = find_stamp(folded[cue.end() : cue.end() + _CUE_REACH]) if cue else None
        if stamp and stamp.start <= _CUE_GAP:
            return stamp.time
    return None


def _read(match: re.Match[str]) -> PublishTime | None:
    part = match.groupdict()
    month = int(part["digits"]) if part.get("digits") else _MONTHS[part["month"]]
    hour, half = part["hour"], part["half"]
    clocked = hour is not None and (part["minute"] is not None or half is not None)
    try:
        moment = datetime(int(part["year"]), month, int(part["day"]))
        if clocked:
            moment = moment.replace(
                hour=_hour(int(hour), half), minute=int(part["minute"] or 0), second=int(part["second"] or 0)
            )
    except ValueError:
        return None
    if not clocked:
        return PublishTime(value=moment.date().isoformat(), precision=TimePrecision.DAY, origin=TimeOrigin.TEXT)
    return _with_clock(moment, part)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half == "p" else 0)


def _with_clock(moment: datetime, part: dict[str, str | None]) -> PublishTime:
    precision, unit = TimePrecision.HOUR, "hours"
    if part["second"]:
        precision, unit = TimePrecision.SECOND, "seconds"
    elif part["minute"]:
        precision, unit = TimePrecision.MINUTE, "minutes"
    zone = _zone(part["zone"])
    value = moment.isoformat(timespec=unit)
    if zone is None:
        return PublishTime(value=value, precision=precision, origin=TimeOrigin.TEXT)
    aware = moment.replace(tzinfo=zone)
    instant = aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    offset = "Z" if zone.utcoffset(None) == timedelta(0) else aware.isoformat()[-6:]
    return PublishTime(value=value + offset, instant=instant, precision=precision, origin=TimeOrigin.TEXT)


def _zone(name: str | None) -> timezone | None:
    if name is None:
        return None
    if name in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[name]))
    digits = name.lstrip("utcgm").replace(":", "")
    minutes = int(digits[1:3]) * 60 + int(digits[3:5])
    return timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes)) if minutes < 24 * 60 else None
