"""Time grows with the text and no faster, whatever the text is."""

import pytest

from dateline.contract import Role, Section
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
    "quarters": "Q1 ",
    "quarters with marks": "Q1! ",
    "months in a list": "June, ",
    "ranges of days": "June 3-7 ",
    "years told": "In 1973 he was in June. ",
    "days of nobody": "that day ",
    "hours as ranges": "7-9pm ",
    "numbers as dates": "10/7/2023 ",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_time_is_linear_in_the_length(shape):
    text = shape * (40_000 // len(shape))
    assert grows_linearly(lambda n: find_dates(text[:n], "2024-05-25"), 10_000)


def test_time_is_linear_in_the_number_of_timestamps():
    line = "June 3\nFriday\n"

    def read(lines):
        size = len(line)
        stamps = [Section(id=f"s{n}", start=n * size, end=(n + 1) * size, role=Role.TIMESTAMP) for n in range(lines)]
        find_dates(line * lines, "2024-05-25", stamps)

    assert grows_linearly(read, 500)


@pytest.mark.parametrize("shape", ["1234567890", "((((([[[[[", "２０２４", " ", "the the ", "in "], ids=str)
def test_a_megabyte_is_read_in_seconds(shape):
    text = shape * (1_000_000 // len(shape))
    assert processor_seconds(lambda: find_dates(text, "2024-05-25")) < 20  # under 1 on a quiet machine
