"""Which classes of a dump are kinds of the well-known ones, learned from its own P279 statements.

A first pass over the dump keeps the pairs on disk; then each class takes the type of the
nearest well-known one above it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import lru_cache

from dateline.contract import EntityType
from dateline.knowledge.imports.wikidata import parsed, superclasses

# Steps up: Wikidata's chains of subclasses soon end in "entity", which is of every type and none.
MOST_STEPS = 8

_SCHEMA = """
CREATE TABLE IF NOT EXISTS subclass (child INTEGER, parent INTEGER, PRIMARY KEY (parent, child)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS typed (item INTEGER PRIMARY KEY, type TEXT, step INTEGER);
"""


class Subclasses:
    """The subclasses of a dump, in tables of the stage's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        self._type_of = lru_cache(maxsize=100_000)(self._stored)

    def learn(self, line: bytes) -> None:
        """Keep what a line of the dump says of its superclasses."""
        if b'"P279"' not in line or (entity := parsed(line)) is None or (found := superclasses(entity)) is None:
            return
        child, parents = found
        self._connection.executemany(
            "INSERT OR IGNORE INTO subclass VALUES (?, ?)", [(int(child[1:]), int(parent[1:])) for parent in parents]
        )

    def settle(self, known: Mapping[str, EntityType]) -> int:
        """Give each class the type of the nearest well-known one above it; how many have one."""
        self._connection.execute("DELETE FROM typed")
        self._connection.executemany(
            "INSERT INTO typed VALUES (?, ?, 0)", [(int(item[1:]), kind.value) for item, kind in known.items()]
        )
        for step in range(1, MOST_STEPS + 1):
            self._connection.execute(
                "INSERT OR IGNORE INTO typed SELECT s.child, t.type, ? FROM typed AS t "
                "JOIN subclass AS s ON s.parent = t.item WHERE t.step = ? ORDER BY s.child, t.type",
                (step, step - 1),
            )
        (count,) = self._connection.execute("SELECT count(*) FROM typed").fetchone()
        return int(count)

    def type_of(self, item: str) -> EntityType | None:
        """The type of a class."""
        return self._type_of(int(item[1:]))

    def _stored(self, item: int) -> EntityType | None:
        row = self._connection.execute("SELECT type FROM typed WHERE item = ?", (item,)).fetchone()
        return EntityType(row[0]) if row else None
