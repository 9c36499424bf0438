"""Rows of CSV and JSON lines -> drafts, by a mapping.

What a row does not say, its file may: ``Defaults``. Nothing of a row is followed or
evaluated: an address is an id, "=1+1" a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import priors, text
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.kinds import kind_of
from dateline.knowledge.imports.mapping import SAME_AS, Fields, plain
from dateline.knowledge.imports.variants import call_variants

# Columns that only rows of one kind have.
_TELLING = (
    (EntityType.PERSON, {"givenname", "firstname", "familyname", "lastname", "surname", "birthdate", "dateofbirth",
                         "gender", "occupation", "party"}),
    (EntityType.ORG, {"ticker", "lei", "isin", "industry", "headquarters", "founded", "legalname", "companyname"}),
    (EntityType.GPE, {"population", "pop", "lat", "latitude", "admin1"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for all rows of a table: the knowledge base of ids that say none, and the type of rows without."""

    kb: str
    kind: EntityType | None = None


def kind_of_table(names: Sequence[str], fields: Fields, given: EntityType | None) -> EntityType | None:
    """The type of rows that say none: as told, or by the columns that only one kind of table has.

    Raises ``ImportStoppedError`` where nothing tells, and no column does.
    """
    if given is not None:
        return given
    there = {plain(name) for name in names}
    kind = next((kind for kind, telling in _TELLING if there & telling), None)
    if kind is None and "type" not in fields.columns:
        raise ImportStoppedError(
            f"nothing says what the rows are; the columns are {', '.join(name[:40] for name in names[:30])}. "
            "Say it for all of them with --type PERSON (ORG, GPE, …), or name the column: --map type=COLUMN"
        )
    return kind


def draft_of(row: Mapping[str, Any], fields: Fields, defaults: Defaults) -> Draft | str:
    """The draft of a row, or why it is none."""
    label = text.name_of(_one(fields.get("label", row)))
    if label is None:
        return "without a name"
    kind = _kind(fields.get("type", row), defaults.kind)
    if kind is None:
        return "of a type that is not known"
    ids: dict[str, str] = {}
    for base, known in _ids(row, fields, defaults.kb):
        ids.setdefault(base, known)
    kb = next((base for base in ("wikidata", "geonames", "iso3166") if base in ids), defaults.kb)
    # Rows without an id are told apart by their names.
    own = ids.pop(kb, None) or label[: text.LONGEST_ID].strip()
    description = text.description_of(_one(fields.get("description", row)))
    draft = Draft(kb, own, label, kind, _prior(row, fields, kind), description)
    draft.same_as.update(ids)
    draft.lat, draft.lon = text.point_of(fields.get("lat", row), fields.get("lon", row))
    draft.country = text.country_of(_one(fields.get("country", row)))
    draft.admin1 = text.name_of(fields.get("admin1", row))
    draft.called(label)
    column = fields.columns.get("aliases")
    if column is not None:
        for name in _listed(column.of(row), column.separator):
            if len(draft.aliases) >= text.MOST_NAMES:
                break
            draft.called(text.name_of(name), rank=priors.OTHER_NAME)
    call_variants(draft)
    return draft


def _one(value: Any) -> Any:
    """The first of a list; of a map of languages the English one."""
    if isinstance(value, list):
        return value[0] if value else None
    if isinstance(value, dict):
        return _one(value.get("en", value.get("value", next(iter(value.values()), None))))
    return value


def _kind(value: Any, default: EntityType | None) -> EntityType | None:
    words = _listed(value, None)
    return next((kind for word in words if isinstance(word, str) and (kind := kind_of(word[:200]))), default)


def _ids(row: Mapping[str, Any], fields: Fields, kb: str) -> Iterator[tuple[str, str]]:
    """Knowledge bases and ids, best first; ``kb`` is that of an id which does not say whose it is."""
    if item := text.qid_of(_one(fields.get("wikidata", row))):
        yield "wikidata", item
    own = text.id_of(_one(fields.get("id", row)))
    if own is not None:
        item = text.qid_of(own)
        yield ("wikidata", item) if item else (kb, own)
    geoname = text.id_of(_one(fields.get("geonames", row)))
    if geoname is not None and geoname.isdecimal():
        yield "geonames", geoname
    for field, column in fields.columns.items():
        name = field.removeprefix(f"{SAME_AS}.")
        known = text.id_of(_one(column.of(row))) if field == "iso3166" or name != field else None
        if known is not None:
            yield name, known
    said = row.get(SAME_AS)
    if isinstance(said, Mapping):
        for name, value in said.items():
            base, known = text.name_of(name, 40), text.id_of(value)
            if base and known and (base != "wikidata" or text.qid_of(known)):
                yield base, text.qid_of(known) or known


def _prior(row: Mapping[str, Any], fields: Fields, kind: EntityType) -> float:
    """As given, else from sitelinks or population, the better; else ``UNCOUNTED``."""
    given = text.number_of(fields.get("prior", row))
    if given is not None and 0.0 <= given <= 1.0:
        return given
    links = text.number_of(_one(fields.get("sitelinks", row)))
    people = text.number_of(_one(fields.get("population", row)))
    found = [priors.of_sitelinks(links, kind)] if links is not None else []
    if people and kind in (EntityType.GPE, EntityType.LOC):
        found.append(priors.of_population(people))
    return max(found, default=priors.UNCOUNTED)


def _listed(value: Any, separator: str | None) -> Iterator[Any]:
    """The members of a list: JSON's, or a text with separators: the given one, else "|", else ";"."""
    if isinstance(value, dict):
        value = [name for names in value.values() for name in (names if isinstance(names, list) else [names])]
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = value.strip("[]")
    if isinstance(value, list):
        yield from (_one(member.get("name") or member) if isinstance(member, dict) else member for member in value)
    elif isinstance(value, str):
        mark = separator or next((mark for mark in "|;" if mark in value), None)
        yield from value.split(mark) if mark else [value]
