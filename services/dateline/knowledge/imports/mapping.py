"""Which column or key of a table holds what: recognised by usual names, or said by the user.

A field is said as ``field=column``, for a list with the separator behind it:
``aliases=alt_names:;``. A key inside an object is reached by points: ``label=labels.en``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.knowledge.imports.errors import ImportStoppedError

# Field -> the columns that are taken for it, best first; compared in lower case without "_", "-" and spaces.
USUAL: dict[str, tuple[str, ...]] = {
    "label": ("label", "name", "itemlabel", "title", "fullname", "displayname", "personlabel", "entity", "entityname",
              "canonicalname", "companyname", "caption", "labels"),
    "wikidata": ("wikidata", "qid", "wikidataid", "wikidataqid", "wikibaseid", "wdid", "item", "wikidataitem"),
    "geonames": ("geonames", "geonamesid", "geonameid"),
    "iso3166": ("iso3166", "iso31662", "isocode"),
    "id": ("id", "uid", "identifier", "entityid", "kbid", "key", "code", "uri", "iri"),
    "aliases": ("aliases", "alias", "altnames", "alternatenames", "alternativenames", "othernames", "alsoknownas",
                "aka", "synonyms", "itemaltlabel", "altlabel", "altlabels", "weakaliases", "shortname", "names"),
    "type": ("type", "entitytype", "kind", "class", "category", "schema", "instanceof", "ner", "nertype", "types"),
    "description": ("description", "desc", "itemdescription", "summary", "abstract", "gloss", "position",
                    "occupation", "industry", "role", "notes"),
    "prior": ("prior", "popularity"),
    "sitelinks": ("sitelinks", "sitelinkcount", "sitelinkscount", "numsitelinks", "linkcount"),
    "population": ("population", "pop"),
    "country": ("country", "countrycode", "countryiso", "iso2", "alpha2", "countries", "jurisdiction"),
    "admin1": ("admin1", "admin1name", "subdivision", "stateprovince"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
}  # fmt: skip
# Written ", " by Wikidata's query service; anywhere else a comma can be part of a name ("Shad, John").
_COMMA_LISTS = frozenset({"itemaltlabel"})
SAME_AS = "same_as"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field is, and what parts the members of a list in it."""

    path: tuple[str, ...]
    separator: str | None = None

    def of(self, row: Mapping[str, Any]) -> Any:
        """The value in a row; None where there is none."""
        value: Any = row
        for key in self.path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


@dataclass(frozen=True, slots=True)
class Fields:
    """Field -> where it is. ``same_as.NAME`` fields are ids in other knowledge bases."""

    columns: Mapping[str, Column]

    def get(self, field: str, row: Mapping[str, Any]) -> Any:
        """A field's value in a row, as it stands there."""
        column = self.columns.get(field)
        return column.of(row) if column else None


def said(options: Iterable[str], file: Path | None = None) -> dict[str, Column]:
    """The columns that the user names, by options and by a TOML or JSON file of the same pairs.

    Raises ``ImportStoppedError`` for what is no mapping.
    """
    pairs: dict[str, str] = dict(_pairs_of(file)) if file else {}
    for option in options:
        field, equals, column = option.partition("=")
        if not equals or not column.strip():
            raise ImportStoppedError(f"--map {option}: say it as FIELD=COLUMN, for example --map label=name")
        pairs[field.strip()] = column
    columns = {}
    for field, column in pairs.items():
        if field not in USUAL and not field.startswith(f"{SAME_AS}."):
            known = ", ".join([*USUAL, f"{SAME_AS}.NAME"])
            raise ImportStoppedError(f"“{field}” is no field of a mapping; the fields are {known}")
        name, separator = column, None
        if field == "aliases" and ":" in column:
            name, _, separator = column.partition(":")
        columns[field] = Column(tuple(name.strip().split(".")), separator or None)
    return columns


def _pairs_of(file: Path) -> Iterable[tuple[str, str]]:
    try:
        written = file.read_text(encoding="utf-8")
        pairs = json.loads(written) if written.lstrip().startswith("{") else tomllib.loads(written)
    except OSError as error:
        raise ImportStoppedError(f"the mapping {file} can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ImportStoppedError(f"the mapping {file} is neither TOML nor JSON: {error}") from error
    for field, column in pairs.items():
        if isinstance(column, dict):  # TOML: same_as.viaf = "viaf_id"
            yield from ((f"{field}.{name}", str(value)) for name, value in column.items())
        else:
            yield field, str(column)


def recognised(names: Sequence[str], given: Mapping[str, Column]) -> Fields:
    """The mapping of a table with these columns: what the user said, and for the rest the usual names.

    Raises ``ImportStoppedError`` where a column that was said is not there, or no label is.
    """
    for field, column in given.items():
        if column.path[0] not in names:
            raise ImportStoppedError(
                f"there is no column “{column.path[0]}” for {field}; the columns are {_listed(names)}"
            )
    there = {plain(name): name for name in reversed(names)}
    taken = {column.path[0] for column in given.values()}
    columns = dict(given)
    for field, usual in USUAL.items():
        found = next((there[name] for name in usual if name in there and there[name] not in taken), None)
        if field not in columns and found is not None:
            columns[field] = Column((found,), "," if plain(found) in _COMMA_LISTS else None)
            taken.add(found)
    if "label" not in columns:
        raise ImportStoppedError(
            f"no column holds the names; the columns are {_listed(names)}: say which, for example "
            f"--map label={names[0] if names else 'COLUMN'}"
        )
    return Fields(columns)


def plain(name: str) -> str:
    """A column's name as it is compared: lower case, without what parts words."""
    return "".join(c for c in name.casefold() if c not in "_- \ufeff")


def _listed(names: Sequence[str]) -> str:
    shown = [name[:40] for name in names[:30]]
    return ", ".join(shown) + (", …" if len(names) > len(shown) else "") if shown else "none"
