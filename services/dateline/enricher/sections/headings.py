"""Headings in flat text: which short lines of the body head what follows them, which are items of a list.

Decides run by run: short lines between two paragraphs are weighed together, since one
alone is nearly always a heading and five in a row nearly never are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.enricher.sections.features import Features
from dateline.enricher.sections.lines import Line
from dateline.enricher.sections.parts import Part

_MOST_WORDS = 14
_MOST_CHARS = 110
_QUESTION_WORDS = 20
_LONE_QUESTION_WORDS = 6
_TITLE_CASE = 0.75
_PAIR_WORDS = 8
_LABEL_WORDS = 4
_LIST_ITEMS = 3
_TRANSPARENT = frozenset({Part.BOILERPLATE, Part.CAPTION})


class _Around(NamedTuple):
    """What a run of short lines stands in: whether prose follows it, what recurs in the document."""

    prose_follows: bool
    clocks_recur: bool
    questions_recur: bool


def label_headings(
    parts: list[Part], lines: Sequence[Line], features: Sequence[Features], begin: int, end: int
) -> None:
    """Name the headings and list items among the short lines from ``begin`` to ``end``."""
    clocks = sum(f.clock for f in features[begin:end]) > 1
    questions = sum(f.question and f.short for f in features[begin:end]) > 1
    at = begin
    while at < end:
        if not _is_candidate(parts[at], features[at]):
            at += 1
            continue
        run = []
        while at < end and (parts[at] in _TRANSPARENT or _is_candidate(parts[at], features[at])):
            if parts[at] not in _TRANSPARENT:
                run.append(at)
            at += 1
        _label_run(parts, lines, features, run, _Around(at < end, clocks, questions))


def _is_candidate(part: Part, f: Features) -> bool:
    return not f.prose and (part is Part.TEXT or (part is Part.LIST and f.numbered))


def _label_run(
    parts: list[Part], lines: Sequence[Line], features: Sequence[Features], run: list[int], around: _Around
) -> None:
    mean = sum(features[at].words for at in run) / len(run)
    heads = {
        at
        for place, at in enumerate(run)
        if _looks_like_heading(features[at], lines[at], around)
        and _fits(features[at], len(run), mean, prose_follows=around.prose_follows, last=place == len(run) - 1)
    }
    for at in run:
        if at in heads:
            parts[at] = Part.TIMESTAMP if features[at].clock and at + 1 in heads else Part.HEADING
        elif len(run) >= _LIST_ITEMS and not features[at].closed:
            parts[at] = Part.LIST


def _looks_like_heading(f: Features, line: Line, around: _Around) -> bool:
    """Whether a line has the form of a heading: short, opened by a capital, not closed as a sentence is."""
    if f.clock:
        return around.clocks_recur
    if f.stamp or f.byline or f.opens_with_clock or not f.opens:
        return False
    if line.text[0] == "(" or line.text.count("(") != line.text.count(")") or line.end - line.start > _MOST_CHARS:
        return False
    if f.question:
        return f.words <= (_QUESTION_WORDS if around.questions_recur else _LONE_QUESTION_WORDS)
    if f.words > (_QUESTION_WORDS if f.numbered else _MOST_WORDS):
        return False
    if f.closed and not (f.capitals >= _TITLE_CASE and (f.numbered or line.text[-1] == "!")):
        return False
    if line.text[-1] == ":":
        return f.words <= _LABEL_WORDS and f.capitals >= _TITLE_CASE
    return line.text[-1] not in ",;"


def _fits(f: Features, run: int, mean: float, *, prose_follows: bool, last: bool) -> bool:
    """Whether a line of heading form is one at its place in a run of ``run`` short lines of ``mean`` words."""
    title_case = f.capitals >= _TITLE_CASE
    if last:
        return prose_follows and (run <= 2 or f.numbered or title_case or f.words * 2 <= mean)
    if run <= 2:
        return title_case and f.words <= _PAIR_WORDS
    return f.question or (f.numbered and title_case)
