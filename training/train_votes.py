"""Learn what the votes on a name's type count, and how sure an entity is; write both tables of weights.

    python training/train_votes.py CORPORA --models MODEL [MODEL ...] [--check NAME ...]

``CORPORA`` is a folder with the openly licensed ``wikigold``, ``wnut17``, ``gum-news`` and ``re3d`` as JSON lines
``{id, text, mentions: [{start, end, type}]}``. Every model reads every corpus, so that the weights fit no model's own
slips. Figures are printed by document, each fifth read by weights of the other four; ``--check`` prints how sure the
entities of further corpora are against how often they are right: nothing is learned from those.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dateline.contract import GROUP_OF, Article
from dateline.enricher.entities import Recogniser, confidence, draft, types_known, votes
from dateline.enricher.entities.unify import Draft, clustered, counted
from dateline.enricher.reading import recognise
from dateline.enricher.sections import find_sections
from dateline.knowledge import open_knowledge
from vote_priors import PRIORS

ROOM = Path(__file__).parents[1] / "services/dateline/enricher/entities"
LEARNED = ("wikigold", "wnut17", "gum-news", "re3d")
# Short messages are far from news; what they say of confidence does not hold there.
CORPUS_WEIGHT = {"wnut17": 0.5}
CONFIDENCE = ("wikigold", "gum-news", "re3d")
# Their spans take in titles and common nouns: a name that ends where theirs does, or lies in one, is that name.
WIDE = frozenset({"gum-news", "re3d"})
CLASSES = {"PER": 0, "ORG": 1, "LOC": 2, "OTHER": 3, "MISC": 3}
LEAST_SEEN = 12
L2, STEPS, ROUNDS, PARTS = 5e-4, 600, 2, 5
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Read(NamedTuple):
    """A document as the layer reads it."""

    corpus: str
    number: int
    names: Draft
    known: Mapping[str, Any]
    gold: Sequence[Mapping[str, Any]]


class Name(NamedTuple):
    """A name of a document: what votes on it, and what it is; ``part`` is its document's."""

    features: Mapping[str, float]
    label: int
    weight: float
    part: int


def read(corpora: Path, corpus: str, recogniser: Recogniser) -> Iterator[Read]:
    knowledge = open_knowledge(None)
    gold = [json.loads(line) for line in (corpora / f"{corpus}.jsonl").read_text("utf-8").splitlines()]
    articles = [Article(id=str(row["id"]), text=row["text"], digest="") for row in gold]
    structures = [find_sections(article) for article in articles]
    recognised = recognise(recogniser, articles, structures)
    for number, (row, article, structure, spans) in enumerate(zip(gold, articles, structures, recognised, strict=True)):
        names = draft(article.text, spans, structure.sections)
        yield Read(corpus, number, names, types_known(knowledge.look_up(list(names.names()))), row["mentions"])


def names_of(document: Read) -> Iterator[Name]:
    """The names whose type the gold says, by most of their mentions."""
    exact = {(m["start"] + _article(document, m), m["end"]): m["type"] for m in document.gold}
    ends = {m["end"]: m["type"] for m in document.gold} if document.corpus in WIDE else {}
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for found in document.names.found:
        labels[found.name][exact.get((found.start, found.end)) or ends.get(found.end, "")] += 1
    for name, ballot in counted(document.names, document.known).ballots.items():
        label = labels[name].most_common(1)[0][0] if labels[name] else ""
        features = ballot.features()
        if label in CLASSES and not _read_otherwise(label, features):
            weight = float(np.log1p(ballot.mentions)) * CORPUS_WEIGHT.get(document.corpus, 1.0)
            yield Name(features, CLASSES[label], weight, document.number % PARTS)


def _article(document: Read, mention: Mapping[str, Any]) -> int:
    return 4 if document.names.text[mention["start"] : mention["start"] + 4].casefold() == "the " else 0


def _read_otherwise(label: str, features: Mapping[str, float]) -> bool:
    """Whether a corpus reads a place as who governs it or plays for it: a newsroom wants the place."""
    if label == "LOC":
        return False
    city = features.get("prior_GPE", 0.0) >= 0.45 and features.get("share_GPE", 0.0) >= 0.5
    return "country" in features or "place_acronym" in features or (label == "ORG" and city)


