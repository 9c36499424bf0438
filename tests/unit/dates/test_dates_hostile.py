"""Time grows with the text and no faster, whatever the text is."""

import time

import pytest

from dateline.enricher.dates import find_dates

SHAPES = {
    "digits": "1234567890",
    "the the": "the the ",
    "Monday": "Monday ",
    "brackets": "((((([[[[[",
    "years with hyphens": "2024-",
    "in": "in ",
    "full-width digits": "２０２４",
    "no spaces": "MondayTuesday2024年",
    "spaces": " ",
    "line ends": "\n",
    "numbers in words": "twenty-",
    "two and": "two and ",
    "colons": "1:",
    "full stops": "Friday. ",
    "days of the week that": "the day ",
    "years ago": "a year ago ",
    "the end of": "the end of ",
    "dates without verbs": "June 3 ",
}


def seconds(text):
    start = time.process_time()
    find_dates(text, "2024-05-25")
    return time.process_time() - start


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_time_is_linear_in_the_length(shape):
    n = 10_000
    text = shape * (4 * n // len(shape))
    short = min(seconds(text[:n]) for _ in range(2))
    long = seconds(text)
    # Four times the text: four times the work, and room for a busy machine.
    assert long < 10 * short + 0.1


@pytest.mark.parametrize("shape", ["1234567890", "((((([[[[[", "２０２４", " ", "the the ", "in "], ids=str)
def test_a_megabyte_is_read_in_seconds(shape):
    assert seconds(shape * (1_000_000 // len(shape))) < 6
