"""Files of each kind as drafts, one after another, each with the place in the file up to which it was read.

Binds the formats' own modules to streams; what is done with the drafts is for ``run``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from pydantic_core import from_json

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import geonames, popolo, tables, wikidata
from dateline.knowledge.imports.detect import Found, Kind
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.geonames import OtherName
from dateline.knowledge.imports.mapping import Column, recognised
from dateline.knowledge.imports.streams import Source

# What a line gave: a draft, a name for one that is there, or the reason why it gave nothing. And the plain bytes, or
# the rows of a CSV file, up to and with it.
Item = tuple[Draft | OtherName | str | None, int]

# Characters of one field of a CSV file.
LONGEST_FIELD = 1024 * 1024
# Different keys that the objects of a file have; what comes after them is not read.
MOST_COLUMNS = 1000
BROKEN = wikidata.BROKEN


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said of a file, and what of it is wanted."""

    languages: tuple[str, ...] = ("en",)
    kind: EntityType | None = None
    kb: str | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    places: geonames.Wanted = field(default_factory=geonames.Wanted)


def read(
    source: Source, found: Found, options: Options, wanted: wikidata.Filter, divisions: dict[str, str]
) -> Iterator[Item]:
    """The items of a file from the source's place on. First-level divisions are put into ``divisions``."""
    if found.kind is Kind.WIKIDATA:
        return _wikidata(source, wanted)
    if found.kind is Kind.POPOLO:
        return _whole(popolo.drafts(_document(source), source.path.stem, options.languages))
    if found.kind is Kind.CSV:
        return _csv(source, found, options)
    if found.kind is Kind.JSONL:
        return _json_lines(source, found, options)
    if found.kind is Kind.JSON:
        return _rows(source, options)
    return _geonames(source, found.kind, options, divisions)


def _wikidata(source: Source, wanted: wikidata.Filter) -> Iterator[Item]:
    for line, at in source.lines():
        if line is None:
            yield BROKEN, at
        elif stripped := wikidata.bare(line):
            yield wikidata.entity_of(stripped, wanted), at


def _geonames(source: Source, kind: Kind, options: Options, divisions: dict[str, str]) -> Iterator[Item]:
    columns = {Kind.GEONAMES: range(geonames.PLACE_COLUMNS, geonames.PLACE_COLUMNS + 1)}.get(
        kind, geonames.NAME_COLUMNS if kind is Kind.GEONAMES_NAMES else range(4, 5)
    )
    for line, at in source.lines():
        fields = _decoded(line).rstrip("\r").split("\t")
        if fields == [""] or fields[0].startswith("#"):
            continue
        if len(fields) not in columns:
            yield BROKEN, at
        elif kind is Kind.GEONAMES:
            yield geonames.place_of(fields, options.places, divisions), at
        elif kind is Kind.GEONAMES_NAMES:
            yield geonames.other_name_of(fields, options.places), at
        else:
            divisions.update(geonames.division_of(fields))
            yield None, at


def _decoded(line: bytes | None) -> str:
    """What is not UTF-8 becomes lone surrogates, which are in no name that is accepted."""
    return "\udcff" if line is None else line.decode("utf-8", "surrogateescape")


def _table(columns: tuple[str, ...], source: Source, options: Options) -> tuple[Any, tables.Defaults]:
    fields = recognised(columns, options.columns)
    kb = options.kb or source.path.name.split(".", 1)[0][:40]
    return fields, tables.Defaults(kb, tables.kind_of_table(columns, fields, options.kind))


def _csv(source: Source, found: Found, options: Options) -> Iterator[Item]:
    fields, defaults = _table(found.columns, source, options)
    csv.field_size_limit(LONGEST_FIELD)
    text = io.TextIOWrapper(source.stream(), "utf-8-sig", "surrogateescape", newline="")
    rows = csv.reader(text, delimiter=found.delimiter)
    next(rows, None)
    for number in _counted():
        try:
            row = next(rows, None)
        except csv.Error:
            yield BROKEN, number
            continue
        if row is None:
            return
        if any(row):
            yield tables.draft_of(dict(zip(found.columns, row, strict=False)), fields, defaults), number


def _counted() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def _json_lines(source: Source, found: Found, options: Options) -> Iterator[Item]:
    columns = dict.fromkeys(found.columns)
    fields, defaults = _table(found.columns, source, options)
    for line, at in source.lines():
        if line is not None and not (line := wikidata.bare(line)):
            continue
        row = wikidata.parsed(line) if line is not None else None
        # A line leaves out what it has no value for: the first ones need not show every key.
        if row and len(columns) < MOST_COLUMNS and (new := [key for key in row if key not in columns]):
            columns |= dict.fromkeys(new[: MOST_COLUMNS - len(columns)])
            fields = recognised(tuple(columns), options.columns)
        yield (BROKEN if row is None else tables.draft_of(row, fields, defaults)), at


def _rows(source: Source, options: Options) -> Iterator[Item]:
    rows = [row for row in _list(_document(source)) if isinstance(row, dict)]
    if not rows:
        raise ImportStoppedError(f"{source.path} holds no list of objects, and no object a line")
    columns = islice(dict.fromkeys(chain.from_iterable(rows)), MOST_COLUMNS)
    fields, defaults = _table(tuple(columns), source, options)
    return _whole(tables.draft_of(row, fields, defaults) for row in rows)


def _list(document: Any) -> list[Any]:
    """A list, also one level down ("results") or two, as Wikidata's query service has it ("results.bindings")."""
    for _ in range(3):
        if isinstance(document, dict):
            members = [value for value in document.values() if isinstance(value, list) and value]
            lists = [value for value in members if isinstance(value[0], dict)]
            document = lists[0] if lists else document.get("results", document.get("data"))
    return document if isinstance(document, list) else []


def _document(source: Source) -> Any:
    data = source.stream().read(popolo.LARGEST + 1)
    if len(data) > popolo.LARGEST:
        raise ImportStoppedError(
            f"{source.path} is one JSON document of more than {popolo.LARGEST // 2**20} MiB: write one object a line"
        )
    try:
        return from_json(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ImportStoppedError(f"{source.path} is not JSON: {error}") from error


def _whole(items: Iterable[Draft | str]) -> Iterator[Item]:
    """Of a document that is read as a whole: after an interruption it is read again."""
    for item in items:
        yield item, 0
