"""The embedded store: a read-only SQLite file that answers by alias in microseconds.

Opened immutable; one connection a process and thread, so that it survives fork and spawn.
Not memory-mapped: that saves 2 of 17 µs a look-up, and a file that is cut short or whose
disk fails would end the process (SIGBUS) instead of a read. Who writes such files: ``build``.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dateline.contract import EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.entry import Answers, Entry

# SQLite's application_id and user_version of a knowledge file: "DLKB", and the form of its tables.
APPLICATION_ID = 0x444C4B42
FORMAT = 1
_TYPES = {kind.value: kind for kind in EntityType}
# Entries that an alias is answered with, best first.
MOST = 30
# Pages that a connection keeps, KiB: all of the embedded file, the much used ones of a larger.
CACHE_KIB = 16 * 1024
# A step of an alias's rank lowers the prior by this: the alias is a tenth as likely to mean the entry.
RANK_STEP = 0.1

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kb (id INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, kb INTEGER NOT NULL, kb_id TEXT NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL,
  prior REAL NOT NULL, description TEXT, same_as TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT
);
CREATE TABLE alias (alias TEXT NOT NULL, entry INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (alias, entry))
  WITHOUT ROWID;
"""

# Sorted by the caller: most aliases have one entry, and a sorter would cost as much as the look-up.
_LOOK_UP = """
SELECT e.kb, e.kb_id, e.label, e.type, e.prior, a.rank, e.description, e.same_as, e.lat, e.lon, e.country, e.admin1
FROM alias AS a JOIN entry AS e ON e.id = a.entry WHERE a.alias = ?
"""


class KnowledgeFileError(Exception):
    """The knowledge file is missing, damaged, or of another version. The message says what to do."""


class Store:
    """A knowledge file, open for reading.

    Raises ``KnowledgeFileError`` where the file cannot be used. Damage that shows only later
    makes answers ``reached=False``, never an exception.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self.meta = self._checked()
        self.version = self.meta["version"]

    def __getstate__(self) -> dict[str, object]:
        return {"path": self.path}

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__init__(state["path"])  # type: ignore[misc]  # reopened in the new process

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean, most probable first."""
        found: dict[str, tuple[Entry, ...]] = dict.fromkeys(aliases, ())
        broken: set[str] = set()
        waiting = list(found)
        try:
            connection, kbs = self._connection()
            while waiting:
                alias = waiting[-1]
                if key := alias_key(alias):
                    rows = connection.execute(_LOOK_UP, (key,)).fetchall()
                    try:
                        found[alias] = _entries(rows, kbs)
                    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
                        broken.add(alias)
                waiting.pop()
        except (sqlite3.Error, KnowledgeFileError, ValueError, TypeError) as error:
            self._local.pid = None  # opened again: the file may have been mended or replaced
            return Answers(found, False, self._reason(error), frozenset(broken.union(waiting)))
        if broken:
            return Answers(found, False, f"knowledge file {self.path.name} has broken entries", frozenset(broken))
        return Answers(found)

    def _reason(self, error: Exception) -> str:
        """The same words for the same fault, whichever of its pages was met first: they become part of the event."""
        if isinstance(error, KnowledgeFileError):
            return str(error)
        return f"knowledge file {self.path.name} can't be read"

    def _connection(self) -> tuple[sqlite3.Connection, dict[int, tuple[str, str | None]]]:
        """The thread's own; a child process must not use its parent's."""
        local = self._local
        if getattr(local, "pid", None) != os.getpid():
            local.connection = _open(self.path)
            local.kbs = {key: (name, url) for key, name, url in local.connection.execute("SELECT * FROM kb")}
            version = local.connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if hasattr(self, "version") and version != (self.version,):
                raise KnowledgeFileError(f"knowledge file {self.path.name} is another than at the start; restart")
            local.pid = os.getpid()
        return local.connection, local.kbs

    def _checked(self) -> dict[str, str]:
        if not self.path.is_file():
            raise KnowledgeFileError(
                f"no knowledge file at {self.path}: unset DATELINE_KNOWLEDGE to use the embedded one, "
                "or build one with `python -m dateline.knowledge.build`"
            )
        try:
            connection = _open(self.path)
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (form,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise KnowledgeFileError(f"{self.path} is an SQLite file, but no knowledge file of Dateline")
            if form != FORMAT:
                raise KnowledgeFileError(
                    f"{self.path} has format {form}, this program reads format {FORMAT}: build the file again"
                )
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            self._connection()[0].execute(_LOOK_UP, ("",)).fetchall()
        except sqlite3.Error as error:
            raise KnowledgeFileError(f"{self.path} is damaged ({error}): build or copy it again") from error
        if not meta.get("version"):
            raise KnowledgeFileError(f"{self.path} does not say its version: build or copy it again")
        return meta


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA query_only = 1")
    return connection


def _entries(rows: Sequence[tuple[Any, ...]], kbs: dict[int, tuple[str, str | None]]) -> tuple[Entry, ...]:
    """The entries of an alias, best first. Raises whatever a row that is none makes of it."""
    entries = [_entry(row, kbs) for row in rows]
    if len(entries) > 1:
        entries = sorted(entries, key=lambda e: (-e.prior, e.kb, e.id))[:MOST]
    return tuple(entries)


def _entry(row: tuple[Any, ...], kbs: dict[int, tuple[str, str | None]]) -> Entry:
    kb, kb_id, label, kind, prior, rank, description, same_as, lat, lon, country, admin1 = row
    name, url = kbs[kb]
    return Entry(
        name,
        kb_id,
        label,
        _TYPES[kind],
        max(0.0, round(prior - RANK_STEP * rank, 3)),
        description,
        url.replace("{id}", kb_id) if url else None,
        tuple((base, known) for base, known in json.loads(same_as)) if same_as else (),
        lat,
        lon,
        country,
        admin1,
    )
