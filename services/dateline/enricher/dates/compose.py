"""From text to expressions: the grammar where a word opens a date, then neighbours joined.

"5 p.m." and "Thursday" become one mention, "June 3" and "7" a range of two; what stands
before ("nearly", "the end of") goes in. What it means on the calendar is for ``resolve``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from dateline.enricher.dates.english.grammar import ROWS_AT
from dateline.enricher.dates.english.rows import Row, read, read_list, read_range
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.joins import joined
from dateline.enricher.dates.numeric import ordered
from dateline.enricher.dates.ranges import listed, tied
from dateline.enricher.dates.refuse import refused
from dateline.enricher.dates.scan import openings
from dateline.enricher.dates.widen import as_rate, season_holds, widened

WORDS = frozenset(ROWS_AT)
SECOND_ENDS = {"day2", "year2", "yy2", "hour2"}


# Where a line of folded text reads like a date: offset in the line, and the row that reads furthest from there.
Candidates = tuple[tuple[int, Row], ...]
# The candidates of a line: remembered, or found.
Remember = Callable[[str, Callable[[], Candidates]], Candidates]
# Code points of a line that is worth remembering: shorter ones are read as fast as they are looked up.
SHORTEST = 80


def anew(_: str, find: Callable[[], Candidates]) -> Candidates:
    """Remembers nothing."""
    return find()


def _best(folded: str, at: int, rows: tuple[Row, ...]) -> Row | None:
    best: Row | None = None
    reach = at
    for row in rows:
        match = row.compiled.match(folded, at)
        if match and match.end() > reach:
            best, reach = row, match.end()
    return best


def candidates(line: str) -> Candidates:
    """What the grammar reads in a line of folded text, whatever stands around it; some lie over others."""
    read = ((at, _best(line, at, ROWS_AT[word])) for at, word in openings(line, WORDS))
    return tuple((at, row) for at, row in read if row is not None)


def atoms(text: str, folded: str, remember: Remember = anew) -> list[Expression]:
    """The smallest expressions, in order, not overlapping."""
    found: list[Expression] = []
    reach, ranges = 0, 0
    for at, row in _all_candidates(folded, remember):
        if at < reach or (match := row.compiled.match(folded, at)) is None:
            continue
        groups = row.compiled.groupindex
        if groups.keys() & SECOND_ENDS:
            if (ends := read_range(row, match)) and not refused(ends[0], text, folded, ranged=True):
                ranges += 1
                found += [replace(e, range=ranges) for e in ends]
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
    return found


def _all_candidates(folded: str, remember: Remember) -> Iterator[tuple[int, Row]]:
    """The candidates of the text, line by line: no row reads over a line's end."""
    begin = 0
    for line in folded.split("\n"):
        find = partial(candidates, line)
        for at, row in find() if len(line) < SHORTEST else remember(line, find):
            yield begin + at, row
        begin += len(line) + 1


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
