"""Joins: two neighbours that are one mention, a table of what stands left, between and right.

Part of the grammar of English; a join merges the fields of both, the left one's first.
"""

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
    # Whether the right one only says the left one again.
    again: bool = False


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


JOINS = (
    Join("8:15 a.m. (0615 GMT)", _hour_only, r" \(", _hour_only, again=True),
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


def _one(left: Expression, right: Expression, join: Join, folded: str) -> Expression:
    if join.again:
        return replace(left, end=right.end + folded.startswith(")", right.end))
    return merge(left, right)


def joined(found: list[Expression], folded: str) -> list[Expression]:
    """Neighbours that are one mention, made one."""
    out: list[Expression] = []
    for expression in found:
        if out and expression.start - out[-1].end <= MOST_BETWEEN and expression.range is None:
            gap = folded[out[-1].end : expression.start]
            for join, pattern in zip(JOINS, _GAPS, strict=True):
                if pattern.fullmatch(gap) and join.left(out[-1]) and join.right(expression):
                    expression = _one(out.pop(), expression, join, folded)
                    break
        out.append(expression)
    return out
