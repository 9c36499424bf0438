"""How ``dateline knowledge`` shows things: the progress of an import, its end, a file's facts, candidates."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from dateline.cli.console import messages, output
from dateline.cli.plain import short

if TYPE_CHECKING:
    from dateline.knowledge import Entry, Store
    from dateline.knowledge.imports import Progress, Report

WIDE = 200
MB = 1_000_000
# Seconds between two lines of progress where there is no terminal.
LINE_S = 10.0


@contextmanager
def watched() -> Iterator[Progress]:
    """Shows progress: a bar on a terminal, elsewhere a line every ten seconds."""
    console = messages()
    if not console.is_terminal:
        yield _Lines()
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[said]}"), console=console, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def update(what: str, done: int, total: int, lines: int, kept: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(short(what, 40), total=total, said="")
            bar.update(tasks[what], completed=done, total=total, said=f"{kept:,} of {lines:,}")

        yield update


class _Lines:
    """Progress as lines of a log."""

    def __init__(self) -> None:
        self._next = time.monotonic() + LINE_S

    def __call__(self, what: str, done: int, total: int, lines: int, kept: int) -> None:
        if (now := time.monotonic()) >= self._next:
            self._next = now + LINE_S
            share = 100 * done // total if total else 100
            sys.stderr.write(f"{short(what)}: {share} %, {lines:,} read, {kept:,} kept\n")
            sys.stderr.flush()


def reported(report: Report) -> None:
    """The end of an import: what each file gave, and what stands now."""
    console = messages()
    for file in report.files:
        console.print(f"{short(file.name)} ({file.kind}): {file.lines:,} read, {file.kept:,} kept")
        for why, count in sorted(file.skipped.items(), key=lambda pair: -pair[1]):
            console.print(f"    {count:,} {why}")
    size = report.out.stat().st_size / MB
    console.print(
        f"{report.out}: {report.entries:,} entries ({report.new:,} new, {report.merged:,} merged into others), "
        f"{size:.1f} MB, version {report.version}" + (", after an interruption" if report.resumed else ""),
        soft_wrap=True,
    )


def facts(store: Store) -> dict[str, Any]:
    """What ``info`` says of a file."""
    from dateline.knowledge.store import FORMAT

    uri = f"{store.path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        types = connection.execute("SELECT type, count(*) FROM entry GROUP BY type ORDER BY 2 DESC, 1").fetchall()
        bases = connection.execute(
            "SELECT name, count(*) FROM entry JOIN kb ON kb.id = entry.kb GROUP BY name ORDER BY 2 DESC, 1"
        ).fetchall()
        (aliases,) = connection.execute("SELECT count(*) FROM alias").fetchone()
    return {
        "file": str(store.path),
        "version": store.version,
        "format": FORMAT,
        "bytes": store.path.stat().st_size,
        "entries": sum(count for _, count in types),
        "aliases": aliases,
        "types": dict(types),
        "knowledge_bases": dict(bases),
        "sources": json.loads(store.meta.get("sources", "[]")),
    }


def shown(found: Mapping[str, Any]) -> None:
    """The facts of a file, for a reader."""
    console = output(width_in_files=WIDE)
    console.print(f"file     {short(found['file'], WIDE)}", soft_wrap=True)
    console.print(f"version  {short(found['version'])}, format {found['format']}, {found['bytes'] / MB:.1f} MB")
    console.print(f"holds    {found['entries']:,} entries under {found['aliases']:,} names")
    console.print("types    " + ", ".join(f"{short(name)} {count:,}" for name, count in found["types"].items()))
    console.print(
        "ids of   " + ", ".join(f"{short(name)} {count:,}" for name, count in found["knowledge_bases"].items())
    )
    for number, source in enumerate(found["sources"]):
        said = [source.get("version"), source.get("licence")]
        if source.get("entries") is not None:
            said += [f"{source['entries']:,} entries", source.get("date")]
        line = f"{source.get('what')}; " + ", ".join(str(part) for part in said if part)
        console.print(f"{'sources' if not number else '':<9}{short(line, WIDE)}", soft_wrap=True)


def row_of(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    return {
        "kb": entry.kb,
        "id": entry.id,
        "label": entry.label,
        "type": entry.type.value,
        "prior": entry.prior,
        "description": entry.description,
        "same_as": dict(entry.same_as),
        "country": entry.country,
        "admin1": entry.admin1,
        "lat": entry.lat,
        "lon": entry.lon,
    }


def candidates(found: Mapping[str, Sequence[Entry]]) -> None:
    """What names can mean, as a table."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("name", "means", "type", "prior", "id", "description"):
        table.add_column(column, justify="right" if column == "prior" else "left", no_wrap=column != "description")
    for name, entries in found.items():
        if not entries:
            table.add_row(short(name), "nothing that is known")
        for entry in entries:
            table.add_row(
                short(name),
                short(entry.label, 40),
                entry.type.value,
                f"{entry.prior:.3f}",
                short(f"{entry.kb}:{entry.id}", 40),
                short(entry.description or "", 100),
            )
    output(width_in_files=WIDE).print(table)
