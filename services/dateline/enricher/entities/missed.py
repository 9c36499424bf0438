"""Adds names that the model missed and whose form alone says what they are.

Countries by their names, people by a common given name before a capitalised word. What is
added here votes with a label of its own and is decided like any other name. One pass over
the article's capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.contract import EntityType
from dateline.enricher.entities import evidence, lexicon
from dateline.enricher.entities.names import Found, bare, folded

# Capitalised words in a row: "Alex Corretja", "Nico Van Kerckhoven".
_RUN = re.compile(r"(?<![\w\-'’&.@/])[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,5}(?![\w@/])")
_LOWER = re.compile(r"(?<![\w])[a-zà-ÿ]{3,}(?![\w])")
_SITE = re.compile(r"(?<![\w./@:-])[A-Z][A-Za-z0-9-]*\.(?:com|org|net)(?![\w/@])")


def with_missed(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions with those added, in order, not overlapping."""
    added = list(_added(text, mentions))
    return sorted([*mentions, *added], key=lambda m: m.start) if added else list(mentions)


def _added(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    spans = iter([*((m.start, m.end) for m in mentions), (len(text) + 1, len(text) + 1)])
    start, end = next(spans)
    lower = None
    for run in _RUN.finditer(text):
        while end <= run.start():
            start, end = next(spans)
        if start < run.end():
            continue  # part of it is a name already
        name = run.group()
        if name in lexicon.COUNTRIES:
            yield Found(run.start(), run.end(), name, EntityType.GPE.value, EntityType.GPE)
            continue
        parts = name.split(" ")
        if not 2 <= len(parts) <= 4 or not _given(parts[0]) or name.isupper():
            continue
        if lower is None:
            lower = frozenset(_LOWER.findall(text))
        if all(_personal(part, lower) for part in parts[1:]) and parts[0].casefold() not in lower:
            yield Found(run.start(), run.end(), folded(name), EntityType.PERSON.value, EntityType.PERSON)
    if ".com" in text or ".org" in text or ".net" in text:
        starts = {m.start for m in mentions}
        for site in _SITE.finditer(text):
            if not any(at in starts for at in range(max(0, site.start() - 3), site.end())):
                yield Found(site.start(), site.end(), site.group(), EntityType.ORG.value, EntityType.ORG)


def _given(word: str) -> bool:
    return (
        word in evidence.GIVEN
        and len(word) > 2
        and bare(word) not in lexicon.OPENERS
        and bare(word) not in lexicon.MONTHS
    )


def _personal(word: str, lower: frozenset[str]) -> bool:
    key = bare(word)
    return not (
        key in lower
        or key in lexicon.ORGANIZATION_WORDS
        or key in lexicon.PLACE_WORDS
        or key in lexicon.COMPANY_SUFFIXES
        or key in lexicon.OPENERS
        or key in lexicon.MONTHS
        or len(key) < 3
        or key in lexicon.TITLE_HEADS
        or word.isupper()
        or word in lexicon.COUNTRIES
        or lexicon.is_demonym(word)
    )
