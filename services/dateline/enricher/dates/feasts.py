"""Days with a name, and the rule by which each falls on the calendar of a year.

Fixed days, n-th weekdays and days counted from Easter (Gregorian computus). Days of lunar
calendars are left to later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth ``weekday`` (Monday 1) of a month; -1 for the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = (date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth) + timedelta(days=plus)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


RULES: dict[str, Callable[[int], date]] = {
    "new_year": _fixed(1, 1),
    "mlk": _nth(1, 1, 3),
    "valentine": _fixed(2, 14),
    "presidents": _nth(2, 1, 3),
    "st_patrick": _fixed(3, 17),
    "ash_wednesday": _from_easter(-46),
    "palm_sunday": _from_easter(-7),
    "maundy_thursday": _from_easter(-3),
    "good_friday": _from_easter(-2),
    "easter": _from_easter(0),
    "easter_monday": _from_easter(1),
    "earth": _fixed(4, 22),
    "may_day": _fixed(5, 1),
    "mothers": _nth(5, 7, 2),
    "memorial": _nth(5, 1, -1),
    "fathers": _nth(6, 7, 3),
    "juneteenth": _fixed(6, 19),
    "independence": _fixed(7, 4),
    "bastille": _fixed(7, 14),
    "labor": _nth(9, 1, 1),
    "columbus": _nth(10, 1, 2),
    "halloween": _fixed(10, 31),
    "election": _nth(11, 1, 1, 1),
    "veterans": _fixed(11, 11),
    "thanksgiving": _nth(11, 4, 4),
    "black_friday": _nth(11, 4, 4, 1),
    "cyber_monday": _nth(11, 4, 4, 4),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
    "new_years_eve": _fixed(12, 31),
}

# Names of one day only.
ONCE = {"black_monday": date(1987, 10, 19)}


def day_of(feast: str, year: int) -> date | None:
    """The day of a feast in a year; None where the calendar does not reach."""
    if feast in ONCE:
        return ONCE[feast]
    try:
        return RULES[feast](year)
    except (ValueError, OverflowError):
        return None
