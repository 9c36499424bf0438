"""How long a worker takes to have its article states back, and what that costs: time, memory, disk.

    make bench-restore                          a million articles over 12 partitions, about ten minutes
    make bench-restore ARGS='--states 50000'

The states are written to a sandbox Kafka as the worker writes them. Then one worker with all
partitions restores them three times: from an empty disk, after a SIGKILL on the same disk,
and on the same disk with some that are newer. A partition's time runs from its assignment
until it takes its first article: so long its readers wait.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.resident import peak_bytes, resident_bytes
from bench.states import Written, write
from dateline.broker.admin import create_topics
from dateline.sandbox import Sandbox
from dateline.settings import Settings, available_cores

PREFIX = "restore"
PATIENCE_S = 3600
MIB = 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """One restoration by one worker: seconds from the assignment until each partition was ready; bytes."""

    what: str
    states: int
    seconds: tuple[float, ...]
    resident_before: int
    peak: int
    on_disk: int


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--states", type=int, default=1_000_000, help="articles (default: a million)")
    options.add_argument("--partitions", type=int, default=12)
    options.add_argument("--batch", type=int, default=32, help="states in a record batch (default: the worker's 32)")
    options.add_argument("--newer", type=float, default=0.01, help="share that changes before the third restoration")
    options.add_argument("--folder", type=Path, help="where Kafka's data and the states go (default: a temporary one)")
    asked = options.parse_args()
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="dateline-restore-", dir=asked.folder) as folder,
        Sandbox(Path(folder) / "servers", progress=lambda m: console.print(m, style="dim")) as sandbox,
    ):
        create_topics(sandbox.bootstrap_servers, PREFIX, partitions=asked.partitions, replication=1)
        written = _write(console, sandbox, asked, range(asked.states))
        runs = [_restore(console, sandbox, Path(folder), asked.partitions, "empty disk")]
        runs.append(_restore(console, sandbox, Path(folder), asked.partitions, "same disk, after SIGKILL"))
        newer = range(round(asked.states * asked.newer))
        _write(console, sandbox, asked, newer)
        runs.append(_restore(console, sandbox, Path(folder), asked.partitions, f"same disk, {len(newer):,} newer"))
    show(asked, written, runs)


def _write(console: Console, sandbox: Sandbox, asked: argparse.Namespace, numbers: range) -> Written:
    console.print(f"writing {len(numbers):,} states …", style="dim")
    written = write(sandbox.bootstrap_servers, PREFIX, asked.partitions, numbers, asked.batch)
    console.print(f"  {written.size / MIB:,.0f} MiB in {written.seconds:.0f} s", style="dim")
    return written


def _restore(console: Console, sandbox: Sandbox, folder: Path, partitions: int, what: str) -> Restored:
    """Start a worker, wait until every partition is ready, kill it."""
    log = folder / f"{what}.log"
    console.print(f"restoring: {what} …", style="dim")
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline.cli", "worker"],
        env={
            **os.environ,
            "KAFKA_BOOTSTRAP_SERVERS": sandbox.bootstrap_servers,
            "DATELINE_TOPIC_PREFIX": PREFIX,
            "DATELINE_GROUP": PREFIX,
            "DATELINE_PORT": "0",
            "DATELINE_PROCESSES": "1",
            "DATELINE_LOG_JSON": "true",
            "DATELINE_STATE_DIR": str(folder / "state"),
        },
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        resident = 0
        late = time.monotonic() + PATIENCE_S
        while len(ready := list(_logged(log, "partition ready"))) < partitions:
            assigned = list(_logged(log, "partitions assigned"))
            if not assigned:
                resident = resident_bytes(process.pid)
            if process.poll() is not None or time.monotonic() > late:
                sys.exit(f"the worker did not restore its states:\n{log.read_text()[-3000:]}")
            time.sleep(0.2)
        began = _time(next(_logged(log, "partitions assigned")))
        peak = peak_bytes(process.pid)
    finally:
        process.kill()
        process.wait()
    on_disk = sum(f.stat().st_size for f in (folder / "state").rglob("*.sqlite*"))
    seconds = tuple(sorted(_time(line) - began for line in ready))
    return Restored(what, sum(line["states"] for line in ready), seconds, resident, peak, on_disk)


def _logged(log: Path, event: str) -> Iterator[dict]:
    for line in log.read_text(errors="replace").splitlines():
        if f'"{event}"' in line and line.endswith("}"):
            yield json.loads(line)


def _time(line: dict) -> float:
    return datetime.fromisoformat(line["timestamp"]).timestamp()


def show(asked: argparse.Namespace, written: Written, runs: list[Restored]) -> None:
    """The figures, with all that is needed to read them."""
    table = Table(title=f"Restoring {asked.states:,} article states, one worker, {asked.partitions} partitions")
    columns = (
        "",
        "states read",
        "first ready s",
        "median s",
        "last s",
        "states/s",
        "MiB before",
        "MiB peak",
        "MiB on disk",
    )
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    for run in runs:
        first, median, last = run.seconds[0], statistics.median(run.seconds), run.seconds[-1]
        table.add_row(
            run.what, f"{run.states:,}", f"{first:.1f}", f"{median:.1f}", f"{last:.1f}", f"{run.states / last:,.0f}",
            *(f"{size / MIB:,.0f}" for size in (run.resident_before, run.peak, run.on_disk)),
        )  # fmt: skip
    console = Console(width=130)
    console.print(table)
    console.print(
        f"{written.size / written.states:,.0f} bytes a state on the topic, in record batches of {asked.batch}; "
        f"broker on the same {available_cores()} cores; memory of the worker's main process; "
        f"Python {platform.python_version()}, {Settings().model}"
    )


if __name__ == "__main__":
    main()
