"""Learn the line model of flat text and write its weights.

    python training/train_lines.py CORPORA [--weights FILE] [--predictions FILE]

First by parts: each fifth of the sites is read by a model of the other four, which gives the figures that are printed,
the confidences, and the predictions. Then once more with all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.enricher.sections.assemble import build_sections
from dateline.enricher.sections.evidence import line_evidence
from dateline.enricher.sections.features import Features, line_features
from dateline.enricher.sections.labels import label_lines
from dateline.enricher.sections.letters import Bools, Floats, Ints, Letters, read_letters
from dateline.enricher.sections.line_classes import LineClass
from dateline.enricher.sections.line_context import first_look, second_look
from dateline.enricher.sections.line_model import LineModel
from dateline.enricher.sections.lines import Line, split_lines
from dateline.enricher.sections.parts import Part
from documents import CLASSES, Document, read_documents
from learning import WordCounts, calibration, fit_network, kinds_of
from variants import variants

WEIGHTS = Path(__file__).parents[1] / "services/dateline/enricher/sections/line_weights.npz"
PARTS, INNER = 5, 3
# English news is what is read most and what there is least of; other languages lend their forms.
ENGLISH_NEWS, OTHER_NEWS, MADE = 4.0, 1.0, 0.5
CORPUS_WEIGHT = {"aeb": 2.0}
FIRST = {"units": 128, "epochs": 9, "seeds": (1,)}
SECOND = {"units": 128, "epochs": 9, "seeds": (1, 2)}


class Read(NamedTuple):
    """A document as the layer reads it; ``classes`` are -1 where a line is learned neither way."""

    document: Document
    lines: list[Line]
    features: list[Features]
    letters: Letters
    evidence: Floats
    classes: Ints


def read(document: Document) -> Read:
    """One line of the text a line of the document: labels are matched by position."""
    text = document.text
    lines = split_lines(text)
    starts, at = {}, 0
    for words, label in document.lines:
        starts[at + len(words) - len(words.lstrip())] = label
        at += len(words) + 1
    classes = np.array([CLASSES.get(starts.get(line.start, ""), -1) for line in lines], np.int64)
    features, letters = line_features(lines), read_letters(text, lines)
    return Read(document, lines, features, letters, line_evidence(features, letters), classes)


class Lines:
    """All lines of all documents, one below the other."""

    def __init__(self, documents: Sequence[Read]) -> None:
        self.documents = documents
        sizes = [len(d.lines) for d in documents]
        ends = np.cumsum(sizes)
        self.spans = [slice(end - size, end) for end, size in zip(ends, sizes, strict=True)]
        self.classes = np.concatenate([d.classes for d in documents])
        self.weight = np.repeat([_weight(d.document) for d in documents], sizes)
        names = {name: k for k, name in enumerate(sorted({d.document.group for d in documents}))}
        # Groups are dealt out at random, once.
        dealt = np.random.default_rng(1).permutation(len(names))
        self.group = np.repeat([dealt[names[d.document.group]] for d in documents], sizes)
        self.row = np.concatenate([d.letters.row + s.start for d, s in zip(documents, self.spans, strict=True)])
        self.bucket = np.concatenate([d.letters.bucket for d in documents])

    def word_counts(self, of: Bools) -> WordCounts:
        kinds = np.where(of, kinds_of(self.classes), -1)
        return WordCounts(self.row, self.bucket, kinds, self.weight)

    def first_rows(self, of: Bools) -> tuple[Floats, Floats]:
        """The table of words from the lines ``of``, and the first look at every line, blind to its own group."""
        counts = self.word_counts(of)
        table = counts.table().astype(np.float32)
        blind = counts.scores_without_own(self.group)
        return table, np.concatenate(
            [first_look(d.evidence, blind[s]) for d, s in zip(self.documents, self.spans, strict=True)]
        )

    def second_rows(self, first: Floats, probabilities: Floats) -> Floats:
        return np.concatenate(
            [
                second_look(first[s], d.evidence, probabilities[s])
                for d, s in zip(self.documents, self.spans, strict=True)
            ]
        )


def _weight(document: Document) -> float:
    news = ENGLISH_NEWS if document.lang == "en" else OTHER_NEWS
    weight = news if document.corpus == "fundus" else CORPUS_WEIGHT.get(document.corpus, 1.0)
    return weight * (MADE if document.made else 1.0)


def fit(lines: Lines, of: Bools) -> LineModel:
    """Both networks from the lines ``of``; the second learns from what a first one says of sites it has not seen."""
    table, first = lines.first_rows(of)
    learned = of & (lines.classes >= 0)

    def network(rows: Floats, at: Bools, settings: dict):
        return fit_network(rows[at], lines.classes[at], lines.weight[at], **settings)

    stated = np.zeros((len(first), len(LineClass)), np.float32)
    for part in range(INNER):
        other = lines.group % INNER != part
        stated[of & ~other] = network(first, learned & other, FIRST).probabilities(first[of & ~other])
    second = network(lines.second_rows(first, stated), learned, SECOND)
    flat = np.array([0, 1], np.float32)
    return LineModel(table, network(first, learned, FIRST), second, flat, flat)


def cross_validated(lines: Lines) -> Floats:
    """What models say of each line that have not seen its site."""
    found = np.zeros((len(lines.classes), len(LineClass)), np.float32)
    part_of = lines.group // INNER % PARTS
    for part in range(PARTS):
        model = fit(lines, part_of != part)
        for d, s in zip(lines.documents, lines.spans, strict=True):
            if part_of[s.start] == part:
                found[s] = model.probabilities(d.evidence, d.letters)
        print(f"part {part + 1} of {PARTS}", flush=True)
    return found


def report(lines: Lines, found: Floats, model: LineModel) -> None:
    """F1 of the main classes by corpus after the layer's own decisions, and how far the confidences hold."""
    for corpus in ("fundus", "wcxb"):
        counts = np.zeros((2, 3), int)
        for d, s in zip(lines.documents, lines.spans, strict=True):
            if not (d.document.measured and d.document.corpus == corpus and d.document.lang == "en"):
                continue
            labels = label_lines(d.features, found[s], model.confidence(found[s]), None)
            told = d.classes >= 0
            for k, (part, kinds) in enumerate(
                (
                    ({Part.HEADING}, {LineClass.HEADING}),
                    ({Part.BOILERPLATE, Part.CAPTION}, {LineClass.BOILERPLATE, LineClass.CAPTION}),
                )
            ):
                said = np.array([label.part in part for label in labels]) & told
                true = np.isin(d.classes, [*kinds]) & told
                counts[k] += [(said & true).sum(), (said & ~true).sum(), (~said & true).sum()]
        scores = 2 * counts[:, 0] / (2 * counts[:, 0] + counts[:, 1] + counts[:, 2])
        print(f"{corpus:<8} headings F1 {scores[0]:.3f}  furniture F1 {scores[1]:.3f}")


