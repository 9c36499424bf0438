"""When: dates, times, durations and sets of an article, after TIMEX3 (TimeML 1.2.1)."""

from __future__ import annotations

from enum import StrEnum

from dateline.contract.base import Record, Share, Span, TextSpan


class DateType(StrEnum):
    """TIMEX3 types, TimeML 1.2.1 section 2.2.1."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class DatePrecision(StrEnum):
    """The unit that the value names; ``unknown`` where it can't be placed on the calendar."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    WEEKEND = "weekend"
    DAY = "day"
    PART_OF_DAY = "part_of_day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    UNKNOWN = "unknown"


class AnchorKind(StrEnum):
    """What a relative mention was counted from."""

    PUBLICATION = "publication"
    MENTION = "mention"
    SECTION = "section"


class Anchor(Record):
    """The reference of a relative mention; ``id`` is the mention's or the section's, null for publication."""

    kind: AnchorKind
    id: str | None = None


class Interval(Record):
    """A half-open stretch of time, ``begin <= t < end``, ISO 8601.

    Days (``2024-05-20``) where the value is a day or coarser, date-times where it is finer;
    with an offset only where the text gives the zone.
    """

    begin: str
    end: str


class DateMention(TextSpan):
    """One mention of a time.

    ``value``, ``mod``, ``quant`` and ``freq`` are TIMEX3 attributes. "early", "mid" and
    "late" set ``mod`` and narrow ``interval`` to the first, second, third third. The two
    ends of a range ("June 3-7") are two mentions with the same ``range``.
    """

    id: str
    section: str | None = None
    type: DateType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    interval: Interval | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    anchor: Anchor | None = None
    range: str | None = None
    confidence: Share | None = None


class DatedStatement(Record):
    """A sentence that says when something happened: one entry of the timeline."""

    interval: Interval
    sentence: Span
    dates: tuple[str, ...]
    entities: tuple[str, ...] = ()
