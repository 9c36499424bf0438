"""Durations and sets: "five years", "every Tuesday".

A duration that is tied to the publish date ("the past two years") gets its stretch too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.contract import DateType
from dateline.enricher.dates import values
from dateline.enricher.dates.context import PUBLICATION, Context, Place, from_mention, time_of
from dateline.enricher.dates.english.lexicon import UNITS
from dateline.enricher.dates.expressions import Expression, Kind

# A fraction of a unit in whole smaller ones: half a year is six months.
_SMALLER = {
    "year": ("month", 12),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "decade": ("year", 10),
    "century": ("year", 100),
}


def _amounts(count: float | None, unit: str) -> list[tuple[float | None, str, int, bool]]:
    if count is None or count == int(count) or unit not in _SMALLER:
        return [(count, *UNITS[unit])]
    smaller, per = _SMALLER[unit]
    rest = round((count - int(count)) * per, 2)
    if UNITS[unit][1] > 1:
        return [(count, *UNITS[unit])]
    whole: list[tuple[float | None, str, int, bool]] = [(float(int(count)), *UNITS[unit])] if count >= 1 else []
    return [*whole, (rest, *UNITS[smaller])]


def place_duration(context: Context, e: Expression) -> Place:
    """The place of a duration, with its stretch where the publish date ends or begins it."""
    if e.value is not None:
        return Place(DateType.DURATION, e.value)
    unit = e.unit or "day"
    amounts = _amounts(None if e.vague else e.count or 1.0, unit)
    if e.more is not None and e.more_unit is not None:
        amounts += _amounts(e.more, e.more_unit)
    value = values.duration_value(amounts)
    begin = end = None
    anchor = None
    if (
        context.publication
        and e.count
        and not e.vague
        and e.shift in ("LAST", "NEXT")
        and not UNITS[unit][2]
        and e.count == int(e.count)
    ):
        today = context.publication.day
        far = values.add(today, int(e.count) * (-1 if e.shift == "LAST" else 1), unit)
        if far:
            begin, end = (far, today) if e.shift == "LAST" else (today, far)
            anchor = PUBLICATION
    return Place(DateType.DURATION, value, anchor, begin, end)


def closed(e: Expression, place: Place, at: tuple[date, date], index: int, *, ends: bool) -> Place:
    """A stretch that ends (else begins) with the next mention: "the three months ended March 31", "the year to April".

    The quarter that a report names by its end is the calendar's that holds most of it.
    """
    count, unit = (int(e.count or 1), e.unit or "day") if e.kind is Kind.DURATION else (1, "quarter")
    first, after = at
    begin, end = (values.add(after, -count, unit), after) if ends else (first, values.add(first, count, unit))
    if begin is None or end is None or UNITS[unit][2]:
        return place
    if e.kind is Kind.UNIT:
        place = replace(place, value=values.unit_value(begin + (end - begin) / 2, "quarter"))
    return replace(place, anchor=from_mention(index), begin=begin, end=end)


def place_set(_: Context, e: Expression) -> Place:
    """The place of what recurs."""
    if e.value is not None:
        return Place(DateType.SET, e.value)
    time = time_of(e) if e.has_time else ""
    if e.weekday is not None:
        value = f"XXXX-WXX-{e.weekday}{time}"
    elif e.month is not None:
        value = f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "")
    elif e.season is not None:
        value = f"XXXX-{e.season}"
    elif e.unit is not None:
        count = 2.0 if e.quant == "EVERY OTHER" else float(e.nth or e.count or 1)
        value = values.duration_value(_amounts(None if e.vague else count, e.unit))
    else:
        value = "XXXX-XX-XX" + time
    return Place(DateType.SET, value)
