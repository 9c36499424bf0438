"""What a line of an article can be, as the labellers say it and the assembler reads it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Part(Enum):
    """What a line is."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    TIMESTAMP = "timestamp"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    HEADING = "heading"
    TEXT = "text"
    QUOTE = "quote"
    LIST = "list"

    __hash__ = object.__hash__  # the base class has one in Python, which is slow in every look-up


PROSE = frozenset({Part.TEXT, Part.QUOTE, Part.LIST})


class Label(NamedTuple):
    """A line's part; ``level`` is a heading's, 1 (the strongest) to 6; ``confidence`` is null where a rule decided."""

    part: Part
    level: int | None = None
    confidence: float | None = None
