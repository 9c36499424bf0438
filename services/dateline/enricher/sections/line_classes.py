"""The classes that the line model tells apart, in the order of its columns."""

from __future__ import annotations

from enum import IntEnum


class LineClass(IntEnum):
    """What a line of flat text can be."""

    PARAGRAPH = 0
    HEADING = 1
    BOILERPLATE = 2
    CAPTION = 3
    HEADLINE = 4
    BYLINE = 5
    TIMESTAMP = 6
    STANDFIRST = 7
