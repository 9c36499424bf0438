"""Two neighbours that are one mention, made one: "5 p.m." and "Thursday". Which: ``english.joins``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dateline.enricher.dates.english.joins import JOINS, Join
from dateline.enricher.dates.expressions import Expression

# Two neighbours are at most so many code points apart.
MOST_BETWEEN = 16
_GAPS = tuple(re.compile(join.gap.replace(" ", " {1,2}")) for join in JOINS)


def _closed(made: Expression, gap: str, folded: str) -> Expression:
    """With the bracket closed that the gap opens."""
    return replace(made, end=made.end + 1) if "(" in gap and folded.startswith(")", made.end) else made


@lru_cache(maxsize=1024)
def _joins_over(gap: str) -> tuple[Join, ...]:
    return tuple(join for join, pattern in zip(JOINS, _GAPS, strict=True) if pattern.fullmatch(gap))


def joined(found: list[Expression], folded: str) -> list[Expression]:
    """Neighbours that are one mention, made one."""
    out: list[Expression] = []
    for expression in found:
        if out and expression.start - out[-1].end <= MOST_BETWEEN and expression.range is None:
            gap = folded[out[-1].end : expression.start]
            for join in _joins_over(gap):
                if join.left(out[-1]) and join.right(expression):
                    expression = _closed(join.make(out.pop(), expression, gap), gap, folded)
                    break
        out.append(expression)
    return out
