"""The benchmark of dates is fair: what a peer says is what is scored, and its texts are everybody's."""

from datetime import date, datetime

import pytest
from bench.dates import spread, tokens
from bench.dates_hostile import SHAPES, SIZES, Cost
from bench.dates_peers import dateparser_timex, recognizers_timex

PUBLISHED = date(2024, 5, 25)  # a Saturday

# Shapes of recognizers-text's own answers: type name, values, and the TIMEX3 that they say.
RECOGNISED = [
    ("date", [{"timex": "2024-05-17", "value": "2024-05-17"}], ("DATE", "2024-05-17")),
    (
        "date",
        [{"timex": "XXXX-06-03", "value": "2023-06-03"}, {"timex": "XXXX-06-03", "value": "2024-06-03"}],
        ("DATE", "2024-06-03"),  # the nearer
    ),
    (
        "date",
        [{"timex": "XXXX-WXX-7", "value": "2024-05-19"}, {"timex": "XXXX-WXX-7", "value": "2024-05-26"}],
        ("DATE", "2024-05-19"),  # of a weekday the past one
    ),
    ("daterange", [{"timex": "2019", "start": "2019-01-01", "end": "2020-01-01"}], ("DATE", "2019")),
    ("daterange", [{"timex": "XXXX-06", "start": "2024-06-01", "end": "2024-07-01"}], ("DATE", "2024-06")),
    ("daterange", [{"timex": "XXXX-SU", "start": "2024-06-01", "end": "2024-09-01"}], ("DATE", "2024-SU")),
    (
        "daterange",
        [{"timex": "(2024-07-01,2024-10-01,P3M)", "start": "2024-07-01", "end": "2024-10-01"}],
        ("DATE", "2024-Q3"),
    ),
    (
        "daterange",
        [{"timex": "(XXXX-06-03,XXXX-06-07,P4D)", "start": "2024-06-03", "end": "2024-06-07"}],
        ("DATE", "2024-06-03"),  # the first end
    ),
    ("duration", [{"timex": "P2Y", "value": "63072000"}], ("DURATION", "P2Y")),
    ("set", [{"timex": "XXXX-WXX-2", "value": "not resolved"}], ("SET", "XXXX-WXX-2")),
    ("time", [{"timex": "T17", "value": "17:00:00"}], ("TIME", "2024-05-25T17:00")),
    ("timerange", [{"timex": "(T09,T17,PT8H)", "start": "09:00:00", "end": "17:00:00"}], ("TIME", "2024-05-25T09:00")),
    (
        "datetimerange",
        [{"timex": "2024-05-26TMO", "start": "2024-05-26 08:00:00", "end": "2024-05-26 12:00:00"}],
        ("TIME", "2024-05-26TMO"),
    ),
    ("datetime", [{"timex": "PRESENT_REF", "value": "2024-05-25 00:00:00"}], ("DATE", "PRESENT_REF")),
]


@pytest.mark.parametrize(("kind", "values", "expected"), RECOGNISED)
def test_what_recognizers_text_says_is_scored_as_it_says_it(kind, values, expected):
    said = recognizers_timex(f"datetimeV2.{kind}", values, PUBLISHED)
    assert (said["type"], said["value"]) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", ("DATE", "2024-05-17")),
        ("week", ("DATE", "2024-W20")),
        ("month", ("DATE", "2024-05")),
        ("year", ("DATE", "2024")),
        ("time", ("TIME", "2024-05-17T09:30")),
        ("part_of_day", ("TIME", "2024-05-17TMO")),
    ],
)
def test_dateparser_is_scored_as_coarsely_as_it_says(period, expected):
    said = dateparser_timex(datetime(2024, 5, 17, 9, 30), period)
    assert (said["type"], said["value"]) == expected


def test_a_token_is_a_run_of_word_characters_or_any_other_mark():
    assert tokens([{"text": "On Oct. 7, he'd paid $5.20."}]) == 14


def test_the_peers_texts_come_from_all_over_and_are_as_many_as_asked_for():
    docs = [{"text": "word " * 100} for _ in range(50)]
    chosen = spread(docs, 1_000)
    assert tokens(chosen) == 1_000
    assert len({id(d) for d in chosen} & {id(d) for d in docs[25:]}) == 5


def test_all_texts_are_read_where_they_are_fewer_than_asked_for():
    docs = [{"text": "word"}, {"text": "two words"}]
    assert spread(docs, 1_000) == docs


def test_growth_is_one_where_cost_is_in_proportion_and_ten_where_it_is_quadratic():
    linear = Cost("linear", 0, tuple(size * 1e-6 for size in SIZES))
    quadratic = Cost("quadratic", 0, tuple(size * size * 1e-12 for size in SIZES))
    assert linear.growth == pytest.approx(1)
    assert linear.per_byte == pytest.approx(1)
    assert quadratic.growth == pytest.approx(10)


def test_no_two_hostile_texts_are_the_same():
    assert len(set(SHAPES.values())) == len(SHAPES)
