"""Dates on a line of time."""

from datetime import date

import pytest

from dateline.cli.timeline import gap, in_words, render_timeline
from dateline.contract import DateMention, DateType, Interval, PublishTime, TimeOrigin, TimePrecision

PUBLISHED = PublishTime(value="2024-05-25T23:43:17", precision=TimePrecision.SECOND, origin=TimeOrigin.RECORD)


def mention(text, value, interval=None, mod=None):
    begin_end = Interval(begin=interval[0], end=interval[1]) if interval else None
    return DateMention(
        id=text, start=0, end=len(text), text=text, type=DateType.DATE, value=value, mod=mod, interval=begin_end
    )


NEXT_WEEK = mention("next week", "2024-W22", ("2024-05-27", "2024-06-03"))
OCTOBER_7 = mention("October 7", "2023-10-07", ("2023-10-07", "2023-10-08"))
EARLY_MAY = mention("early May", "2024-05", ("2024-05-01", "2024-05-11"), "START")


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("2024-05-25", "2024-05-26", "2024-05-25"),
        ("2024-05-27", "2024-06-03", "2024-05-27 to 2024-06-02"),
        ("2024-05-01", "2024-06-01", "2024-05"),
        ("2023-12-01", "2024-01-01", "2023-12"),
        ("2024-07-01", "2024-10-01", "2024-07 to 2024-09"),
        ("2024-01-01", "2025-01-01", "2024"),
        ("1990-01-01", "2000-01-01", "1990 to 1999"),
        ("2024-05-25T18:00", "2024-05-25T18:01", "2024-05-25 18:00"),
        ("99999-01-01", "99999-01-02", "99999-01-01"),
        ("2024-05-25", "2024-05-20", "2024-05-25"),
    ],
)
def test_an_interval_is_written_as_people_write_it(begin, end, words):
    assert in_words(Interval(begin=begin, end=end)) == words


def test_dates_stand_in_order_of_time_with_the_publication_among_them():
    lines = render_timeline([NEXT_WEEK, OCTOBER_7, EARLY_MAY], PUBLISHED).plain.splitlines()
    assert [line.split("  ")[-1] for line in lines] == [
        "October 7",
        "7 months",
        "early May (start)",
        "published",
        "next week",
    ]
    assert lines[3].startswith("2024-05-25 23:43")
    assert "◆" in lines[3]


def test_mentions_of_one_interval_share_a_line():
    again = mention("the coming week", "2024-W22", ("2024-05-27", "2024-06-03"))
    assert "next week · the coming week" in render_timeline([NEXT_WEEK, again], None).plain


def test_what_has_no_place_on_the_calendar_is_named_apart():
    odd = [mention("recently", "PAST_REF"), mention("the year 99999", "99999", ("99999-01-01", "100000-01-01"))]
    text = render_timeline([*odd, OCTOBER_7], None).plain
    assert text.splitlines()[-1] == "without a place on the calendar: recently (PAST_REF), the year 99999 (99999)"


def test_a_thousand_dates_are_bounded():
    many = [mention(f"in {year}", str(year), (f"{year}-01-01", f"{year + 1}-01-01")) for year in range(1000, 2000)]
    assert render_timeline(many, None).plain.splitlines()[-1] == "… and 960 more"


@pytest.mark.parametrize(
    ("later", "said"),
    [("2024-02-01", None), ("2024-03-15", "2 months"), ("2025-06-01", "17 months"), ("2034-01-01", "10 years")],
)
def test_a_gap_is_told_in_the_largest_unit_that_fits(later, said):
    assert gap(date(2024, 1, 1), date.fromisoformat(later)) == said
