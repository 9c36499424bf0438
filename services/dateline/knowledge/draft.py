"""Writes a knowledge file from drafts of entries: the common end of every build and import.

The same drafts give the same file and version. Where drafts come from is the business of
``places`` and of the imports.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dateline.contract import EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.store import APPLICATION_ID, FORMAT, SCHEMA

# Where a reader finds an entry of a well-known knowledge base.
URLS = {
    "geonames": "https://www.geonames.org/{id}",
    "wikidata": "https://www.wikidata.org/wiki/{id}",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts of a file come from; ``version`` is null where it is said in ``what``."""

    what: str
    version: str | None
    licence: str


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


def write(out: Path, drafts: Sequence[Draft], sources: Sequence[Source] = ()) -> None:
    """Write a knowledge file, and put it in place only when it is whole."""
    kbs = sorted({draft.kb for draft in drafts})
    entries, aliases = _rows(drafts, kbs)
    meta = {
        "version": _version(kbs, entries, aliases),
        "sources": json.dumps([asdict(source) for source in sources]),
    }
    half = out.with_name(out.name + ".part")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half, isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; {SCHEMA}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.executemany(
            "INSERT INTO kb VALUES (?, ?, ?)", [(at, name, URLS.get(name)) for at, name in enumerate(kbs, 1)]
        )
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
        connection.executemany("INSERT INTO alias VALUES (?, ?, ?)", aliases)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    half.replace(out)


def _rows(drafts: Iterable[Draft], kbs: Sequence[str]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    numbers = {name: at for at, name in enumerate(kbs, 1)}
    entries: list[tuple[object, ...]] = []
    ranks: dict[tuple[str, int], int] = {}
    for number, draft in enumerate(sorted(drafts, key=lambda d: (d.kb, d.id)), 1):
        same_as = json.dumps(sorted(draft.same_as.items()), separators=(",", ":")) if draft.same_as else None
        entries.append(
            (
                number,
                numbers[draft.kb],
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
        )
        for alias, rank in draft.aliases.items():
            if key := alias_key(alias):
                ranks[key, number] = min(rank, ranks.get((key, number), rank))
    return entries, [(alias, number, rank) for (alias, number), rank in sorted(ranks.items())]


def _version(kbs: Iterable[str], entries: Iterable[object], aliases: Iterable[object]) -> str:
    """The hash of the contents: equal contents are equal versions, whatever wrote the file."""
    digest = hashlib.sha256()
    for row in (*kbs, *entries, *aliases):
        digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]
