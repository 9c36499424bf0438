"""How time and memory grow: with an article's length, the batch, processes, repeats, and the number of articles.

    make bench-growth                            writes bench/growth.json and the plots bench/growth-*.svg
    make bench-growth ARGS='--articles 50000'    memory over so many articles (default 5,000)
    python -m bench.growth --python EXECUTABLE   another Python that Dateline is installed for, beside this one

Every figure is relative to the smallest case of its own run: the machines' own speed drifts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.articles import generated, unending
from bench.resident import children, resident_bytes
from bench.rounds import alternate, on_cores
from bench.sides import enrich_lines
from dateline.enricher.assembly import open_cached_knowledge, open_pipeline
from dateline.enricher.intake import read
from dateline.settings import Settings

FILE = Path(__file__).parent / "growth.json"
Points = list[tuple[float, float]]
LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
BATCHES = (1, 2, 4, 8, 16, 32, 64)
SHARES = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)
ROUNDS = 3


def main() -> None:
    """Measure, and write the file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=5_000)
    options.add_argument("--only", help="one part: length, batch, processes, repeats, memory")
    options.add_argument("--python", help="only the rate of another Python, beside this one")
    asked = options.parse_args()
    found: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    parts: dict[str, Callable[[], Any]] = {
        "length": by_length,
        "batch": by_batch,
        "processes": by_processes,
        "repeats": by_repeats,
        "memory": lambda: over_articles(asked.articles),
    }
    if asked.python:
        parts = {}
    if asked.only:
        parts = {asked.only: parts[asked.only]}
    for name, measure in parts.items():
        print(f"{time.strftime('%H:%M:%S')} {name}", file=sys.stderr, flush=True)
        found[name] = measure()
    if asked.python:
        found.setdefault("python", {version(sys.executable): 1.0})[version(asked.python)] = beside(asked.python)
    FILE.write_text(json.dumps(found, indent=1) + "\n")


def by_length() -> Points:
    """(characters, ms per thousand of them) of one article in a warm process."""
    whole = "\n\n".join(a["text"] for a in generated(900, seed=21))
    points = []
    with enrich_lines(1, DATELINE_MEMO_BYTES="0") as lines:
        for length in LENGTHS:
            times = [lines.seconds([{"id": f"l{n}", "text": whole[n : n + length]}]) for n in range(ROUNDS)]
            points.append((length, statistics.median(times) / length * 1e6))
    return points


def by_batch() -> Points:
    """(articles in a batch, articles per second) in this process on one core."""
    pipeline = open_pipeline(Settings(), open_cached_knowledge(Settings()))
    with on_cores(1):
        points = []
        for size in BATCHES:
            rates = []
            for number in range(ROUNDS):
                articles = [read(json.dumps(a).encode()) for a in generated(128, seed=100 * size + number)]
                began = time.perf_counter()
                for at in range(0, len(articles), size):
                    pipeline.enrich(articles[at : at + size])
                rates.append(len(articles) / (time.perf_counter() - began))
            points.append((size, statistics.median(rates)))
    return points


def by_processes() -> Points:
    """(processes, articles per second) on the cores that there are."""
    points = []
    for number in (1, 2, 3, 4):
        with enrich_lines(number) as lines:
            rates = [_rate(lines.seconds, generated(320, seed=300 + number * 10 + n)) for n in range(ROUNDS)]
        points.append((number, statistics.median(rates)))
    return points


def by_repeats() -> Points:
    """(share of articles that were seen just before, articles per second); all shares take turns in each round."""
    rates: dict[float, list[float]] = {share: [] for share in SHARES}
    seen = generated(100, seed=41)
    with enrich_lines(1) as lines:
        for number in range(ROUNDS + 2):
            for share in SHARES:
                lines.seconds(seen)
                fresh = generated(len(seen), seed=500 + round(share * 100) * 10 + number)
                mixed = [
                    old if at < share * len(seen) else new
                    for at, (old, new) in enumerate(zip(seen, fresh, strict=True))
                ]
                rates[share].append(_rate(lines.seconds, mixed))
    return [(share, statistics.median(found)) for share, found in rates.items()]


def over_articles(number: int) -> Points:
    """(articles, MiB resident in the larger of two worker processes) over ever different articles."""
    points = []
    articles = unending(9)
    with enrich_lines(2) as lines:
        for done in _steps(number):
            lines.seconds([next(articles) for _ in range(number // 20)])
            points.append((done, max(map(resident_bytes, children(lines.pid))) / 2**20))
    return points


def beside(python: str) -> float:
    """Articles per second on one core, this Python's being 1."""
    with enrich_lines(1, python) as other, enrich_lines(1) as this:
        pairs = alternate(
            lambda n: _rate(other.seconds, generated(100, seed=600 + n)),
            lambda n: _rate(this.seconds, generated(100, seed=600 + n)),
            ROUNDS + 2,
            lambda message: print(message, file=sys.stderr, flush=True),
        )
    return statistics.median(ours / theirs for ours, theirs in pairs)


def version(python: str) -> str:
    """``3.12``, of an executable."""
    shown = subprocess.run([python, "-V"], check=True, capture_output=True, text=True).stdout.split()[1]
    return shown.rpartition(".")[0]


def _steps(number: int) -> Iterator[int]:
    yield from range(number // 20, number + 1, number // 20)


def _rate(seconds: Callable[[Sequence[dict[str, str]]], float], articles: Sequence[dict[str, str]]) -> float:
    return len(articles) / seconds(articles)


if __name__ == "__main__":
    main()
