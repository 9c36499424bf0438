"""Two sides in alternating rounds, and the rows that come of it.

A machine that others use drifts, so that only the ratio within a round counts; of the
rounds' ratios the median.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Side = Callable[[int], float]


@dataclass(frozen=True)
class Row:
    """One line of the table: both sides' medians (in ``unit``), the median ratio with its range, and the goal.

    ``at_most``: the goal is an upper bound.
    """

    name: str
    beside: str
    unit: str
    ours: float
    theirs: float
    ratio: float
    least: float
    most: float
    goal: float
    at_most: bool = False
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal


def alternate(ours: Side, theirs: Side, rounds: int, say: Callable[[str], None]) -> list[tuple[float, float]]:
    """Both sides' figures of each round; who begins changes from round to round."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            second = theirs(number)
            pairs.append((ours(number), second))
        else:
            first = ours(number)
            pairs.append((first, theirs(number)))
        say(f"round {number + 1}: {pairs[-1][0]:,.1f} beside {pairs[-1][1]:,.1f}")
    return pairs


def row(
    name: str,
    beside: str,
    unit: str,
    pairs: Sequence[tuple[float, float]],
    goal: float,
    *,
    at_most: bool = False,
    notes: Sequence[str] = (),
) -> Row:
    """The line that the rounds make."""
    ratios = [a / b for a, b in pairs]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Row(
        name, beside, unit, ours, theirs, statistics.median(ratios), min(ratios), max(ratios), goal, at_most, notes
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def on_cores(number: int) -> Iterator[None]:
    """This process, and those that it starts meanwhile, on the first ``number`` cores that it may use."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
