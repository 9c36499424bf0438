"""spaCy's greedy transition system for names (BILUO), for all tokens of a batch at once.

A state outside a name is described by its token alone, so all these are scored together; only inside
names one token follows on another. The rules of which move is valid are those of spaCy's ``BiluoPushDown``
for docs without preset entities or sentence ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.swift_ner.architecture import Architecture, Floats, UnsupportedError

Ints = NDArray[np.intp]

_NEVER = np.float32(-np.inf)


class Decoder:
    """Scores moves and follows the best valid one of each state."""

    def __init__(self, architecture: Architecture) -> None:
        scorer = architecture.scorer
        _, hidden, pieces, _ = scorer.lower.shape
        self._pieces, self._hidden = pieces, hidden
        # All first pieces, then all second ones. The two linear layers are one product.
        lower = scorer.lower.transpose(0, 2, 1, 3).reshape(3, pieces * hidden, -1)
        self._tokens = [np.ascontiguousarray((role @ scorer.project).T) for role in lower]
        offset = [role @ scorer.project_bias for role in lower]
        absent = scorer.absent.transpose(0, 2, 1).reshape(3, -1)
        bias = scorer.lower_bias.T.reshape(-1)
        self._outside_bias = offset[0] + absent[1] + absent[2] + bias
        self._inside_bias = offset[0] + offset[1] + offset[2] + bias
        upper = np.eye(hidden, dtype="f") if scorer.upper is None else scorer.upper
        upper_bias = np.zeros(hidden, "f") if scorer.upper_bias is None else scorer.upper_bias
        self._moves(architecture.moves, upper, upper_bias)

    def _moves(self, names: tuple[str, ...], upper: Floats, bias: Floats) -> None:
        """Sort the moves: what can be done outside a name, and the two that can be done inside one of a label."""
        number = {name: at for at, name in enumerate(names)}
        self.labels = [name[2:] for name in names if name.startswith("B-")]
        if set(names) - {"U-"} != {"O", *(f"{move}-{label}" for label in self.labels for move in "BILU")}:
            raise UnsupportedError("its moves are not begin, in, last, unit of each label, and out")
        # In the order of spaCy's classes: of equal scores the first wins.
        outside = [at for at, name in enumerate(names) if name == "O" or (name[0] in "BU" and name != "U-")]
        place = {label: at for at, label in enumerate(self.labels)}
        self._outside = np.ascontiguousarray(upper[outside].T)
        self._outside_upper_bias = bias[outside]
        self._label = np.array([place.get(names[at][2:], -1) for at in outside])
        self._begins = np.array([names[at][0] == "B" for at in outside])
        going_on = np.array([number[f"I-{label}"] for label in self.labels])
        ending = np.array([number[f"L-{label}"] for label in self.labels])
        self._on, self._on_bias = upper[going_on], bias[going_on]
        self._end, self._end_bias = upper[ending], bias[ending]
        self._on_first = going_on < ending

    def __call__(self, encoded: Floats, space: NDArray[np.bool_], last: Ints) -> list[tuple[int, int, str]]:
        """Names as (first token, token after the last, label), in order, not overlapping.

        ``encoded`` (tokens, width) of all paragraphs in a row; ``space``: tokens of white space; ``last``: the
        number of each paragraph's last token.
        """
        if not len(encoded):
            return []
        own = encoded @ self._tokens[0]
        scores = self._maxout(own + self._outside_bias) @ self._outside
        scores += self._outside_upper_bias
        scores[last[:, None], np.flatnonzero(self._begins)] = _NEVER
        best = scores.argmax(axis=1)
        label = self._label[best]
        label[space] = -1
        starts = np.flatnonzero(label >= 0)
        begins = self._begins[best[starts]]
        ends = starts + 1
        is_last = np.zeros(len(encoded), bool)
        is_last[last] = True
        ends[begins] = self._ends(encoded, own, starts[begins], label[starts[begins]], is_last)
        return self._walk(starts.tolist(), ends.tolist(), label[starts].tolist())

    def _ends(
        self, encoded: Floats, own: Floats, starts: Ints, label: Ints, is_last: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """Where each name that begins at one of ``starts`` ends, exclusive: all are followed in step."""
        ends = np.empty_like(starts)
        first = encoded[starts] @ self._tokens[1]
        first += self._inside_bias
        which = np.arange(len(starts))
        at = starts + 1
        while len(which):
            hidden = self._maxout(own[at] + first[which] + encoded[at - 1] @ self._tokens[2])
            kind = label[which]
            on = np.einsum("ij,ij->i", hidden, self._on[kind]) + self._on_bias[kind]
            end = np.einsum("ij,ij->i", hidden, self._end[kind]) + self._end_bias[kind]
            goes_on = ((on > end) | ((on == end) & self._on_first[kind])) & ~is_last[at]
            at = at + 1
            ends[which[~goes_on]] = at[~goes_on]
            which, at = which[goes_on], at[goes_on]
        return ends

    def _maxout(self, unmaxed: Floats) -> Floats:
        hidden = unmaxed[:, : self._hidden]
        for piece in range(1, self._pieces):
            hidden = np.maximum(hidden, unmaxed[:, piece * self._hidden : (piece + 1) * self._hidden])
        return hidden

    def _walk(self, starts: list[int], ends: list[int], label: list[int]) -> list[tuple[int, int, str]]:
        """The names that are reached: one that begins within another never is."""
        names, free = [], 0
        for start, end, kind in zip(starts, ends, label, strict=True):
            if start >= free:
                names.append((start, end, self.labels[kind]))
                free = end
        return names
