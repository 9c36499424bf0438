"""The entries that an entity can be, with their weight before the article is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.contract import Entity, EntityType
from dateline.enricher.entities.linking import weights
from dateline.enricher.entities.linking.asking import other_initials
from dateline.enricher.entities.teams import Sport
from dateline.knowledge import Entry

# Candidates of one entity that are weighed; the store gives at most 30 for a name, best first.
MOST = 60

# (Knowledge base, id) -> the entry and its weight.
_Weighed = dict[tuple[str, str], tuple[Entry, float]]


@dataclass(frozen=True, slots=True)
class Option:
    """An entry that an entity can be; ``weight`` in decimal exponents, ``share`` of all before the article is read."""

    entry: Entry
    weight: float
    share: float = 0.0

    @property
    def is_country(self) -> bool:
        """Whether it is a country or a territory with a code of its own."""
        return self.entry.country is not None and ("iso3166", self.entry.country) in self.entry.same_as


@dataclass(frozen=True, slots=True)
class Choice:
    """What an entity can be: the options, and the weight of somebody unknown."""

    options: tuple[Option, ...] = ()
    unknown: float = 0.0


def choice(
    entity: Entity, asked: Mapping[str, float], found: Mapping[str, Sequence[Entry]], sport: Sport | None = None
) -> Choice:
    """The entries of fitting type, once each, by prior, agreement and how its name was asked for.

    ``sport`` tells whether the article reports it: there an organisation that is called like
    a place is the place's team.
    """
    best = _fitting(entity, asked, found)
    own = found.get(entity.name, ())
    like_place = entity.type is EntityType.ORG and any(entry.type is EntityType.GPE for entry in own)
    is_team = like_place and sport is not None and sport.is_report
    unknown = weights.unknown(entity)
    if not best:
        if is_team or not (best := _mistyped(entity, own)):
            return Choice()
    elif like_place:
        unknown = weights.UNKNOWN_TEAM if is_team else unknown + weights.NAMED_AFTER_PLACE
    if entity.type in (EntityType.PERSON, EntityType.ORG):
        unknown += weights.NAMESAKE * min(weights.MOST_NAMESAKES, len(best) - 1)
    ranked = sorted(best.values(), key=lambda e: -e[1])[:MOST]
    shares = posterior([weight for _, weight in ranked], unknown)
    return Choice(tuple(Option(e, w, s) for (e, w), s in zip(ranked, shares, strict=True)), unknown)


def _fitting(entity: Entity, asked: Mapping[str, float], found: Mapping[str, Sequence[Entry]]) -> _Weighed:
    agreement = weights.AGREEMENT[entity.type]
    best: _Weighed = {}
    for name, loss in asked.items():
        for entry in found.get(name, ()):
            fits = agreement.get(entry.type)
            if fits is None or _is_another(entity, entry, loss):
                continue
            weight = weights.PRIOR * entry.prior + fits + loss + _mononym(entity, entry)
            known = best.get((entry.kb, entry.id))
            if known is None or weight > known[1]:
                best[entry.kb, entry.id] = (entry, weight)
    return best


def _is_another(entity: Entity, entry: Entry, loss: float) -> bool:
    """Whether an entry that shares the name can't be meant.

    A person with other initials; of a people ("Roman") the place that is itself called so
    (Roman, a town), unlike one whose demonym it is.
    """
    if entry.type is EntityType.PERSON:
        return loss != 0.0 and other_initials(entity.name, entry.label)
    is_people = entity.type is EntityType.NORP and entry.type is not EntityType.NORP
    return is_people and entry.label.casefold() == entity.name.casefold()


def _mononym(entity: Entity, entry: Entry) -> float:
    alone = entry.type is EntityType.PERSON and " " not in entity.name and entry.label == entity.name
    return weights.MONONYM if alone else 0.0


def _mistyped(entity: Entity, own: Sequence[Entry]) -> _Weighed:
    """Where nothing of its type is known: entries of any type whose label is the whole name, of two words or more."""
    if " " not in entity.name or entity.type is EntityType.NORP:
        return {}
    name = entity.name.casefold()
    return {
        (entry.kb, entry.id): (entry, weights.PRIOR * entry.prior + weights.MISTYPED)
        for entry in own
        if entry.label.casefold() == name
    }


def posterior(exponents: Sequence[float], unknown: float) -> list[float]:
    """Each one's share of all weights, the unknown's included."""
    top = max(*exponents, unknown) if exponents else unknown
    powers = [10.0 ** (exponent - top) for exponent in exponents]
    whole = sum(powers) + 10.0 ** (unknown - top)
    return [power / whole for power in powers]
