"""The learned line model: how likely each line of flat text is to be each class.

Two small networks, each an average of members trained from other starts, evaluated with array
operations alone. Their weights are data of the package; ``training/`` makes them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.enricher.sections.letters import Floats, Letters
from dateline.enricher.sections.line_context import first_look, second_look

_WEIGHTS = Path(__file__).with_name("line_weights.npz")
# Longer texts are read in stretches, each as if it were a text, so that memory stays small.
_STRETCH = 2_000
_FURTHEST = 5.0


class Network(NamedTuple):
    """One hidden layer; ``members`` of them side by side, whose probabilities are averaged."""

    mean: Floats  # (inputs,)
    scale: Floats  # (inputs,)
    hidden: Floats  # (inputs, members * units)
    hidden_bias: Floats  # (members * units,)
    out: Floats  # (members, units, classes)
    out_bias: Floats  # (members, 1, classes)

    def probabilities(self, rows: Floats) -> Floats:
        """(lines, inputs) to (lines, classes)."""
        members, units, _ = self.out.shape
        scaled = np.clip((rows - self.mean) * self.scale, -_FURTHEST, _FURTHEST)
        hidden = np.maximum(scaled @ self.hidden + self.hidden_bias, 0)
        by_member = hidden.reshape(len(rows), members, units).transpose(1, 0, 2)
        logits = by_member @ self.out + self.out_bias
        raised: Floats = np.exp(logits - logits.max(2, keepdims=True))
        return (raised / raised.sum(2, keepdims=True)).mean(0)


class LineModel(NamedTuple):
    """``words`` says of each hashed word how far it speaks for each of four kinds of line, as log-odds."""

    words: Floats  # (buckets, kinds)
    first: Network
    second: Network
    stated: Floats  # (knots,): probabilities as the second network states them, ascending
    observed: Floats  # (knots,): how often such a statement was right on sites not trained on

    def probabilities(self, evidence: Floats, letters: Letters) -> Floats:
        """(lines, classes) for one document."""
        words = word_scores(self.words, letters)
        found = [
            self._stretch(evidence[at : at + _STRETCH], words[at : at + _STRETCH])
            for at in range(0, len(evidence), _STRETCH)
        ]
        return np.concatenate(found)

    def _stretch(self, evidence: Floats, words: Floats) -> Floats:
        rows = first_look(evidence, words)
        return self.second.probabilities(second_look(rows, evidence, self.first.probabilities(rows)))

    def confidence(self, probabilities: Floats) -> Floats:
        """What the stated probabilities are worth."""
        return np.interp(probabilities, self.stated, self.observed).astype(np.float32)


def word_scores(table: Floats, letters: Letters) -> Floats:
    """(lines, kinds): the log-odds of a line's words, summed and divided by the root of their number."""
    n = len(letters.words)
    root = np.sqrt(np.maximum(np.bincount(letters.row, minlength=n), 1))
    scores = [np.bincount(letters.row, column[letters.bucket], minlength=n) / root for column in table.T]
    return np.stack(scores, 1).astype(np.float32)


@cache
def shipped_model() -> LineModel:
    """The model with the weights of the package, read once a process."""
    with np.load(_WEIGHTS) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files}
    first, second = (Network(*(arrays[f"{look}_{field}"] for field in Network._fields)) for look in ("first", "second"))
    return LineModel(arrays["words"], first, second, arrays["stated"], arrays["observed"])
