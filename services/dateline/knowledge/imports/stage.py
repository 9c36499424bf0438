"""Where imported things wait on disk until they are written, and where the same things become one.

Two drafts are one thing where they share an id of Wikidata, GeoNames or ISO 3166, or the
id of their own source. Each draft is committed together with how far its file was read,
so that an interrupted import goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.contract import GROUP_OF, EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.text import MOST_NAMES
from dateline.knowledge.vetting import MOST_SAME_AS

# Ids that stand for one thing each, so that sharing one is being one. Those of library catalogues do not: their
# clusters mix namesakes.
IDENTIFYING = frozenset({"wikidata", "geonames", "iso3166", "popolo"})
# A change of this table makes an interrupted import of an older program start anew.
FORM = 1

# Pages that are kept in memory, KiB.
CACHE_KIB = 32 * 1024

_SCHEMA = f"""
PRAGMA user_version = {FORM};
CREATE TABLE IF NOT EXISTS thing (
  seq INTEGER PRIMARY KEY, kb TEXT, kb_id TEXT, label TEXT, type TEXT, prior REAL, description TEXT, same_as TEXT,
  lat REAL, lon REAL, country TEXT, admin1 TEXT
);
CREATE TABLE IF NOT EXISTS identity (scheme TEXT, value TEXT, seq INTEGER, PRIMARY KEY (scheme, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (seq INTEGER, alias TEXT, rank INTEGER, PRIMARY KEY (seq, alias)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS progress (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_COLUMNS = "seq, kb, kb_id, label, type, prior, description, same_as, lat, lon, country, admin1"
_NAMES = """
INSERT INTO name VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rank = min(rank, excluded.rank)
"""


@dataclass(slots=True)
class Counts:
    """How things went into the stage: as new ones, or into one that was there."""

    new: int = 0
    merged: int = 0


class Stage:
    """Things on disk at ``path``; one process at a time. Raises ``ImportStoppedError`` where another has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts = Counts()
        try:
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=1)
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            # A stage that a crash of the machine damages is made again; a crash of the program loses nothing.
            self.connection.execute("PRAGMA synchronous = OFF")
            self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self.connection.execute("PRAGMA temp_store = FILE")
            (form,) = self.connection.execute("PRAGMA user_version").fetchone()
            if form not in (0, FORM):
                raise ImportStoppedError(f"{path} is of another version of this program: delete it")
            self.connection.executescript(_SCHEMA)
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise ImportStoppedError(f"another import into the same file runs ({path}): wait for it") from error
            if "full" in str(error) or "unable to open" in str(error):
                raise ImportStoppedError(f"{path} can't be written ({error})") from error
            raise ImportStoppedError(f"{path} is damaged ({error}): begin anew with --restart") from error

    def close(self) -> None:
        """Commit nothing more, and let go of the file."""
        self.connection.close()

    # --- Things --------------------------------------------------------------------------------

    def add(self, draft: Draft, keys: Mapping[str, int] | None = None) -> None:
        """Add a thing under its names, or merge it into the one that it is. The first to come names it.

        ``keys`` are the names as a store keeps them, where the draft comes from one.
        """
        keys = draft.keys() if keys is None else keys
        seq = self._the_same(draft)
        if seq is None:
            seq = self._insert(draft)
            self.counts.new += 1
        else:
            self._merge(seq, draft)
            self.counts.merged += 1
        self._name(seq, keys)

    def known(self, scheme: str, value: str) -> bool:
        """Whether a thing with this id is there."""
        return self._seq(scheme, value) is not None

    def call(self, scheme: str, value: str, names: Iterable[str], rank: int) -> bool:
        """Add names to the thing with this id; false where there is none."""
        seq = self._seq(scheme, value)
        if seq is not None:
            self._name(seq, {key: rank for name in names if (key := alias_key(name))})
        return seq is not None

    def identify(self, scheme: str, value: str, other: str, known: str) -> None:
        """Say another id of the thing with this id, unless it or another thing has one of that kind."""
        seq = self._seq(scheme, value)
        if seq is None or self._seq(other, known) is not None:
            return
        (same_as,) = self.connection.execute("SELECT same_as FROM thing WHERE seq = ?", (seq,)).fetchone()
        pairs = json.loads(same_as)
        if pairs.setdefault(other, known) == known:
            self.connection.execute("UPDATE thing SET same_as = ? WHERE seq = ?", (json.dumps(pairs), seq))
            self._identify(seq, {other: known})

    def __len__(self) -> int:
        (count,) = self.connection.execute("SELECT count(*) FROM thing").fetchone()
        return int(count)

    def drafts(self) -> Iterator[tuple[Draft, dict[str, int]]]:
        """All things with the keys of their names, one at a time."""
        for row in self.connection.execute(f"SELECT {_COLUMNS} FROM thing ORDER BY seq"):  # noqa: S608  constant
            seq, kb, id_, label, kind, prior, description, same_as, lat, lon, country, admin1 = row
            draft = Draft(
                kb, id_, label, EntityType(kind), prior, description, json.loads(same_as), lat, lon, country, admin1
            )
            yield draft, dict(self.connection.execute("SELECT alias, rank FROM name WHERE seq = ?", (seq,)))

    # --- How far it is -------------------------------------------------------------------------

    def recall(self, key: str) -> Any:
        """What was last remembered under a key; None where nothing was."""
        row = self.connection.execute("SELECT value FROM progress WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def remember(self, key: str, value: Any) -> None:
        """Keep a value under a key, with the next commit."""
        self.connection.execute("INSERT OR REPLACE INTO progress VALUES (?, ?)", (key, json.dumps(value)))

    def commit(self) -> None:
        """Make everything so far what a later run finds."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN IMMEDIATE")

    # --- Merging -------------------------------------------------------------------------------

    def _seq(self, scheme: str, value: str) -> int | None:
        row = self.connection.execute(
            "SELECT seq FROM identity WHERE scheme = ? AND value = ?", (scheme, value)
        ).fetchone()
        return row[0] if row else None

    def _the_same(self, draft: Draft) -> int | None:
        """The thing that a draft is: one that shares an id with it, and contradicts it in no other."""
        ids = _ids(draft)
        for scheme, value in ids.items():
            seq = self._seq(scheme, value)
            if seq is None:
                continue
            kind, kb, kb_id, same_as = self.connection.execute(
                "SELECT type, kb, kb_id, same_as FROM thing WHERE seq = ?", (seq,)
            ).fetchone()
            others = json.loads(same_as) | {kb: kb_id}
            agrees = all(others.get(base, known) == known for base, known in ids.items() if base in IDENTIFYING)
            if agrees and GROUP_OF[EntityType(kind)] is GROUP_OF[draft.type]:
                return seq
        return None

    def _insert(self, d: Draft) -> int:
        cursor = self.connection.execute(
            "INSERT INTO thing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (d.kb, d.id, d.label, d.type.value, d.prior, d.description, json.dumps(d.same_as), d.lat, d.lon, d.country,
             d.admin1),
        )  # fmt: skip
        seq = cursor.lastrowid or 0
        self._identify(seq, _ids(d))
        return seq

    def _merge(self, seq: int, draft: Draft) -> None:
        """The best prior, the longer description, and whatever the thing did not have yet."""
        kb, prior, description, same_as, lat, lon, country, admin1 = self.connection.execute(
            "SELECT kb, prior, description, same_as, lat, lon, country, admin1 FROM thing WHERE seq = ?", (seq,)
        ).fetchone()
        pairs = json.loads(same_as)
        for base, known in {draft.kb: draft.id, **draft.same_as}.items():
            if base != kb and len(pairs) < MOST_SAME_AS:
                pairs.setdefault(base, known)
        if lat is None:
            lat, lon = draft.lat, draft.lon
        self.connection.execute(
            "UPDATE thing SET prior = ?, description = ?, same_as = ?, lat = ?, lon = ?, country = ?, admin1 = ? "
            "WHERE seq = ?",
            (
                max(prior, draft.prior),
                max(description or "", draft.description, key=len),
                json.dumps(pairs),
                lat,
                lon,
                country or draft.country,
                admin1 or draft.admin1,
                seq,
            ),
        )
        self._identify(seq, _ids(draft))

    def _identify(self, seq: int, ids: Mapping[str, str]) -> None:
        self.connection.executemany(
            "INSERT OR IGNORE INTO identity VALUES (?, ?, ?)", [(scheme, value, seq) for scheme, value in ids.items()]
        )

    def _name(self, seq: int, keys: Mapping[str, int]) -> None:
        best = sorted(keys.items(), key=lambda pair: pair[1])[:MOST_NAMES]
        self.connection.executemany(_NAMES, [(seq, key, rank) for key, rank in best])


def _ids(draft: Draft) -> dict[str, str]:
    """The ids that a draft is known by."""
    return {base: known for base, known in draft.same_as.items() if base in IDENTIFYING} | {draft.kb: draft.id}
