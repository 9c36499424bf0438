"""Words for kinds of things in other people's files -> our types.

Wikidata's classes stand in ``data/wikidata_classes.csv``; here are the words of tables and
of tag sets.
"""

from __future__ import annotations

import csv
from importlib.resources import files

from dateline.contract import EntityType

_WORDS: dict[EntityType, str] = {
    EntityType.PERSON: "per|person|persons|people|human|politician|player|athlete|actor|author|artist",
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
    """The type that a word names: "PERSON", "Company", "work_of_art", "http://schema.org/Person", "Q515"."""
    word = word.strip()
    if found := wikidata_classes().get(word.rpartition("/")[2]):
        return found
    word = word.rpartition("/")[2].rpartition(":")[2].rpartition("#")[2]
    return _TABLE.get(" ".join(word.replace("_", " ").replace("-", " ").casefold().split()))


_CLASSES: dict[str, EntityType] = {}


def wikidata_classes() -> dict[str, EntityType]:
    """Well-known classes of Wikidata, by item."""
    if not _CLASSES:
        table = (files("dateline.knowledge.imports") / "data" / "wikidata_classes.csv").read_text(encoding="utf-8")
        _CLASSES.update((row["item"], EntityType(row["type"])) for row in csv.DictReader(table.splitlines()))
    return _CLASSES
