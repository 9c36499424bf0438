"""TIMEX3 values and the stretch of time that each covers: calendar arithmetic alone.

Conventions where corpora disagree: weeks are ISO 8601; a season is three whole months,
and a winter is named by the year of its December; a night runs from 18:00 to 06:00.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateline.contract import DatePrecision, Interval

P = DatePrecision
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PART_HOURS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30), "DT": (6, 18), "MI": (11, 13)}

Stretch = tuple[date, date]


def day_value(day: date) -> str:
    """``2024-05-25``."""
    return day.isoformat()


def unit_value(day: date, unit: str) -> str:
    """The value of the unit of the calendar that holds ``day``: week -> ``2024-W21``."""
    year = f"{day.year:04d}"
    match unit:
        case "week" | "fortnight":
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}"
        case "weekend":
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}-WE"
        case "month":
            return f"{year}-{day.month:02d}"
        case "quarter":
            return f"{year}-Q{(day.month + 2) // 3}"
        case "half":
            return f"{year}-H{1 if day.month < 7 else 2}"
        case "year":
            return year
        case "decade":
            return year[:3]
        case "century":
            return year[:2]
        case "millennium":
            return year[:1]
    return day.isoformat()


def season_value(year: int, season: str) -> str:
    """``2024-SU``."""
    return f"{year:04d}-{season}"


def add(day: date, count: int, unit: str) -> date | None:
    """``day`` moved by whole units; the last of the month where the day does not exist, None off the calendar."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
    try:
        if unit in months:
            index = day.year * 12 + day.month - 1 + count * months[unit]
            year, month = divmod(index, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        days = {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)
        return day + timedelta(days=count * days)
    except (ValueError, OverflowError):
        return None


def deep_past(years: float) -> str | None:
    """So many years ago, where that is before the calendar: ``KA10``, ``MA66`` (TIDES 2005, section 4.2.2)."""
    for letters, size in (("GA", 1e9), ("MA", 1e6), ("KA", 1e3)):
        if years >= size and (size > 1e3 or years >= 3000):
            return f"{letters}{years / size:g}"
    return None


def _year(year: int) -> date:
    return date(year, 1, 1)


_SHAPES: tuple[tuple[re.Pattern[str], DatePrecision], ...] = tuple(
    (re.compile(shape), precision)
    for shape, precision in (
        (r"(\d{4})-(\d\d)-(\d\d)", P.DAY),
        (r"(\d{4})", P.YEAR),
        (r"(\d{4})-(\d\d)", P.MONTH),
        (r"(\d{4})-W(\d\d)", P.WEEK),
        (r"(\d{4})-W(\d\d)-WE", P.WEEKEND),
        (r"(\d{4})-Q([1-4])", P.QUARTER),
        (r"(\d{4})-H([12])", P.HALF),
        (r"(\d{4})-(SP|SU|FA|WI)", P.SEASON),
        (r"(\d{3})", P.DECADE),
        (r"(\d{2})", P.CENTURY),
    )
)


@lru_cache(maxsize=4096)
def stretch_of(value: str) -> tuple[Stretch, DatePrecision] | None:
    """First day and the day after the last of a date value, and its precision; None where it is no calendar value."""
    for shape, precision in _SHAPES:
        if match := shape.fullmatch(value):
            try:
                return _stretch(precision, match.groups()), precision
            except (ValueError, OverflowError):
                return None
    return None


def _stretch(precision: DatePrecision, parts: tuple[str, ...]) -> Stretch:
    year = int(parts[0])
    match precision:
        case P.DAY:
            first = date(year, int(parts[1]), int(parts[2]))
            return first, first + timedelta(days=1)
        case P.MONTH:
            return _months(date(year, int(parts[1]), 1), 1)
        case P.WEEK | P.WEEKEND:
            first = date.fromisocalendar(year, int(parts[1]), 1)
            return first + timedelta(days=5 if precision is P.WEEKEND else 0), first + timedelta(days=7)
        case P.QUARTER:
            return _months(date(year, 3 * int(parts[1]) - 2, 1), 3)
        case P.HALF:
            return _months(date(year, 6 * int(parts[1]) - 5, 1), 6)
        case P.SEASON:
            return _months(date(year, SEASON_MONTH[parts[1]], 1), 3)
        case P.DECADE:
            return _year(year * 10), _year(year * 10 + 10)
        case P.CENTURY:
            return _year(year * 100), _year(year * 100 + 100)
    return _year(year), _year(year + 1)


def _months(first: date, count: int) -> Stretch:
    end = add(first, count, "month")
    if end is None:
        raise OverflowError
    return first, end


def thirds(stretch: Stretch, mod: str | None) -> Stretch:
    """The first, second or third third of a stretch, in whole days, for START, MID or END."""
    if mod not in ("START", "MID", "END"):
        return stretch
    begin, end = stretch
    days = (end - begin).days
    if days < 3:
        return stretch
    cut = ("START", "MID", "END").index(mod)
    return begin + timedelta(days=round(days * cut / 3)), begin + timedelta(days=round(days * (cut + 1) / 3))


def part_of(value: str, nth: int, unit: str, weekday: int | None = None) -> str:
    """The ``nth`` (-1: last) day, week, weekday … of the stretch that a value names; the value itself without one.

    A week of a month is the ISO week that holds the middle of its seven days: the third, that of the 18th.
    """
    if (known := stretch_of(value)) is None:
        return value
    begin, end = known[0]
    if unit in ("weekday", "weekend"):
        first = begin + timedelta(days=((weekday or 6) - begin.isoweekday()) % 7)
        found = first + timedelta(days=7 * (nth - 1)) if nth > 0 else end - timedelta(days=1)
        if nth < 0:
            found -= timedelta(days=(found.isoweekday() - (weekday or 6)) % 7)
    elif unit in ("month", "quarter", "decade"):
        found = (add(begin, nth - 1, unit) if nth > 0 else end - timedelta(days=1)) or begin
    else:
        days = 7 if unit == "week" else 1
        found = begin + timedelta(days=days * (nth - 1) + days // 2) if nth > 0 else end - timedelta(days=days // 2 + 1)
    return unit_value(found, unit) if begin <= found < end else value


@lru_cache(maxsize=4096)
def interval(begin: date, end: date) -> Interval:
    """A half-open interval of whole days."""
    return Interval(begin=begin.isoformat(), end=end.isoformat())


_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(?:(\d\d)(?::(\d\d))?(?::(\d\d))?(Z)?|([A-Z]{2}))")


def time_interval(value: str, offset: int | None) -> tuple[Interval | None, DatePrecision]:
    """Interval and precision of a time value; ``offset`` is the zone's minutes east of UTC where the text gives one."""
    if not (match := _TIME.fullmatch(value)):
        return None, P.UNKNOWN
    day, hour, minute, second, zulu, part = match.groups()
    try:
        base = datetime.fromisoformat(day)
        if part:
            begin, end = (base + timedelta(hours=h) for h in PART_HOURS[part])
            precision = P.PART_OF_DAY
        else:
            precision = P.SECOND if second else P.MINUTE if minute else P.HOUR
            begin = base + timedelta(hours=int(hour), minutes=int(minute or 0), seconds=int(second or 0))
            end = begin + {P.SECOND: timedelta(seconds=1), P.MINUTE: timedelta(minutes=1)}.get(
                precision, timedelta(hours=1)
            )
    except (ValueError, OverflowError, KeyError):
        return None, P.UNKNOWN
    suffix = _offset(0 if zulu else offset)
    return Interval(begin=begin.isoformat() + suffix, end=end.isoformat() + suffix), precision


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def duration_value(amounts: list[tuple[float | None, str, int, bool]]) -> str:
    """A TIMEX3 duration from (count or None, letter, letters per unit, whether after the T)."""
    dates, times = "", ""
    for count, letter, times_letter, is_time in amounts:
        number = (
            "X" if count is None else f"{count * times_letter:g}" if count < 1e6 else str(int(count * times_letter))
        )
        if is_time:
            times += number + letter
        else:
            dates += number + letter
    return "P" + dates + ("T" + times if times else "")
