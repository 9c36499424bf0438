"""Recognition alone, beside spaCy's own `nlp.pipe` with the same model: one process, one core.

    python -m bench.recognition [FOLDER] [--model M] [--rounds N] [--memory BYTES]
    python -m bench.recognition --check FOLDER [--model M]

Both read the same paragraphs, those that the pipeline feeds to the recogniser; spaCy with the best of four
batch sizes. The two alternate, and what is compared is the ratio of each round. Every round reads articles
that neither has met, after both have read others to warm up: nothing is remembered of the paragraphs
themselves, but words that news repeats are known, as in a service that runs. ``--check`` counts the
names that differ over all articles of a folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
import thinc
from rich.console import Console
from rich.table import Table

from bench.articles import generated
from dateline.contract import Article
from dateline.enricher.entities import Recogniser
from dateline.enricher.entities.recognise import load_pipeline
from dateline.enricher.intake import read
from dateline.enricher.reading import passages
from dateline.enricher.sections import find_sections
from dateline.enricher.workers.process import ONE_THREAD
from dateline.settings import Settings
from dateline.swift_ner import Name, SwiftReader
from dateline.swift_ner.accelerate import MEMORY
from dateline.swift_ner.encoder import SLICE

BATCH_SIZES = (16, 64, 256, 1000)
# Articles that a worker process reads together, about (`batch_records`).
ARTICLES = 32


def main() -> None:
    """Measure, or count what differs."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?", help="JSON lines with `text`; else generated articles")
    options.add_argument("--check", type=Path, metavar="FOLDER", help="count differing names over a folder's articles")
    options.add_argument("--model", default=Settings().model)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--articles", type=int, default=2000, help="most, in all rounds and the warm-up")
    options.add_argument("--memory", type=int, default=MEMORY, help="bytes for words that are remembered")
    asked = options.parse_args()
    if not ONE_THREAD.items() <= os.environ.items():
        # The libraries read it when they are loaded.
        os.execve(
            sys.executable, [sys.executable, "-m", "bench.recognition", *sys.argv[1:]], {**os.environ, **ONE_THREAD}
        )
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    # Each its own: with the compact vectors of Dateline's, spaCy itself would be slower.
    nlp = load_pipeline(asked.model)
    swift = SwiftReader(Recogniser.load(asked.model)._nlp, asked.memory)
    if asked.check:
        sys.exit(check(nlp, swift, list(from_folder(asked.check))))
    articles = list(from_folder(asked.folder)) if asked.folder else paragraphs_of(generated(asked.articles))
    step = max(1, len(articles) // asked.articles)
    measure(nlp, swift, articles[::step][: asked.articles], asked)


def measure(nlp: spacy.Language, swift: SwiftReader, articles: list[list[str]], asked: argparse.Namespace) -> None:
    """Warm up with half of the articles, then alternate over parts of the others."""
    if len(articles) < 2 * asked.rounds:
        sys.exit(f"{len(articles)} articles are too few for {asked.rounds} rounds")
    # Parts take turns, so that each has articles of all sources.
    warm_up, fresh = articles[::2], articles[1::2]
    parts = [fresh[at :: asked.rounds] for at in range(asked.rounds)]
    quick(swift, warm_up)
    plain(nlp, warm_up, BATCH_SIZES[0])
    batch_size = min(BATCH_SIZES, key=lambda batch: plain(nlp, warm_up[:: asked.rounds], batch))
    console = Console(stderr=True)
    spacy_rates, swift_rates = [], []
    for number, part in enumerate(parts):
        tokens = sum(len(nlp.make_doc(paragraph)) for article in part for paragraph in article)
        # Each goes first in turn.
        seconds = {}
        for name in ("spacy", "swift") if number % 2 else ("swift", "spacy"):
            seconds[name] = plain(nlp, part, batch_size) if name == "spacy" else quick(swift, part)
        spacy_rates.append(tokens / seconds["spacy"])
        swift_rates.append(tokens / seconds["swift"])
        console.print(f"round {number + 1}: spaCy {spacy_rates[-1]:,.0f}, here {swift_rates[-1]:,.0f} tokens/s")
    show(spacy_rates, swift_rates, articles, batch_size, asked, swift)


def plain(nlp: spacy.Language, articles: Sequence[list[str]], batch_size: int) -> float:
    """Seconds of CPU that spaCy takes."""
    paragraphs = [paragraph for article in articles for paragraph in article]
    began = time.process_time()
    for doc in nlp.pipe(paragraphs, batch_size=batch_size):
        [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    return time.process_time() - began


def quick(swift: SwiftReader, articles: Sequence[list[str]]) -> float:
    """Seconds of CPU that the reader takes, given as many articles at once as a worker process has."""
    began = time.process_time()
    for first in range(0, len(articles), ARTICLES):
        list(swift([paragraph for article in articles[first : first + ARTICLES] for paragraph in article]))
    return time.process_time() - began


def limit(swift: SwiftReader) -> tuple[int, float]:
    """Multiply-adds that no token is spared (all blocks but the first, states outside names), and the core's rate."""
    width, scorer = swift.architecture.width, swift.architecture.scorer
    _, hidden, pieces, _ = scorer.lower.shape
    blocks = sum(block.weights.size for block in swift.architecture.convolutions[1:])
    moves = sum(name[0] in "BUO" for name in swift.architecture.moves)
    rows = np.ones((SLICE, swift.architecture.convolutions[0].weights.shape[2]), "f")
    weights = np.ones((rows.shape[1], rows.shape[1]), "f")
    out = np.empty((SLICE, rows.shape[1]), "f")
    seconds = []
    for _ in range(200):
        began = time.perf_counter()
        np.dot(rows, weights, out=out)
        seconds.append(time.perf_counter() - began)
    return blocks + width * pieces * hidden + hidden * moves, SLICE * weights.size / min(seconds)


def check(nlp: spacy.Language, swift: SwiftReader, articles: list[list[str]]) -> int:
    """Print how many names differ; 1 where any does."""
    names = differ = 0
    for article in articles:
        with nlp.memory_zone():
            docs = nlp.pipe(article, batch_size=64)
            expected: list[list[Name]] = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
        for text, ours, theirs in zip(article, swift(article), expected, strict=True):
            names += len(theirs)
            differ += len(set(ours) ^ set(theirs))
            if ours != theirs:
                print(f"{text[:200]!r}: {sorted(set(ours) ^ set(theirs))}")
    print(f"{differ} names differ of {names:,} in {sum(map(len, articles)):,} paragraphs of {len(articles):,} articles")
    return int(differ > 0)


def from_folder(folder: Path) -> Iterator[list[str]]:
    """The paragraphs of each article in a folder's JSON lines, in its sub-folders too."""
    for file in sorted(folder.rglob("*.jsonl")):
        records = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        yield from paragraphs_of(
            {"id": str(number), "text": record["text"], "title": record.get("title") or ""}
            for number, record in enumerate(records)
            if isinstance(record, dict) and isinstance(record.get("text"), str)
        )


def paragraphs_of(records: Iterator[dict[str, str]] | list[dict[str, str]]) -> list[list[str]]:
    """What the pipeline feeds to the recogniser of each article."""
    articles = [read(json.dumps(record).encode()) for record in records]
    return [passages(a.text, find_sections(a).sections)[1] for a in articles if isinstance(a, Article)]


def show(
    spacy_rates: list[float],
    swift_rates: list[float],
    articles: list[list[str]],
    batch_size: int,
    asked: argparse.Namespace,
    swift: SwiftReader,
) -> None:
    """The figures, with all that is needed to read them."""
    ratios = [ours / theirs for ours, theirs in zip(swift_rates, spacy_rates, strict=True)]
    table = Table(title="Recognition alone, one core")
    for column in ("", "tokens/s"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row(f"spaCy nlp.pipe, batch size {batch_size}", f"{statistics.median(spacy_rates):,.0f}")
    table.add_row("dateline.swift_ner", f"{statistics.median(swift_rates):,.0f}")
    console = Console(width=110)
    console.print(table)
    console.print(
        f"ratio: median {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}) over "
        f"{len(ratios)} alternating rounds, CPU time"
    )
    console.print(
        f"{len(articles)} {'articles of ' + asked.folder.name if asked.folder else 'generated articles'}, "
        f"{sum(map(len, articles)):,} paragraphs; {asked.model}; Python {platform.python_version()}, "
        f"spaCy {spacy.__version__}, thinc {thinc.__version__}, numpy {np.__version__}; "
        f"{swift.lexicon.bytes / 1e6:.0f} MB remembered of {asked.memory / 1e6:.0f}"
    )
    products, rate = limit(swift)
    console.print(
        f"limit: {products:,} multiply-adds a token at this core's {rate / 1e9:.0f} G/s (numpy's best of 200): "
        f"{rate / products:,.0f} tokens/s"
    )


if __name__ == "__main__":
    main()
