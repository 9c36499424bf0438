"""The lines of an article: where each begins and ends, and what white space surrounds it.

Copy from the wire is hard-wrapped at a column: its physical lines are joined into one line
a paragraph here. What a line is for is decided elsewhere; the text is never changed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_FEWEST_WRAPPED = 3
_INDENT = 2
_FULL_SHARE = 0.4
_OPEN_SHARE = 0.6
_LOWER_SHARE = 0.4
_TERMINAL = ".!?:\"”'’)"


class Line(NamedTuple):
    """A line without the white space at its edges: ``article.text[start:end] == text``.

    ``gap`` counts the blank lines before it, ``indent`` the white space it opened with.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int


def split_lines(text: str) -> list[Line]:
    """Every line of ``text`` that holds more than white space, in order."""
    lines: list[Line] = []
    at = gap = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = at + indent
            lines.append(Line(start, start + len(stripped), stripped, gap, indent))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return lines


def unwrap(text: str, lines: list[Line]) -> list[Line]:
    """Join hard-wrapped lines into one line a paragraph; other texts come back as they are."""
    width = _wrap_column(lines)
    if width is None:
        return lines
    joined: list[Line] = []
    first = previous = lines[0]
    for line in lines[1:]:
        if not _continues(previous, line, width):
            joined.append(_join(text, first, previous))
            first = line
        previous = line
    joined.append(_join(text, first, previous))
    return joined


def _join(text: str, first: Line, last: Line) -> Line:
    if first is last:
        return first
    return Line(first.start, last.end, text[first.start : last.end], first.gap, first.indent)


def _wrap_column(lines: list[Line]) -> int | None:
    """The column at which the text was wrapped, or None where it was not.

    Evidence: no line passes the column, many lines that run straight on into the next are
    full, and of those most stop in the middle of a sentence that goes on in small letters.
    """
    longest = max((line.end - line.start + line.indent for line in lines), default=0)
    if not _NARROWEST_WRAP <= longest <= _WIDEST_WRAP:
        return None
    running = full = unfinished = lower = 0
    for line, following in pairwise(lines):
        if _is_apart(line, following):
            continue
        running += 1
        if _is_full(line, following, longest):
            full += 1
            unfinished += line.text[-1] not in _TERMINAL
            lower += following.text[0].islower()
    wrapped = full >= max(_FEWEST_WRAPPED, _FULL_SHARE * running)
    return longest if wrapped and unfinished >= _OPEN_SHARE * full and lower >= _LOWER_SHARE * full else None


def _is_apart(line: Line, following: Line) -> bool:
    """Whether a blank line or an indent opens a new paragraph."""
    return following.gap > 0 or (following.indent >= _INDENT and following.indent > line.indent)


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one (ragged by a tenth)."""
    word = following.text.find(" ")
    room = len(following.text) if word < 0 else word
    return line.indent + line.end - line.start + 1 + room > 0.9 * width


def _continues(line: Line, following: Line, width: int) -> bool:
    if _is_apart(line, following):
        return False
    return _is_full(line, following, width) or (line.text[-1] not in _TERMINAL and following.text[0].islower())
