"""Joins: two neighbours that are one mention, a table of what stands left, between and right.

Part of the grammar of English; a join merges the fields of both, the left one's first.
"""

# ruff: noqa: E501  a join stands on one line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dateline.enricher.dates.expressions import Expression, Kind, merge

# Two neighbours are at most so many code points apart.
MOST_BETWEEN = 16


@dataclass(frozen=True, slots=True)
class Join:
    """What stands left and right, and the gap between them."""

    example: str
    left: Callable[[Expression], bool]
    gap: str
    right: Callable[[Expression], bool]
    # What both make; told the gap.
    make: Callable[[Expression, Expression, str], Expression] = lambda left, right, _: merge(left, right)


def _time_only(e: Expression) -> bool:
    return e.kind is Kind.CALENDAR and e.has_time and not e.has_date


def _day_only(e: Expression) -> bool:
    day_like = (
        e.weekday is not None or e.day is not None or e.feast is not None or (e.kind is Kind.UNIT and e.unit == "day")
    )
    return e.kind in (Kind.CALENDAR, Kind.UNIT) and day_like and not e.has_time and e.quant is None


def _weekday_only(e: Expression) -> bool:
    return e.kind is Kind.CALENDAR and e.weekday is not None and e.month is None


def _month_day(e: Expression) -> bool:
    return e.kind is Kind.CALENDAR and e.month is not None and e.day is not None and e.weekday is None


def _part_of_year(e: Expression) -> bool:
    named = e.quarter or e.half or e.season or (e.month and not e.day) or e.feast
    return e.kind is Kind.CALENDAR and bool(named) and e.year is None and e.shift is None


def _yearish(e: Expression) -> bool:
    return (e.only_year and e.month is None and e.decade is None) or (
        e.kind is Kind.UNIT
        and e.unit == "year"
        and e.shift in ("LAST", "THIS", "NEXT", "SAME", "BEFORE", "AFTER", "CURRENT", "AGO", "EARLIER")
    )


def _offset_only(e: Expression) -> bool:
    return e.offset is not None and not e.has_date


def _shifted(e: Expression, unit: str) -> bool:
    return e.kind is Kind.UNIT and e.unit == unit and e.shift in ("LAST", "THIS", "NEXT", "SAME", "BEFORE", "AFTER")


def _shifted_year(e: Expression) -> bool:
    return _shifted(e, "year")


def _shifted_week(e: Expression) -> bool:
    return _shifted(e, "week")


def _yearless_day(e: Expression) -> bool:
    return _month_day(e) and e.year is None and e.shift is None


def _hour_only(e: Expression) -> bool:
    return e.kind is Kind.CALENDAR and e.hour is not None and e.part is None and not e.has_date


def _part_only(e: Expression) -> bool:
    return e.kind is Kind.CALENDAR and e.part is not None and e.hour is None and not e.has_date


def _part_of_report(e: Expression) -> bool:
    return _part_of_year(e) and e.month is None


def _part_of_stretch(e: Expression) -> bool:
    return e.shift == "PART"


def _stretch(e: Expression) -> bool:
    named = e.month is not None or e.year is not None or e.quarter is not None or e.season is not None
    return (e.kind is Kind.CALENDAR and named and e.day is None and e.weekday is None and not e.has_time) or (
        e.kind is Kind.UNIT and e.unit in ("month", "year", "quarter", "decade", "century", "week")
    )


def _days_long(e: Expression) -> bool:
    whole = e.count is not None and e.count == int(e.count)
    return e.kind is Kind.DURATION and e.unit in DAYS_OF and whole and e.shift is None


def _full_day(e: Expression) -> bool:
    return _day_only(e) and e.offset is None


def _weeks_ago(e: Expression) -> bool:
    return e.kind is Kind.UNIT and e.shift == "AGO" and e.unit == "week" and not e.vague


def _years_ago(e: Expression) -> bool:
    return e.kind is Kind.UNIT and e.shift == "AGO" and e.unit in ("year", "decade") and not e.vague


def _this_stretch(e: Expression) -> bool:
    return (
        e.kind is Kind.UNIT and e.shift in ("THIS", "CURRENT") and e.unit in ("day", "week", "month") and not e.has_time
    )


def _this_day(e: Expression) -> bool:
    return e.kind is Kind.UNIT and e.unit == "day" and e.shift in ("THIS", "SAME") and not e.has_time


def _set_of_days(e: Expression) -> bool:
    return e.kind is Kind.SET and (e.weekday is not None or e.value in ("P1D", "XXXX-WXX")) and not e.has_time


def _part_only_one(e: Expression) -> bool:
    return _part_only(e) and e.quant is None


def _part_of_a_day(e: Expression) -> bool:
    return e.part is not None and e.hour is None and e.kind is not Kind.SET and (e.has_date or e.shift is not None)


def _again(left: Expression, right: Expression, _: str) -> Expression:
    """The right one only says the left one again, in brackets."""
    return replace(left, end=right.end)


