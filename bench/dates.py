"""Dates beside their peers: accuracy, tokens per CPU second, and the time that hostile texts take.

    make bench-dates ARGS=SHARED                  a folder with corpora/dates/*.jsonl and scoring/dates/score.py
    make bench-dates                              no accuracy; generated articles for speed
    make bench-dates ARGS='SHARED --only speed'   accuracy, speed, hostile: one or more of them

Ours is ``find_dates`` with text and publish date. The peers, ``search_dates`` of dateparser (English, the publish
date as RELATIVE_BASE, all else as it comes) and recognizers-text, run in processes of their own; ``bench.dates_peers``
says how their answers become TIMEX3. Speed is process time on one core for the same texts in alternating rounds; a
token is a run of word characters or any other character that is no space.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.articles import generated
from bench.dates_hostile import SIZES, costs
from dateline.enricher.dates import find_dates

CORPORA = {"TimeBank": "timebank", "AQUAINT": "aquaint", "MEANTIME, development half": "meantime-dev"}
PARTS = ("accuracy", "speed", "hostile")
OURS = "find_dates"
# Each peer, and the packages whose versions tell which it is.
PEERS = {"dateparser": "dateparser", "recognizers-text": "recognizers-text-date-time"}
ARTICLES = 300
SAID_BY_SCORER = ("strict", "relaxed", "type", "value")
_TOKEN = re.compile(r"\w+|[^\w\s]")

Doc = dict[str, Any]
console = Console(width=130, highlight=False)


@dataclass(frozen=True)
class Answer:
    """CPU seconds for a batch, and the timexes of each of its documents."""

    cpu: float
    timexes: list[list[dict[str, Any]]]


Reader = Callable[[Sequence[Doc]], Answer]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", nargs="?", type=Path)
    options.add_argument("--peers", required=True, type=Path, help="the Python in which the peers are installed")
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument(
        "--peer-tokens", type=int, default=10_000, help="of the texts for speed, so many for the peers"
    )
    asked = options.parse_args()
    console.print(f"Python {platform.python_version()}; {_versions(asked.peers)}")
    corpora = {name: _corpus(asked.shared, file) for name, file in CORPORA.items()} if asked.shared else {}
    with ExitStack() as stack:
        readers = {OURS: ours} | {name: stack.enter_context(peer(asked.peers, name)) for name in PEERS}
        if "accuracy" in asked.only and corpora:
            accuracy(asked.shared, corpora, readers)
        if "speed" in asked.only:
            docs = [d for corpus in corpora.values() for d in corpus] or _generated()
            speed(docs, readers, asked.rounds, asked.peer_tokens)
    if "hostile" in asked.only:
        hostile()


def _corpus(shared: Path, name: str) -> list[Doc]:
    lines = (shared / f"corpora/dates/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _generated() -> list[Doc]:
    return [{"id": a["id"], "text": a["text"], "dct": a["published_at"]} for a in generated(ARTICLES)]


def _versions(python: Path) -> str:
    asks = "import sys, importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    return subprocess.run(
        [python, "-c", asks, *PEERS.values()], capture_output=True, text=True, check=True
    ).stdout.strip()


def ours(docs: Sequence[Doc]) -> Answer:
    """Our own answer, in this process."""
    gc.collect()
    began = time.process_time()
    found = [find_dates(d["text"], d["dct"]) for d in docs]
    cpu = time.process_time() - began
    timexes = [[{"start": m.start, "end": m.end, "type": m.type, "value": m.value} for m in of_doc] for of_doc in found]
    return Answer(cpu, timexes)


@contextmanager
def peer(python: Path, name: str) -> Iterator[Reader]:
    """A peer in a process of its own, which lives as long as the context."""
    process = subprocess.Popen(
        [python, "-m", "bench.dates_peers", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout

    def read(docs: Sequence[Doc]) -> Answer:
        process.stdin.write(json.dumps([{"text": d["text"], "dct": d["dct"]} for d in docs]) + "\n")
        process.stdin.flush()
        if not (line := process.stdout.readline()):
            sys.exit(f"{name} ended with exit code {process.wait()}")
        return Answer(**json.loads(line))

    try:
        yield read
    finally:
        process.stdin.close()
        process.wait(60)


def accuracy(shared: Path, corpora: Mapping[str, Sequence[Doc]], readers: Mapping[str, Reader]) -> None:
    """What the scorer says of each reader on each corpus."""
    table = Table(title="Accuracy: F1 in per cent; of full days, how many are right and how many are found")
    for column in ("", "", *(f"{kind} F1" for kind in SAID_BY_SCORER), "day precision", "coverage"):
        table.add_column(column, justify="right" if column else "left")
    with tempfile.TemporaryDirectory(prefix="dateline-bench-dates-") as folder:
        for corpus, docs in corpora.items():
            for name, read in readers.items():
                found = Path(folder) / f"{name}.jsonl"
                rows = ({"doc": d["id"], "timexes": t} for d, t in zip(docs, read(docs).timexes, strict=True))
                found.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
                said = _scored(shared, CORPORA[corpus], found)
                f1 = [f"{said[kind]['f1']:.1f}" for kind in SAID_BY_SCORER]
                table.add_row(corpus, name, *f1, f"{said['day']['precision']:.1f}", f"{said['day']['coverage']:.1f}")
            table.add_section()
    console.print(table)


def _scored(shared: Path, corpus: str, found: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        shared / "scoring/dates/score.py",
        shared / f"corpora/dates/{corpus}.jsonl",
        found,
        "--json",
    ]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def tokens(docs: Sequence[Doc]) -> int:
    """Tokens by the one rule that counts for all."""
    return sum(len(_TOKEN.findall(d["text"])) for d in docs)


def spread(docs: Sequence[Doc], least: int) -> list[Doc]:
    """Whole documents from all over, as many as have ``least`` tokens together; all where they have not so many."""
    share = min(1.0, least / max(1, tokens(docs)))
    chosen, owed = [], 0.0
    for doc in docs:
        owed += tokens([doc]) * share
        if owed > 0:
            chosen.append(doc)
            owed -= tokens([doc])
    return chosen


def speed(docs: Sequence[Doc], readers: Mapping[str, Reader], rounds: int, peer_tokens: int) -> None:
    """Tokens per CPU second, side by side; ours on all documents too."""
    some = spread(docs, peer_tokens)
    batches = {f"{OURS}, all documents": (ours, docs)} | {name: (read, some) for name, read in readers.items()}
    for read, batch in batches.values():
        read(batch[:3])  # what is made once, at the first call, is not measured
    rates: dict[str, list[float]] = {name: [] for name in batches}
    for _ in range(rounds):
        for name, (read, batch) in batches.items():
            rates[name].append(tokens(batch) / read(batch).cpu)
    table = Table(title=f"Speed, one core: medians of {rounds} alternating rounds")
    for column in (
        "",
        "documents",
        "tokens",
        "tokens per CPU second",
        "least",
        "most",
        "find_dates is so many times faster",
    ):
        table.add_column(column, justify="right" if column else "left")
    for name, (_, batch) in batches.items():
        ratios = [a / b for a, b in zip(rates[OURS], rates[name], strict=True)]
        median, least, most = (f"{rule(rates[name]):,.0f}" for rule in (statistics.median, min, max))
        ratio = f"{statistics.median(ratios):.0f}" if name in PEERS else ""
        table.add_row(name, f"{len(batch):,}", f"{tokens(batch):,}", median, least, most, ratio)
    console.print(table)


def hostile() -> None:
    """Seconds of CPU for each hostile text at each size."""
    table = Table(
        title="Hostile texts, CPU seconds by length; growth is the cost per byte of the longest over the shortest"
    )
    for column in ("piece", "dates found", *(f"{size // 1000} kB" for size in SIZES), "µs a byte", "growth"):
        table.add_column(column, justify="left" if column == "piece" else "right")
    read = []
    for cost in costs():
        Console(stderr=True).print(f"{cost.shape}: {cost.per_byte:.2f} µs a byte", style="dim")
        read.append(cost)
    for cost in sorted(read, key=lambda c: -c.per_byte):
        seconds = (f"{s:.3f}" for s in cost.seconds)
        table.add_row(cost.shape, f"{cost.found:,}", *seconds, f"{cost.per_byte:.2f}", f"{cost.growth:.2f}")
    console.print(table)


if __name__ == "__main__":
    main()
