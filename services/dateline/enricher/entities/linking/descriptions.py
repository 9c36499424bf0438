"""What an entry's description says, against the titles in the story and the article's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.contract import Entity, EntityType
from dateline.enricher.entities.lexicon import words_of
from dateline.enricher.entities.linking import weights
from dateline.enricher.entities.teams import SPORT
from dateline.enricher.entities.words import Words, words_in
from dateline.knowledge import Entry

# What people are, as titles and descriptions call it. A word that several fields share is in none.
FIELDS: Mapping[str, frozenset[str]] = {
    "politics": words_of(
        """president premier chancellor minister senator congressman congresswoman governor mayor lawmaker politician
        statesman diplomat ambassador envoy legislator parliamentarian parliament senate deputy councillor
        undersecretary taoiseach politics election monarch king queen prince princess emir sultan dictator activist"""
    ),
    "sport": SPORT
    | words_of(
        """player cricketer footballer athlete cyclist swimmer golfer boxer jockey skier rower sprinter wrestler gymnast
        olympic sportsman sportsperson skater runner race racing champion medal"""
    ),
    "law": words_of("judge justice prosecutor lawyer attorney jurist counsel magistrate solicitor barrister court"),
    "faith": words_of("pope cardinal archbishop bishop rabbi imam ayatollah priest theologian pastor church saint"),
    "arms": words_of("general admiral colonel brigadier soldier commander marshal lieutenant sergeant army military"),
    "business": words_of(
        """ceo chairman executive businessman businesswoman entrepreneur founder banker investor economist analyst
        manager financier industrialist company shares profit"""
    ),
    "arts": words_of(
        """author novelist actor actress singer writer poet musician painter composer filmmaker guitarist rapper
        sculptor dancer comedian screenwriter playwright album film songwriter drummer pianist"""
    ),
    "science": words_of(
        """professor scientist physicist chemist biologist mathematician historian philosopher botanist astronomer
        researcher psychologist engineer physician surgeon architect inventor zoologist"""
    ),
    "media": words_of("editor reporter journalist correspondent presenter anchor broadcaster columnist newscaster"),
}
# Kinds of sport that teams of one place differ in.
SPORTS = words_of("football soccer cricket rugby baseball basketball hockey volleyball handball tennis cycling")
# Who is one of these may well be called the other.
_AKIN = frozenset(
    frozenset(pair)
    for pair in (
        ("politics", "law"),
        ("politics", "arms"),
        ("politics", "business"),
        ("politics", "faith"),
        ("arts", "media"),
        ("business", "science"),
        ("law", "science"),
        ("sport", "business"),
        ("media", "business"),
        ("politics", "media"),
    )
)
_FIELD_OF = {word: field for field, words in FIELDS.items() for word in words}
# Words of the field that an article about it has at least; and one that is about nothing else.
ABOUT = 4
FULL = 8

_YEAR = re.compile(r"\b1\d{3}\b")
# Who is described by years before this one is not in the news.
RECENT = 1930
# Characters of a description that are read: what a thing is stands at its beginning.
READ = 300
_EMPTY = words_of(
    """
    and the for with from that this their its company city town country state united states american british english
    french german national international former part born based name human family given other people
    """
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a description says: its fields, its words, and its latest year if that is long past."""

    fields: frozenset[str]
    words: frozenset[str]
    past: str | None


@lru_cache(maxsize=4096)
def told(description: str) -> Told:
    """A description, read."""
    words = words_in(description[:READ])
    years = _YEAR.findall(description[:READ])
    past = max(years) if years and int(max(years)) < RECENT else None
    return Told(fields_of(words), frozenset(words) - _EMPTY, past)


def fields_of(words: Iterable[str]) -> frozenset[str]:
    """The fields that words name."""
    return frozenset(field for word in words if (field := _FIELD_OF.get(word) or _FIELD_OF.get(word.rstrip("s"))))


def agreement(entity: Entity, entry: Entry, words: Words | None) -> float:
    """What the description speaks for or against a person or organisation, in decimal exponents."""
    total = weights.OTHER_FIELD if words and _is_other_sport(entry, words) else 0.0
    if not entry.description:
        return total
    description = told(entry.description)
    total += _titles(entity.titles, description.fields)
    return total + _article(entity, description, words) if words else total


def _is_other_sport(entry: Entry, words: Words) -> bool:
    """Whether an organisation names a kind of sport, and the article another one."""
    if entry.type is not EntityType.ORG:
        return False
    named = _sports(words_in(f"{entry.label} {(entry.description or '')[:READ]}"))
    return bool(named) and bool(played := _sports(words.distinct)) and named.isdisjoint(played)


def _sports(words: Iterable[str]) -> frozenset[str]:
    return frozenset("football" if word == "soccer" else word for word in words if word in SPORTS)


def _titles(titles: Iterable[str], fields: frozenset[str]) -> float:
    named = fields_of(word for title in titles for word in words_in(title))
    if not named or not fields:
        return 0.0
    if named & fields:
        return weights.SAME_FIELD
    akin = any(frozenset((one, other)) in _AKIN for one in named for other in fields)
    return 0.0 if akin else weights.OTHER_FIELD


def _article(entity: Entity, description: Told, words: Words) -> float:
    shared = (description.words & words.distinct).difference(words_in(entity.name))
    total = weights.SHARED_WORD * min(weights.MOST_SHARED, len(shared))
    fields = description.fields
    if any(len(FIELDS[field] & words.distinct) >= ABOUT for field in fields):
        total += weights.ARTICLE_FIELD
    if fields:
        sport = len(FIELDS["sport"] & words.distinct)
        if (sport == 0 and "sport" in fields) or (sport >= FULL and "sport" not in fields):
            total += weights.AMISS
    if description.past and description.past not in words.text:
        total += weights.LONG_DEAD
    return total
