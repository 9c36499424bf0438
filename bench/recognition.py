"""Recognition alone, ours beside spaCy's ``nlp.pipe``: the same model, NER only, the same paragraphs, one core.

    python -m bench.recognition [--corpora FOLDER] [--model NAME] [--articles 600] [--rounds 5]
    python -m bench.recognition --check FOLDER     entities that differ, over every text of a folder of JSON lines

spaCy reads with its best batch size of three. Each round has articles of its own. The limit is what the matrix
products of the residual blocks alone would take at the speed that the machine shows for one of them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import spacy

from bench.__main__ import line, say
from bench.articles import from_folder, generated
from bench.rounds import alternate, on_cores, row
from bench.sides import NOT_NER, BareSpacy, paragraphs
from dateline.enricher.entities.recognise import model_folder
from dateline.settings import Settings
from dateline.swift import Reader
from dateline.swift.architecture import architecture_of, embedding_models
from dateline.swift.encoder import CHUNK


def main() -> None:
    """Print the row, or the count of differences."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpora", type=Path)
    options.add_argument("--check", type=Path)
    options.add_argument("--model", default=Settings().model)
    options.add_argument("--articles", type=int, default=600)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    if asked.check:
        check(asked.check, asked.model)
    else:
        measure(asked)


def measure(asked: argparse.Namespace) -> None:
    articles = from_folder(asked.corpora) if asked.corpora else generated(asked.articles)
    slices = [articles[n :: asked.rounds] for n in range(asked.rounds)]
    with on_cores(1):
        bare = BareSpacy(asked.model, generated(20, seed=98))
        reader = Reader(_loaded(asked.model))
        reader(paragraphs(generated(20, seed=97)))
        tokens = [bare.tokens(part) for part in slices]

        def ours(number: int) -> float:
            began = time.perf_counter()
            reader(paragraphs(slices[number]))
            return tokens[number] / (time.perf_counter() - began)

        pairs = alternate(ours, lambda n: tokens[n] / bare.seconds(slices[n]), asked.rounds, say)
        least = _least_us_per_token(bare.nlp)
    fast = ", ".join(reader.components) or "nothing"
    note = f"{sum(tokens):,} tokens, nlp.pipe batch size {bare.batch_size}, fast: {fast}"
    print(f"Python {platform.python_version()}, spaCy {spacy.__version__}, {asked.model}")
    print(line(row("recognition alone, one core", "spaCy `nlp.pipe`, NER only", "tokens/s", pairs, 1.7, notes=(note,))))
    if least:
        print(f"The blocks' matrix products alone: {least:.1f} µs a token, at most {1e6 / least:,.0f} tokens/s.")


def check(folder: Path, model: str) -> None:
    """Count what differs, over every text under a folder."""
    bare, reader = _loaded(model), Reader(_loaded(model))
    texts = list(_texts(folder))
    entities = differing = 0
    for at in range(0, len(texts), 2000):
        part = texts[at : at + 2000]
        ours = reader(part)
        with bare.memory_zone():
            for doc, found in zip(bare.pipe(part, batch_size=64), ours, strict=True):
                expected = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
                entities += len(expected)
                differing += len(expected.symmetric_difference(found))
        say(f"{at + len(part):,} of {len(texts):,} paragraphs")
    print(f"{model}: {entities:,} entities in {len(texts):,} paragraphs, {differing} differ")


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.jsonl*")):
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for text in (json.loads(found).get("text") for found in lines):
                yield from (p for p in (text or "").split("\n") if p.strip())


def _loaded(model: str) -> spacy.Language:
    return spacy.load(model_folder(model), exclude=NOT_NER)


def _least_us_per_token(nlp: spacy.Language) -> float | None:
    """Microseconds a token for the matrix products of the blocks, at the machine's best rate for one of them."""
    for node in embedding_models(nlp.get_pipe("ner").model):
        if (found := architecture_of(node)) is not None:
            block = found.blocks[0].weights
            rows = np.ones((CHUNK, block.shape[0]), np.float32)
            out = np.empty((CHUNK, block.shape[1]), np.float32)
            times = []
            for _ in range(300):
                began = time.perf_counter()
                np.dot(rows, block, out=out)
                times.append(time.perf_counter() - began)
            return min(times) / CHUNK * len(found.blocks) * 1e6
    return None


if __name__ == "__main__":
    main()
