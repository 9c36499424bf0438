"""What a file is, by its first lines, whatever its name."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.geonames import DIVISION_COLUMNS, NAME_COLUMNS, PLACE_COLUMNS
from dateline.knowledge.imports.popolo import is_popolo
from dateline.knowledge.imports.streams import Source
from dateline.knowledge.imports.wikidata import bare, parsed

# Bytes that are looked at; a first line may be longer, up to the longest that is read.
HEAD = 1024 * 1024
# Rows whose keys make the columns of JSON lines, which need not all have the same.
ROWS = 200
_DELIMITERS = ",;\t|"


class Kind(StrEnum):
    """The kinds of files that can be imported. ``json`` is one document with a list of rows."""

    WIKIDATA = "wikidata"
    POPOLO = "popolo"
    GEONAMES = "geonames"
    GEONAMES_NAMES = "geonames-names"
    GEONAMES_DIVISIONS = "geonames-divisions"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Found:
    """A file's kind, the columns of a table, and what parts them."""

    kind: Kind
    columns: tuple[str, ...] = ()
    delimiter: str = ","


def detect(path: Path, said: Kind | None = None) -> Found:
    """What a file is, or what ``said`` says that it is.

    Raises ``ImportStoppedError`` for what is missing, empty, or of no kind that is known.
    """
    head = _head(path)
    if head.startswith((b"{", b"[")) or said in (Kind.WIKIDATA, Kind.JSONL, Kind.JSON, Kind.POPOLO):
        return _json(path, head, said)
    if head[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise ImportStoppedError(f"{path} is a web page or XML, perhaps a download that failed: look at it")
    if b"\0" in head:
        raise ImportStoppedError(f"{path} is no text: {', '.join(Kind)} can be read, plain or as gz, bz2, zst, zip")
    return _table(path, head, said)


def _head(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise ImportStoppedError(f"{path} is no regular file: an import reads files, to be able to go on after a stop")
    try:
        with Source(path) as source:
            head = source.head(HEAD)
    except FileNotFoundError as error:
        raise ImportStoppedError(f"there is no file {path}") from error
    except OSError as error:
        raise ImportStoppedError(f"{path} can't be read: {error.strerror}") from error
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise ImportStoppedError(f"{path} is empty")
    return head


def _json(path: Path, head: bytes, said: Kind | None) -> Found:
    rows = _rows(path)
    if not rows:  # no line is an object of its own: one document over many lines, or a list in one
        popolo = any(f'"{part}"'.encode() in head for part in ("persons", "memberships", "organizations"))
        kind = said or (Kind.POPOLO if popolo else Kind.JSON)
        if kind in (Kind.WIKIDATA, Kind.JSONL):
            raise ImportStoppedError(
                f"{path} is no {kind}: its first line is no JSON object, it begins "
                f"{head[:60].decode('utf-8', 'replace')!r}"
            )
        return Found(kind)
    first = rows[0]
    if said is not None:
        kind = said
    elif "claims" in first or first.get("type") in ("item", "property", "lexeme", "mediainfo"):
        kind = Kind.WIKIDATA
    else:
        kind = Kind.POPOLO if is_popolo(first) else Kind.JSONL
    return Found(kind, columns_of(rows))


def columns_of(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The keys of the first rows, in the order in which they come."""
    return tuple(dict.fromkeys(key for row in rows[:ROWS] for key in row))


def _rows(path: Path) -> list[dict[str, Any]]:
    """The objects of the first lines; none where the first line that is more than a bracket is no object."""
    rows: list[dict[str, Any]] = []
    with Source(path) as source, suppress(ImportStoppedError):  # what is damaged behind them is for later
        for line, at in source.lines():
            if line is None or not (stripped := bare(line)):
                continue
            row = parsed(stripped)
            if row is not None:
                rows.append(row)
            if not rows or len(rows) >= ROWS or at > HEAD:
                break
    return rows


def _table(path: Path, head: bytes, said: Kind | None) -> Found:
    cut = head.rfind(b"\n") if len(head) >= HEAD else len(head)
    try:
        written = head[: cut if cut > 0 else len(head)].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportStoppedError(
            f"{path} is not UTF-8 (byte {error.start:,}): convert it, for example with "
            f"iconv -f WINDOWS-1252 -t UTF-8 {path}"
        ) from error
    first = written.split("\n", 1)[0].rstrip("\r").split("\t")
    if said in (None, Kind.GEONAMES):
        kind = _geonames(first)
        if kind is not None:
            return Found(kind, delimiter="\t")
        if said is not None:
            raise ImportStoppedError(
                f"{path} is no file of GeoNames: its first line has {len(first)} columns parted by tabs, of "
                f"{PLACE_COLUMNS} (places), {NAME_COLUMNS.start} to {NAME_COLUMNS.stop - 1} (alternate names) or "
                f"{DIVISION_COLUMNS} (admin1CodesASCII.txt)"
            )
    best: tuple[list[str], str] = ([], ",")
    for delimiter in _DELIMITERS:
        try:
            columns = next(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        best = max(best, (columns, delimiter), key=lambda found: len(found[0]))
    return Found(Kind.CSV, tuple(name.strip() for name in best[0]), best[1])


def _geonames(fields: list[str]) -> Kind | None:
    if len(fields) == PLACE_COLUMNS and fields[0].isdecimal():
        return Kind.GEONAMES
    if len(fields) == DIVISION_COLUMNS and "." in fields[0] and fields[3].isdecimal():
        return Kind.GEONAMES_DIVISIONS
    if len(fields) in NAME_COLUMNS and fields[0].isdecimal() and fields[1].isdecimal():
        return Kind.GEONAMES_NAMES
    return None
