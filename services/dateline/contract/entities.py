"""Who and what an article names."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from dateline.contract.base import Record, Share, TextSpan


class EntityType(StrEnum):
    """OntoNotes 5 named-entity types (Weischedel et al. 2013), without its numeric and temporal ones."""

    PERSON = "PERSON"
    NORP = "NORP"
    FAC = "FAC"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    PRODUCT = "PRODUCT"
    EVENT = "EVENT"
    WORK_OF_ART = "WORK_OF_ART"
    LAW = "LAW"
    LANGUAGE = "LANGUAGE"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


class EntityGroup(StrEnum):
    """The coarse kind."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


GROUP_OF = {
    EntityType.PERSON: EntityGroup.PERSON,
    EntityType.ORG: EntityGroup.ORGANIZATION,
    EntityType.GPE: EntityGroup.PLACE,
    EntityType.LOC: EntityGroup.PLACE,
    EntityType.FAC: EntityGroup.PLACE,
    EntityType.NORP: EntityGroup.OTHER,
    EntityType.PRODUCT: EntityGroup.OTHER,
    EntityType.EVENT: EntityGroup.OTHER,
    EntityType.WORK_OF_ART: EntityGroup.OTHER,
    EntityType.LAW: EntityGroup.OTHER,
    EntityType.LANGUAGE: EntityGroup.OTHER,
}


class Mention(TextSpan):
    """One place where the article names the entity; ``section`` is the section's id."""

    section: str | None = None


class Place(Record):
    """Where a place is: degrees (WGS 84), ISO 3166-1 alpha-2 country, name of the first subdivision."""

    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None


class Candidate(Record):
    """A knowledge entry that an alias can mean; ``score`` as in ``Link``."""

    kb: str
    id: str
    label: str
    score: float


class Link(Record):
    """The knowledge entry that an entity is. ``same_as`` maps other knowledge bases to their ids.

    ``score`` is the entry's share of all that the name could mean here, somebody unknown
    included: 0.8 to 1, higher is better. It ranks; it is no calibrated probability, and with
    imported knowledge it is worth as much as that knowledge's priors.
    """

    kb: str
    id: str
    label: str
    description: str | None = None
    url: str | None = None
    score: float | None = None
    same_as: dict[str, str] = Field(default_factory=dict)
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()


class Entity(Record):
    """One person, organisation, place or thing, with all its mentions in the article.

    ``key`` is ``kb:id`` of the link, else ``group:normalised name``; unique within an
    article: "Israeli" is linked to Israel and keeps a key of its own. ``label`` is the
    model's own. ``name`` is the fullest form in the story, ``titles`` what stands before it
    ("CIA Director"). ``confidence`` is null where it is not calibrated.
    """

    id: str
    key: str
    type: EntityType
    label: str
    group: EntityGroup
    name: str
    titles: tuple[str, ...] = ()
    mentions: tuple[Mention, ...]
    salience: Share | None = None
    confidence: Share | None = None
    link: Link | None = None
