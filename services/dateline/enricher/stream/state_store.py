"""The article states of one partition on disk, and their restoration from the state topic.

A SQLite file holds what was applied and up to which offset; after a restart only what is
newer is read from Kafka. The topic is the truth: a file that is lost, damaged or of another
cluster is made anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from aiokafka import AIOKafkaConsumer, TopicPartition

from dateline.contract.topics import STATE
from dateline.enricher.stream.state import ArticleState
from dateline.observability.logs import logger
from dateline.settings import Settings

log = logger(__name__)

FORMAT = "1"
MOST_SLOTS = 1_000
# Pages that SQLite may keep in memory per partition, in KiB.
CACHE_KIB = 2_048
SCHEMA = """
CREATE TABLE IF NOT EXISTS states (article TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


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
    """The states of one partition. ``identity`` names cluster, topic and partition: a file of another is emptied."""

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
        """The state of an article; null where it was never seen."""
        row = self._connection.execute("SELECT state FROM states WHERE article = ?", (article,)).fetchone()
        return ArticleState.from_json(row[0]) if row else None

    def put(self, states: Mapping[str, bytes], position: int | None) -> None:
        """Apply states; ``position`` null where the offset is not known: they will be read again, harmlessly."""
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", states.items())
            if position is not None:
                self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('position', ?)", (str(position),))

    def clear(self) -> None:
        """Forget everything."""
        with self._connection:
            self._connection.execute("DELETE FROM states")
            self._connection.execute("DELETE FROM facts")
            self._connection.execute("INSERT INTO facts VALUES ('identity', ?)", (self._identity,))

    def count(self) -> int:
        """Number of articles."""
        return int(self._connection.execute("SELECT count(*) FROM states").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level="DEFERRED")
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


async def restore(store: StateStore, settings: Settings, partition: int) -> int:
    """Bring a store up to the end of the state topic's partition; gives the number of records read.

    Called when the outbox is open: whoever wrote before is fenced, so the end is the end.
    """
    position = TopicPartition(STATE.name(settings.topic_prefix), partition)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap_servers,
        client_id=f"{settings.group}-state-{partition}",
        isolation_level="read_committed",
        enable_auto_commit=False,
        fetch_max_wait_ms=50,
        max_partition_fetch_bytes=4 * STATE.max_message_bytes,
    )
    await consumer.start()
    try:
        consumer.assign([position])
        begin = (await consumer.beginning_offsets([position]))[position]
        end = (await consumer.end_offsets([position]))[position]
        if not 0 <= store.position <= end:
            log.warning("state topic is not the one that was read before; reading it anew", partition=partition)
            store.clear()
        consumer.seek(position, max(begin, store.position))
        read = 0
        while (at := await consumer.position(position)) < end:
            records = (await consumer.getmany(position, timeout_ms=500)).get(position, [])
            read += len(records)
            states = {r.key.decode(): r.value for r in records if r.key and r.value}
            store.put(states, records[-1].offset + 1 if records else at)
        store.put({}, end)
        return read
    finally:
        await consumer.stop()
