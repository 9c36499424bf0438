"""What furniture says: phrases that mark a line as boilerplate, credit, byline or stamp.

How phrases of ``phrases`` are compared. How much a cue weighs beside all else that is seen of a
line is learned by the line model (``line_model``).
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from dateline.enricher.sections.abbreviations import BEFORE_NAME
from dateline.enricher.sections.phrases import (
    CREDIT_ENDS,
    CREDIT_STARTS,
    INSIDE,
    LINK_LABELS,
    LINK_OPENERS,
    SHORT_CREDITS,
    SHORT_INSIDE,
    SHORT_STARTS,
    STARTS,
    STOPS,
    WEAK_WHOLES,
    WHOLES,
)

_MOST_WORDS = 60
_MOST_WORDS_PROMPT = 25
_MOST_WORDS_LABEL = 8
_FEWEST_TOLD = 3
_MOST_NAMES = 8
_CREDIT_REACH = 40
_MOST_WORDS_CREDIT = 14
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\xa0", " "))
_EDGE = " :.…»›>«<|-•*→▶!()[]+&\"'"
_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+$")
_COUNT = re.compile(r"[\d.,:/+\-–%|()#\s$£€★]+[km]?$")
_COMMENTS = re.compile(r"\(?\d+\)? comments?\)?$")
_READING_TIME = re.compile(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) ?-?(?:min|minute|mins|minutes)\.? (?:read|watch|listen)$"
)


class Cue(IntEnum):
    """How strongly the words of a line alone mark it as boilerplate."""

    NONE = 0
    WEAK = 1
    STRONG = 2
    LINKS = 3  # opens a run of related links: "Read more"
    STOP = 4  # what follows the article: comments, related stories


def fold(line: str) -> str:
    """Lower case, plain quotes and dashes: the form in which phrases are written."""
    if not line.isascii():
        for typographic, plain in _PLAIN:
            line = line.replace(typographic, plain)
    return line.lower()


def _first_word(line: str) -> str:
    return line.split(" ", 1)[0].rstrip(":,")


class _Opening(NamedTuple):
    """A phrase that opens a line of at most ``most`` words."""

    phrase: str
    cue: Cue
    most: int


def _openings() -> dict[str, tuple[_Opening, ...]]:
    """Every opening phrase by its first word, those that say most first."""
    table: dict[str, tuple[_Opening, ...]] = {}
    for phrases, cue, most in (
        (STOPS, Cue.STOP, 5),
        (LINK_OPENERS, Cue.LINKS, 40),
        (LINK_LABELS, Cue.LINKS, 4),
        (STARTS, Cue.STRONG, 40),
        (SHORT_STARTS, Cue.STRONG, 12),
    ):
        for phrase in phrases:
            word = _first_word(phrase)
            table[word] = (*table.get(word, ()), _Opening(phrase, cue, most))
    return table


_OPENINGS = _openings()
_INSIDE = tuple(INSIDE)
_SHORT_INSIDE = tuple(SHORT_INSIDE)
_CREDIT_STARTS = tuple(CREDIT_STARTS)
_CREDIT_ENDS = tuple(CREDIT_ENDS)
_SHORT_CREDITS = tuple(SHORT_CREDITS)


def boilerplate_cue(folded: str, words: int) -> Cue:
    """The strongest cue in a folded line of ``words`` words."""
    if words > _MOST_WORDS:
        return Cue.NONE
    bare = folded.strip(_EDGE)
    for phrase, cue, most in _OPENINGS.get(_first_word(bare), ()):
        if words <= most and bare.startswith(phrase) and not bare[len(phrase) : len(phrase) + 1].isalnum():
            return cue
    if words <= _MOST_WORDS_LABEL:
        cue = _label_cue(folded, bare)
        if cue:
            return cue
    if _holds(folded, _INSIDE):
        return Cue.STRONG
    prompts = words <= _MOST_WORDS_PROMPT and '"' not in folded and "''" not in folded
    return Cue.STRONG if prompts and _holds(folded, _SHORT_INSIDE) else Cue.NONE


def _label_cue(folded: str, bare: str) -> Cue:
    """The cue of a line of few words, taken whole."""
    if _COMMENTS.match(folded):
        return Cue.STOP
    if bare in WHOLES or folded.endswith((">>", "»", "→")) or _URL_ONLY.match(folded) or _READING_TIME.search(bare):
        return Cue.STRONG
    if bare in WEAK_WHOLES or _COUNT.match(folded) or not any(map(str.isalnum, bare)):
        return Cue.WEAK
    return Cue.NONE


def is_caption(line: str, folded: str, words: int) -> bool:
    """Whether a line credits a picture, by a mark or by a name after its last full stop ("The old quay. Ann Lee")."""
    if words > _MOST_WORDS:
        return False
    if folded.startswith(_CREDIT_STARTS) or _holds(folded[-_CREDIT_REACH:], _CREDIT_ENDS):
        return True
    short = words <= _MOST_WORDS_CREDIT and _holds(folded, _SHORT_CREDITS)
    return short or line.endswith(" (") or _names_photographer(line)


def _names_photographer(line: str) -> bool:
    if line[-1] in ".!?:\"”'’" or ". " not in line:
        return False
    told, _, credit = line.rpartition(". ")
    names = credit.split()
    sentence = (
        told.count(" ") >= _FEWEST_TOLD and told[-2:].islower() and told.rpartition(" ")[2].lower() not in BEFORE_NAME
    )
    return (
        sentence and len(names) <= _MOST_NAMES and all(n[0].isupper() or n in ("for", "of", "via", "/") for n in names)
    )


def _holds(folded: str, phrases: tuple[str, ...]) -> bool:
    for phrase in phrases:  # noqa: SIM110  (any() with a generator takes twice as long, and this is the hot loop)
        if phrase in folded:
            return True
    return False
