"""What an expression is like: the questions that joins of neighbours ask of their two sides."""

from __future__ import annotations

from dateline.enricher.dates.expressions import Expression, Kind

# Days of the units that are a fixed number of them.
DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}


def time_only(e: Expression) -> bool:
    """A time of day alone: "5 p.m.", "in the morning"."""
    return e.kind is Kind.CALENDAR and e.has_time and not e.has_date


def day_only(e: Expression) -> bool:
    """A day without a time: "Thursday", "Oct. 7", "Christmas", "tomorrow"."""
    day_like = (
        e.weekday is not None or e.day is not None or e.feast is not None or (e.kind is Kind.UNIT and e.unit == "day")
    )
    return e.kind in (Kind.CALENDAR, Kind.UNIT) and day_like and not e.has_time and e.quant is None


def weekday_only(e: Expression) -> bool:
    """A weekday alone: "Thursday"."""
    return e.kind is Kind.CALENDAR and e.weekday is not None and e.month is None


def month_day(e: Expression) -> bool:
    """A day of a month: "Oct. 7"."""
    return e.kind is Kind.CALENDAR and e.month is not None and e.day is not None and e.weekday is None


def part_of_year(e: Expression) -> bool:
    """A part of a year whose year is not written: "the third quarter", "October", "summer"."""
    named = e.quarter or e.half or e.season or (e.month and not e.day) or e.feast
    return e.kind is Kind.CALENDAR and bool(named) and e.year is None and e.shift is None


def yearish(e: Expression) -> bool:
    """A year, written or counted: "1998", "last year"."""
    return (e.only_year and e.month is None and e.decade is None) or (
        e.kind is Kind.UNIT
        and e.unit == "year"
        and e.shift in ("LAST", "THIS", "NEXT", "SAME", "BEFORE", "AFTER", "CURRENT", "AGO", "EARLIER")
    )


def offset_only(e: Expression) -> bool:
    """As in "the day after", which wants a day."""
    return e.offset is not None and not e.has_date


def shifted(e: Expression, unit: str) -> bool:
    """As in "last", "this" or "next" and the unit."""
    return e.kind is Kind.UNIT and e.unit == unit and e.shift in ("LAST", "THIS", "NEXT", "SAME", "BEFORE", "AFTER")


def shifted_year(e: Expression) -> bool:
    """As in "last year", "the following year"."""
    return shifted(e, "year")


def shifted_week(e: Expression) -> bool:
    """As in "last week", "the following week"."""
    return shifted(e, "week")


def yearless_day(e: Expression) -> bool:
    """A day of a month whose year is not written."""
    return month_day(e) and e.year is None and e.shift is None


def hour_only(e: Expression) -> bool:
    """A clock time alone: "5 p.m."."""
    return e.kind is Kind.CALENDAR and e.hour is not None and e.part is None and not e.has_date


def part_only(e: Expression) -> bool:
    """A part of the day alone: "morning", "nights"."""
    return e.kind is Kind.CALENDAR and e.part is not None and e.hour is None and not e.has_date


def part_of_report(e: Expression) -> bool:
    """A part of a year that accounts speak of: a quarter, a half, a season."""
    return part_of_year(e) and e.month is None


def part_of_stretch(e: Expression) -> bool:
    """As in "the third week", "the first Monday", which want a month or a year."""
    return e.shift == "PART"


def stretch(e: Expression) -> bool:
    """What has weeks and days: "June", "2019", "last month"."""
    named = e.month is not None or e.year is not None or e.quarter is not None or e.season is not None
    return (e.kind is Kind.CALENDAR and named and e.day is None and e.weekday is None and not e.has_time) or (
        e.kind is Kind.UNIT and e.unit in ("month", "year", "quarter", "decade", "century", "week")
    )


def days_long(e: Expression) -> bool:
    """So many days or weeks: "three days", "a week"."""
    whole = e.count is not None and e.count == int(e.count)
    return e.kind is Kind.DURATION and e.unit in DAYS_OF and whole and e.shift is None


def full_day(e: Expression) -> bool:
    """A day to count from."""
    return day_only(e) and e.offset is None


def weeks_ago(e: Expression) -> bool:
    """As in "two weeks ago"."""
    return e.kind is Kind.UNIT and e.shift == "AGO" and e.unit == "week" and not e.vague


def years_ago(e: Expression) -> bool:
    """As in "80 years ago", "a decade ago"."""
    return e.kind is Kind.UNIT and e.shift == "AGO" and e.unit in ("year", "decade") and not e.vague


def this_stretch(e: Expression) -> bool:
    """As in "today", "this week", "this month"."""
    return (
        e.kind is Kind.UNIT and e.shift in ("THIS", "CURRENT") and e.unit in ("day", "week", "month") and not e.has_time
    )


def this_day(e: Expression) -> bool:
    """As in "this day", "that day"."""
    return e.kind is Kind.UNIT and e.unit == "day" and e.shift in ("THIS", "SAME") and not e.has_time


def set_of_days(e: Expression) -> bool:
    """Days that recur: "Mondays", "daily", "weekdays"."""
    return e.kind is Kind.SET and (e.weekday is not None or e.value in ("P1D", "XXXX-WXX")) and not e.has_time


def part_only_one(e: Expression) -> bool:
    """One part of a day: "morning", not "nights"."""
    return part_only(e) and e.quant is None


def part_of_a_day(e: Expression) -> bool:
    """A part of a day that is known: "Friday night", "tonight", "this morning"."""
    return e.part is not None and e.hour is None and e.kind is not Kind.SET and (e.has_date or e.shift is not None)


def same_quarter(e: Expression) -> bool:
    """As in "the same quarter", "that quarter"."""
    return e.kind is Kind.UNIT and e.unit == "quarter" and e.shift == "SAME"


def written_year(e: Expression) -> bool:
    """A year in figures or words: "1998"."""
    return e.only_year and e.decade is None


def counted_day(e: Expression) -> bool:
    """A day counted from another: "yesterday", "the next day"."""
    return e.kind is Kind.UNIT and e.unit == "day" and not e.has_time


def daylight(e: Expression) -> bool:
    """The morning or the afternoon; a night may be a quiz night."""
    return part_only_one(e) and e.part in ("MO", "AF")


def hour_of_day(e: Expression) -> bool:
    """A clock time on a day: "half past ten on Sunday"."""
    return e.kind is Kind.CALENDAR and e.hour is not None and e.weekday is not None and e.part is None


def weeks_long(e: Expression) -> bool:
    """As in "a week", "a fortnight"."""
    return days_long(e) and e.unit in ("week", "fortnight")
