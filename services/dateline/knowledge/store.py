"""The embedded store: a read-only SQLite file that answers by alias in microseconds.

Opened immutable; one connection a process and thread, so that it survives fork and spawn.
A file that takes its place (written beside, renamed) is gone over to without a restart.
Not memory-mapped: that saves 2 of 17 µs a look-up, and a file that is cut short or whose
disk fails would end the process (SIGBUS) instead of a read. Who writes such files: ``build``.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
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


# Seconds between two looks whether the file was replaced: a stat costs a microsecond, on a network's disk more.
LOOK_S = 1.0

_log = logging.getLogger(__name__)


class KnowledgeFileError(Exception):
    """The knowledge file is missing, damaged, or of another version. The message says what to do."""

    for_people = True


class _File:
    """One version of the file: what it said when it was opened, and a connection that outlives its name.

    Raises ``KnowledgeFileError`` where it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise KnowledgeFileError(
                f"no knowledge file at {path}: unset DATELINE_KNOWLEDGE to use the embedded one, "
                "or make one with `dateline knowledge import`"
            )
        self.path = path
        # Before it is read: what is written over it meanwhile is another version.
        self.stamp = _stamp(path.stat())
        self.meta = self._checked()
        self.version = self.meta["version"]
        self._pid = os.getpid()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):
            self.first.close()

    def connect(self) -> sqlite3.Connection:
        """A connection to this version, for the calling thread.

        Where the name leads to another file by now, the first one, which threads of this process may share.
        """
        with suppress(OSError, sqlite3.Error):
            connection = _open(self.path)
            known = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if known == (self.version,) and _stamp(self.path.stat()) == self.stamp:
                return connection
            connection.close()
        if self._pid != os.getpid():
            raise sqlite3.OperationalError("the file of the parent process has been replaced")
        return self.first

    def _checked(self) -> dict[str, str]:
        path = self.path
        try:
            self.first = connection = _open(path)
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (form,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise KnowledgeFileError(f"{path} is an SQLite file, but no knowledge file of Dateline")
            if form != FORMAT:
                raise KnowledgeFileError(
                    f"{path} has format {form}, this program reads format {FORMAT}: build or import the file again"
                )
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            connection.execute("SELECT * FROM kb").fetchall()
            connection.execute(_LOOK_UP, ("",)).fetchall()
        except sqlite3.Error as error:
            raise KnowledgeFileError(f"{path} is damaged ({error}): build or copy it again") from error
        if not meta.get("version"):
            raise KnowledgeFileError(f"{path} does not say its version: build or copy it again")
        return meta


class Store:
    """A knowledge file, open for reading; one that takes its place is gone over to, between two look-ups.

    Raises ``KnowledgeFileError`` where the file cannot be used. Damage that shows only later
    makes answers ``reached=False``, never an exception. A file in its place that cannot be
    used is refused: the old one answers on, and a line of the log says why.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self._clock = clock
        self._local = threading.local()
        self._file = _File(path)
        self._refused: tuple[int, ...] | None = self._file.stamp
        self._next = clock() + LOOK_S

    def __getstate__(self) -> dict[str, object]:
        return {"path": self.path}

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__init__(state["path"])  # type: ignore[misc]  # reopened in the new process

    @property
    def version(self) -> str:
        """That of the file now at the path, as far as it can be used."""
        return self._current().version

    @property
    def meta(self) -> dict[str, str]:
        """What that file says of itself."""
        return self._file.meta

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean, most probable first; all from one version of the file."""
        file = self._current()
        found: dict[str, tuple[Entry, ...]] = dict.fromkeys(aliases, ())
        broken: set[str] = set()
        waiting = list(found)
        try:
            connection, kbs = self._connection(file)
            while waiting:
                alias = waiting[-1]
                if key := alias_key(alias):
                    rows = connection.execute(_LOOK_UP, (key,)).fetchall()
                    try:
                        found[alias] = _entries(rows, kbs)
                    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
                        broken.add(alias)
                waiting.pop()
        except (sqlite3.Error, ValueError, TypeError):
            self._local.pid = None  # opened again: the file may have been mended
            self._next = 0.0
            # The same words for the same fault, whichever page was met first: they become part of the event.
            reason = f"knowledge file {self.path.name} can't be read"
            return Answers(found, False, reason, frozenset(broken.union(waiting)), file.version)
        if broken:
            reason = f"knowledge file {self.path.name} has broken entries"
            return Answers(found, False, reason, frozenset(broken), file.version)
        return Answers(found, version=file.version)

    def _current(self) -> _File:
        """The file to ask: the one that is open, or another that took its place and is sound."""
        if self._clock() >= self._next:
            self._next = self._clock() + LOOK_S
            try:
                stamp: tuple[int, ...] | None = _stamp(self.path.stat())
            except OSError:
                stamp = None
            if stamp not in (self._file.stamp, self._refused):
                self._refused = stamp
                self._go_over()
        return self._file

    def _go_over(self) -> None:
        try:
            file = _File(self.path)
        except KnowledgeFileError as error:
            _log.warning("the knowledge file was replaced by one that can't be used; the old one stays: %s", error)
            return
        _log.info("the knowledge file was replaced: version %s instead of %s", file.version, self._file.version)
        self._file = file

    def _connection(self, file: _File | None = None) -> tuple[sqlite3.Connection, dict[int, tuple[str, str | None]]]:
        """The thread's own, to this file or the one in use; a child process must not use its parent's."""
        local, file = self._local, file or self._file
        before = getattr(local, "file", None)
        if before is not file or local.pid != os.getpid():
            if before is not None and local.pid == os.getpid() and local.connection is not before.first:
                local.connection.close()
            local.pid = None
            local.connection = file.connect()
            local.kbs = {key: (name, url) for key, name, url in local.connection.execute("SELECT * FROM kb")}
            local.file, local.pid = file, os.getpid()
        return local.connection, local.kbs


def _open(path: Path) -> sqlite3.Connection:
    name = quote(str(path.resolve()))
    # Shared by threads only as ``_File.connect`` says; SQLite itself lets one in at a time.
    connection = sqlite3.connect(f"file:{name}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA query_only = 1")
    return connection


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    """Another one: another file, or another content."""
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


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
