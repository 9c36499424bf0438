"""Calendar arithmetic: the stretch that a value covers, and units added to a day."""

from datetime import date

import pytest

from dateline.contract import DatePrecision
from dateline.enricher.dates.values import add, duration_value, stretch_of, thirds, time_interval, unit_value


@pytest.mark.parametrize(
    ("value", "begin", "end", "precision"),
    [
        ("2024-05-25", date(2024, 5, 25), date(2024, 5, 26), DatePrecision.DAY),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1), DatePrecision.MONTH),
        ("2024-W22", date(2024, 5, 27), date(2024, 6, 3), DatePrecision.WEEK),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 4), DatePrecision.WEEK),
        ("2024-W21-WE", date(2024, 5, 25), date(2024, 5, 27), DatePrecision.WEEKEND),
        ("1998-Q3", date(1998, 7, 1), date(1998, 10, 1), DatePrecision.QUARTER),
        ("1998-H2", date(1998, 7, 1), date(1999, 1, 1), DatePrecision.HALF),
        ("2023-WI", date(2023, 12, 1), date(2024, 3, 1), DatePrecision.SEASON),
        ("1998", date(1998, 1, 1), date(1999, 1, 1), DatePrecision.YEAR),
        ("199", date(1990, 1, 1), date(2000, 1, 1), DatePrecision.DECADE),
        ("19", date(1900, 1, 1), date(2000, 1, 1), DatePrecision.CENTURY),
    ],
)
def test_a_value_covers_its_stretch(value, begin, end, precision):
    assert stretch_of(value) == ((begin, end), precision)


@pytest.mark.parametrize("value", ["XXXX-WXX", "PRESENT_REF", "P2Y", "2023-02-29", "2024-W54", "9999", "0000", ""])
def test_what_is_not_on_the_calendar_covers_nothing(value):
    assert stretch_of(value) is None


@pytest.mark.parametrize(
    ("day", "count", "unit", "result"),
    [
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2024, 5, 25), -2, "quarter", date(2023, 11, 25)),
        (date(2024, 5, 25), 1, "fortnight", date(2024, 6, 8)),
        (date(1, 1, 1), -1, "day", None),
        (date(9999, 12, 31), 1, "month", None),
        (date(2024, 5, 25), 10**9, "year", None),
        (date(2024, 5, 25), -(10**12), "day", None),
    ],
)
def test_units_are_added_within_the_calendar(day, count, unit, result):
    assert add(day, count, unit) == result


def test_the_first_days_of_january_can_be_in_last_years_iso_week():
    assert unit_value(date(2021, 1, 3), "week") == "2020-W53"


def test_the_thirds_of_a_stretch_cover_it_without_overlap():
    year = (date(2024, 1, 1), date(2025, 1, 1))
    first, second, third = (thirds(year, mod) for mod in ("START", "MID", "END"))
    assert first[0] == year[0]
    assert first[1] == second[0]
    assert second[1] == third[0]
    assert third[1] == year[1]


@pytest.mark.parametrize(
    ("value", "offset", "begin", "end"),
    [
        ("2024-05-25T17:00", None, "2024-05-25T17:00:00", "2024-05-25T17:01:00"),
        ("2024-05-25T18:00Z", None, "2024-05-25T18:00:00Z", "2024-05-25T18:01:00Z"),
        ("2024-05-25T17:00", -300, "2024-05-25T17:00:00-05:00", "2024-05-25T17:01:00-05:00"),
        ("2024-05-25TNI", None, "2024-05-25T18:00:00", "2024-05-26T06:00:00"),
        ("2024-05-25T24:00", None, "2024-05-26T00:00:00", "2024-05-26T00:01:00"),
    ],
)
def test_a_time_covers_its_unit(value, offset, begin, end):
    interval, _ = time_interval(value, offset)
    assert (interval.begin, interval.end) == (begin, end)


def test_durations_are_written_as_timex3_writes_them():
    assert duration_value([(2.0, "Y", 1, False)]) == "P2Y"
    assert duration_value([(3.0, "Y", 10, False)]) == "P30Y"
    assert duration_value([(1.0, "M", 1, True), (30.0, "S", 1, True)]) == "PT1M30S"
    assert duration_value([(None, "D", 1, False)]) == "PXD"
