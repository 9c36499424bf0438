"""Weighs an entity's candidates by what the article says, and says how likely each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.contract import Entity, EntityType
from dateline.enricher.entities.linking import descriptions, weights
from dateline.enricher.entities.linking.candidates import Choice, Option, posterior
from dateline.enricher.entities.linking.setting import Setting, is_region
from dateline.enricher.entities.words import Words
from dateline.knowledge import Entry

# After a place's name: "Buenos Aires province", "New York state".
_REGION = re.compile(r" (?:province|state|region|county|prefecture|oblast|governorate)\b")
_READ = 10  # mentions of an entity


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its share of all weights, 0..1."""

    entry: Entry
    score: float


def scored(entity: Entity, choice: Choice, setting: Setting, words: Words | None) -> list[Scored]:
    """The options by score, best first."""
    exponents = [option.weight + _support(entity, option, choice, setting, words) for option in choice.options]
    shares = posterior(exponents, choice.unknown)
    ranked = [Scored(o.entry, round(share, 4)) for o, share in zip(choice.options, shares, strict=True)]
    return sorted(ranked, key=lambda s: (-s.score, s.entry.kb, s.entry.id))


def _support(entity: Entity, option: Option, choice: Choice, setting: Setting, words: Words | None) -> float:
    entry = option.entry
    if entry.type in (EntityType.PERSON, EntityType.ORG):
        return _country(entry, setting) + descriptions.agreement(entity, entry, words)
    kind = weights.CALLED_REGION if words and is_region(entry) and _is_called_region(entity, words.text) else 0.0
    return _place(entity, entry, setting) + _namesake(entity, option, choice) + kind


def _country(entry: Entry, setting: Setting) -> float:
    if entry.country is None or not setting.countries:
        return 0.0
    return weights.THEIR_COUNTRY if entry.country in setting.countries else weights.ANOTHER_COUNTRY


def _place(entity: Entity, entry: Entry, setting: Setting) -> float:
    if entry.country is None:
        return 0.0
    in_country = setting.countries.get(entry.country, frozenset())
    in_region = setting.regions.get((entry.country, entry.admin1 or ""), frozenset())
    for after in setting.followed.get(entity.id, ()):
        if after in in_region or (after in in_country and after not in setting.any_region):
            return weights.SAID
    if len(in_region) > (entity.id in in_region):  # another than the entity itself
        return weights.SAME_REGION
    return weights.SAME_COUNTRY if len(in_country) > (entity.id in in_country) else 0.0


def _is_called_region(entity: Entity, text: str) -> bool:
    return any(_REGION.match(text, mention.end) for mention in entity.mentions[:_READ])


def _namesake(entity: Entity, option: Option, choice: Choice) -> float:
    """What a place loses by the others of its name: to a country, or to one that has the name for its label."""
    if option.is_country:
        return 0.0
    total = 0.0
    entry = option.entry
    countries = [other.entry.country for other in choice.options if other.is_country]
    if countries and entry.country in countries:
        total += weights.NAMED_AFTER_COUNTRY
    elif countries and not is_region(entry):
        total += weights.NAMED_LIKE_COUNTRY
    name = entity.name.casefold()
    if _is_other_name(name, entry.label.casefold()):
        total += weights.OTHER_NAME * any(other.entry.label.casefold() == name for other in choice.options)
    return total


def _is_other_name(name: str, label: str) -> bool:
    """Whether two names of a place have neither a word nor a beginning in common: unlike "Geneva" and "Genève"."""
    return name[:3] != label[:3] and set(name.split()).isdisjoint(label.split())
