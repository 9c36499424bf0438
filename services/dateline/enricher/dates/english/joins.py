"""Joins: two neighbours that are one mention, a table of what stands left, between and right, and what both make."""

# ruff: noqa: E501  a join stands on one line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dateline.enricher.dates import shapes as is_
from dateline.enricher.dates.expressions import Expression, Kind, merge

BEFORE = re.compile(r"before|prior|ahead")


@dataclass(frozen=True, slots=True)
class Join:
    """What stands left and right, and the gap between them."""

    example: str
    left: Callable[[Expression], bool]
    gap: str
    right: Callable[[Expression], bool]
    # What both make; told the gap.
    make: Callable[[Expression, Expression, str], Expression] = lambda left, right, _: merge(left, right)


def _again(left: Expression, right: Expression, _: str) -> Expression:
    """The right one only says the left one again, in brackets."""
    return replace(left, end=right.end)


def _counted_from(left: Expression, right: Expression, between: str) -> Expression:
    """So many days before or after the right one."""
    days = int(left.count or 0) * is_.DAYS_OF[left.unit or "day"]
    return replace(right, start=left.start, offset=-days if BEFORE.search(between) else days)


def _part_of(left: Expression, right: Expression, _: str) -> Expression:
    """The right one is the stretch of which the left one is a part."""
    grain = "weekday" if left.weekday is not None else left.unit
    return replace(right, start=left.start, nth=left.nth, weekday=left.weekday, grain=grain, weak=False)


def _weeks_before(left: Expression, right: Expression, _: str) -> Expression:
    """The day so many weeks before the last one: "two weeks ago Saturday", "a week ago today"."""
    shift = "PAST" if right.weekday is not None else right.shift
    return replace(right, start=left.start, shift=shift, offset=-7 * int(left.count or 1))


def _weeks_on(left: Expression, right: Expression, _: str) -> Expression:
    """The day so many weeks after the next one: "a week on Friday"."""
    shift = "NEXT" if right.weekday is not None else right.shift
    return replace(right, start=left.start, shift=shift, offset=is_.DAYS_OF[left.unit or "week"] * int(left.count or 1))


def _grained(left: Expression, right: Expression, _: str) -> Expression:
    """So many years ago, as fine as the right one: "a year ago this week"."""
    return replace(left, end=right.end, grain=right.unit)


def _day_of_year(left: Expression, right: Expression, _: str) -> Expression:
    """Publication's day in another year: "on this day in 1944"."""
    return replace(left, end=right.end, year=right.year)


def _quarter_of(left: Expression, right: Expression, _: str) -> Expression:
    """The quarter that accounts speak of, in another year."""
    return replace(left, end=right.end, shift="YEAR_AGO", year=right.year)


def _set_at(left: Expression, right: Expression, _: str) -> Expression:
    """A set of days at a time: "Mondays at 9 a.m."."""
    days, time = (left, right) if left.kind is Kind.SET else (right, left)
    at = replace(days, hour=time.hour, minute=time.minute, part=time.part, zone=time.zone)
    return replace(at, start=left.start, end=right.end)


JOINS = (
    Join("8:15 a.m. (0615 GMT)", is_.hour_only, r" \(", is_.hour_only, _again),
    Join("a week from Tuesday", is_.days_long, r" (?:before|after|from|prior to|following|ahead of) (?:the )?", is_.full_day, _counted_from),
    Join("the third week of June", is_.part_of_stretch, r" (?:of|in) (?:the )?(?:early |late )?", is_.stretch, _part_of),
    Join("two weeks ago Saturday", is_.weeks_ago, r",? (?:on )?", is_.weekday_only, _weeks_before),
    Join("a year ago this week", is_.years_ago, r",? ", is_.this_stretch, _grained),
    Join("this day in 1944", is_.this_day, r" in ", is_.yearish, _day_of_year),
    Join("Mondays at 9 a.m.", is_.set_of_days, r",? (?:at |@ ?|from )?", is_.time_only, _set_at),
    Join("9 a.m. on weekdays", is_.hour_only, r",? (?:on |every )?", is_.set_of_days, _set_at),
    Join("tonight at 8", is_.part_of_a_day, r",? (?:at |@ ?|around |about )?", is_.hour_only),
    Join("8 p.m. tonight", is_.hour_only, r",? ", is_.part_of_a_day),
    Join("the small hours of Friday morning", is_.part_of_a_day, r" ", is_.part_only_one),
    Join("the early hours of Thursday", is_.part_only_one, r" of (?:the )?", is_.day_only),
    Join("4 in the morning", is_.hour_only, r" in the ", is_.part_only),
    Join("the day after Thanksgiving", is_.offset_only, r" ", is_.day_only),
    Join("5 p.m. on Thursday", is_.hour_only, r",? (?:on |of |on the |the )?(?:early |late )?", is_.day_only),
    Join("half past ten on Sunday night", is_.hour_of_day, r" ", is_.part_only_one),
    Join("a week on Friday", is_.weeks_long, r" on ", is_.weekday_only, _weeks_on),
    Join("a week today", is_.weeks_long, r" ", is_.counted_day, _weeks_on),
    Join("a week ago today", is_.weeks_ago, r" ", is_.this_day, _weeks_before),
    Join("mid-morning on Tuesday", is_.daylight, r" on (?:the )?", is_.day_only),
    Join("mid-afternoon yesterday", is_.part_only_one, r" ", is_.counted_day),
    Join("dawn the next day", is_.part_only_one, r" (?:on )?the ", is_.day_only),
    Join("Thursday at 5 p.m.", is_.day_only, r",? (?:at |@ ?|around |about |early |late |at about )?|-", is_.time_only),
    Join("Saturday, April 25", is_.weekday_only, r",? (?:the )?|, on ", is_.month_day),
    Join("Jan. 20 next year", is_.yearless_day, r",? (?:of )?", is_.shifted_year),
    Join("Friday of last week", is_.weekday_only, r",? (?:of )?(?:the )?", is_.shifted_week),
    Join("the same quarter of 2017", is_.same_quarter, r" (?:of|in) ", is_.written_year, _quarter_of),
    Join("the third quarter of 1998", is_.part_of_year, r"(?:,| of| in)? (?:the )?", is_.yearish),
    Join("last year's third quarter", is_.yearish, r"(?:'s?)? (?:fiscal )?", is_.part_of_report),
)  # fmt: skip
