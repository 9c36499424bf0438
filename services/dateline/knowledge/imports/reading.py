"""One file into the stage: from where an interrupted run left it, committed every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from dateline.contract import EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import geonames
from dateline.knowledge.imports.detect import Found, Kind
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.geonames import OtherName
from dateline.knowledge.imports.kinds import wikidata_classes
from dateline.knowledge.imports.readers import Item, Options, read
from dateline.knowledge.imports.request import FileReport, Progress, Request
from dateline.knowledge.imports.stage import Stage
from dateline.knowledge.imports.streams import Place, Source
from dateline.knowledge.imports.subclasses import Subclasses
from dateline.knowledge.imports.wikidata import Filter, bare

# Seconds between two commits of what was read, and so what an interruption costs at most.
COMMIT_S = 3.0
# Lines between two looks at the clock.
STEP = 500
# By lines, so that a run can begin in the middle; CSV rows are counted, and passed over.
_BY_LINES = frozenset({Kind.WIKIDATA, Kind.JSONL, Kind.GEONAMES, Kind.GEONAMES_NAMES})


def key_of(path: Path) -> str:
    """The key under which the stage remembers how far a file was read."""
    return f"file {path.resolve()}"


def read_into(
    stage: Stage, request: Request, path: Path, found: Found, divisions: dict[str, str], progress: Progress
) -> FileReport:
    """Read a file; what was read before an ``ImportStoppedError`` stays. ``divisions`` go from file to file."""
    known = stage.recall(key_of(path))
    report = FileReport(**known) if known else FileReport(path.name, found.kind.value)
    if report.done and found.kind is not Kind.GEONAMES_DIVISIONS:
        return report
    by_lines = found.kind in _BY_LINES
    if not by_lines and found.kind is not Kind.CSV:
        report = FileReport(path.name, found.kind.value)  # read as a whole, and so again
    type_of = _type_of(stage, request, path, found, progress)
    wanted = Filter(type_of, request.types, request.least_sitelinks, request.languages)
    places = geonames.Wanted(request.features, request.least_population, request.languages)
    options = Options(request.languages, request.kind, request.kb, request.columns, places)
    with Source(path, Place(*report.place) if by_lines else Place()) as source:
        items = read(source, found, options, wanted, divisions)
        _take(stage, request, source, _unread(items, 0 if by_lines else report.at), report, progress)
    return report


def _unread(items: Iterable[Item], at: int) -> Iterable[Item]:
    """What comes after the rows that were read before."""
    return items if not at else (item for item in items if item[1] > at)


def _take(
    stage: Stage, request: Request, source: Source, items: Iterable[Item], report: FileReport, progress: Progress
) -> None:
    last = time.monotonic()
    try:
        for item, at in items:
            report.lines += 1
            report.at = at
            _keep(stage, request, item, report)
            if report.lines % STEP == 0:
                progress(report.name, source.consumed, source.size, report.lines, report.kept)
                if time.monotonic() - last > COMMIT_S:
                    _commit(stage, report, source)
                    last = time.monotonic()
        report.done = True
    except ImportStoppedError:
        _commit(stage, report, source)
        raise
    _commit(stage, report, source)
    progress(report.name, source.size, source.size, report.lines, report.kept)


def _keep(stage: Stage, request: Request, item: Draft | OtherName | str | None, report: FileReport) -> None:
    if isinstance(item, str):
        report.skip(item)
    elif isinstance(item, OtherName):
        if not stage.known("geonames", item.geoname):
            report.skip("of places that are not there")
            return
        if item.is_wikidata:
            stage.identify("geonames", item.geoname, "wikidata", item.name)
        else:
            stage.call("geonames", item.geoname, [item.name], item.rank)
        report.kept += 1
    elif isinstance(item, Draft):
        if request.types and item.type not in request.types:
            report.skip("of other types")
        elif not alias_key(item.label):
            report.skip("without a letter in the name")
        else:
            stage.add(item)
            report.kept += 1


def _commit(stage: Stage, report: FileReport, source: Source, key: str | None = None) -> None:
    if Kind(report.kind) in _BY_LINES:
        place = source.place(report.at)
        report.place = (place.plain, place.raw, place.base)
    stage.remember(key or key_of(source.path), asdict(report))
    stage.remember("counts", [stage.counts.new, stage.counts.merged])
    stage.commit()


def _type_of(
    stage: Stage, request: Request, path: Path, found: Found, progress: Progress
) -> Callable[[str], EntityType | None]:
    """The types of classes: the table's, the user's, and where wished the subclasses of both."""
    known = {**wikidata_classes(), **request.classes}
    if found.kind is not Kind.WIKIDATA or not request.subclasses:
        return known.get
    subclasses = Subclasses(stage.connection)
    key = f"classes {path.resolve()}"
    report = FileReport(**(stage.recall(key) or {"name": path.name, "kind": found.kind.value}))
    if report.done:
        return subclasses.type_of
    with Source(path, Place(*report.place)) as source:
        last = time.monotonic()
        for line, report.at in source.lines():
            if line is not None:
                subclasses.learn(bare(line))
            report.lines += 1
            if report.lines % STEP == 0:
                progress(f"{path.name}, classes", source.consumed, source.size, report.lines, 0)
                if time.monotonic() - last > COMMIT_S:
                    _commit(stage, report, source, key)
                    last = time.monotonic()
        subclasses.settle(known)
        report.done = True
        _commit(stage, report, source, key)
    return subclasses.type_of
