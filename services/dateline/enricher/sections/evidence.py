"""What is seen of each line, as rows of numbers: its words and signs, its place, its surroundings.

The input of the line model, and of its training. Everything here is counted, nothing weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from dateline.enricher.sections.cues import Cue
from dateline.enricher.sections.features import Features
from dateline.enricher.sections.letters import BUCKETS, Bools, Floats, Glyph, Letters, changes, lengths, words_again
from dateline.enricher.sections.wordlists import word_set

# Words that open a question or a heading of one ("How to …"), and words that speak to the reader ("Your …").
_ASKING = word_set("what how why when where who which is are can do does should will")
_ADDRESSING = word_set("you your our us we")
_FAR = 30
_SIGNS = [
    Glyph.STOP,
    Glyph.COMMA,
    Glyph.QUOTE,
    Glyph.MARK,
    Glyph.COLON,
    Glyph.SEPARATOR,
    Glyph.DASH,
    Glyph.BRACKET,
    Glyph.OTHER,
]


class Column(IntEnum):
    """The first columns of a row: what a line is by itself."""

    WEAK = 0
    STRONG = 1
    LINKS = 2
    STOP = 3
    CLOSED = 4
    OPENS = 5
    CAPITALS = 6
    STAMP = 7
    DATED = 8
    CLOCK = 9
    OPENS_WITH_CLOCK = 10
    BYLINE = 11
    CAPTION = 12
    BULLET = 13
    NUMBERED = 14
    REPEATED = 15
    IN_BLOCK = 16
    DATELINE = 17
    PROSE = 18
    QUESTION = 19
    ENDS_WITH_COLON = 20
    ENDS_WITH_COMMA = 21
    ASKING = 22
    ING = 23
    ADDRESSING = 24
    LINK = 25
    WORDS = 26
    FEW_WORDS = 27
    LETTERS = 28
    WORD_LENGTH = 29
    UPPER = 30
    ALL_UPPER = 31
    DIGITS = 32
    CAPITALISED = 33
    LONG_WORDS = 34
    THREE_WORDS = 35
    NAME = 36


CUES = slice(Column.WEAK, Column.STOP + 1)
_STYLES = [Column.CAPITALS, Column.CLOSED, Column.NUMBERED, Column.QUESTION]
_MARKS = [Column.PROSE, Column.STRONG, Column.LINKS, Column.STOP, Column.REPEATED]


def line_evidence(features: Sequence[Features], letters: Letters) -> Floats:
    """One row a line: the columns of ``Column``, then signs, words that stand again, place and surroundings."""
    flags = np.array([_flags(f) for f in features], np.float32)
    prose = flags[:, Column.PROSE] > 0
    form = _form(letters)
    parts = (
        flags,
        form,
        np.log1p(letters.glyphs[:, _SIGNS]),
        *words_again(letters, prose),
        _shared_opening(letters, prose),
        _place(flags, letters.words),
        _run(flags, letters.words),
        _document(flags, letters.words, form[:, Column.UPPER - Column.WORDS]),
    )
    return np.concatenate(parts, 1, dtype=np.float32)


def _flags(f: Features) -> tuple[float, ...]:
    """Columns 0 to 25."""
    cue, low = f.cue, f.folded
    first = low[:20].split(None, 1)[0] if low else ""
    last = low[-1:]
    return (
        cue == Cue.WEAK,
        cue == Cue.STRONG,
        cue == Cue.LINKS,
        cue == Cue.STOP,
        f.closed,
        f.opens,
        f.capitals,
        f.stamp,
        f.dated,
        f.clock,
        f.opens_with_clock,
        f.byline,
        f.caption,
        f.bullet,
        f.numbered,
        f.repeated,
        f.in_block,
        f.dateline,
        f.prose,
        last == "?",
        last == ":",
        last in ",;",
        first in _ASKING,
        first.endswith("ing"),
        first in _ADDRESSING,
        "http" in low or "www." in low or ".com" in low,
    )


def _form(letters: Letters) -> Floats:
    """Columns 26 to 36."""
    glyphs, words = letters.glyphs, letters.words
    many = np.maximum(words, 1)
    alphabetic = np.maximum(glyphs[:, Glyph.LOWER] + glyphs[:, Glyph.UPPER], 1)
    written = alphabetic + glyphs[:, Glyph.DIGIT]
    upper = glyphs[:, Glyph.UPPER] / alphabetic
    capitalised = letters.capitalised == words
    return np.array(
        (
            np.log1p(words),
            np.minimum(words, 12) / 12,
            np.log1p(written),
            written / many / 10,
            upper,
            upper > 0.8,
            glyphs[:, Glyph.DIGIT] / written,
            letters.capitalised / many,
            letters.long / many,
            words <= 3,
            (words >= 2) & (words <= 4) & capitalised & (glyphs[:, Glyph.DIGIT] == 0),
        ),
        np.float32,
    ).T


def _shared_opening(letters: Letters, prose: Bools) -> Floats:
    """On how many lines that are no paragraph the first word of each such line stands first."""
    short = ~prose & (letters.opening >= 0)
    lines = np.bincount(letters.opening[short], minlength=BUCKETS)
    shared: Floats = (np.log1p(np.where(short, lines[letters.opening], 0)) / 3).astype(np.float32)
    return shared[:, None]


def _place(flags: Floats, words: Floats) -> Floats:
    """Where the line stands: by lines, by prose before and after, by how near the nearest cues are."""
    n = len(words)
    at = np.arange(n)
    told = np.where(flags[:, Column.PROSE] > 0, words, 0)
    before = np.cumsum(told) - told
    after = before[-1] + told[-1] - before - told
    total = max(1.0, float(before[-1] + told[-1]))
    columns = (
        np.minimum(at, _FAR) / _FAR,
        np.minimum(n - 1 - at, _FAR) / _FAR,
        at / n,
        before / total,
        np.log1p(before) / 8,
        np.log1p(after) / 8,
        before == 0,
        after == 0,
        np.cumsum(flags[:, Column.WEAK] + flags[:, Column.STRONG]) / n,
    )
    return np.concatenate((np.array(columns, np.float32).T, _distances(flags[:, _MARKS] > 0)), 1)


def _distances(marks: Bools) -> Floats:
    """How many lines ago each mark was last seen and in how many it will be next, 30 at most: two columns a mark."""
    n, kinds = marks.shape
    at = np.arange(n)[:, None]
    both = np.stack((marks, marks[::-1]), 2).reshape(n, 2 * kinds)
    last = np.maximum.accumulate(np.where(both, at, -_FAR - 1), 0)
    found = np.minimum(at - np.concatenate((np.full((1, 2 * kinds), -_FAR - 1), last[:-1])), _FAR) / _FAR
    found[:, 1::2] = found[::-1, 1::2]
    distances: Floats = found.astype(np.float32)
    return distances


def _run(flags: Floats, words: Floats) -> Floats:
    """The run of lines that are no prose around each line: how long, where in it, how wordy."""
    n = len(words)
    prose = flags[:, Column.PROSE] > 0
    opens = changes(prose)
    run = np.cumsum(opens) - 1
    begin = np.flatnonzero(opens)
    length = lengths(begin, n)
    wordy = np.log1p(np.bincount(run, words) / length)
    cued = np.bincount(run, flags[:, CUES].sum(1)) / length
    closed = np.bincount(run, flags[:, Column.CLOSED]) / length
    place, size = np.arange(n) - begin[run], length[run]
    return np.array(
        (
            np.minimum(size, 20) / 20,
            np.minimum(place, 10) / 10,
            np.minimum(size - 1 - place, 10) / 10,
            wordy[run],
            np.log1p(words) - wordy[run],
            cued[run],
            closed[run],
        ),
        np.float32,
    ).T


def _document(flags: Floats, words: Floats, upper: Floats) -> Floats:
    """What the whole text is like, the same on each line."""
    n = len(flags)
    prose = flags[:, Column.PROSE] > 0
    short = ~prose & (words > 1)
    styles = np.column_stack((flags[:, _STYLES], upper))
    row = (
        np.log1p(n) / 8,
        prose.mean(),
        flags[:, CUES].any(1).mean(),
        flags[:, Column.REPEATED].mean(),
        np.log1p(words.mean()) / 5,
        *(styles[short].sum(0) / max(1, int(short.sum()))),
    )
    return np.tile(np.array(row, np.float32), (n, 1))
