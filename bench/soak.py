"""Whether a worker that has seen very many articles still has the memory, files and threads that it had at first.

    make soak                                   ten minutes
    make soak ARGS='--minutes 60'

A worker with the real model and all its processes takes ever different articles (new names,
new words) through a sandbox Kafka and Redis, as fast as it can. It passes where each process's
resident memory after 20,000 articles is within a tenth of that after 2,000, and files and
threads are the same. A run that does not come as far compares what it has, and says so.
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
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.articles import unending
from bench.resident import children, open_files, resident_bytes, threads
from dateline.broker.admin import create_topics
from dateline.broker.consumer import Consumer
from dateline.broker.producer import Producer
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW
from dateline.sandbox import Sandbox
from dateline.settings import Settings, available_cores

PREFIX = "soak"
PARTITIONS = 12
FIRST, LAST = 2_000, 20_000
MOST_GROWTH = 0.10
# Articles sent and not out yet: enough that the worker never waits, few enough that nothing piles up.
AHEAD = 600
STEP = 100
SAMPLE_S = 5.0
# Of so many samples the median counts: garbage comes and goes within seconds.
SMOOTH = 5
PATIENCE_S = 180
# A connection that is being renewed is open twice for a moment; fewer files are no leak.
RENEWED = 2
MIB = 1024 * 1024


@dataclass(frozen=True)
class Sample:
    """What the worker had when so many articles were out; bytes per process, the main one first."""

    seconds: float
    articles: int
    resident: tuple[int, ...]
    files: tuple[int, ...]
    threads: tuple[int, ...]


def main() -> None:
    """Print the table; the exit code is 1 where something grew."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--seed", type=int, default=7)
    asked = options.parse_args()
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="dateline-soak-") as folder,
        Sandbox(progress=lambda m: console.print(m, style="dim")) as sandbox,
    ):
        create_topics(sandbox.bootstrap_servers, PREFIX, partitions=PARTITIONS, replication=1)
        samples = []
        for sample in soak(sandbox, Path(folder), asked):
            samples.append(sample)
            if len(samples) % 6 == 1:
                console.print(_said(sample), style="dim")
    sys.exit(show(samples))


def soak(sandbox: Sandbox, folder: Path, asked: argparse.Namespace) -> Iterator[Sample]:
    """Feed a worker for so many minutes; what it has, every few seconds."""
    articles = unending(asked.seed)
    sent = 0
    out: set[bytes | None] = set()
    log = folder / "worker.log"
    worker = _worker(sandbox, folder, log)
    names = [ENRICHED.name(PREFIX), DEAD_LETTERS.name(PREFIX)]
    try:
        with (
            Consumer(sandbox.bootstrap_servers, names) as consumer,
            Producer(sandbox.bootstrap_servers) as producer,
        ):
            began = sampled = moved = time.monotonic()
            while time.monotonic() - began < asked.minutes * 60:
                if sent - len(out) < AHEAD:
                    for article in islice(articles, STEP):
                        producer.send(RAW.name(PREFIX), article["id"].encode(), json.dumps(article).encode())
                    sent += STEP
                before = len(out)
                out.update(record.key for record in consumer.poll(0.2))
                now = time.monotonic()
                moved = now if len(out) > before else moved
                if worker.poll() is not None or now - moved > PATIENCE_S:
                    sys.exit(f"the worker stands still or ended:\n{log.read_text()[-3000:]}")
                if now - sampled >= SAMPLE_S and out:
                    sampled = now
                    yield _sample(worker.pid, now - began, len(out))
    finally:
        worker.terminate()
        worker.wait(60)


def _worker(sandbox: Sandbox, folder: Path, log: Path) -> subprocess.Popen:
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP_SERVERS": sandbox.bootstrap_servers,
        "DATELINE_TOPIC_PREFIX": PREFIX,
        "DATELINE_GROUP": PREFIX,
        "DATELINE_PORT": "0",
        "DATELINE_LOG_LEVEL": "WARNING",
        "DATELINE_STATE_DIR": str(folder / "state"),
        **({"REDIS_URL": sandbox.redis_url} if sandbox.redis_url else {}),
    }
    command = [sys.executable, "-m", "dateline.cli", "worker"]
    return subprocess.Popen(command, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT)


