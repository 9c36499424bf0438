"""Days of lunar calendars fall where the news had them, and are the source's."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import make_movable_feasts
from dateline.enricher.dates import movable
from dateline.enricher.dates.movable import TABLE, movable_days

# As the news had them; of evening feasts the first full day.
KNOWN = [
    ("ramadan", "2024-03-11"),
    ("ramadan", "2001-11-16"),
    ("eid_al_fitr", "2024-04-10"),
    ("eid_al_fitr", "2023-04-21"),
    ("eid_al_adha", "2024-06-16"),
    ("eid_al_adha", "2015-09-24"),
    ("islamic_new_year", "2024-07-07"),
    ("ashura", "2004-03-01"),
    ("mawlid", "2024-09-15"),
    ("passover", "2024-04-23"),
    ("passover", "2002-03-28"),
    ("rosh_hashanah", "2023-09-16"),
    ("yom_kippur", "1973-10-06"),
    ("sukkot", "2023-09-30"),
    ("hanukkah", "2023-12-08"),
    ("purim", "2024-03-24"),
    ("purim", "1994-02-25"),
    ("lunar_new_year", "2024-02-10"),
    ("lunar_new_year", "1968-01-30"),
    ("diwali", "2023-11-12"),
    ("diwali", "2024-10-31"),
    ("holi", "2024-03-25"),
    ("vesak", "2024-05-22"),
    ("orthodox_easter", "2024-05-05"),
    ("orthodox_easter", "2023-04-16"),
    ("orthodox_easter", "2017-04-16"),
]


@pytest.mark.parametrize(("feast", "day"), KNOWN)
def test_a_feast_falls_on_the_day_that_the_news_had(feast, day):
    expected = date.fromisoformat(day)
    assert expected in movable_days(feast, expected.year)


def test_the_table_is_what_the_source_says_today():
    module = Path(movable.__file__).read_text(encoding="utf-8")
    assert make_movable_feasts.written(module) == module


def test_a_feast_of_the_lunar_year_can_fall_twice_in_a_calendar_year():
    assert movable_days("eid_al_fitr", 2000) == (date(2000, 1, 8), date(2000, 12, 27))


@pytest.mark.parametrize("feast", [*TABLE, movable.ORTHODOX_EASTER])
def test_a_feast_has_no_day_where_the_source_does_not_reach(feast):
    assert movable_days(feast, 1) == movable_days(feast, 10_000) == ()


@pytest.mark.parametrize("year", range(1947, 2101))
def test_the_feasts_of_the_hebrew_autumn_follow_each_other_by_fixed_days(year):
    [new_year] = movable_days("rosh_hashanah", year)
    assert movable_days("yom_kippur", year) == (new_year + timedelta(days=9),)
    assert movable_days("sukkot", year) == (new_year + timedelta(days=14),)
    assert movable_days("passover", year) == (new_year - timedelta(days=163),)


@pytest.mark.parametrize("year", [1583, 1900, 1999, 2100, 9999])
def test_orthodox_easter_is_a_sunday_and_never_before_the_western_spring(year):
    [day] = movable_days("orthodox_easter", year)
    assert day.isoweekday() == 7
    assert day > date(year, 3, 30)
