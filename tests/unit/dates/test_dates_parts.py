"""Parts of a stretch, days counted from a day, lists, ranges of hours, the order of numbers."""

import pytest

from dateline.enricher.dates import day_first_of, find_dates

WEDNESDAY = "2024-05-22"


def found(text, published=WEDNESDAY, **how):
    return [(m.text, m.value) for m in find_dates(text, published, **how)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("It closes in the third week of June.", "the third week of June", "2024-W25"),
        ("Voters go to the polls on the first Monday in May.", "the first Monday in May", "2024-05-06"),
        ("Clocks went back on the last Sunday of October 2023.", "the last Sunday of October 2023", "2023-10-29"),
        ("Sales fell in the last quarter of 2019.", "the last quarter of 2019", "2019-Q4"),
        ("It happened on the last day of February 2024.", "the last day of February 2024", "2024-02-29"),
        ("He died three days before Christmas.", "three days before Christmas", "2023-12-22"),
        ("The vote will be a week from Tuesday.", "a week from Tuesday", "2024-06-04"),
        ("He called two weeks ago Saturday.", "two weeks ago Saturday", "2024-05-04"),
        ("He called the Friday before last.", "the Friday before last", "2024-05-10"),
        ("The week before last was cold.", "The week before last", "2024-W19"),
        ("Allied troops landed 80 years ago this week.", "80 years ago this week", "1944-W21"),
        ("She was born on this day in 1944.", "this day in 1944", "1944-05-22"),
        ("He left in the early hours of Thursday.", "the early hours of Thursday", "2024-05-16TMO"),
        ("The shop is open on Mondays at 9 a.m.", "Mondays at 9 a.m.", "XXXX-WXX-1T09:00"),
        ("Profit rose in 3Q23.", "3Q23", "2023-Q3"),
        ("The attacks of 9/11 changed the city.", "9/11", "2001-09-11"),
        ("The train left at half past five on Tuesday.", "half past five on Tuesday", "2024-05-21T05:30"),
        ("See you on Thursday 13th.", "Thursday 13th", "2024-06-13"),
        ("It was found 66 million years ago.", "66 million years ago", "MA66"),
    ],
)  # fmt: skip
def test_a_part_or_a_count_is_one_mention(text, mention, value):
    assert (mention, value) in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Games are on June 3, 7 and 12.", ["2024-06-03", "2024-06-07", "2024-06-12"]),
        ("Games are on 3, 4 and 5 June.", ["2024-06-03", "2024-06-04", "2024-06-05"]),
        ("On June 3, 20 people died.", ["2024-06-03"]),
        ("Open 7-9pm today.", ["2024-05-22T19:00", "2024-05-22T21:00"]),
        ("Open 11-1pm today.", ["2024-05-22T11:00", "2024-05-22T13:00"]),
        ("He worked there from May to July 2019.", ["2019-05", "2019-07"]),
    ],
)
def test_lists_and_ranges_give_each_of_their_ends(text, expected):
    assert [value for _, value in found(text)] == expected


def test_the_days_of_a_list_are_no_range():
    assert {m.range for m in find_dates("Games are on June 3 and 7.", WEDNESDAY)} == {None}
    assert {m.range for m in find_dates("He was there between June 3 and 7.", WEDNESDAY)} == {"r1"}


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Profit for the three months ended March 31 rose.", "2024-01-01", "2024-04-01"),
        ("Prices fell in the week to May 17.", "2024-05-11", "2024-05-18"),
        ("It covers the six months beginning April 1.", "2024-04-01", "2024-10-01"),
    ],
)
def test_a_stretch_that_a_day_closes_has_its_interval(text, begin, end):
    stretch = find_dates(text, WEDNESDAY)[0]
    assert (stretch.interval.begin, stretch.interval.end) == (begin, end)


def test_a_quarter_named_by_its_end_is_the_calendars_that_holds_most_of_it():
    assert found("It lost money in the quarter ended July 31, 2023.")[0] == ("the quarter", "2023-Q2")


def test_ramadan_has_the_value_of_its_first_day_and_the_interval_of_all():
    (ramadan,) = find_dates("Ramadan 2024 was quiet.", WEDNESDAY)
    assert (ramadan.value, ramadan.interval.begin, ramadan.interval.end) == ("2024-03-11", "2024-03-11", "2024-04-10")


@pytest.mark.parametrize(
    ("text", "day_first", "value"),
    [
        ("Filed on 10/7/2023.", None, "2023-10-07"),
        ("Filed on 10/7/2023.", True, "2023-07-10"),
        ("Filed on 10/7/2023, heard on 27/10/2023.", None, "2023-07-10"),
        ("Filed on 10/7/2023, heard on 10/27/2023.", True, "2023-10-07"),
    ],
)
def test_the_text_decides_which_number_is_the_day_and_then_its_source(text, day_first, value):
    assert found(text, day_first=day_first)[0][1] == value


@pytest.mark.parametrize(
    ("language", "url", "day_first"),
    [
        ("en-GB", None, True),
        ("en-US", "https://news.example.uk/a", False),
        ("en", "https://news.example.com.au/a", True),
        ("en", "https://news.example.com/a", None),
        ("de", None, True),
        (None, "http://[broken", None),
        (None, None, None),
    ],
)
def test_a_source_tells_its_order_by_language_and_address(language, url, day_first):
    assert day_first_of(language, url) is day_first
