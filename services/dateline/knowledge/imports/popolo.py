"""Popolo JSON, as EveryPolitician and parliaments publish it -> drafts of people and organisations.

What somebody is, is told from the newest membership: "member of the House of Commons for
Holborn and St Pancras, Labour".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import priors, text
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.variants import call_variants

KB = "popolo"
# Bytes: a document is read as a whole. The largest of EveryPolitician has some tens of millions.
LARGEST = 512 * 1024 * 1024
# "Groups" that are none: those who belong to no party.
NO_PARTY = frozenset(
    {"unknown", "ind", "independent", "independents", "none", "no party", "nonpartisan", "non-partisan"}
)
_SCHEMES = frozenset({"wikidata", "viaf", "isni", "imdb", "gnd", "freebase"})
_WIKIPEDIA = re.compile(r"Wikipedia \((?!commons)[a-z_-]+\)")


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a Popolo file, by id."""

    persons: list[dict[str, Any]]
    organizations: dict[str, dict[str, Any]]
    areas: dict[str, dict[str, Any]]
    starts: dict[str, str]
    newest: dict[str, dict[str, Any]]
    house: dict[str, Any]
    space: str


def is_popolo(document: Any) -> bool:
    """Whether a JSON value is a Popolo document: an object with lists of people or organisations."""
    return isinstance(document, dict) and any(
        isinstance(document.get(part), list) for part in ("persons", "organizations", "memberships")
    )


def drafts(document: Any, name: str, languages: tuple[str, ...]) -> Iterator[Draft | str]:
    """The people and organisations of a document, or why one is left out. ``name`` tells its ids from others'.

    Raises ``ImportStoppedError`` for what is no Popolo.
    """
    if not is_popolo(document):
        raise ImportStoppedError(f"{name} is no Popolo document: it has none of persons, organizations, memberships")
    popolo = _read(document, name)
    for organization in popolo.organizations.values():
        yield _organization(organization, popolo, languages)
    for person in popolo.persons:
        yield _person(person, popolo, languages)


def _read(document: Mapping[str, Any], name: str) -> Document:
    organizations = _by_id(document.get("organizations"))
    starts = {
        key: str(event.get("start_date") or "") for key, event in _by_id(document.get("events")).items()
    }  # terms of a parliament
    newest: dict[str, dict[str, Any]] = {}
    for membership in _objects(document.get("memberships")):
        person = str(membership.get("person_id"))
        if person not in newest or _began(membership, starts) >= _began(newest[person], starts):
            newest[person] = membership
    house = next((body for body in organizations.values() if body.get("classification") == "legislature"), {})
    return Document(
        list(_objects(document.get("persons"))),
        organizations,
        _by_id(document.get("areas")),
        starts,
        newest,
        house,
        str(house.get("id") or name),
    )


def _began(membership: Mapping[str, Any], starts: Mapping[str, str]) -> str:
    term = starts.get(str(membership.get("legislative_period_id")), "")
    return str(membership.get("start_date") or term)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))


def _by_id(value: Any) -> dict[str, dict[str, Any]]:
    return {str(entry["id"]): entry for entry in _objects(value) if entry.get("id")}


def _person(person: Mapping[str, Any], popolo: Document, languages: tuple[str, ...]) -> Draft | str:
    pages = sum(bool(_WIKIPEDIA.match(str(link.get("note")))) for link in _objects(person.get("links")))
    # The links of such a file are some of the pages there are.
    prior = max(priors.UNCOUNTED, priors.of_sitelinks(pages, EntityType.PERSON))
    draft = _named(person, EntityType.PERSON, prior, popolo, languages)
    if isinstance(draft, Draft):
        draft.description = text.description_of(
            person.get("summary") or _membership(popolo.newest.get(str(person.get("id"))), popolo)
        )
        given, family = text.name_of(person.get("given_name")), text.name_of(person.get("family_name"))
        draft.called(f"{given} {family}" if given and family else None, rank=priors.OTHER_NAME)
    return draft


def _organization(body: Mapping[str, Any], popolo: Document, languages: tuple[str, ...]) -> Draft | str:
    name = str(body.get("name")).casefold()
    if name in NO_PARTY or name.strip("_") in NO_PARTY:
        return "groups of those without a party"
    draft = _named(body, EntityType.ORG, priors.UNCOUNTED, popolo, languages)
    if isinstance(draft, Draft):
        kind = text.description_of(body.get("classification"))
        said = {"party": "political party", "legislature": "parliament"}.get(kind, kind)
        where = _name(popolo.house) if popolo.house is not body else None
        draft.description = f"{said} in the {where.removeprefix('The ')}" if said and where else said
    return draft


def _membership(membership: Mapping[str, Any] | None, popolo: Document) -> str:
    """What a membership makes of somebody, in words."""
    if membership is None:
        return ""
    role = text.name_of(membership.get("role")) or "member"
    body = _name(popolo.organizations.get(str(membership.get("organization_id"))))
    party = _name(popolo.organizations.get(str(membership.get("on_behalf_of_id"))))
    area = _name(popolo.areas.get(str(membership.get("area_id"))))
    said = role + (f" of the {body.removeprefix('The ')}" if body else "") + (f" for {area}" if area else "")
    return f"{said}, {party}" if party and party.casefold() not in NO_PARTY else said


def _name(thing: Mapping[str, Any] | None) -> str | None:
    return text.name_of(thing.get("name")) if thing else None


def _named(
    thing: Mapping[str, Any], kind: EntityType, prior: float, popolo: Document, languages: tuple[str, ...]
) -> Draft | str:
    """A draft with ids and names; people and bodies are named in the same way."""
    label, own = text.name_of(thing.get("name")), text.id_of(thing.get("id"))
    if label is None:
        return "without a name"
    same_as = dict(_identifiers(_objects(thing.get("identifiers"))))
    if own is not None:
        # "party/labour" is another one in each country's file.
        own = text.id_of(own if _is_unique(own) else f"{popolo.space}/{own}")
    if "wikidata" in same_as:
        draft = Draft("wikidata", same_as["wikidata"], label, kind, prior, "", same_as)
        if own:
            same_as[KB] = own
    elif own:
        draft = Draft(KB, own, label, kind, prior, "", same_as)
    else:
        return "without an id"
    draft.called(label)
    for other in _objects(thing.get("other_names")):
        language = other.get("lang")
        if len(draft.aliases) < text.MOST_NAMES and (language is None or language in languages):
            draft.called(text.name_of(other.get("name")), rank=priors.OTHER_NAME)
    call_variants(draft)
    return draft


def _identifiers(identifiers: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for identifier in identifiers:
        scheme, value = identifier.get("scheme"), text.id_of(identifier.get("identifier"))
        if scheme in _SCHEMES and value and (scheme != "wikidata" or text.qid_of(value)):
            yield str(scheme), text.qid_of(value) or value


def _is_unique(own: str) -> bool:
    """Whether an id is a UUID, which no other file uses for another."""
    return re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", own.rpartition("/")[2]) is not None
