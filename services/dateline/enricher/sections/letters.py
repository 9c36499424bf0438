"""The characters and words of each line as numbers: counts by class, hashed words, where a word stands again.

One pass of array operations over the whole text, whatever its lines look like; a word is a run
of letters and digits and is known by its hash alone. What the numbers mean is for ``evidence``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.enricher.sections.lines import Line

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

BUCKETS = 1 << 13
_KNOWN = 0x2100  # characters above this are letters, for all that is counted here
_STEM = 5
_FEWEST_STEM = 4
_FIRST_WORDS = 40
_WHOLE_LINE = 6
_MULTIPLIER = 0x9E3779B1
_LONGEST = 32
_SPAN = 1 << 31
_NEVER = 1 << 30
_BEYOND = 1 << 62


class Glyph(IntEnum):
    """The class of a character."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    DIGIT = 4
    STOP = 5
    COMMA = 6
    QUOTE = 7
    MARK = 8
    COLON = 9
    SEPARATOR = 10
    DASH = 11
    BRACKET = 12


_SIGNS = {
    Glyph.STOP: ".…",
    Glyph.COMMA: ",;",
    Glyph.QUOTE: "\"'“”‘’„«»",
    Glyph.MARK: "!?¿¡",
    Glyph.COLON: ":",
    Glyph.SEPARATOR: "|·•>/\\*@#&+=_",
    Glyph.DASH: "-–—",
    Glyph.BRACKET: "()[]{}",
}


def _glyph(char: str) -> Glyph:
    if char.isspace():
        return Glyph.SPACE
    if char.isdigit():
        return Glyph.DIGIT
    if char.isalpha():
        return Glyph.UPPER if char.isupper() else Glyph.LOWER
    return next((glyph for glyph, signs in _SIGNS.items() if char in signs), Glyph.OTHER)


def _lower(char: str) -> int:
    low = char.lower()
    return ord(low) if len(low) == 1 else ord(char)


_CHARS = [chr(code) for code in range(_KNOWN)]
_GLYPH = np.array([*map(_glyph, _CHARS), Glyph.LOWER], np.int8)
_INSIDE_WORD = (_GLYPH >= Glyph.LOWER) & (_GLYPH <= Glyph.DIGIT)
_LOWER = np.array([*map(_lower, _CHARS), _KNOWN], np.uint32)
_POWERS = np.array([pow(_MULTIPLIER, k + 1, 1 << 32) for k in range(_LONGEST)], np.uint32)
_STEM_POWERS = np.where(np.arange(_LONGEST) < _STEM, _POWERS, np.uint32(0))


class Letters(NamedTuple):
    """Of ``n`` lines. ``row`` and ``bucket`` are one item a hashed word: its line, its place in a table of words."""

    glyphs: Floats  # (n, 13): how many characters of each class
    words: Floats  # (n,)
    capitalised: Floats  # (n,): words that begin with a capital
    long: Floats  # (n,): different words of four letters and more
    stem: Ints  # hashed beginnings of long words, each once a line, in order
    stem_row: Ints  # the line of each
    opening: Ints  # (n,): place of the first word in that table, -1 where there is none
    row: Ints
    bucket: Ints


