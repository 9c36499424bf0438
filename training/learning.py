"""What is fitted: word log-odds, a network with one hidden layer, and how far its probabilities hold.

Plain gradient descent in numpy (Adam, Kingma and Ba 2015; dropout, Srivastava et al. 2014), so that
training needs what the package needs and no more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.enricher.sections.letters import BUCKETS, Bools, Floats, Ints
from dateline.enricher.sections.line_classes import LineClass
from dateline.enricher.sections.line_model import Network

_KINDS = 4
_PRIOR_LINES = 2.0
_RATE, _DECAY = 2e-3, 1e-2
_BATCH = 256
_WARM = 100


def kinds_of(classes: Ints) -> Ints:
    """Four kinds of line for the words: paragraph, heading, furniture, the head of the story; -1 unknown."""
    furniture = (classes == LineClass.BOILERPLATE) | (classes == LineClass.CAPTION)
    told = [classes < 0, classes == LineClass.PARAGRAPH, classes == LineClass.HEADING, furniture]
    return np.select(told, [-1, 0, 1, 2], 3)


class WordCounts:
    """How often each hashed word stands on each kind of line, by weight; lines of unknown kind count for nothing."""

    def __init__(self, row: Ints, bucket: Ints, kinds: Ints, weight: Floats) -> None:
        told = kinds[row] >= 0
        self._row, self._bucket, self._told = row, bucket, told
        self._kinds, self._weight = kinds, weight
        self._counts = self._count(bucket, told, BUCKETS)

    def _count(self, place: Ints, told: Bools, size: int, at: Ints | slice = slice(None)) -> Floats:
        row = self._row[at]
        key = place[told] * _KINDS + self._kinds[row[told]]
        return np.bincount(key, self._weight[row[told]], minlength=size * _KINDS).reshape(size, _KINDS)

    def table(self) -> Floats:
        """The log-odds of each word by kind."""
        return self._odds(self._counts)

    def _odds(self, counts: Floats) -> Floats:
        prior = self._counts.sum(0) / self._counts.sum()
        return np.log((counts + _PRIOR_LINES * prior) / (counts.sum(1, keepdims=True) + _PRIOR_LINES) / prior)

    def scores_without_own(self, group: Ints) -> Floats:
        """Each line's word scores as they would be had its own group not been counted."""
        scores = np.zeros((len(group), _KINDS), np.float32)
        order = np.argsort(group[self._row], kind="stable")
        cuts = np.flatnonzero(np.diff(group[self._row][order])) + 1
        for at in np.split(order, cuts):
            places, place = np.unique(self._bucket[at], return_inverse=True)
            own = self._count(place, self._told[at], len(places), at)
            odds = self._odds(np.maximum(self._counts[places] - own, 0))
            rows, row = np.unique(self._row[at], return_inverse=True)
            root = np.sqrt(np.bincount(row))
            for kind in range(_KINDS):
                scores[rows, kind] = np.bincount(row, odds[place, kind]) / root
        return scores


def fit_network(
    rows: Floats, classes: Ints, weight: Floats, *, units: int, epochs: int, seeds: Sequence[int]
) -> Network:
    """A network of one member a seed; half of the hidden units and a tenth of the inputs are dropped in training."""
    mean, scale = rows.mean(0), 1 / (rows.std(0) + 1e-3)
    scaled = np.clip((rows - mean) * scale, -5, 5).astype(np.float32)
    share = (weight / weight.mean()).astype(np.float32)
    members = [_fit_member(scaled, classes, share, units, epochs, np.random.default_rng(seed)) for seed in seeds]
    return Network(
        mean,
        scale,
        np.concatenate([m[0] for m in members], 1),
        np.concatenate([m[1] for m in members]),
        np.stack([m[2] for m in members]),
        np.stack([m[3] for m in members])[:, None],
    )


def _fit_member(
    rows: Floats, classes: Ints, weight: Floats, units: int, epochs: int, random: np.random.Generator
) -> list[Floats]:
    inputs, outputs = rows.shape[1], len(LineClass)
    weights = [
        (random.standard_normal((inputs, units)) * np.sqrt(2 / inputs)).astype(np.float32),
        np.zeros(units, np.float32),
        (random.standard_normal((units, outputs)) * 0.1 * np.sqrt(2 / units)).astype(np.float32),
        np.zeros(outputs, np.float32),
    ]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    steps = epochs * -(-len(rows) // _BATCH)
    step = 0
    for _ in range(epochs):
        for at in np.array_split(random.permutation(len(rows)), steps // epochs):
            step += 1
            rate = _RATE * min(1.0, step / _WARM) * 0.5 * (1 + np.cos(np.pi * step / steps))
            for k, slope in enumerate(_slopes(weights, rows[at], classes[at], weight[at], random)):
                first[k] += 0.1 * (slope - first[k])
                second[k] += 0.001 * (slope * slope - second[k])
                change = first[k] / (1 - 0.9**step) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
                decay = _DECAY * weights[k] if weights[k].ndim == 2 else 0
                weights[k] -= np.float32(rate) * (change + decay)
    return weights


def _slopes(
    weights: list[Floats], rows: Floats, classes: Ints, weight: Floats, random: np.random.Generator
) -> list[Floats]:
    """The gradient of the weighted cross-entropy."""
    hidden_weights, hidden_bias, out_weights, out_bias = weights
    rows = rows * (random.random(rows.shape, dtype=np.float32) > 0.1)
    raw = rows @ hidden_weights + hidden_bias
    passed = (raw > 0) * (random.random(raw.shape, dtype=np.float32) > 0.5) * np.float32(2)
    hidden = raw * passed
    logits = hidden @ out_weights + out_bias
    error = np.exp(logits - logits.max(1, keepdims=True))
    error /= error.sum(1, keepdims=True)
    error[np.arange(len(rows)), classes] -= 1
    error *= weight[:, None] / len(rows)
    back = (error @ out_weights.T) * passed
    return [rows.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]


def calibration(stated: Floats, right: Bools, knots: int = 20) -> tuple[Floats, Floats]:
    """Isotonic regression by bins of equal size: stated probabilities and how often they were right, both ascending."""
    order = np.argsort(stated)
    blocks = [[stated[at].mean(), right[at].mean(), len(at)] for at in np.array_split(order, knots)]
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (x, y, n), (u, v, m) = pooled.pop(), pooled.pop()
            pooled.append([(x * n + u * m) / (n + m), (y * n + v * m) / (n + m), n + m])
    found = np.array(pooled, np.float32)
    return found[:, 0], found[:, 1]
