"""The tables of the grammar prove themselves: each row reads the example beside it."""

from datetime import date

import pytest

from dateline.enricher.dates.compose import expressions
from dateline.enricher.dates.english.feast_names import FEASTS
from dateline.enricher.dates.english.grammar import ROWS
from dateline.enricher.dates.english.numbers import amount, two_digit_year, words_number, year_of_words
from dateline.enricher.dates.feasts import day_of, easter, nth_weekday
from dateline.enricher.dates.scan import fold


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_a_row_reads_its_example(row):
    folded = fold(row.example)
    starts = [at for at in range(len(folded)) if (m := row.compiled.match(folded, at)) and m.end() > at]
    assert starts, row.example


@pytest.mark.parametrize("row", [r for r in ROWS if not r.fields.get("weak")], ids=lambda row: row.example)
def test_an_example_is_found_in_a_sentence(row):
    text = f"The minister spoke of {row.example}, officials said."
    found = expressions(text, fold(text))
    assert found, row.example


def test_every_feast_has_a_day_in_a_year():
    assert {feast for feast in FEASTS.values() if day_of(feast, 2024) is None} == set()


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, date(1818, 3, 22)),
        (1943, date(1943, 4, 25)),
        (1998, date(1998, 4, 12)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_calendar_has_it(year, day):
    assert easter(year) == day


def test_the_nth_weekday_of_a_month():
    assert nth_weekday(2023, 11, 4, 4) == date(2023, 11, 23)
    assert nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)
    assert nth_weekday(2024, 12, 2, -1) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty-four", 24),
        ("a hundred and ten", 110),
        ("two thousand", 2000),
        ("2 1/2", 2.5),
        ("two and a half", 2.5),
        ("1,500", 1500),
        ("a dozen", 12),
        ("an", 1),
    ],
)
def test_numbers_in_words(words, number):
    assert words_number(words) == number


def test_a_vague_amount_has_no_number():
    assert amount("several") is None
    assert amount("a couple of") == 2


def test_years_in_words_and_two_digits():
    assert year_of_words("nineteen ninety-six") == 1996
    assert year_of_words("two thousand and five") == 2005
    assert year_of_words("nineteen hundred") == 1900
    assert (two_digit_year("87"), two_digit_year("07")) == (1987, 2007)
