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
FULL = 0.0
DERIVED = -0.3
# "INA" in a story that also says "Iraqi News Agency": the full name is the name.
SHORTER = -1.2

# "John F. Kerry", "George H. W. Bush", "Sammy Davis Jr.": the initials and the suffix can be left out.
_MIDDLE_INITIALS = re.compile(r"(?<=\w)(?: [A-Z](?:\.[A-Z])*\.?)+(?= \w{2})")
_GENERATION = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
# "Interfax news agency", "Tagus river", "Surrey 468": what the recogniser took along.
_JOINED = frozenset({"of", "and", "&", "for", "de", "la", "du", "des", "der", "the", "in"})
# "Cetus Corp CTUS", "Monsanto Co <MTC.N>": what stands after the legal form is the share's symbol.
_SYMBOL = re.compile(r" <?[A-Z]{1,5}(?:\.[A-Z]{1,2})?>?\Z")
# "U.S. Bureau of Mines" is the United States Bureau of Mines, or just the Bureau of Mines; "U.S. Steel" is no office.
_AMERICAN = re.compile(r"(?:U\.S\.|US) (?=[A-Z]\w+ )")
_OFFICES = frozenset(
    {
        "Administration",
        "Agency",
        "Attorney",
        "Board",
        "Bureau",
        "Commission",
        "Commissioner",
        "Council",
        "Court",
        "Department",
        "Office",
        "Registry",
        "Service",
        "Services",
        "Survey",
    }
)
# Alone, no name: "the South".
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
# "northern Gaza", "City of Leeds", "Kenya's": a part of the place, or the place with more words.
_PART = re.compile(
    r"(?:(?:north|south|east|west|central|north-?west|north-?east|south-?west|south-?east)(?:ern)?|the) "
)
_KIND = re.compile(r"(?:City|Town|State|Republic|Kingdom) of (?=[A-Z])")


def names(entity: Entity) -> dict[str, float]:
    """Name -> what it loses by not being the story's own. Bounded, the entity's fullest name first."""
    result: dict[str, float] = {}
    single = " " not in entity.name
    if single and entity.name.casefold() in _DIRECTIONS:
        return result
    for name in _spelled(entity):
        result.setdefault(name, FULL if single or " " in name else SHORTER)
    for name in list(result):
        for short in _derived(entity.group, name):
            if len(short) > 1:
                result[short] = max(result.get(short, DERIVED), DERIVED)
    return result


def other_initials(name: str, label: str) -> bool:
    """Whether two persons' names have different middle initials: "George H. W. Bush" and "George W. Bush"."""
    own, other = _MIDDLE_INITIALS.search(name), _MIDDLE_INITIALS.search(label)
    return own is not None and other is not None and _letters(own.group()) != _letters(other.group())


def _letters(initials: str) -> str:
    return initials.replace(".", "").replace(" ", "")


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
    if bare := _without_tail(name):
        yield bare
    if group is EntityGroup.PERSON:
        short = _MIDDLE_INITIALS.sub("", _GENERATION.sub("", name))
        if short != name and " " in short:
            yield short
    elif group is EntityGroup.ORGANIZATION:
        symbol = _SYMBOL.search(name)
        if company := short_company(name[: symbol.start()] if symbol else name):
            yield company
        if (american := _AMERICAN.match(name)) and not _OFFICES.isdisjoint(name.split(" ")):
            yield f"United States {name[american.end() :]}"
            yield name[american.end() :]
    elif group is EntityGroup.PLACE and (found := _PART.match(name) or _KIND.match(name)):
        yield name[found.end() :]


def _without_tail(name: str) -> str | None:
    """The name without the words in lower case and figures that end it."""
    words = name.split(" ")
    size = len(words)
    while size > 1 and not words[size - 1][:1].isupper():
        size -= 1
    rest = words[:size]
    # "University of the arts": the tail belongs to it.
    return " ".join(rest) if size < len(words) and _JOINED.isdisjoint(words[size:]) else None
