"""The article states of one partition on disk.

A SQLite file holds what was applied and up to which offset; after a restart ``restoring``
reads only what is newer from Kafka. The topic is the truth: a file that is lost, damaged or
of another cluster is made anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from dateline.enricher.stream.state import ArticleState
from dateline.observability.logs import logger

log = logger(__name__)

FORMAT = "3"
MOST_SLOTS = 1_000
# Pages that SQLite may keep in memory per partition, in KiB. Little: the kernel's cache holds the rest, as a copy away.
CACHE_KIB = 512
# A state has about 1 to 3 kB. In larger pages fewer of them spill over, and with row ids the index holds only the
# articles' ids; without them (WITHOUT ROWID) loading took four times as long (bench/restore.py).
PAGE_BYTES = 8_192
SCHEMA = """
CREATE TABLE IF NOT EXISTS states (article TEXT PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class StateStoreError(RuntimeError):
    """The file can't be used; the process must end rather than decide on what it does not know."""


class StateFolder:
    """A sub-folder of the state directory that no other worker uses: the first one whose lock can be taken.

    The lock is the operating system's, so that a killed worker's successor takes its folder over.
    """

    def __init__(self, base: Path) -> None:
        self._lock: IO[bytes] | None = None
        for slot in range(MOST_SLOTS):
            self.path = base / f"worker-{slot}"
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / "lock").open("wb")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
                continue
            self._lock = lock
            return
        raise OSError(f"all {MOST_SLOTS} folders under {base} are locked")

    def close(self) -> None:
        """Let others have the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


class StateStore:
    """The states of one partition. ``identity`` names cluster, topic and partition: a file of another is emptied.

    May be handed from thread to thread, but used by one at a time.
    """

    def __init__(self, path: Path, identity: str) -> None:
        self._path = path
        self._identity = f"{FORMAT} {identity}"
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError as error:
            log.warning("state file is damaged; reading the state topic anew", file=str(path), error=str(error))
            self._remove()
            self._connection = self._opened()
        if self._fact("identity") != self._identity:
            self.clear()

    @property
    def position(self) -> int:
        """The next offset of the state topic to apply."""
        return int(self._fact("position") or 0)

    def get(self, article: str) -> ArticleState | None:
        """The state of an article; null where it was never seen. Raises StateStoreError."""
        with self._explained():
            row = self._connection.execute("SELECT state FROM states WHERE article = ?", (article,)).fetchone()
            return ArticleState.from_json(article, row[0]) if row else None

    def put(self, states: Mapping[str, bytes], position: int | None) -> None:
        """Apply states, all or none; ``position`` null where the offset is not known: they are read again, harmlessly.

        Raises StateStoreError. What the topic has and the file lacks is read when the partition is opened next.
        """
        with self._explained(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", states.items())
            if position is not None:
                self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('position', ?)", (str(position),))

    def clear(self) -> None:
        """Forget everything."""
        self._connection.close()
        self._remove()
        self._connection = self._opened()
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('identity', ?)", (self._identity,))

    def count(self) -> int:
        """Number of articles."""
        return int(self._connection.execute("SELECT count(*) FROM states").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors in words; a file that is damaged goes, so that the next start makes it anew."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StateStoreError(
                f"the article states in {self._path} can't be used: {error}. Is its disk full or gone? "
                "DATELINE_STATE_DIR names another; started again, the worker reads what is missing from Kafka"
            ) from error
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
            self._remove()
            raise StateStoreError(
                f"the article states in {self._path} were damaged ({error}) and are removed; "
                "started again, the worker reads them from Kafka"
            ) from error

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level="DEFERRED", check_same_thread=False)
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        # A crash of the machine may lose the last writes; the state topic has them.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.executescript(SCHEMA)
        connection.execute("SELECT 1 FROM facts").fetchone()
        return connection

    def _fact(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(f"{self._path}{ending}")  # noqa: PTH107  the ending is SQLite's
