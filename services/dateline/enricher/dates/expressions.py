"""What the grammar hands to the resolution: a mention as written, not yet on the calendar.

One flat frozen record: fields that the words name, the shift that they ask for. What it
means on a given publish date is ``resolve``'s business.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Kind(StrEnum):
    """How an expression is to be resolved."""

    CALENDAR = "calendar"  # names fields of the calendar or the clock: "October 7", "5 p.m."
    UNIT = "unit"  # counts in units from a reference: "last week", "two days ago"
    DURATION = "duration"  # "five years"
    SET = "set"  # "every Tuesday"
    REFERENCE = "reference"  # "now"


@dataclass(frozen=True, slots=True)
class Expression:
    """A mention as written; ``start`` and ``end`` are code points of the text.

    ``shift`` is LAST, THIS, NEXT (from publication), BEFORE, AFTER, SAME (from the
    mention before), AGO, AHEAD, EARLIER, LATER (with ``count`` and ``unit``), PAST (the last
    one, publication's own day too), LATEST (the last one that ended), PART (the ``nth`` of a
    stretch), WORKING (counts no weekends).
    ``count`` None with ``vague`` means some number.
    ``narrowed`` BEFORE or AFTER: only the part of its stretch up to or from publication.
    ``offset``: so many days before or after what the rest says. ``nth``: which week, day or
    ``weekday`` of the stretch that the rest names, -1 for the last. ``grain``: the unit of the
    value where it is finer than the unit counted in ("a year ago this week"). ``era`` is BC or
    AD. ``order`` of the numbers of "10/7/2023" as read: MDY or DMY.
    ``more`` of a smaller unit: "two years and three months".
    ``weak`` expressions stand only as a part of a larger one.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    week: int | None = None
    feast: str | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    shift: str | None = None
    unit: str | None = None
    count: float | None = None
    vague: bool = False
    fiscal: bool = False
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    value: str | None = None
    weak: bool = False
    range: int | None = None
    narrowed: str | None = None
    offset: int | None = None
    nth: int | None = None
    grain: str | None = None
    era: str | None = None
    order: str | None = None
    more: float | None = None
    more_unit: str | None = None

    @property
    def has_time(self) -> bool:
        """Whether it names a time within a day."""
        return self.hour is not None or self.part is not None

    @property
    def has_date(self) -> bool:
        """Whether it names anything of a day or coarser."""
        return (
            self.year is not None or self.month is not None or self.day is not None or self.weekday is not None
            or self.season is not None or self.quarter is not None or self.half is not None or self.decade is not None
            or self.century is not None or self.feast is not None or self.unit is not None or self.week is not None
        )  # fmt: skip

    @property
    def only_year(self) -> bool:
        """Whether the calendar field that it names is a year and nothing else."""
        return self.kind is Kind.CALENDAR and self.year is not None and not (
            self.month or self.season or self.quarter or self.half or self.feast or self.weekday or self.has_time
        )  # fmt: skip


_FIELDS = tuple(f.name for f in fields(Expression) if f.name not in ("start", "end", "kind", "weak", "vague", "fiscal"))


def merge(a: Expression, b: Expression) -> Expression:
    """Both as one: the fields of either, the left one's first."""
    merged = {
        name: value
        for name in _FIELDS
        if ((value := getattr(a, name)) is not None and value is not False) or (value := getattr(b, name)) is not None
    }
    kind = Kind.UNIT if Kind.UNIT in (a.kind, b.kind) else a.kind
    return Expression(
        start=a.start, end=b.end, kind=kind, fiscal=a.fiscal or b.fiscal, vague=a.vague or b.vague, **merged
    )