def reliability(confidence: Floats, right: Bools) -> None:
    print("confidence   lines   right")
    for low in np.arange(0.2, 1.0, 0.1):
        at = (confidence >= low) & (confidence < low + 0.1 + 1e-6 * (low > 0.85))
        if at.any():
            held, stated = right[at].mean(), confidence[at].mean()
            print(f"{low:.1f} to {low + 0.1:.1f}  {at.sum():>6}   {held:.3f}  (stated {stated:.3f})")


def write(model: LineModel, path: Path) -> None:
    arrays = {"words": model.words, "stated": model.stated, "observed": model.observed}
    for look in ("first", "second"):
        arrays |= {f"{look}_{name}": array for name, array in getattr(model, look)._asdict().items()}
    np.savez_compressed(path, **{name: array.astype(np.float16) for name, array in arrays.items()})
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def predictions(lines: Lines, found: Floats, model: LineModel, path: Path) -> None:
    """One row a labelled text: its sections as the layer builds them."""
    with path.open("w", encoding="utf-8") as file:
        for d, s in zip(lines.documents, lines.spans, strict=True):
            if d.document.measured:
                labels = label_lines(d.features, found[s], model.confidence(found[s]), None)
                sections = build_sections(d.document.text, d.lines, labels)
                row = {
                    "id": d.document.id,
                    "text": d.document.text,
                    "sections": [section.model_dump(mode="json") for section in sections],
                    "probabilities": found[s].round(3).tolist(),
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--predictions", type=Path)
    args = parser.parse_args()
    documents = read_documents(args.corpora)
    lines = Lines([read(document) for document in (*documents, *variants(documents))])
    print(
        f"{len(documents)} texts of {len(set(lines.group))} groups of sites, {len(lines.classes)} lines with variants"
    )
    found = cross_validated(lines)
    measured = np.repeat([d.document.measured for d in lines.documents], [len(d.lines) for d in lines.documents])
    told = measured & (lines.classes >= 0)
    stated, right = found.max(1)[told], found.argmax(1)[told] == lines.classes[told]
    knots = calibration(stated, right)
    model = fit(lines, np.ones(len(found), bool))._replace(stated=knots[0], observed=knots[1])
    report(lines, found, model)
    reliability(model.confidence(stated), right)
    if args.predictions:
        predictions(lines, found, model, args.predictions)
    write(model, args.weights)


if __name__ == "__main__":
    main()
