"""The entries that an entity can be, with their weight before the article is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.contract import Entity, EntityGroup
from dateline.enricher.entities.linking import weights
from dateline.knowledge import Entry

# Candidates of one entity that are weighed; the store gives at most 30 for a name, best first.
MOST = 60


@dataclass(frozen=True, slots=True)
class Option:
    """An entry that an entity can be; ``weight`` in decimal exponents, ``share`` of all before the article is read."""

    entry: Entry
    weight: float
    share: float = 0.0

    @property
    def is_country(self) -> bool:
        """Whether it is a country or a territory with a code of its own."""
        return self.entry.country is not None and dict(self.entry.same_as).get("iso3166") == self.entry.country


@dataclass(frozen=True, slots=True)
class Choice:
    """What an entity can be: the options, and the weight of somebody unknown."""

    options: tuple[Option, ...] = ()
    unknown: float = 0.0


def choice(entity: Entity, asked: Mapping[str, float], found: Mapping[str, Sequence[Entry]]) -> Choice:
    """The entries of fitting type, once each, by prior, agreement and how its name was asked for."""
    agreement = weights.AGREEMENT[entity.type]
    best: dict[tuple[str, str], tuple[Entry, float]] = {}
    places = False
    for name, loss in asked.items():
        for entry in found.get(name, ()):
            fits = agreement.get(entry.type)
            if fits is None:
                places |= entry.lat is not None and loss == 0.0
                continue
            weight = weights.PRIOR * entry.prior + fits + loss
            known = best.get((entry.kb, entry.id))
            if known is None or weight > known[1]:
                best[entry.kb, entry.id] = (entry, weight)
    if not best:
        return Choice()
    unknown = weights.unknown(entity)
    if places and entity.group is EntityGroup.ORGANIZATION and " " not in entity.name:
        unknown += weights.NAMED_AFTER_PLACE
    ranked = sorted(best.values(), key=lambda e: -e[1])[:MOST]
    shares = posterior([weight for _, weight in ranked], unknown)
    return Choice(tuple(Option(e, w, s) for (e, w), s in zip(ranked, shares, strict=True)), unknown)


def posterior(exponents: Sequence[float], unknown: float) -> list[float]:
    """Each one's share of all weights, the unknown's included."""
    top = max(*exponents, unknown) if exponents else unknown
    powers = [10.0 ** (exponent - top) for exponent in exponents]
    whole = sum(powers) + 10.0 ** (unknown - top)
    return [power / whole for power in powers]
