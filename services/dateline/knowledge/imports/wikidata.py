"""Entities of a Wikidata JSON dump -> drafts.

Reads one entity at a time, in every shape that the format allows (Wikibase's
``docs/topics/json.md``): maps that are empty lists, snaks without a value, ranks, numbers as
text, ids without ``id``. Which lines there are is for ``streams``, what is kept for ``stage``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import priors, text
from dateline.knowledge.imports.countries import iso_of_item
from dateline.knowledge.imports.variants import call_variants

# Where a label stands that is the same in all languages (since 2024), after those that were asked for.
ANY_LANGUAGE = "mul"
# Ids elsewhere: property -> our name of the knowledge base. For same_as, as far as a reader can use them.
ELSEWHERE = {
    "P1566": "geonames",
    "P297": "iso3166",
    "P300": "iso3166",  # a subdivision's; no thing has both
    "P214": "viaf",
    "P213": "isni",
    "P345": "imdb",
    "P227": "gnd",
    "P244": "loc",
    "P1278": "lei",
    "P646": "freebase",
}
EARTH = "Q2"


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a dump is wanted. ``types`` empty: every type that a class has."""

    type_of: Callable[[str], EntityType | None]
    types: frozenset[EntityType] = frozenset()
    least_sitelinks: int = 0
    languages: tuple[str, ...] = ("en",)


# Why a line became no entry.
BROKEN = "broken lines"
NO_ITEM = "properties, lexemes and redirects"
FEW_LINKS = "with fewer sitelinks"
NO_CLASS = "of no class that is looked for"
NO_LABEL = "without a label in these languages"


def entity_of(line: bytes, wanted: Filter) -> Draft | str:
    """The draft of a line, or why it is none.

    Lines that cannot pass the filter are told by two searches for bytes, without being parsed.
    """
    if wanted.least_sitelinks and line.count(b'"site"') < wanted.least_sitelinks:
        return FEW_LINKS
    if b'"P31"' not in line and _is_whole(line):
        return NO_ITEM if b'"redirect"' in line or b'"lemmas"' in line else NO_CLASS
    entity = parsed(line)
    if entity is None:
        return BROKEN
    return draft_of(entity, wanted)


def parsed(line: bytes) -> dict[str, Any] | None:
    """The object of a line; None for anything else."""
    try:
        entity = from_json(line)
    except (ValueError, RecursionError):
        return None
    return entity if isinstance(entity, dict) else None


def _is_whole(line: bytes) -> bool:
    return line.startswith(b"{") and line.endswith(b"}")


def bare(line: bytes) -> bytes:
    """A line of the dump without the commas and brackets of the array; empty for the brackets alone."""
    return line.strip(b" \t\r\n\xef\xbb\xbf").removeprefix(b"[").removesuffix(b"]").strip(b" \t\r\n,")


def draft_of(entity: Mapping[str, Any], wanted: Filter) -> Draft | str:
    """The draft of an entity, or why it is none."""
    item = text.qid_of(entity.get("id")) or text.qid_of(entity.get("title"))
    if entity.get("type") != "item" or item is None or "redirect" in entity:
        return NO_ITEM
    links = entity.get("sitelinks")
    links = len(links) if isinstance(links, dict | list) else 0
    if links < wanted.least_sitelinks:
        return FEW_LINKS
    claims = _map(entity.get("claims"))
    kind = _type(claims, wanted)
    if kind is None:
        return NO_CLASS
    labels = _map(entity.get("labels"))
    label = next(filter(None, (_term(labels.get(code)) for code in _codes(labels, wanted.languages))), None)
    if label is None:
        return NO_LABEL
    draft = Draft("wikidata", item, label, kind, priors.of_sitelinks(links, kind), "")
    _describe(draft, entity, wanted.languages)
    _name(draft, labels, _map(entity.get("aliases")), wanted.languages)
    _place(draft, claims)
    return draft


