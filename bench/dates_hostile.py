"""Texts that nobody writes, to see that the reader of dates takes time in proportion to their length.

Each is a piece repeated: many openings and no date, many dates and no verb, sentences that never
end, windows full of what they look for. Chosen by going through each pattern and each window of
``dateline.enricher.dates``.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.enricher.dates import find_dates

SIZES = (100_000, 300_000, 1_000_000)
PUBLISHED = "2024-05-25"
# What it is -> the piece.
SHAPES = {
    "digits": "1234567890",
    "words of no date": "the the ",
    "weekdays": "Monday ",
    "nested brackets": "((((([[[[[",
    "days of the year": "June 3 ",
    "numbers with hyphens": "3-",
    "amounts that go on": "two years and ",
    "years ago": "a year ago ",
    "newlines": "\n",
    "one long word": "a",
    "short words of time": "now ",
    "quarters, the shortest date": "Q1 ",
    "quarters and full stops": "Q1. ",
    "quarters and exclamations": "Q1! ",
    "quarters and lines": "Q1\n",
    "months and commas": "June, ",
    "two ends of one stretch": "June 3-7 ",
    "times in brackets": "5 p.m. (",
    "abbreviations": "Mr. Monday ",
    "years that tell": "In 1973. In October ",
    "number words": "twenty-",
    "counts with commas": "1,000,",
    "slashes": "12/",
    "colons": "20:30:",
    "quotation marks": "'",
    "spaces": " ",
    "wrapped lines": "x" * 50 + ",\n2",
    "scripts without spaces": "2023年10月7日",
    "full-width digits": "２０２４",
    "openings of every kind": "the last two first a half every ",
}


@dataclass(frozen=True)
class Cost:
    """Of one shape: dates found in the longest text, and CPU seconds for each of ``SIZES``."""

    shape: str
    found: int
    seconds: tuple[float, ...]

    @property
    def per_byte(self) -> float:
        """Microseconds per byte (of ASCII; else per code point) of the longest text."""
        return self.seconds[-1] / SIZES[-1] * 1e6

    @property
    def growth(self) -> float:
        """Cost per byte of the longest text over that of the shortest: 1 where time is linear, 10 where quadratic."""
        return self.seconds[-1] / SIZES[-1] / (self.seconds[0] / SIZES[0])


def costs() -> Iterator[Cost]:
    """Read each shape at each size, once; the smallest once more before, so that nothing is read for the first time."""
    for shape, piece in SHAPES.items():
        text = piece * (SIZES[-1] // len(piece) + 1)
        find_dates(text[: SIZES[0]], PUBLISHED)
        seconds, found = [], 0
        for size in SIZES:
            gc.collect()
            began = time.process_time()
            found = len(find_dates(text[:size], PUBLISHED))
            seconds.append(time.process_time() - began)
        yield Cost(shape, found, tuple(seconds))
