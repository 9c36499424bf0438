"""The names that an entity is asked for: as the story spells it, and what is left without its trimmings.

Which of the answers is meant is decided by ``scoring``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.contract import Entity, EntityGroup
from dateline.enricher.entities.organizations import short_company

# Spellings of one entity that are asked for, and all names together with what is derived from them.
MOST_SPELLINGS = 4

# What a name that is not written so in the story loses, in decimal exponents.
SPELLED = 0.0
DERIVED = -0.2

# "John F. Kerry", "George H. W. Bush", "Sammy Davis Jr.": the initials and the suffix can be left out.
_MIDDLE_INITIALS = re.compile(r"(?<=\w)(?: [A-Z]\.?)+(?= \w{2})")
_GENERATION = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
# "northern Gaza", "City of Leeds", "Kenya's": a part of the place, or the place with more words.
_PART = re.compile(r"(?:(?:north|south|east|west|central|north-?west|north-?east|south-?west|south-?east)(?:ern)?|the) ")
_KIND = re.compile(r"(?:City|Town|State|Republic|Kingdom) of (?=[A-Z])")


def names(entity: Entity) -> dict[str, float]:
    """Name -> what it loses by not being the story's own. Bounded, the entity's fullest name first."""
    result: dict[str, float] = {}
    for name in _spelled(entity):
        result.setdefault(name, SPELLED)
    for name in list(result):
        for short in _derived(entity.group, name):
            if len(short) > 1:
                result.setdefault(short, DERIVED)
    return result


def _spelled(entity: Entity) -> Iterator[str]:
    """The fullest form and the first others.

    Not a person's short forms, where a full name is known: any number of people are called "Burns".
    """
    yield entity.name
    seen = {entity.name}
    for mention in entity.mentions[:20]:
        if len(seen) >= MOST_SPELLINGS:
            return
        if mention.text not in seen and (entity.group is not EntityGroup.PERSON or " " in mention.text):
            seen.add(mention.text)
            yield mention.text


def _derived(group: EntityGroup, name: str) -> Iterator[str]:
    if " " not in name:
        return
    if group is EntityGroup.PERSON:
        bare = _GENERATION.sub("", name)
        short = _MIDDLE_INITIALS.sub("", bare)
        if short != name and " " in short:
            yield short
    elif group is EntityGroup.ORGANIZATION:
        if company := short_company(name):
            yield company
    elif group is EntityGroup.PLACE:
        if found := _PART.match(name) or _KIND.match(name):
            yield name[found.end() :]
