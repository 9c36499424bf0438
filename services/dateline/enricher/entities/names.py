"""The form of a name: what belongs to the span, its words, and when two spellings are the same.

Knows nothing of types or of other names in the story.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from dateline.contract import EntityType
from dateline.enricher.entities import lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """A mention on its way: article offsets, the name with white space folded, the model's label and its type."""

    start: int
    end: int
    name: str
    label: str
    type: EntityType


# Around a name, never at its edge: quotes, dashes, bullets, brackets.
_LEADING = " \t\r\f\v\xa0\"“”‘’'`([{<*_~#|•·–—-,;:./\\>]})"
_TRAILING = " \t\r\f\v\xa0\"“”‘’'`([{<*_~#|•·–—-,;:/\\>"
_CLOSING = {")": "(", "]": "[", "}": "{"}
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’`][sS]?$")
_LETTER = re.compile(r"[^\W\d_]")
# At a span's end, never a name's: "Holmenkollen Saturday", "Malacca 40.80 per cent", "Imagine Media of", "Guyana (AP".
_TAIL = re.compile(
    r"\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|of|and|the|in|on|for|at|to|by|said|\d+\.\d+.*|\([^)]*)$"
)

# No name that is one is longer; the longest personal names on record stay below it.
LONGEST_NAME = 300


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without article, possessive, quotes, unpaired brackets and whatever follows a line break.

    With the dot of an abbreviation. None where no name is left ("the", "1998", "--").
    """
    end = min(end, start + LONGEST_NAME)
    start, end = _bare(text, start, end)
    line = text.find("\n", start, end)
    if line >= 0 and not _wraps(text, line):
        start, end = _bare(text, start, line)
    article = _ARTICLE.match(text, start, end)
    if article and not text.startswith(lexicon.KEEPS_ARTICLE, start):
        start = article.end()
    name = text[start:end]
    if not name.isalpha():  # one word has neither
        if tail := _TAIL.search(name):
            start, end = _bare(text, start, start + tail.start())
        if possessive := _POSSESSIVE.search(text[max(start, end - 2) : end]):
            start, end = _bare(text, start, end - len(possessive.group()))
    if text[end : end + 1] == "." and _dot_belongs(text[start : end + 1]):
        end += 1
    name = text[start:end]
    if not _LETTER.search(name) or (name.casefold() in lexicon.OPENERS and not name.isupper()):
        return None
    return start, end


# A line that is broken here or later was full: what follows goes on with it.
FULL_LINE, LONGEST_LINE = 50, 120
_INITIAL = re.compile(r" [A-Z]\.")


def _wraps(text: str, line: int) -> bool:
    """Whether the line break stands in running text: after a full line, with more in the next."""
    if not text[line + 1 : line + 2].isalpha() or not (
        text[line - 1].isalnum() or _INITIAL.search(text, line - 3, line)
    ):
        return False
    return FULL_LINE < line - text.rfind("\n", max(0, line - LONGEST_LINE), line) < LONGEST_LINE


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _LEADING:
        start += 1
    while start < end:
        last = text[end - 1]
        opening = _CLOSING.get(last)
        if (
            last in _TRAILING
            or last == "\n"
            or (opening and opening not in text[start:end])
            or (last == "." and not _dot_belongs(text[start:end]))
        ):
            end -= 1
        else:
            break
    return start, end


def _dot_belongs(name: str) -> bool:
    word = name[:-1].rpartition(" ")[2]
    return "." in word or word.casefold() in lexicon.DOTTED_ENDINGS


def folded(name: str) -> str:
    """The name on one line with single spaces."""
    return name if name.isalnum() else " ".join(name.split())


def resized(found: Found, text: str, start: int, end: int) -> Found:
    """The same mention over another span."""
    return replace(found, start=start, end=end, name=folded(text[start:end]))


def normalised(name: str) -> str:
    """What two spellings of one name share: NFKC, case folded, one space, no dots in abbreviations.

    "U.S." and "US" are the same; diacritics are kept, since they tell names apart (Pena, Peña).
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.replace(".", "").replace("’", "'").casefold().split())


def words(name: str) -> list[str]:
    """The name's words; "el-Sisi" is one."""
    return name.split(" ")


def bare(word: str) -> str:
    """A word without its dot, case folded: "Gen." is "gen"."""
    return word.rstrip(".,").casefold()
