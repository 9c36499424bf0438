"""Dates as people write them in messages, and the words in small letters that are none."""

import pytest

from dateline.enricher.dates import find_dates

WEDNESDAY = "2024-05-22"


def values(text):
    return [m.value for m in find_dates(text, WEDNESDAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see you on friday", ["2024-05-24"]),
        ("free thurs?", ["2024-05-23"]),
        ("tmrw is gonna be great", ["2024-05-23"]),
        ("c u 2nite at 8ish", ["2024-05-22T20:00"]),
        ("last nite was fun", ["2024-05-21TNI"]),
        ("missed yesterdays lecture", ["2024-05-21"]),
        ("shop is shut til sunday", ["2024-05-26"]),
        ("it was in march or in may", ["2024-03", "2024-05"]),
        ("quiz night on 12 june", ["2024-06-12"]),
    ],
)
def test_small_letters_and_short_forms_are_dates_too(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "this may be the best of them",
        "they march for peace",
        "sat in the sun all day long",
        "the top 5 may win",
        "a man in his early 60s",
        "highs in the mid 70s on the coast",
        "for a second straight month he lost",
        "three quarters of the men left",
        "the Christmas market on the square",
        "he made birdie on the 14th",
        "on the 14th floor of the tower",
        "tied in the third quarter with two touchdowns",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text):
    assert values(text) == []
