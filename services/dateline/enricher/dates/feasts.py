"""Days with a name, and the rule by which each falls on the calendar of a year.

Fixed days, n-th weekdays and days counted from Easter (Gregorian computus). Days of lunar
calendars are in ``movable``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateline.enricher.dates.movable import ORTHODOX_EASTER, TABLE, movable_days


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
    "twelfth_night": _fixed(1, 5),
    "epiphany": _fixed(1, 6),
    "orthodox_christmas": _fixed(1, 7),
    "burns_night": _fixed(1, 25),
    "australia_day": _fixed(1, 26),
    "groundhog": _fixed(2, 2),
    "st_david": _fixed(3, 1),
    "womens": _fixed(3, 8),
    "april_fools": _fixed(4, 1),
    "st_george": _fixed(4, 23),
    "anzac": _fixed(4, 25),
    "cinco_de_mayo": _fixed(5, 5),
    "canada_day": _fixed(7, 1),
    "all_saints": _fixed(11, 1),
    "all_souls": _fixed(11, 2),
    "bonfire_night": _fixed(11, 5),
    "st_andrew": _fixed(11, 30),
    "world_aids": _fixed(12, 1),
    "shrove_tuesday": _from_easter(-47),
    "mothering_sunday": _from_easter(-21),
    "holy_saturday": _from_easter(-1),
    "ascension": _from_easter(39),
    "pentecost": _from_easter(49),
    "whit_monday": _from_easter(50),
    "thanksgiving_eve": _nth(11, 4, 4, -1),
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
    "may_monday": _nth(5, 1, 1),
    "august_monday": _nth(8, 1, -1),
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
ONCE = {"black_monday": date(1987, 10, 19), "d_day": date(1944, 6, 6), "nine_eleven": date(2001, 9, 11)}
# Feasts of more days than one; Ramadan lasts until Eid al-Fitr.
LASTING = {"passover": 8, "sukkot": 7, "hanukkah": 8, "ramadan": None}


def day_of(feast: str, year: int) -> date | None:
    """The day of a feast in a year; None where the calendar does not reach."""
    if feast in ONCE:
        return ONCE[feast]
    if feast in TABLE or feast == ORTHODOX_EASTER:
        return next(iter(movable_days(feast, year)), None)
    try:
        return RULES[feast](year)
    except (ValueError, OverflowError):
        return None


def end_of(feast: str, begin: date) -> date | None:
    """The day after the last of a feast of several days that begins on a day; None for a feast of one."""
    if feast not in LASTING:
        return None
    if (days := LASTING[feast]) is not None:
        return begin + timedelta(days=days)
    ends = [day for year in (begin.year, begin.year + 1) for day in movable_days("eid_al_fitr", year) if day > begin]
    return min(ends, default=None)