def _type(claims: Mapping[str, Any], wanted: Filter) -> EntityType | None:
    """The type of the first class that has one, and that is wanted."""
    for item in _items(claims, "P31"):
        kind = wanted.type_of(item)
        if kind is not None and (not wanted.types or kind in wanted.types):
            return kind
    return None


def _describe(draft: Draft, entity: Mapping[str, Any], languages: tuple[str, ...]) -> None:
    descriptions = _map(entity.get("descriptions"))
    for code in _codes(descriptions, languages):
        if found := text.description_of(_value(descriptions.get(code))):
            draft.description = found
            return


def _name(draft: Draft, labels: Mapping[str, Any], aliases: Mapping[str, Any], languages: tuple[str, ...]) -> None:
    draft.called(draft.label)
    draft.called(*(_term(labels.get(code)) for code in _codes(labels, languages)), rank=priors.OTHER_NAME)
    for code in _codes(aliases, languages):
        terms = aliases.get(code)
        # PHP writes a list with gaps as a map.
        for term in (terms.values() if isinstance(terms, dict) else terms) if terms else ():
            if len(draft.aliases) < text.MOST_NAMES:
                draft.called(_term(term), rank=priors.OTHER_NAME)
    call_variants(draft)


def _place(draft: Draft, claims: Mapping[str, Any]) -> None:
    for known, base in ELSEWHERE.items():
        found = text.id_of(next(_values(claims, known), None)) if known in claims else None
        if found:
            draft.same_as.setdefault(base, found)
    for value in _values(claims, "P625"):
        if isinstance(value, dict) and str(value.get("globe") or EARTH).rpartition("/")[2] == EARTH:
            draft.lat, draft.lon = text.point_of(value.get("latitude"), value.get("longitude"))
            break
    country = text.country_of(next(_values(claims, "P297"), None))
    draft.country = country or next(filter(None, map(iso_of_item().get, _items(claims, "P17"))), None)


# --- The format's ways -----------------------------------------------------------------------------


def _map(value: Any) -> Mapping[str, Any]:
    """A map; PHP writes an empty one as an empty list."""
    return value if isinstance(value, dict) else {}


def _value(term: Any) -> Any:
    return term.get("value") if isinstance(term, dict) else None


def _term(term: Any) -> str | None:
    return text.name_of(_value(term))


def _codes(terms: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[str]:
    """The languages that were asked for, ``mul``, then their regional forms: en, mul, en-gb, en-ca."""
    yield from (code for code in (*languages, ANY_LANGUAGE) if code in terms)
    for language in languages:
        yield from (code for code in terms if code.startswith(language + "-"))


def _values(claims: Mapping[str, Any], known: str) -> Iterator[Any]:
    """The values of a property, preferred ones first; deprecated ones and those without a value are passed over."""
    statements = claims.get(known)
    if isinstance(statements, dict):
        statements = list(statements.values())
    if not isinstance(statements, list):
        return
    ranked = [s for s in statements if isinstance(s, dict) and s.get("rank") != "deprecated"]
    for statement in sorted(ranked, key=lambda s: s.get("rank") != "preferred"):
        snak = _map(statement.get("mainsnak"))
        if snak.get("snaktype") == "value":
            value = _map(snak.get("datavalue")).get("value")
            if value is not None:
                yield value


def _items(claims: Mapping[str, Any], known: str) -> Iterator[str]:
    """The items that a property points to; older dumps give their number alone."""
    for value in _values(claims, known):
        if not isinstance(value, dict):
            continue
        item = text.qid_of(value.get("id"))
        number = value.get("numeric-id")
        if item is None and value.get("entity-type") == "item" and type(number) in (int, str):
            item = text.qid_of(f"Q{number}")
        if item:
            yield item


def superclasses(entity: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """An item and the classes that it is a subclass of (P279); None where it is none."""
    item = text.qid_of(entity.get("id"))
    parents = list(_items(_map(entity.get("claims")), "P279"))
    return (item, parents) if item and parents else None
