"""Ranges: two neighbours that are the two ends of one stretch share a ``range`` number.

"from 2019 to 2021", "between June 3 and June 7", "9 a.m. to 5 p.m. Tuesday"; patterns that
say both ends at once ("June 3-7") are rows of the grammar.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.enricher.dates.english import cues
from dateline.enricher.dates.expressions import Expression, Kind, merge

_TO = re.compile(cues.RANGE_TO)
_AND = re.compile(cues.RANGE_AND)
_LIST = re.compile(cues.LIST_GAP)


def _shape(e: Expression) -> tuple[bool, ...]:
    return (
        e.month is not None,
        e.day is not None,
        e.weekday is not None,
        e.quarter is not None,
        e.has_time,
        e.decade is not None,
    )


def tied(found: list[Expression], folded: str) -> list[Expression]:
    """The two ends of a range get the same ``range``; the first borrows the year that only the second says."""
    out: list[Expression] = []
    ranges = max((e.range or 0 for e in found), default=0)
    for expression in found:
        if (
            out
            and expression.kind in (Kind.CALENDAR, Kind.UNIT)
            and expression.start - out[-1].end <= 9
            and _is_range(out[-1], expression, folded)
        ):
            ranges += 1
            first = out.pop()
            if not first.has_date and expression.has_date:
                first = replace(merge(first, replace(expression, hour=None, minute=None, part=None)), end=first.end)
            if first.year is None and expression.year is not None and first.month is not None:
                first = replace(first, year=expression.year)
            out.append(replace(first, range=ranges))
            expression = replace(expression, range=ranges)
        out.append(expression)
    return out


def listed(found: list[Expression], folded: str) -> list[Expression]:
    """The year that only the last of a list says, given to the others: "May, June and July 2025"."""
    out: list[Expression] = []
    for expression in reversed(found):
        if out and _shares_year(expression, out[-1]) and _LIST.fullmatch(folded, expression.end, out[-1].start):
            expression = replace(expression, year=out[-1].year)
        out.append(expression)
    return out[::-1]


def _shares_year(a: Expression, b: Expression) -> bool:
    plain = a.kind is Kind.CALENDAR and a.year is None and a.shift is None and a.weekday is None
    later = a.month is not None and b.month is not None and b.month > a.month
    return plain and later and b.year is not None and (a.day is None) == (b.day is None)


def _is_range(a: Expression, b: Expression, folded: str) -> bool:
    gap = folded[a.end : b.start]
    if a.hour is not None and b.hour is not None and not a.has_date:
        return bool(_TO.fullmatch(gap) or _AND.fullmatch(gap))
    if (
        a.kind is not Kind.CALENDAR
        or a.range
        or b.range
        or _shape(a) != _shape(b)
        or (a.only_year and (b.year or 0) <= (a.year or 0))
    ):
        return False
    before = folded[max(0, a.start - 8) : a.start]
    return bool(_TO.fullmatch(gap)) or (bool(_AND.fullmatch(gap)) and before.endswith(cues.BETWEEN))
