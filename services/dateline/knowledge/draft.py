"""Writes a knowledge file from drafts of entries: the common end of every build and import.

The same drafts give the same file and version, in whatever order they come. Drafts are
sorted on disk, so that a file may hold more of them than fit in memory. Where they come
from is the business of ``places`` and of the imports.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dateline.contract import EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.store import APPLICATION_ID, FORMAT, SCHEMA, Store

# Where a reader finds an entry of a well-known knowledge base.
URLS = {
    "geonames": "https://www.geonames.org/{id}",
    "wikidata": "https://www.wikidata.org/wiki/{id}",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts of a file come from; ``version`` is null where it is said in ``what``.

    An import says besides how many ``entries`` it brought and on which ``date`` (ISO 8601).
    """

    what: str
    version: str | None
    licence: str
    entries: int | None = None
    date: str | None = None


@dataclass(slots=True)
class Draft:
    """An entry before it is written. ``aliases`` maps names to ranks."""

    kb: str
    id: str
    label: str
    type: EntityType
    prior: float
    description: str
    same_as: dict[str, str] = field(default_factory=dict)
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    aliases: dict[str, int] = field(default_factory=dict)

    def called(self, *names: str | None, rank: int = 0) -> None:
        """Add aliases; the best rank of each counts."""
        for name in names:
            if name:
                self.aliases[name] = min(rank, self.aliases.get(name, rank))

    def keys(self) -> dict[str, int]:
        """The aliases as a store keeps them: key -> best rank."""
        keys: dict[str, int] = {}
        for alias, rank in self.aliases.items():
            if key := alias_key(alias):
                keys[key] = min(rank, keys.get(key, rank))
        return keys


# Drafts as they come, until they are numbered in the order of their ids.
_STAGED = """
CREATE TABLE staged (
  seq INTEGER PRIMARY KEY, kb TEXT, kb_id TEXT, label TEXT, type TEXT, prior REAL, description TEXT, same_as TEXT,
  lat REAL, lon REAL, country TEXT, admin1 TEXT
);
CREATE TABLE staged_alias (alias TEXT, seq INTEGER, rank INTEGER);
"""
_NUMBERED = """
INSERT INTO kb SELECT row_number() OVER (ORDER BY kb), kb, NULL FROM (SELECT DISTINCT kb FROM staged);
CREATE TABLE number (seq INTEGER PRIMARY KEY, id INTEGER);
INSERT INTO number SELECT seq, row_number() OVER (ORDER BY kb, kb_id, seq) FROM staged;
INSERT INTO entry
  SELECT n.id, k.id, s.kb_id, s.label, s.type, s.prior, s.description, s.same_as, s.lat, s.lon, s.country, s.admin1
  FROM staged AS s JOIN number AS n USING (seq) JOIN kb AS k ON k.name = s.kb ORDER BY n.id;
INSERT INTO alias SELECT s.alias, n.id, s.rank FROM staged_alias AS s JOIN number AS n USING (seq) ORDER BY 1, 2;
DROP TABLE staged; DROP TABLE staged_alias; DROP TABLE number;
"""


def write(out: Path, drafts: Iterable[Draft], sources: Sequence[Source] = ()) -> str:
    """Write a knowledge file, and put it in place only when it is whole; its version."""
    return write_keyed(out, ((draft, draft.keys()) for draft in drafts), sources)


def write_keyed(out: Path, drafts: Iterable[tuple[Draft, Mapping[str, int]]], sources: Sequence[Source] = ()) -> str:
    """As ``write``, each draft with the keys that it is found under, and their ranks.

    The file at ``out`` is never touched: the new one is written beside it, flushed, and renamed.
    """
    half = out.with_name(out.name + ".part")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(half, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; {SCHEMA} {_STAGED}")
            connection.execute("PRAGMA temp_store = FILE")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("BEGIN")
            for seq, (draft, keys) in enumerate(drafts, 1):
                connection.execute("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(seq, draft))
                connection.executemany(
                    "INSERT INTO staged_alias VALUES (?, ?, ?)", [(key, seq, rank) for key, rank in keys.items()]
                )
            for statement in _NUMBERED.split(";"):
                connection.execute(statement)
            connection.executemany("UPDATE kb SET url = ? WHERE name = ?", [(url, name) for name, url in URLS.items()])
            version = _version(connection)
            meta = {"version": version, "sources": json.dumps([_said(source) for source in sources])}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        _flush(half)
        _check(half, version)
        half.replace(out)
        _flush(out.parent)
    finally:
        half.unlink(missing_ok=True)
    return version


def _check(path: Path, version: str) -> None:
    """Read it as a worker will. Raises ``OSError`` where the disk did not keep what was written."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok" or Store(path).version != version:
        raise OSError(f"{path} was not written as it should be ({sound}): is the disk sound?")


def _row(seq: int, draft: Draft) -> tuple[object, ...]:
    same_as = json.dumps(sorted(draft.same_as.items()), separators=(",", ":")) if draft.same_as else None
    return (
        seq,
        draft.kb,
        draft.id,
        draft.label,
        draft.type.value,
        round(draft.prior, 3),
        draft.description,
        same_as,
        draft.lat,
        draft.lon,
        draft.country,
        draft.admin1,
    )


def _said(source: Source) -> dict[str, object]:
    facts = asdict(source)
    return {key: value for key, value in facts.items() if value is not None or key == "version"}


def _version(connection: sqlite3.Connection) -> str:
    """The hash of the contents: equal contents are equal versions, whatever wrote the file."""
    digest = hashlib.sha256()
    for row in _contents(connection):
        digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]


def _contents(connection: sqlite3.Connection) -> Iterator[object]:
    for (name,) in connection.execute("SELECT name FROM kb ORDER BY id"):
        yield name
    yield from connection.execute("SELECT * FROM entry ORDER BY id")
    yield from connection.execute("SELECT alias, entry, rank FROM alias ORDER BY alias, entry")


def _flush(path: Path) -> None:
    """To the disk: a name must not point to contents that a crash would lose."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
