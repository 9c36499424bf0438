"""What knowledge says of one person, organisation, place or thing, and how it says that it could not be asked.

The records that the store, the cache and the linker share. They serialise to compact JSON
for the cache; the contract's ``Link`` is made from them by the linker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dateline.contract import EntityType


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that an alias can mean.

    ``kb`` and ``id`` name it ("geonames", "2988507"). ``prior`` says how much the world
    speaks of it under the alias that was asked for: 0..1, logarithmic, a tenth is a factor
    of ten (a city of 100,000 people has 0.5, one of ten million 0.7). ``same_as`` are pairs
    of another knowledge base and the id there. ``lat`` and ``lon`` are degrees (WGS 84),
    ``country`` is ISO 3166-1 alpha-2, ``admin1`` the name of the first subdivision.
    """

    kb: str
    id: str
    label: str
    type: EntityType
    prior: float
    description: str | None = None
    url: str | None = None
    same_as: tuple[tuple[str, str], ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found: every alias that was asked for, best first; ``()`` where nothing is known.

    ``reached`` is false where knowledge could not be asked, for the ``reason`` given; what
    was found before that is there all the same. ``unanswered`` are then the aliases that
    have no answer, where that is known: an article that needs none of them lacks nothing.
    ``version`` is that of the knowledge that answered, all of it; knowledge can be replaced
    between two look-ups. Null where nothing answered.
    """

    found: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    reached: bool = True
    reason: str | None = None
    unanswered: frozenset[str] = frozenset()
    version: str | None = None


class Knowledge(Protocol):
    """Whoever can be asked what aliases mean."""

    @property
    def version(self) -> str:
        """Changes whenever an answer could: part of the pipeline's fingerprint and of the cache's keys.

        The newest that is known; what an answer came from, it says itself.
        """
        ...

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias, as written in the article, can mean. Never raises for an outage: see ``Answers``."""
        ...


def encode(entries: Sequence[Entry]) -> bytes:
    """Compact JSON: a list of lists, in the order of ``Entry``'s fields."""
    rows = [
        [e.kb, e.id, e.label, e.type.value, e.prior, e.description, e.url, e.same_as, e.lat, e.lon, e.country, e.admin1]
        for e in entries
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> tuple[Entry, ...]:
    """The entries of ``encode``. Raises ``ValueError`` for anything else, whatever the bytes."""
    try:
        rows = json.loads(data)
    except RecursionError as error:
        raise ValueError("not a list of entries") from error
    if not isinstance(rows, list):
        raise ValueError("not a list of entries")
    return tuple(_entry(row) for row in rows)


def _entry(row: Any) -> Entry:
    if not isinstance(row, list) or len(row) != 12:
        raise ValueError("not an entry")
    kb, id_, label, kind, prior, description, url, same_as, lat, lon, country, admin1 = row
    texts = (kb, id_, label)
    optional = (description, url, country, admin1)
    numbers = (prior, 0.0 if lat is None else lat, 0.0 if lon is None else lon)
    if not (
        all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in optional)
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers)
        and isinstance(same_as, list)
        and all(isinstance(pair, list) and list(map(type, pair)) == [str, str] for pair in same_as)
    ):
        raise ValueError("not an entry")
    pairs = tuple((base, known) for base, known in same_as)
    return Entry(kb, id_, label, EntityType(kind), float(prior), description, url, pairs, lat, lon, country, admin1)
