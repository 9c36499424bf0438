"""From text to expressions: the grammar where a word opens a date, then neighbours joined.

"5 p.m." and "Thursday" become one mention, "June 3" and "7" a range of two; what stands
before ("nearly", "the end of") goes in. What it means on the calendar is for ``resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from dateline.enricher.dates.english.grammar import ROWS_AT
from dateline.enricher.dates.english.rows import Row, read, read_list, read_range
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.joins import joined
from dateline.enricher.dates.numeric import ordered
from dateline.enricher.dates.ranges import listed, tied
from dateline.enricher.dates.refuse import refused
from dateline.enricher.dates.scan import openings, stretches
from dateline.enricher.dates.widen import as_rate, season_holds, widened

WORDS = frozenset(ROWS_AT)
# Code points on either side of a stretch that decide with it; no rule for the smallest expressions looks further.
AROUND = 256
SECOND_ENDS = {"day2", "year2", "yy2", "hour2"}


def _best(folded: str, at: int, rows: tuple[Row, ...]) -> tuple[Row, re.Match[str]] | None:
    best: tuple[Row, re.Match[str]] | None = None
    reach = at
    for row in rows:
        match = row.compiled.match(folded, at)
        if match and match.end() > reach:
            best, reach = (row, match), match.end()
    return best


@dataclass(frozen=True, slots=True)
class Stretch:
    """The smallest expressions of a stretch of text, which began at ``begin`` after so many ``ranges``."""

    begin: int
    ranges: int
    atoms: tuple[Expression, ...]

    def at(self, begin: int, ranges: int) -> tuple[Expression, ...]:
        """The same where the stretch begins elsewhere, after other ranges."""
        by, more = begin - self.begin, ranges - self.ranges
        if not by and not more:
            return self.atoms
        return tuple(
            replace(e, start=e.start + by, end=e.end + by, range=None if e.range is None else e.range + more)
            for e in self.atoms
        )


# What is found in a stretch: remembered for the same characters, or found.
Remember = Callable[[str, Callable[[], Stretch]], Stretch]


def anew(_: str, find: Callable[[], Stretch]) -> Stretch:
    """Remembers nothing."""
    return find()


def atoms(text: str, folded: str, remember: Remember = anew) -> list[Expression]:
    """The smallest expressions, in order, not overlapping."""
    found: list[Expression] = []
    ranges = 0
    for begin, end in stretches(folded):
        low, high = max(0, begin - AROUND), end + AROUND
        read = f"{begin - low} {end - begin}\n{text[low:high]}\n{folded[low:high]}"
        stretch = remember(read, partial(_stretch, text, folded, begin, end, ranges))
        own = stretch.at(begin, ranges)
        found += own
        ranges = max((e.range or 0 for e in own), default=0) or ranges
    return found


def _stretch(text: str, folded: str, begin: int, end: int, ranges: int) -> Stretch:
    found: list[Expression] = []
    reach, number = begin, ranges
    for at, word in openings(folded, WORDS, begin, end):
        if at < reach or (best := _best(folded, at, ROWS_AT[word])) is None:
            continue
        row, match = best
        groups = row.compiled.groupindex
        if groups.keys() & SECOND_ENDS:
            if (ends := read_range(row, match)) and not refused(ends[0], text, folded, ranged=True):
                number += 1
                found += [replace(e, range=number) for e in ends]
                reach = match.end()
            continue
        if "day_c" in groups:
            found += read_list(row, match)
            reach = match.end()
            continue
        expression = read(row, match)
        if not refused(expression, text, folded):
            found.append(expression)
            reach = expression.end
    return Stretch(begin, ranges, tuple(found))


def expressions(text: str, folded: str, day_first: bool | None = None, remember: Remember = anew) -> list[Expression]:
    """Every expression of the text, in order; ``day_first``: how its source writes "10/7/2023", where that is known."""
    found = joined(ordered(atoms(text, folded, remember), day_first), folded)
    out: list[Expression] = []
    floor = 0
    for core in found:
        expression = as_rate(core, folded)
        if expression is None:
            continue
        wide = widened(expression, folded, floor)
        if expression.weak:
            placed = expression.season and season_holds(expression, folded)
            if not (
                placed
                or (
                    (expression.season or expression.unit in ("day", "decade", "century"))
                    and (wide.mod or wide.narrowed)
                )
            ):
                continue
            wide = replace(wide, weak=False)
        out.append(wide)
        floor = wide.end
    return tied(listed(out, folded), folded)
