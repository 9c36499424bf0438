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
    sought = {word.lower() for passage in passages for word in _SHOUTED.findall(passage)}
    forms = _forms((p for p, is_capital in zip(passages, capitals, strict=True) if not is_capital), sought)
    return [
        _WORD.sub(lambda match: _read(match, forms), passage)
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


def _read(match: re.Match[str], forms: dict[str, str]) -> str:
    """A word of a passage in capitals: as the article writes it, else as a title would, but for initials ("GMBH")."""
    word, lower = match[0], match[0].lower()
    if len(word) == 1 or not word.isupper():
        return word
    unseen = word.capitalize() if len(word) > 2 and _VOWEL.search(word) else word
    form = forms.get(lower) or (lower if lower in _SMALL else unseen)
    if match.start() == 0:
        form = form[0].upper() + form[1:]
    return _of_its_length(word, form)


def _named(word: str, forms: dict[str, str]) -> str:
    """A word in capitals in running text ("NAIROBI, Kenya"): as a name elsewhere; a common word is no proof."""
    form = forms.get(word.lower(), word)
    return _of_its_length(word, form) if form[0].isupper() else word


def _of_its_length(word: str, form: str) -> str:
    return form if len(form) == len(word) else word
