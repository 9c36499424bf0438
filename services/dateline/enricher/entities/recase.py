"""Writes what stands in capitals as the article writes it elsewhere, for the recogniser to read.

"CRICKET - ESSEX WIN" hides which words are names; a model trained on running text takes all or
none. Every result is as long as what it stands for, so that offsets stay; the article is not changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

_WORD = re.compile(r"[^\W\d_]+")
# Shorter words in capitals are initials as often as not: "US", "WHO" stay inside running text.
SHORTEST = 4
_CAPITALS = re.compile(rf"\b[A-ZÀ-ÖØ-Þ]{{{SHORTEST},}}\b")
# A word in capitals, of two letters or more.
_SHOUTED = re.compile(r"[^\W\d_a-zß-öø-ÿ]{2,}")
_VOWEL = re.compile("[AEIOUYÀ-ÖØ-Þ]")
# A passage is in capitals if at most this share of its letters is not ("McDONALD WINS", "pct").
MOST_LOWER = 0.1
# Words of a line that is read as a sentence rather than as a name.
FEWEST = 4
# What ordinary headings write in lower case even where the article never uses the word.
# fmt: off
_SMALL = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "he", "her", "his", "if",
    "in", "into", "is", "it", "its", "no", "not", "of", "off", "on", "or", "out", "over", "she", "so", "than",
    "that", "the", "their", "them", "they", "this", "to", "up", "was", "we", "were", "what", "when", "who", "will",
    "with", "you",
})
# fmt: on


def recased(passages: Sequence[str]) -> list[str]:
    """The passages of one article, in order, each of its own length.

    ``["ESSEX BEAT KENT", "Kent lost to Essex, who beat them."]`` begins ``"Essex beat Kent"``.
    """
    if not any(_CAPITALS.search(passage) for passage in passages):
        return list(passages)
    capitals = [_in_capitals(passage) for passage in passages]
    told = [passage for passage, is_capital in zip(passages, capitals, strict=True) if not is_capital]
    forms = _forms(told, {word.lower() for passage in passages for word in _SHOUTED.findall(passage)})
    return [
        _in_case(passage, forms, bool(told))
        if is_capital
        else _CAPITALS.sub(lambda match: _named(match[0], forms), passage)
        for passage, is_capital in zip(passages, capitals, strict=True)
    ]


def _in_capitals(passage: str) -> bool:
    upper = sum(map(str.isupper, passage))
    lower = sum(map(str.islower, passage))
    return upper >= SHORTEST and lower <= MOST_LOWER * (upper + lower)


def _forms(passages: Iterable[str], sought: Set[str]) -> dict[str, str]:
    """How running text writes each word that is sought, by its lower case: as it does most often inside a sentence."""
    inside: dict[str, Counter[str]] = {word: Counter() for word in sought}
    for passage in passages:
        for match in _WORD.finditer(passage):
            word = match[0]
            counts = inside.get(word.lower())
            if counts is not None and match.start() >= 2 and passage[match.start() - 2] not in ".!?:\"“'‘":
                counts[word] += 1
    return {lower: max(counts, key=lambda form: (counts[form], form)) for lower, counts in inside.items() if counts}


def _in_case(passage: str, forms: dict[str, str], is_told: bool) -> str:
    """A passage in capitals; ``is_told``: the article has others, in which its names come back."""
    running = is_told and len(_WORD.findall(passage)) >= FEWEST
    return _WORD.sub(lambda match: _read(match, forms, running), passage)


def _read(match: re.Match[str], forms: dict[str, str], running: bool) -> str:
    """A word of a passage in capitals, as the article writes it, else by ``_unseen``."""
    word, lower = match[0], match[0].lower()
    if len(word) == 1 or not word.isupper():
        return word
    form = forms.get(lower) or (lower if lower in _SMALL else _unseen(word, running))
    if match.start() == 0:
        form = form[0].upper() + form[1:]
    return _of_its_length(word, form)


def _unseen(word: str, running: bool) -> str:
    """A word that the article writes nowhere else: initials stay ("PCT", "GMBH"), others by where they stand.

    A headline's names come back in the story, so that a word of it that does not is a common one;
    a line of a few words ("LONDON 1996-08-30") is most often a name and nothing else.
    """
    if len(word) < 3 or not _VOWEL.search(word):
        return word
    return word.lower() if running else word.capitalize()


def _named(word: str, forms: dict[str, str]) -> str:
    """A word in capitals in running text ("NAIROBI, Kenya"): as a name elsewhere; a common word is no proof."""
    form = forms.get(word.lower(), word)
    return _of_its_length(word, form) if form[0].isupper() else word


def _of_its_length(word: str, form: str) -> str:
    return form if len(form) == len(word) else word