def read_letters(text: str, lines: Sequence[Line]) -> Letters:
    """Count and hash what stands on each of ``lines``, which are in the order of ``text``."""
    n = len(lines)
    first = lines[0].start
    codes = np.frombuffer(text[first:].encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.fromiter((line.start - first for line in lines), np.int64, n)
    known = np.minimum(codes, _KNOWN)
    glyph = _GLYPH[known]
    cells = np.arange(0, n * len(Glyph), len(Glyph))
    cell_of = np.repeat(cells, lengths(starts, len(codes)))
    glyphs = np.bincount(cell_of + glyph, minlength=n * len(Glyph)).reshape(n, len(Glyph))

    inside = _INSIDE_WORD[known]
    opens = inside.copy()
    opens[1:] &= ~inside[:-1]
    at = np.flatnonzero(opens)
    kept = np.flatnonzero(inside)
    if not len(at):
        none, empty = np.zeros(n, np.float32), np.zeros(0, np.int64)
        return Letters(glyphs.astype(np.float32), none, none, none, empty, empty, np.full(n, -1), empty, empty)
    heads = np.flatnonzero(opens[kept])
    length = lengths(heads, len(kept))
    place = np.minimum(kept - np.repeat(at, length), _LONGEST - 1)
    low = np.where(codes[kept] < _KNOWN, _LOWER[known[kept]], codes[kept])
    hashed = _summed(low * _POWERS[place], heads)
    row = cell_of[at] // len(Glyph)
    words = np.bincount(row, minlength=n)
    long = length >= _FEWEST_STEM
    stems = _summed(low * _STEM_POWERS[place], heads)[long]
    pairs = np.sort((stems >> np.uint32(2)).astype(np.int64) * _SPAN + row[long])
    pairs = pairs[changes(pairs)]
    stem_row = pairs % _SPAN
    opening = np.full(n, -1, np.int64)
    opening[row[::-1]] = (hashed >> np.uint32(32 - 13)).astype(np.int64)[::-1]
    return Letters(
        glyphs.astype(np.float32),
        words.astype(np.float32),
        np.bincount(row[glyph[at] == Glyph.UPPER], minlength=n).astype(np.float32),
        np.bincount(stem_row, minlength=n).astype(np.float32),
        pairs // _SPAN,
        stem_row,
        opening,
        *_bag(row, hashed, words),
    )


def lengths(starts: Ints, end: int) -> Ints:
    """How far it is from each start to the next, and from the last to ``end``."""
    found = np.empty(len(starts), np.int64)
    found[:-1] = starts[1:] - starts[:-1]
    found[-1:] = end - starts[-1:]
    return found


def changes(values: Ints | Bools) -> Bools:
    """Where a value differs from the one before it; the first does."""
    found = np.ones(len(values), bool)
    found[1:] = values[1:] != values[:-1]
    return found


def _mixed(codes: Codes) -> Codes:
    codes = (codes ^ (codes >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    return codes ^ (codes >> np.uint32(13))


def _summed(codes: Codes, heads: Ints) -> Codes:
    return _mixed(np.add.reduceat(codes, heads, dtype=np.uint32))


def _bag(row: Ints, hashed: Codes, words: Ints) -> tuple[Ints, Ints]:
    """The hashed words of each line: its first forty, its first and its last as such, a short line as a whole."""
    ends = np.cumsum(words)
    nth = np.arange(len(row)) - (ends - words)[row]
    filled = np.flatnonzero(words)
    first, last = (ends - words)[filled], ends[filled] - 1
    short = filled[words[filled] <= _WHOLE_LINE]
    whole = _summed(hashed * (2 * nth + 1).astype(np.uint32), first)[words[filled] <= _WHOLE_LINE]
    kept = nth < _FIRST_WORDS
    rows = np.concatenate((row[kept], filled, filled, short))
    salted = np.concatenate(
        (
            hashed[kept],
            _mixed(hashed[first] + np.uint32(1)),
            _mixed(hashed[last] + np.uint32(2)),
            _mixed(whole + np.uint32(3)),
        )
    )
    return rows, (salted >> np.uint32(32 - 13)).astype(np.int64)


class Again(NamedTuple):
    """Where the long words of each line stand again; shares of those words, but for ``spread``."""

    lines: Floats  # (n, 4): within 1 and 3 lines after it, within 1 and 3 lines before it
    prose: Floats  # (n, 5): in the next 1 and 3 paragraphs, in the last 1 and 3, in any other
    spread: Floats  # (n, 1): on how many lines a long word stands on average, as a logarithm


def words_again(letters: Letters, prose: Bools) -> Again:
    """Follow every long word to the lines where it stands again; ``prose`` says which lines are paragraphs."""
    n = len(prose)
    row, stem = letters.stem_row, letters.stem
    many = np.maximum(letters.long, 1)[:, None]
    # Paragraphs stand at odd places, what lies between two of them at the even one.
    place = 2 * (np.cumsum(prose) - prose) + prose
    group = changes(stem)
    size = lengths(np.flatnonzero(group), len(stem))
    spread = np.repeat(np.log(size), size)
    ahead, behind = np.full(len(stem), _NEVER), np.full(len(stem), _NEVER)
    same = ~group[1:]
    ahead[:-1][same] = behind[1:][same] = (row[1:] - row[:-1])[same]
    told = prose[row]
    key = stem * _SPAN + place[row]
    later = np.minimum.accumulate(np.where(told, key, _BEYOND)[::-1])[::-1]
    sooner = np.maximum.accumulate(np.where(told, key, -_BEYOND))
    to, since = _BEYOND - key, key + _BEYOND
    to[:-1], since[1:] = later[1:] - key[:-1], key[1:] - sooner[:-1]
    counts = [gap <= k for gap in (ahead, behind) for k in (1, 3)]
    counts += [gap <= k for gap in (to, since) for k in (2, 6)]
    counts += [(to < _SPAN // 2) | (since < _SPAN // 2)]
    shares = np.array([np.bincount(row[c], minlength=n) for c in counts]).T / many
    mean = np.bincount(row, spread, minlength=n)[:, None] / many
    return Again(*(part.astype(np.float32) for part in (shares[:, :4], shares[:, 4:], mean)))
