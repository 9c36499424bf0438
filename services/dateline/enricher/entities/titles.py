"""Titles: where a person's name begins, and which office or rank stands before it.

"Qatari Prime Minister Mohammed ..." -> the name begins at "Mohammed", the title is "Qatari
Prime Minister". Looks at a few words to the left of the name, whatever the article's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import bare

# A title is read at most this far to the left of the name.
REACH = 90
_WORD = re.compile(r"\S+")
# Ends the title's clause when it closes a word: "said Monday. President" / "the minister, John".
_STOPS = ',;:!?)"”'


@dataclass(frozen=True, slots=True)
class Titled:
    """What stands before a name: an office or rank, or "Mr." and the like, which is no title."""

    title: str | None = None
    honorific: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def before(text: str, name: int, mention: tuple[int, int] | None = None) -> Titled:
    """What stands before a person's name that begins at ``name``.

    ``mention`` is the span of the mention before this one (an organisation, nationality or
    country), which opens the title where it stands next to it: "CIA Director".
    """
    if not _may_end_title(text, name):
        return Titled()
    edge = max(0, name - REACH)
    line = text.rfind("\n", edge, name) + 1 or edge
    left = [_Word(line + m.start(), line + m.end(), m.group()) for m in _WORD.finditer(text[line:name])]
    if line and line == edge:
        left = left[1:]  # its beginning may be out of reach
    if not left or text[left[-1].end : name] != " ":
        return Titled()
    if bare(left[-1].text) in lexicon.HONORIFICS:
        return Titled(honorific=True)
    first = _title_start(left, mention)
    return Titled() if first is None else Titled(" ".join(text[first : left[-1].end].split()))


def ends_one(text: str, start: int, end: int) -> bool:
    """Whether a span is what an office is of: "State" in "Secretary of State"."""
    if not all(bare(word) in lexicon.TITLE_MODIFIERS for word in text[start:end].split()):
        return False
    near = text[max(0, start - 30) : start].split()
    return len(near) > 1 and near[-1] in ("of", "for") and bare(near[-2]) in lexicon.TITLE_HEADS


def _may_end_title(text: str, name: int) -> bool:
    """A quick look at the last word: most names have none before them that could end a title."""
    if name < 3 or text[name - 1] != " ":
        return False
    near = text[max(0, name - 40) : name - 1]
    last = near[max(near.rfind(" "), near.rfind("\n")) + 1 :]
    if not last or last[-1] in _STOPS:
        return False
    if last[0].isupper():
        key = bare(last)
        known = key in lexicon.TITLE_HEADS or key in lexicon.HONORIFICS or "-" in key
        return known or " of " in near or " for " in near
    return bare(last).rpartition("-")[2] in lexicon.LOWER_TITLE_HEADS


def name_start(text: str, start: int, end: int) -> int:
    """Past the title words that the model took into the name: "President Joe Biden".

    At least one word is left as the name.
    """
    found = [_Word(start + m.start(), start + m.end(), m.group()) for m in _WORD.finditer(text[start:end])]
    at = 0
    while at < len(found) - 1 and _opens_title(found, at):
        at += 1
    # "Welshman Mark Litton"
    if at < len(found) - 2 and lexicon.is_demonym(found[at].text) and found[at].text not in lexicon.GIVEN_NAMES:
        at += 1
    return found[at].start if found[at].text[:1].isupper() else start


def _opens_title(found: list[_Word], at: int) -> bool:
    word = bare(found[at].text)
    if word in lexicon.HONORIFICS or word in lexicon.TITLE_HEADS:
        return True
    # "Prime Minister X", "Israeli President X": a modifier counts only with a head after it.
    follows = at + 1 < len(found) - 1 and _opens_title(found, at + 1)
    return follows and (word in lexicon.TITLE_MODIFIERS or lexicon.is_demonym(found[at].text))


def _title_start(left: list[_Word], before: tuple[int, int] | None) -> int | None:
    """Offset at which the title that ends at the last word begins."""
    at = _head(left)
    if at is None:
        return None
    lower = left[at].text[0].islower()
    while at > 0 and (_modifies(left[at - 1]) or (lower and _narrows(left[at - 1]))):
        at -= 1
    first = left[at].start
    if before is not None and before[1] + 1 == first:
        return before[0]
    return first


def _head(left: list[_Word]) -> int | None:
    """Index of the title's head word: the last word, or one before "of State", "for Foreign Affairs"."""
    if _is_head(left[-1]):
        return len(left) - 1
    if left[-1].text[-1] in _STOPS or not left[-1].text[0].isupper():
        return None
    for at in range(len(left) - 2, max(0, len(left) - 6), -1):
        word = left[at].text
        if word in ("of", "for") and at > 0:
            return at - 1 if _is_head(left[at - 1]) and left[at - 1].text[0].isupper() else None
        if not (word[0].isupper() or word in ("the", "and", "&")) or word[-1] in _STOPS:
            return None
    return None


def _is_head(word: _Word) -> bool:
    key = bare(word.text)
    if word.text[-1] in _STOPS or (word.text[-1] == "." and len(key) > 4):
        return False
    if key.startswith(("vice-", "co-")):
        key = key.partition("-")[2]
    return key in (lexicon.TITLE_HEADS if word.text[0].isupper() else lexicon.LOWER_TITLE_HEADS)


def _modifies(word: _Word) -> bool:
    if word.text[-1] in _STOPS:
        return False
    key = bare(word.text)
    return key in lexicon.TITLE_MODIFIERS or lexicon.is_demonym(word.text) or _is_head(word)


def _narrows(word: _Word) -> bool:
    """Whether a word in lower case says which: "union" in "union leader"."""
    return word.text.casefold() in lexicon.LOWER_MODIFIERS
