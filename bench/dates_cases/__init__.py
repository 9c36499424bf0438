"""Sentences and stories written for this project, with every mention of a time that they hold.

`python -m bench.dates_cases` reads them all. Each line of a file: id, publish date, text, its
mentions in order (text, TIMEX3 type and value), what must be no mention, and what may be either.
Values follow the conventions of ``find_dates``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dateline.contract import DateMention
from dateline.enricher.dates import find_dates

FOLDER = Path(__file__).parent
FILES = ("sentences", "stories")


@dataclass(slots=True)
class Score:
    """Counts of mentions: expected, found, and of those that overlap, how many have the span, type and value."""

    expected: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0

    def f1(self, count: str) -> float:
        """F1 in per cent, where a hit is counted by ``count``."""
        return 200 * int(getattr(self, count)) / max(1, self.expected + self.found)

    def add(self, other: Score) -> None:
        """Add another's counts."""
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of a file, in order."""
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def score(case: dict[str, Any]) -> tuple[Score, list[str]]:
    """The counts of one case, and a line for each mention that is missed, wrong or too many."""
    text = case["text"]
    rest = list(find_dates(text, case["published"]))
    result, faults, at = Score(), [], 0
    for wanted in case["mentions"]:
        start = text.index(wanted["text"], at)
        at, end = start + 1, start + len(wanted["text"])
        result.expected += 1
        mention = max(rest, key=lambda m: min(end, m.end) - max(start, m.start), default=None)
        if mention is None or min(end, mention.end) <= max(start, mention.start):
            faults.append(f"missed {wanted['text']!r} ({wanted['value']})")
            continue
        rest.remove(mention)
        result.found += 1
        result.relaxed += 1
        result.strict += (mention.start, mention.end) == (start, end)
        result.type += mention.type == wanted["type"]
        result.value += mention.value == wanted["value"]
        if mention.value != wanted["value"]:
            faults.append(f"{mention.text!r} is {mention.value}, not {wanted['value']}")
    spare = [m for m in rest if not _may_be(m, text, case.get("either", ()))]
    result.found += len(spare)
    return result, faults + [f"{m.text!r} ({m.value}) is no mention" for m in spare]


def _may_be(mention: DateMention, text: str, either: Sequence[str]) -> bool:
    for words in either:
        start = text.find(words)
        while start >= 0:
            if start < mention.end and mention.start < start + len(words):
                return True
            start = text.find(words, start + 1)
    return False


def main() -> None:
    """Print a line of F1s for each file; with --faults every case that differs."""
    parser = argparse.ArgumentParser(description="find_dates over the cases of bench/dates_cases")
    parser.add_argument("--faults", action="store_true", help="print what differs, case by case")
    arguments = parser.parse_args()
    for name in FILES:
        total = Score()
        for case in cases(name):
            result, faults = score(case)
            total.add(result)
            if faults and arguments.faults:
                print(f"{case['id']} [{case['published']}] {case['text'][:200]}", *faults, sep="\n    ")
        figures = "  ".join(f"{c} {total.f1(c):.1f}" for c in ("strict", "relaxed", "type", "value"))
        print(f"{name}: {total.expected} mentions; F1 {figures}")
