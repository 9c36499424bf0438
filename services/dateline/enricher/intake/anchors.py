"""Which lines of a page an extractor chose, told by their words.

The extractor returns text of its own making: cut, joined, without its place in the page. A
line is an anchor where most runs of four of its words stand in that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

Words = tuple[str, ...]

# A word; in scripts without spaces (Thai, Chinese, Japanese) a character.
WORD = re.compile(r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
RUN = 4
CHOSEN_SHARE = 0.7
# What has fewer words may well stand in a text twice: labels, rows of a plan, a refrain.
REPEATED_WORDS = 16


def words_of(line: str) -> Words:
    """The words of a line, without case and punctuation."""
    return tuple(WORD.findall(line.casefold()))


def anchors(words: Sequence[Words], chosen: Iterable[str]) -> list[bool]:
    """For each line's words, whether the line was chosen; a line shorter than a run is where it was chosen whole."""
    runs: set[Words] = set()
    whole: set[Words] = set()
    for text in chosen:
        said = words_of(text)
        whole.add(said)
        runs.update(_runs(said))
    return [line in whole or _is_in(line, runs) for line in words]


def _is_in(line: Words, runs: set[Words]) -> bool:
    own = list(_runs(line))
    return bool(own) and sum(run in runs for run in own) >= CHOSEN_SHARE * len(own)


def _runs(words: Words) -> Iterator[Words]:
    return (words[at : at + RUN] for at in range(len(words) - RUN + 1))


def drop_repeated(words: Sequence[Words], kept: list[bool]) -> None:
    """Pages hold a text twice, for wide and narrow screens: keep the first of two same lines, or pairs of lines."""
    seen: set[tuple[Words, ...]] = set()
    before: int | None = None
    for at, line in enumerate(words):
        if not kept[at]:
            continue
        if len(line) >= REPEATED_WORDS:
            kept[at] = (line,) not in seen
            seen.add((line,))
        if before is not None:
            pair = (words[before], line)
            if len(pair[0]) + len(line) >= REPEATED_WORDS and pair in seen:
                kept[before] = kept[at] = False
            seen.add(pair)
        before = at
