"""The two sides that need no Kafka: bare spaCy, and ``dateline enrich --jsonl`` as a child process."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence

import spacy

from bench.articles import generated
from bench.rounds import on_cores
from dateline.enricher.entities.recognise import model_folder

Articles = Sequence[dict[str, str]]
WARM_UP = 32
NOT_NER = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
SIZES = (16, 64, 256)


def paragraphs(articles: Articles) -> list[str]:
    """What spaCy reads: the paragraphs, one text each, as the enricher's own recogniser does."""
    return [p for a in articles for p in a["text"].split("\n") if p.strip()]


class BareSpacy:
    """``nlp.pipe`` with the entity recogniser alone, at its best batch size, in this process."""

    def __init__(self, model: str, sample: Articles) -> None:
        self.nlp = spacy.load(model_folder(model), exclude=NOT_NER)
        texts = paragraphs(sample)
        self._read(texts, SIZES[0])  # fills the string store
        self.batch_size = min(SIZES, key=lambda size: self._read(texts, size))

    def tokens(self, articles: Articles) -> int:
        """spaCy tokens of the articles."""
        return sum(len(self.nlp.make_doc(text)) for text in paragraphs(articles))

    def seconds(self, articles: Articles) -> float:
        """Seconds for all of them."""
        return self._read(paragraphs(articles), self.batch_size)

    def _read(self, texts: Sequence[str], batch_size: int) -> float:
        began = time.perf_counter()
        with self.nlp.memory_zone():
            for doc in self.nlp.pipe(texts, batch_size=batch_size):
                [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        return time.perf_counter() - began


class EnrichLines:
    """A ``dateline enrich --jsonl`` that runs and is warm."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid

    def seconds(self, articles: Articles) -> float:
        """From the first line in to the last line out."""
        lines = [json.dumps(a).encode() + b"\n" for a in articles]
        began = time.perf_counter()
        feeder = threading.Thread(target=self._feed, args=(lines,), daemon=True)
        feeder.start()
        for _ in lines:
            if not self._process.stdout.readline():
                sys.exit("`dateline enrich --jsonl` ended in the middle")
        feeder.join()
        return time.perf_counter() - began

    def _feed(self, lines: Sequence[bytes]) -> None:
        for line in lines:
            self._process.stdin.write(line)
        self._process.stdin.flush()


@contextlib.contextmanager
def enrich_lines(cores: int, python: str = sys.executable, **environment: str) -> Iterator[EnrichLines]:
    """Start one on so many cores, with a process for each, and warm it up; ``python`` has Dateline installed."""
    variables = {**os.environ, "DATELINE_PROCESSES": str(cores), "OMP_NUM_THREADS": "1", **environment}
    with on_cores(cores):
        process = subprocess.Popen(
            [python, "-m", "dateline.cli", "enrich", "--jsonl"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=variables,
        )
    try:
        running = EnrichLines(process)
        running.seconds(generated(WARM_UP * cores * 2, seed=99))
        yield running
    finally:
        process.stdin.close()
        process.wait(60)
