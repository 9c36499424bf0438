"""What an import is asked to do and what it did: the records that its steps share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dateline.contract import EntityType
from dateline.knowledge.imports import geonames
from dateline.knowledge.imports.detect import Kind
from dateline.knowledge.imports.mapping import Column

# What is being done, bytes done, bytes in all, lines read, entries kept.
Progress = Callable[[str, int, int, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to import, whereto, and how. ``base`` is a file, or None for an empty one."""

    files: tuple[Path, ...]
    out: Path
    base: Path | None
    said: Kind | None = None
    types: frozenset[EntityType] = frozenset()
    kind: EntityType | None = None
    classes: Mapping[str, EntityType] = field(default_factory=dict)
    subclasses: bool = False
    least_sitelinks: int = 0
    least_population: int = 0
    features: frozenset[str] = geonames.USUAL
    languages: tuple[str, ...] = ("en",)
    columns: Mapping[str, Column] = field(default_factory=dict)
    kb: str | None = None
    licence: str | None = None

    def fingerprint(self) -> dict[str, Any]:
        """What has to be the same for an interrupted import to go on."""
        read = (*self.files, self.base) if self.base else self.files
        files = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in read]
        facts = {key: value for key, value in asdict(self).items() if key not in ("files", "out", "licence")}
        return json.loads(json.dumps({"files": files, **facts}, default=_plain, sort_keys=True))  # type: ignore[no-any-return]


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


@dataclass(slots=True)
class FileReport:
    """What a file gave: lines (or rows, people) read, entries kept, and why the others were not."""

    name: str
    kind: str
    lines: int = 0
    kept: int = 0
    at: int = 0
    place: tuple[int, int, int] = (0, 0, 0)
    done: bool = False
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """Count a line that gave nothing."""
        self.skipped[why] = self.skipped.get(why, 0) + 1


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. ``resumed``: it went on with an interrupted one."""

    out: Path
    version: str
    entries: int
    new: int
    merged: int
    files: tuple[FileReport, ...]
    resumed: bool


def stage_path(out: Path) -> Path:
    """Where an unfinished import into a file keeps what it read."""
    return out.with_name(out.name + ".import")