def _sample(pid: int, seconds: float, articles: int) -> Sample:
    pids = (pid, *children(pid))
    return Sample(
        seconds,
        articles,
        tuple(map(resident_bytes, pids)),
        tuple(map(open_files, pids)),
        tuple(map(threads, pids)),
    )


def _said(sample: Sample) -> str:
    memory = " + ".join(f"{size / MIB:.0f}" for size in sample.resident)
    return f"{sample.seconds:5.0f} s  {sample.articles:6,} articles  {memory} MiB"


def around(samples: list[Sample], articles: int) -> Sample:
    """The sample at which so many articles were out (or the last), with the median of those that end there."""
    at = next((n for n, s in enumerate(samples) if s.articles >= articles), len(samples) - 1)
    last = samples[max(0, at - SMOOTH + 1) : at + 1]
    same = [s for s in last if len(s.resident) == len(samples[at].resident)]

    def medians(column: str) -> tuple[int, ...]:
        return tuple(round(statistics.median(values)) for values in zip(*(getattr(s, column) for s in same)))  # noqa: B905

    return Sample(samples[at].seconds, samples[at].articles, *map(medians, ("resident", "files", "threads")))


def show(samples: list[Sample]) -> int:
    """The table over time and the verdict; 0 where nothing grew."""
    console = Console(width=120)
    if not samples or samples[-1].articles <= FIRST:
        console.print(f"fewer than {FIRST:,} articles came out: too few to say anything. Give it more --minutes.")
        return 1
    marks = range(FIRST, samples[-1].articles + 1, max(FIRST, samples[-1].articles // 10 // 1000 * 1000))
    early, late = around(samples, FIRST), around(samples, max(LAST, marks[-1]))
    table = Table(title="A worker over many different articles")
    table.add_column("seconds", justify="right")
    table.add_column("articles", justify="right")
    names = ["main", *(f"process {n}" for n in range(1, len(early.resident)))]
    for name in names:
        table.add_column(f"{name} MiB", justify="right")
    table.add_column("files")
    table.add_column("threads")
    for sample in [around(samples, mark) for mark in marks if mark < late.articles] + [late]:
        table.add_row(
            f"{sample.seconds:.0f}", f"{sample.articles:,}",
            *(f"{size / MIB:.1f}" for size in sample.resident),
            " ".join(map(str, sample.files)), " ".join(map(str, sample.threads)),
        )  # fmt: skip
    console.print(table)
    return _verdict(console, names, early, late)


def _verdict(console: Console, names: list[str], early: Sample, late: Sample) -> int:
    if len(early.resident) != len(late.resident):
        console.print("a process is missing: was it replaced? Look at the worker's log.")
        return 1
    growth = [after / before - 1 for before, after in zip(early.resident, late.resident, strict=True)]
    said = ", ".join(f"{name} {share:+.1%}" for name, share in zip(names, growth, strict=True))
    more_files = max(after - before for before, after in zip(early.files, late.files, strict=True))
    more_threads = max(after - before for before, after in zip(early.threads, late.threads, strict=True))
    constant = more_files <= RENEWED and more_threads <= 0
    passed = max(growth) <= MOST_GROWTH and constant
    console.print(
        f"from {early.articles:,} to {late.articles:,} articles: {said}; files and threads "
        f"{'constant' if constant else 'NOT constant'}; {'passed' if passed else 'FAILED'}"
        + ("" if late.articles >= LAST else f" (as far as it came; the measure is {LAST:,})")
    )
    console.print(
        f"{late.articles / late.seconds:.0f} articles/s; Python {platform.python_version()}, {Settings().model}, "
        f"{Settings().processes} processes, {available_cores()} cores with the broker"
    )
    return 0 if passed else 1


if __name__ == "__main__":
    main()