def fit(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Multinomial logistic regression by Adam; the penalty draws to ``start``."""
    learned, mean, spread = start.copy(), np.zeros_like(start), np.zeros_like(start)
    wanted = np.eye(start.shape[1])[labels]
    for step in range(1, STEPS + 1):
        scores = rows @ learned
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = rows.T @ ((shares - wanted) * weights[:, None]) / len(labels) + L2 * (learned - start)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        pace = 0.05 if step < 2 * STEPS / 3 else 0.015
        learned -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return learned


def learn_votes(documents: Sequence[Read]) -> None:
    """Replace ``votes.WEIGHTS``; the features of short forms rest on earlier decisions, hence the rounds."""
    _use({name: list(row) for name, row in PRIORS.items()})
    for round_ in range(ROUNDS):
        names = [name for document in documents for name in names_of(document)]
        seen = Counter(feature for name in names for feature in name.features)
        features = sorted({feature for feature, count in seen.items() if count >= LEAST_SEEN} | set(PRIORS))
        rows = np.array([[name.features.get(feature, 0.0) for feature in features] for name in names])
        labels, parts = np.array([n.label for n in names]), np.array([n.part for n in names])
        weights = np.array([n.weight for n in names])
        weights /= weights.mean()
        start = np.array([PRIORS.get(feature, (0.0,) * 4) for feature in features], float)
        right = {"priors": (rows @ start).argmax(1) == labels, "learned": np.zeros(len(names), bool)}
        for part in range(PARTS):
            own, others = parts == part, parts != part
            table = fit(rows[others], labels[others], weights[others], start)
            right["learned"][own] = (rows[own] @ table).argmax(1) == labels[own]
        shares = {name: round(float((of * weights).sum() / weights.sum()), 4) for name, of in right.items()}
        print(f"round {round_ + 1}: {len(names)} names, {len(features)} features, share right {shares}")
        table = fit(rows, labels, weights, start)
        table -= table.mean(1, keepdims=True)
        _use({feature: [round(float(w), 3) for w in row] for feature, row in zip(features, table, strict=True)})


def _use(table: Mapping[str, Sequence[float]]) -> None:
    votes.WEIGHTS.clear()
    votes.WEIGHTS.update({name: (row[0], row[1], row[2], row[3]) for name, row in table.items()})


def entities_of(document: Read) -> Iterator[tuple[dict[str, float], float, int]]:
    """Traits of each person, organisation and place, the share of its mentions that are right, and their number."""
    names = {"person": "PER", "organization": "ORG", "place": "LOC"}
    gold = [(m["start"] + _article(document, m), m["end"], m["type"]) for m in document.gold]
    exact = set(gold)
    ends = {(end, kind) for _, end, kind in gold} if document.corpus in WIDE else set()
    for cluster in clustered(document.names, document.known):
        kind = names.get(GROUP_OF[cluster.decision()[0]].value)
        if kind:
            right = sum((m.start, m.end, kind) in exact or (m.end, kind) in ends for m in cluster.mentions)
            yield cluster.traits(), right / len(cluster.mentions), len(cluster.mentions)


def learn_confidence(documents: Sequence[Read]) -> dict[str, float]:
    """Logistic regression by Newton's method; an entity weighs by its mentions, up to five."""
    entities = [entity for document in documents for entity in entities_of(document)]
    names = sorted({name for of, _, _ in entities for name in of})
    rows = np.array([[of.get(name, 0.0) for name in names] for of, _, _ in entities])
    right = np.array([share for _, share, _ in entities])
    weights = np.array([min(mentions, 5) for _, _, mentions in entities], float)
    weights /= weights.sum()
    table = np.zeros(len(names))
    for _ in range(50):
        share = 1 / (1 + np.exp(-rows @ table))
        slope = rows.T @ ((share - right) * weights) + 1e-3 * table
        bend = (rows * (share * (1 - share) * weights)[:, None]).T @ rows + 1e-3 * np.eye(len(names))
        table -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, table, strict=True)}


def print_reliability(corpus: str, documents: Sequence[Read]) -> None:
    entities = [entity for document in documents for entity in entities_of(document)]
    stated = np.array([_stated(of) for of, _, _ in entities])
    right, count = np.array([r for _, r, _ in entities]), np.array([n for _, _, n in entities])
    print(corpus)
    for low, high in pairwise(BINS):
        inside = (stated >= low) & (stated < high)
        if mentions := count[inside].sum():
            said, was = ((of * count)[inside].sum() / mentions for of in (stated, right))
            print(f"  {low:.1f} to {min(high, 1.0):.1f}: {mentions:5} mentions, stated {said:.2f}, right {was:.2f}")


def _stated(of: Mapping[str, float]) -> float:
    score = sum(confidence.WEIGHTS.get(name, 0.0) * value for name, value in of.items())
    return min(confidence.MOST, max(confidence.LEAST, 1 / (1 + float(np.exp(-score)))))


def write(path: Path, table: Mapping[str, object]) -> None:
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(table[name])}" for name in sorted(table))
    path.write_text(f"{{\n{rows}\n}}\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--models", nargs="+", required=True, help="spaCy pipelines: packages or folders")
    parser.add_argument("--check", nargs="*", default=[], help="corpora that are only measured")
    args = parser.parse_args()
    recognisers = [Recogniser.load(model) for model in args.models]
    documents = [d for r in recognisers for corpus in LEARNED for d in read(args.corpora, corpus, r)]
    learn_votes(documents)
    write(ROOM / "vote_weights.json", votes.WEIGHTS)
    table = learn_confidence([d for d in documents if d.corpus in CONFIDENCE])
    confidence.WEIGHTS.clear()
    confidence.WEIGHTS.update(table)
    write(ROOM / "confidence_weights.json", table)
    for corpus in args.check:
        print_reliability(corpus, list(read(args.corpora, corpus, recognisers[0])))


if __name__ == "__main__":
    main()
