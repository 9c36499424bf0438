"""Words for kinds of things in other people's files -> our types.

Wikidata's classes stand in ``data/wikidata_classes.csv``; here are the words of tables and
of tag sets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from dateline.contract import EntityType

_WORDS: dict[EntityType, str] = {
    EntityType.PERSON: "per|person|persons|people|human|politician|minister|president|senator|governor|judge|"
    "player|footballer|athlete|coach|actor|actress|singer|musician|author|writer|journalist|artist|scientist|"
    "businessperson|executive|officer|monarch",
    EntityType.NORP: "nationality|ethnic group|religion|demonym|people group",
    EntityType.FAC: "facility|building|airport|stadium|venue|museum|bridge|station|road|landmark",
    EntityType.ORG: "organization|organisation|company|corporation|business|firm|agency|institution|party|team|club|"
    "university|school|bank|newspaper|publisher|band|government|political party|public body|legalentity",
    EntityType.GPE: "place|location|country|state|city|town|village|region|province|county|district|municipality|"
    "settlement|territory|capital|populated place|administrativearea",
    EntityType.LOC: "continent|mountain|river|lake|sea|ocean|island|desert|waterbody",
    EntityType.PRODUCT: "product|brand|software|vehicle|aircraft|vessel|device",
    EntityType.EVENT: "event|war|battle|election|tournament|festival|disaster",
    EntityType.WORK_OF_ART: "work|film|book|song|album|painting|play|series|creativework|work of art|tv series",
    EntityType.LAW: "law|treaty|act|statute|legislation",
    EntityType.LANGUAGE: "language",
}
_TABLE = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
_TABLE |= {kind.value.casefold().replace("_", " "): kind for kind in EntityType}


def kind_of(word: str) -> EntityType | None:
    """The type that a word names: "PERSON", "Company", "work_of_art", "http://schema.org/Person", "Q515".

    Where the whole is not known, its last word tells: "Croatian football club".
    """
    word = word.strip().rpartition("/")[2]
    if found := wikidata_classes().get(word):
        return found
    words = word.rpartition(":")[2].rpartition("#")[2].replace("_", " ").replace("-", " ").casefold().split()
    return next((kind for name in (" ".join(words), *words[-1:]) if (kind := _words().get(name))), None)


@cache
def wikidata_classes() -> Mapping[str, EntityType]:
    """Well-known classes of Wikidata, by item."""
    return {row["item"]: EntityType(row["type"]) for row in _classes()}


@cache
def _words() -> Mapping[str, EntityType]:
    """Our words, and the labels of the classes."""
    return {row["label"].casefold(): EntityType(row["type"]) for row in _classes()} | _TABLE


def _classes() -> Iterator[dict[str, str]]:
    table = (files("dateline.knowledge.imports") / "data" / "wikidata_classes.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(table.splitlines())
