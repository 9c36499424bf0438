"""Cuts a text into windows that a model can read in bounded time and memory.

Most paragraphs are one window. Only hostile or broken input needs more: a megabyte in one
line, a word without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Characters of a window. News paragraphs have some hundreds.
WINDOW = 5_000

# spaCy's tokenizer takes time quadratic in the length of a run without white space when it
# is made of punctuation ("((((..."): 20 µs a character at 250, 340 at 4,000.
LONGEST_RUN = 200
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text, ``end`` exclusive."""

    start: int
    end: int


def windows(text: str, longest: int = WINDOW) -> Iterator[Window]:
    """Windows in order, not overlapping, none longer than ``longest`` or ``WINDOW``, each with a letter.

    Ends fall on white space where there is any. Runs of ``LONGEST_RUN`` characters without
    white space are cut hard where they are words (scripts that write without spaces), and
    left out where they are not (digits, brackets, encoded data): no name is in those.
    """
    limit = min(longest, WINDOW)
    at = 0
    for run in _RUN.finditer(text) if len(text) >= LONGEST_RUN else ():
        yield from _spaced(text, at, run.start(), limit)
        if _is_words(run.group()):
            yield from _hard(run.start(), run.end())
        at = run.end()
    yield from _spaced(text, at, len(text), limit)


def _spaced(text: str, start: int, end: int, limit: int) -> Iterator[Window]:
    while start < end:
        stop = end
        if end - start > limit:
            cut = max(text.rfind(" ", start + 1, start + limit), text.rfind("\n", start + 1, start + limit))
            stop = cut if cut > 0 else start + limit
        if _LETTER.search(text, start, stop):
            yield Window(start, stop)
        start = stop


def _hard(start: int, end: int) -> Iterator[Window]:
    for at in range(start, end, LONGEST_RUN):
        yield Window(at, min(at + LONGEST_RUN, end))


def _is_words(run: str) -> bool:
    return sum(map(str.isalpha, run)) >= 0.8 * len(run)
