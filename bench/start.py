"""What a process costs before its first article, and in memory: beside importing spaCy and loading the model."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator

from bench.articles import generated, unending
from bench.resident import children, resident_bytes
from bench.rounds import Row, alternate, row
from bench.sides import NOT_NER, enrich_lines
from dateline.enricher.entities.recognise import model_folder

Say = Callable[[str], None]
MIB = 1024 * 1024
ARTICLE = json.dumps(generated(1, seed=97)[0]).encode()


def rows(rounds: int, model: str, articles: int, say: Say) -> Iterator[Row]:
    """Rows 8 and 9 of the table."""
    say("cold start")
    load = f"import spacy; nlp = spacy.load({str(model_folder(model))!r}, exclude={NOT_NER!r})"
    enrich = [sys.executable, "-m", "dateline.cli", "enrich", "--jsonl"]
    pairs = alternate(
        lambda _: _cpu_seconds(enrich, ARTICLE) * 1000,
        lambda _: _cpu_seconds([sys.executable, "-c", load], b"") * 1000,
        rounds,
        say,
    )
    yield row(
        "cold start of `enrich`, one article", "import spaCy and load the model", "ms of CPU", pairs, 1.3, at_most=True
    )
    yield memory(load, articles, say)


def memory(load: str, articles: int, say: Say) -> Row:
    """Resident memory of a worker process after many articles, beside a process with the model loaded."""
    say(f"memory after {articles:,} articles")
    bare = _resident_after(load)
    with enrich_lines(2) as lines:
        ids = iter(unending(5))
        at = []
        for _ in range(4):
            lines.seconds([next(ids) for _ in range(articles // 4)])
            at.append(max(map(resident_bytes, children(lines.pid))))
    growth = at[-1] / at[0] - 1
    ratio = at[-1] / bare
    note = f"after each quarter: {', '.join(f'{size / MIB:.0f}' for size in at)} MiB (growth {growth:+.1%})"
    return Row("memory of a worker process", "a process with the model loaded", "MiB", at[-1] / MIB, bare / MIB, ratio,
               ratio, ratio, 1.5, True, (note,))  # fmt: skip


def _resident_after(code: str) -> int:
    """Resident bytes of a process that has run ``code``."""
    report = code + "; import sys; print('ready', flush=True); sys.stdin.readline()"
    with subprocess.Popen(
        [sys.executable, "-c", report], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_one_thread()
    ) as process:
        process.stdout.readline()
        size = resident_bytes(process.pid)
        process.stdin.close()
    return size


def _cpu_seconds(command: list[str], given: bytes) -> float:
    """Processor time of a command: what others do on the machine hardly changes it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, stdout=subprocess.DEVNULL, check=True, env=_one_thread())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1"}
