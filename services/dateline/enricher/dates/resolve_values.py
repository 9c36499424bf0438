"""The value of what an expression names within a year."""

from __future__ import annotations

from dateline.enricher.dates import feasts, values
from dateline.enricher.dates.expressions import Expression


def of_year(e: Expression, year: int) -> str:
    """The value of what an expression names within a year; it may be no day of the calendar."""
    if e.feast is not None:
        day = feasts.day_of(e.feast, year)
        return values.unit_value(day, e.unit or "day") if day else f"{year:04d}"
    if e.month is not None and e.day is not None:
        value = f"{year:04d}-{e.month:02d}-{e.day:02d}"
        if e.unit == "week" and (known := values.stretch_of(value)):
            return values.unit_value(known[0][0], "week")
        return value
    if e.month is not None:
        return f"{year:04d}-{e.month:02d}"
    if e.quarter is not None:
        return f"{year:04d}-Q{e.quarter}"
    if e.half is not None:
        return f"{year:04d}-H{e.half}"
    if e.season is not None:
        return values.season_value(year, e.season)
    return f"{year:04d}"