def _counted_from(left: Expression, right: Expression, between: str) -> Expression:
    """So many days before or after the right one."""
    days = int(left.count or 0) * DAYS_OF[left.unit or "day"]
    return replace(right, start=left.start, offset=-days if BEFORE.search(between) else days)


def _part_of(left: Expression, right: Expression, _: str) -> Expression:
    """The right one is the stretch of which the left one is a part."""
    grain = "weekday" if left.weekday is not None else left.unit
    return replace(right, start=left.start, nth=left.nth, weekday=left.weekday, grain=grain, weak=False)


def _weeks_before(left: Expression, right: Expression, _: str) -> Expression:
    """The weekday so many weeks before the last one: "two weeks ago Saturday"."""
    return replace(right, start=left.start, shift="LAST", offset=-7 * int(left.count or 1))


def _grained(left: Expression, right: Expression, _: str) -> Expression:
    """So many years ago, as fine as the right one: "a year ago this week"."""
    return replace(left, end=right.end, grain=right.unit)


def _day_of_year(left: Expression, right: Expression, _: str) -> Expression:
    """Publication's day in another year: "on this day in 1944"."""
    return replace(left, end=right.end, year=right.year)


def _set_at(left: Expression, right: Expression, _: str) -> Expression:
    """A set of days at a time: "Mondays at 9 a.m."."""
    days, time = (left, right) if left.kind is Kind.SET else (right, left)
    at = replace(days, hour=time.hour, minute=time.minute, part=time.part, zone=time.zone)
    return replace(at, start=left.start, end=right.end)


# Days of the units that are a fixed number of them.
DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
BEFORE = re.compile(r"before|prior|ahead")

JOINS = (
    Join("8:15 a.m. (0615 GMT)", _hour_only, r" \(", _hour_only, _again),
    Join("a week from Tuesday", _days_long, r" (?:before|after|from|prior to|following|ahead of) (?:the )?", _full_day, _counted_from),
    Join("the third week of June", _part_of_stretch, r" (?:of|in) (?:the )?(?:early |late )?", _stretch, _part_of),
    Join("two weeks ago Saturday", _weeks_ago, r",? (?:on )?", _weekday_only, _weeks_before),
    Join("a year ago this week", _years_ago, r",? ", _this_stretch, _grained),
    Join("this day in 1944", _this_day, r" in ", _yearish, _day_of_year),
    Join("Mondays at 9 a.m.", _set_of_days, r",? (?:at |from )?", _time_only, _set_at),
    Join("9 a.m. on weekdays", _hour_only, r",? (?:on |every )?", _set_of_days, _set_at),
    Join("tonight at 8", _part_of_a_day, r",? (?:at |around |about )?", _hour_only),
    Join("8 p.m. tonight", _hour_only, r",? ", _part_of_a_day),
    Join("the small hours of Friday morning", _part_of_a_day, r" ", _part_only_one),
    Join("the early hours of Thursday", _part_only_one, r" (?:of|on) (?:the )?", _day_only),
    Join("4 in the morning", _hour_only, r" in the ", _part_only),
    Join("the day after Thanksgiving", _offset_only, r" ", _day_only),
    Join("5 p.m. on Thursday", _time_only, r",? (?:on |of |on the )?(?:early |late )?", _day_only),
    Join("Thursday at 5 p.m.", _day_only, r",? (?:at |around |about |early |late |at about )?|-", _time_only),
    Join("Saturday, April 25", _weekday_only, r",? (?:the )?|, on ", _month_day),
    Join("Jan. 20 next year", _yearless_day, r",? (?:of )?", _shifted_year),
    Join("Friday of last week", _weekday_only, r",? (?:of )?(?:the )?", _shifted_week),
    Join("the third quarter of 1998", _part_of_year, r"(?:,| of| in)? (?:the )?", _yearish),
    Join("last year's third quarter", _yearish, r"(?:'s?)? (?:fiscal )?", _part_of_report),
)  # fmt: skip
_GAPS = tuple(re.compile(join.gap.replace(" ", " {1,2}")) for join in JOINS)


def _closed(made: Expression, gap: str, folded: str) -> Expression:
    """With the bracket closed that the gap opens."""
    return replace(made, end=made.end + 1) if "(" in gap and folded.startswith(")", made.end) else made


def joined(found: list[Expression], folded: str) -> list[Expression]:
    """Neighbours that are one mention, made one."""
    out: list[Expression] = []
    for expression in found:
        if out and expression.start - out[-1].end <= MOST_BETWEEN and expression.range is None:
            gap = folded[out[-1].end : expression.start]
            for join, pattern in zip(JOINS, _GAPS, strict=True):
                if pattern.fullmatch(gap) and join.left(out[-1]) and join.right(expression):
                    expression = _closed(join.make(out.pop(), expression, gap), gap, folded)
                    break
        out.append(expression)
    return out
