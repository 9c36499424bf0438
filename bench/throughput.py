"""Articles per second through Kafka, exactly once with all topics, beside bare spaCy on the same articles.

    make bench                                    generated articles
    make bench ARGS='--corpus FILE.jsonl'         those of a corpus (JSON lines with `text`)

Both sides use the same model and its entity recogniser alone. spaCy's side is one process
(`nlp.pipe`, its best of three batch sizes); Kafka's side has one worker process per core
with the broker beside them on the same cores. Rounds alternate; the median of the ratios
is what counts, since the machine's own speed drifts.
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
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table

from bench.articles import corpus, generated
from dateline.broker.admin import create_topics
from dateline.broker.consumer import Consumer
from dateline.broker.producer import Producer
from dateline.contract.topics import ENRICHED, RAW
from dateline.sandbox import Sandbox
from dateline.sandbox.ports import free_ports
from dateline.settings import Settings, available_cores

PARTITIONS = 4
WARM_UP = 16
PATIENCE_S = 600
NOT_NER = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=400)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--corpus", type=Path, help="JSON lines with `text`; .xz is read as it is")
    asked = options.parse_args()
    articles = corpus(asked.corpus, asked.articles) if asked.corpus else generated(asked.articles)
    nlp = spacy.load(Settings().model, exclude=NOT_NER)
    tokens = sum(len(nlp.make_doc(a["text"])) for a in articles)
    console = Console(stderr=True)
    batch_size = best_batch_size(nlp, articles[: max(20, len(articles) // 8)])
    bare, through = [], []
    with Sandbox(progress=lambda m: console.print(m, style="dim")) as sandbox:
        for number in range(asked.rounds):
            bare.append(len(articles) / spacy_seconds(nlp, articles, batch_size))
            through.append(len(articles) / kafka_seconds(sandbox, articles, number))
            console.print(f"round {number + 1}: spaCy {bare[-1]:.1f}, through Kafka {through[-1]:.1f} articles/s")
    show(articles, tokens, bare, through, asked, batch_size)


def best_batch_size(nlp: spacy.Language, articles: list[dict[str, str]]) -> int:
    """The quickest of three, after a first run that fills the model's string store."""
    spacy_seconds(nlp, articles, 16)
    return min((8, 32, 128), key=lambda size: spacy_seconds(nlp, articles, size))


def spacy_seconds(nlp: spacy.Language, articles: list[dict[str, str]], batch_size: int) -> float:
    """Seconds that bare spaCy takes, one process."""
    began = time.perf_counter()
    for doc in nlp.pipe((a["text"] for a in articles), batch_size=batch_size):
        [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    return time.perf_counter() - began


def kafka_seconds(sandbox: Sandbox, articles: list[dict[str, str]], number: int) -> float:
    """Seconds from the first send until a `read_committed` consumer has seen every enriched article."""
    prefix = f"bench{number}"
    create_topics(sandbox.bootstrap_servers, prefix, partitions=PARTITIONS, replication=1)
    with worker(sandbox, prefix), Consumer(sandbox.bootstrap_servers, [ENRICHED.name(prefix)]) as consumer:
        warm_up = [{**a, "id": f"warm-{n}"} for n, a in enumerate(generated(WARM_UP, seed=99))]
        produce(sandbox, prefix, warm_up)
        wait_for(consumer, WARM_UP)
        began = time.perf_counter()
        produce(sandbox, prefix, articles)
        wait_for(consumer, len(articles))
        return time.perf_counter() - began


def produce(sandbox: Sandbox, prefix: str, articles: list[dict[str, str]]) -> None:
    """Send articles keyed by their ids."""
    with Producer(sandbox.bootstrap_servers) as producer:
        for article in articles:
            producer.send(RAW.name(prefix), article["id"].encode(), json.dumps(article).encode())


def wait_for(consumer: Consumer, count: int) -> None:
    """Read until ``count`` different articles have come."""
    seen: set[bytes | None] = set()
    late = time.monotonic() + PATIENCE_S
    while len(seen) < count:
        seen.update(record.key for record in consumer.poll(0.2))
        if time.monotonic() > late:
            sys.exit(f"only {len(seen)} of {count} articles came out within {PATIENCE_S} s")


@contextmanager
def worker(sandbox: Sandbox, prefix: str) -> Iterator[None]:
    """A worker that is ready to take articles."""
    [port] = free_ports(1)
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP_SERVERS": sandbox.bootstrap_servers,
        "DATELINE_TOPIC_PREFIX": prefix,
        "DATELINE_GROUP": prefix,
        "DATELINE_PORT": str(port),
        "DATELINE_LOG_LEVEL": "WARNING",
    }
    if sandbox.redis_url:
        environment["REDIS_URL"] = sandbox.redis_url
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline.cli", "worker"], env=environment, stdout=log, stderr=log
        )
        try:
            while not _ready(port):
                if process.poll() is not None:
                    log.seek(0)
                    sys.exit(f"the worker ended:\n{log.read().decode()[-3000:]}")
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(60)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def show(
    articles: list[dict[str, str]],
    tokens: int,
    bare: list[float],
    through: list[float],
    asked: argparse.Namespace,
    batch_size: int,
) -> None:
    """The figures, with all that is needed to read them."""
    ratios = [t / b for t, b in zip(through, bare, strict=True)]
    table = Table(title="Through Kafka beside bare spaCy")
    for column in ("", "articles/s", "tokens/s"):
        table.add_column(column, justify="left" if not column else "right")
    per_article = tokens / len(articles)
    for name, rates in (("spaCy nlp.pipe, NER only, 1 process", bare), ("through Kafka, all layers", through)):
        median = statistics.median(rates)
        table.add_row(name, f"{median:.1f}", f"{median * per_article:,.0f}")
    console = Console(width=100)
    console.print(table)
    console.print(
        f"ratio through Kafka / spaCy: median {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {len(ratios)} alternating rounds"
    )
    console.print(
        f"{len(articles)} {'articles of ' + asked.corpus.name if asked.corpus else 'generated articles'}, "
        f"{tokens:,} tokens; Python {platform.python_version()}, spaCy {spacy.__version__}, {Settings().model}; "
        f"{available_cores()} cores, {Settings().processes} worker processes, {PARTITIONS} partitions; "
        f"nlp.pipe batch size {batch_size}"
    )


if __name__ == "__main__":
    main()
