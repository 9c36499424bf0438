"""What an entry's description says, against the titles in the story and the article's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dateline.contract import Entity, EntityType
from dateline.enricher.entities.lexicon import words_of
from dateline.enricher.entities.linking import weights
from dateline.enricher.entities.linking.words import Words
from dateline.knowledge import Entry

# What people are, as titles and descriptions call it. A word that several fields share is in none.
FIELDS: Mapping[str, frozenset[str]] = {
    "politics": words_of(
        """president premier chancellor minister senator congressman congresswoman governor mayor lawmaker politician
        statesman diplomat ambassador envoy legislator mp parliamentarian parliament senate deputy councillor
        undersecretary taoiseach politics election monarch king queen prince princess emir sultan dictator activist"""
    ),
    "sport": words_of(
        """footballer player coach striker midfielder goalkeeper defender quarterback pitcher cricketer athlete
        cyclist swimmer golfer boxer jockey skier rower sprinter wrestler gymnast football soccer cricket rugby
        baseball basketball tennis hockey golf batsman bowler wicket innings scored goals cup olympic sportsman
        sportsperson skater runner racing league tournament"""
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
# Words of the field that an article about it has at least.
ABOUT = 4

_WORD = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"\b1\d{3}\b")
# Who is described by years before this one is not in the news.
RECENT = 1930
_EMPTY = words_of(
    """
    from with that this their company city town country state united states american british english french german
    national international former part born based name human family given other people
    """
)


def fields_of(text: str) -> frozenset[str]:
    """The fields that a title or description names."""
    words = (word.rstrip("s") if word not in _FIELD_OF else word for word in re.findall(r"[a-z]+", text.casefold()))
    return frozenset(field for word in words if (field := _FIELD_OF.get(word)))


def agreement(entity: Entity, entry: Entry, words: Words | None) -> float:
    """What the description speaks for or against a person or organisation, in decimal exponents."""
    total = weights.OTHER_FIELD if words and _is_other_sport(entry, words) else 0.0
    if not entry.description:
        return total
    fields = fields_of(entry.description)
    return total + _titles(entity.titles, fields) + (_article(entity, entry, fields, words) if words else 0.0)


def _is_other_sport(entry: Entry, words: Words) -> bool:
    """Whether an organisation names a kind of sport, and the article another one."""
    if entry.type is not EntityType.ORG:
        return False
    told = _sports(word.casefold() for word in _WORD.findall(f"{entry.label} {entry.description or ''}"))
    return bool(told) and bool(played := _sports(words.folded)) and told.isdisjoint(played)


def _sports(words: Iterable[str]) -> frozenset[str]:
    return frozenset("football" if word == "soccer" else word for word in words if word in SPORTS)


def _titles(titles: Iterable[str], fields: frozenset[str]) -> float:
    named = frozenset(field for title in titles for field in fields_of(title))
    if not named or not fields:
        return 0.0
    if named & fields:
        return weights.SAME_FIELD
    akin = any(frozenset((one, other)) in _AKIN for one in named for other in fields)
    return 0.0 if akin else weights.OTHER_FIELD


def _article(entity: Entity, entry: Entry, fields: frozenset[str], words: Words) -> float:
    description = entry.description or ""
    own = {word.casefold() for word in entity.name.split()}
    told = {word.casefold() for word in _WORD.findall(description)} - own - _EMPTY
    total = weights.SHARED_WORD * min(weights.MOST_SHARED, len(told & words.folded))
    if any(len(FIELDS[field] & words.folded) >= ABOUT for field in fields):
        total += weights.ARTICLE_FIELD
    years = _YEAR.findall(description)
    if years and int(max(years)) < RECENT and not any(year in words.text for year in years):
        total += weights.LONG_DEAD
    return total
