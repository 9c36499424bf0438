"""One import from start to end: base, files, merging, the new file in the place of the old.

What was read is kept on disk beside the target until the new file stands; the same command
goes on after an interruption. The file in use is never written to.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft, Source, write_keyed
from dateline.knowledge.imports.detect import Kind, detect
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.reading import STEP, key_of, read_into
from dateline.knowledge.imports.request import FileReport, Progress, Report, Request, stage_path
from dateline.knowledge.imports.stage import Stage
from dateline.knowledge.store import Store

# Divisions name what places are in; alternate names go to places that are there.
_ORDER = {Kind.GEONAMES_DIVISIONS: 0, Kind.GEONAMES_NAMES: 2}
LICENCES = {Kind.WIKIDATA: "CC0 1.0", Kind.GEONAMES: "CC BY 4.0", Kind.GEONAMES_NAMES: "CC BY 4.0"}


def run(request: Request, progress: Progress, *, restart: bool = False) -> Report:
    """Import the files of a request and put the new knowledge file in place.

    Raises ``ImportStoppedError`` for whatever a user can do something about; what was read
    so far is then kept for the same command.
    """
    found = {path: detect(path, request.said) for path in request.files}
    files = sorted(request.files, key=lambda path: _ORDER.get(found[path].kind, 1))
    path = stage_path(request.out)
    if restart:
        path.unlink(missing_ok=True)
    with _in_words(path), closing(Stage(path)) as stage:
        resumed = _begun(stage, request, progress)
        divisions: dict[str, str] = {}
        try:
            reports = [read_into(stage, request, file, found[file], divisions, progress) for file in files]
            if not any(report.kept for report in reports):
                raise ImportStoppedError(_nothing(reports))
        except ImportStoppedError:
            if not any((stage.recall(key_of(file)) or {}).get("kept") for file in files):
                path.unlink()  # nothing to go on with, and other options may follow
            raise
        return _finished(stage, request, reports, resumed, progress)


def _begun(stage: Stage, request: Request, progress: Progress) -> bool:
    """Whether the stage holds an interrupted import of the same request; else it is begun, with the base in it."""
    before = stage.recall("request")
    if before is not None:
        if before != request.fingerprint():
            raise ImportStoppedError(
                f"an unfinished import with other files or options lies in {stage.path}: finish it with its own "
                "command, or drop it with --restart"
            )
        stage.counts.new, stage.counts.merged = stage.recall("counts") or (0, 0)
        return True
    if request.base is not None:
        _load(stage, request.base, progress)
    stage.remember("request", request.fingerprint())
    stage.commit()
    return False


def _load(stage: Stage, base: Path, progress: Progress) -> None:
    """The entries of a knowledge file into the stage."""
    store = Store(base)  # says in words what is wrong with it
    stage.remember("sources", json.loads(store.meta.get("sources", "[]")))
    with closing(sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        (total,) = connection.execute("SELECT count(*) FROM entry").fetchone()
        kbs = dict(connection.execute("SELECT id, name FROM kb").fetchall())
        connection.execute("PRAGMA temp_store = FILE")
        connection.execute("CREATE TEMP TABLE named AS SELECT entry, alias, rank FROM alias")
        connection.execute("CREATE INDEX temp.by_entry ON named (entry)")
        for number, row in enumerate(connection.execute("SELECT * FROM entry ORDER BY id"), 1):
            id_, kb, kb_id, label, kind, prior, description, same_as, lat, lon, country, admin1 = row[:12]
            ids = dict(json.loads(same_as)) if same_as else {}
            draft = Draft(
                kbs[kb], kb_id, label, EntityType(kind), prior, description or "", ids, lat, lon, country, admin1
            )
            stage.add(draft, dict(connection.execute("SELECT alias, rank FROM named WHERE entry = ?", (id_,))))
            if number % STEP == 0:
                progress(f"loading {base.name}", number, total, number, number)
    stage.counts.new = stage.counts.merged = 0


def _finished(stage: Stage, request: Request, reports: list[FileReport], resumed: bool, progress: Progress) -> Report:
    """Write the new file from the stage, put it in place, and drop the stage."""
    stage.commit()
    total = len(stage)
    version = write_keyed(request.out, _told(stage, total, progress), _sources(stage, request, reports))
    report = Report(request.out, version, total, stage.counts.new, stage.counts.merged, tuple(reports), resumed)
    stage.close()
    stage.path.unlink(missing_ok=True)
    return report


def _told(stage: Stage, total: int, progress: Progress) -> Iterator[tuple[Draft, dict[str, int]]]:
    for number, pair in enumerate(stage.drafts(), 1):
        yield pair
        if number % STEP == 0:
            progress("writing", number, total, number, number)


def _sources(stage: Stage, request: Request, reports: list[FileReport]) -> list[Source]:
    """Those of the base, and each file with its count and day; a file that is imported again is said once."""
    today = datetime.now(tz=UTC).date().isoformat()
    known = {
        source["what"]: Source(**{part.name: source.get(part.name) for part in fields(Source)})
        for source in stage.recall("sources") or []
    }
    for report in reports:
        licence = request.licence or LICENCES.get(Kind(report.kind)) or "not said"
        known[f"{report.name} ({report.kind})"] = Source(
            f"{report.name} ({report.kind})", None, licence, report.kept, today
        )
    return list(known.values())


def _nothing(reports: list[FileReport]) -> str:
    """Why there is nothing to import, in words."""
    reasons: dict[str, int] = {}
    for report in reports:
        for why, count in report.skipped.items():
            reasons[why] = reasons.get(why, 0) + count
    said = ", ".join(f"{count:,} {why}" for why, count in sorted(reasons.items(), key=lambda pair: -pair[1]))
    return f"nothing to import: {said or 'no rows'}; the knowledge stays as it was"


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What the disk refuses, said with what to do."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if "full" in str(error) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            raise ImportStoppedError(
                f"the disk of {path.parent} is full: free some space (about three times the new file), then run the "
                "same command; what was read is kept"
            ) from error
        raise ImportStoppedError(f"{getattr(error, 'filename', None) or path.parent} fails: {error}") from error
