"""Where an article plays: the countries and regions that it names, which tell namesakes apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from dateline.contract import Entity, EntityGroup
from dateline.enricher.entities.linking.candidates import Option
from dateline.knowledge import Entry

# What makes an entity's most probable meaning plain enough to count as the article's place.
PLAIN = 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the article plays."""

    # Country -> the entities (by id) that are it, or are clearly in it.
    countries: Mapping[str, frozenset[str]]
    # (Country, subdivision's name) -> the entities that are it.
    regions: Mapping[tuple[str, str], frozenset[str]]
    any_region: frozenset[str]
    # Entity id -> the entities named right after it, behind a comma.
    followed: Mapping[str, Set[str]]

    @staticmethod
    def of(entities: Sequence[Entity], options: Sequence[Sequence[Option]]) -> Setting:
        """Read from the places whose meaning is plain before the article is read."""
        countries: dict[str, set[str]] = {}
        regions: dict[tuple[str, str], set[str]] = {}
        for entity, choices in zip(entities, options, strict=True):
            if entity.group is not EntityGroup.PLACE:
                continue
            for option in choices:
                entry = option.entry
                if entry.country is None:
                    continue
                if entry.admin1 and is_region(entry):
                    regions.setdefault((entry.country, entry.admin1), set()).add(entity.id)
                if option.is_country or option.share > PLAIN:
                    countries.setdefault(entry.country, set()).add(entity.id)
        return Setting(
            {country: frozenset(ids) for country, ids in countries.items()},
            {region: frozenset(ids) for region, ids in regions.items()},
            frozenset().union(*regions.values()),
            _followed(entities),
        )


def is_region(entry: Entry) -> bool:
    """Whether a place is a country's first subdivision, under whatever name."""
    return entry.admin1 is not None and (
        entry.admin1 == entry.label or any(kb == "iso3166" and "-" in known for kb, known in entry.same_as)
    )


def _followed(entities: Sequence[Entity]) -> dict[str, set[str]]:
    """Entity -> those named right after it, two characters on: "Paris, Texas"."""
    spans = sorted((m.start, m.end, entity.id) for entity in entities for m in entity.mentions)
    result: dict[str, set[str]] = {}
    for (_, end, first), (start, _, second) in pairwise(spans):
        if start - end == 2 and first != second:
            result.setdefault(first, set()).add(second)
    return result
