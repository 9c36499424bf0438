"""Adds names that the model missed and whose form alone says what they are.

Countries by their names, people by a common given name before capitalised words, places before an agency's mark, web
sites that are called by their address ("Amazon.com"). What is added votes and is decided like any other name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import attrgetter

from dateline.contract import EntityType
from dateline.enricher.entities import evidence, lexicon
from dateline.enricher.entities.fill import LowerWords
from dateline.enricher.entities.names import Found, bare, folded

# Capitalised words in a row: "Alex Corretja", "Nico Van Kerckhoven".
_RUN = re.compile(r"(?<![\w\-'’&.@/])[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,5}(?![\w@/])")
_SITE = re.compile(r"(?<![\w./@:-])[A-Z][A-Za-z0-9-]{0,60}\.(?:com|org|net)(?![\w/@])")
# As in "HEERENVEEN, Netherlands (AP) _ It rained": a place in capitals that opens a line before an agency's mark.
_OPENING = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’`. -]{2,40})(?:, [A-Z][\w. ]{2,20})? \((?:AP|Reuters|AFP|UPI|dpa|CNN)\)", re.MULTILINE
)
# A person's name has at most so many words; more are a heading.
MOST_WORDS = 4


def with_missed(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions with those added, in order, not overlapping."""
    by_start = attrgetter("start")
    placed = list(merge(mentions, _places(text, mentions), key=by_start))
    named = list(merge(placed, _named(text, placed), key=by_start))
    return list(merge(named, _sites(text, named), key=by_start))


def _places(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    for opening in _outside(_OPENING.finditer(text), mentions, "place"):
        start, end = opening.span("place")
        yield Found(start, end, folded(text[start:end]), EntityType.GPE.value, EntityType.GPE)


def _sites(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    if not any(domain in text for domain in (".com", ".org", ".net")):
        return
    for site in _outside(_SITE.finditer(text), mentions):
        yield Found(site.start(), site.end(), site.group(), EntityType.ORG.value, EntityType.ORG)


def _named(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    people = {word for m in mentions if m.type is EntityType.PERSON for word in m.name.split(" ")}
    lower = LowerWords(text)
    for run in _outside(_RUN.finditer(text), mentions):
        name = run.group()
        if name in lexicon.COUNTRIES and name not in people:
            kind = EntityType.GPE
        elif _is_person(name.split(" "), lower):
            kind = EntityType.PERSON
        else:
            continue
        yield Found(run.start(), run.end(), name, kind.value, kind)


def _outside(
    matches: Iterable[re.Match[str]], mentions: Sequence[Found], group: int | str = 0
) -> Iterator[re.Match[str]]:
    """The matches (in order) whose group lies over no mention (in order)."""
    at = 0
    for match in matches:
        while at < len(mentions) and mentions[at].end <= match.start(group):
            at += 1
        if at == len(mentions) or mentions[at].start >= match.end(group):
            yield match


def _is_person(parts: Sequence[str], lower: LowerWords) -> bool:
    """Whether a common given name stands before words that are nothing else, here or in the language."""
    first, *rest = parts
    if not 1 <= len(rest) < MOST_WORDS or not evidence.is_given(first) or first.casefold() in lower:
        return False
    return all(_is_personal(part, lower) for part in rest)


def _is_personal(word: str, lower: LowerWords) -> bool:
    key = bare(word)
    return not (
        len(key) < 3
        or word.isupper()
        or key in _NO_SURNAMES
        or key in lower
        or word in lexicon.COUNTRIES
        or lexicon.is_demonym(word)
    )


_NO_SURNAMES = (
    lexicon.ORGANIZATION_WORDS
    | lexicon.PLACE_WORDS
    | lexicon.COMPANY_SUFFIXES
    | lexicon.OPENERS
    | lexicon.MONTHS
    | lexicon.TITLE_HEADS
)
