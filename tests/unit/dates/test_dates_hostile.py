"""Time grows with the text and no faster, whatever the text is."""

import pytest

from dateline.enricher.dates import find_dates
from timing import grows_linearly, processor_seconds

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


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_time_is_linear_in_the_length(shape):
    text = shape * (40_000 // len(shape))
    assert grows_linearly(lambda n: find_dates(text[:n], "2024-05-25"), 10_000)


@pytest.mark.parametrize("shape", ["1234567890", "((((([[[[[", "２０２４", " ", "the the ", "in "], ids=str)
def test_a_megabyte_is_read_in_seconds(shape):
    text = shape * (1_000_000 // len(shape))
    assert processor_seconds(lambda: find_dates(text, "2024-05-25")) < 20  # under 1 on a quiet machine
