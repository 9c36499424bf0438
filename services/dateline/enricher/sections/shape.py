"""The shape of a document: where its body begins and ends, and which lines run together.

Weighs every line for and against prose and takes the stretch of greatest weight, so that
one long aside does not end the body and a tail of links does not extend it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.enricher.sections.cues import Cue
from dateline.enricher.sections.features import Features

# What a line weighs, for (+) or against (-) lying in the body; found by random search on development pages.
_PROSE_PER_WORD = 1 / 5
_PROSE_MOST = 16.0
_SENTENCE = 1.2
_SHORT = -0.6
_REPEATED = -1.5
_FURNITURE = -4.0
_CUE = {Cue.WEAK: -0.6, Cue.STRONG: -2.0, Cue.LINKS: -1.0, Cue.STOP: -20.0}

# Up to this share of lines with a cue (the trailing run aside), a text is clean copy: nobody's page, all article.
_CLEAN_SHARE = 0.03
_FEWEST_PARAGRAPHS = 5
_FEWEST_LINKS = 3


class Shape(NamedTuple):
    """Lines ``begin`` to ``end`` (exclusive) are the body; ``clean`` says that hardly any furniture surrounds it."""

    begin: int
    end: int
    clean: bool


def document_shape(features: Sequence[Features]) -> Shape:
    """The body's extent, by evidence of the lines alone."""
    end = _before_trailing_furniture(features)
    marked = sum(f.cue > Cue.NONE or (f.repeated and f.short) for f in features[:end])
    if marked <= max(1.0, _CLEAN_SHARE * end) and not any(f.cue is Cue.STOP for f in features[:end]):
        return Shape(0, _before_trailing_links(features, end), clean=True)
    begin, stop = _heaviest(features)
    return Shape(begin, stop, clean=False)


def weight(f: Features) -> float:
    """What one line weighs."""
    if f.cue:
        return _CUE[f.cue]
    if f.stamp or f.byline or f.caption:
        return _FURNITURE
    if f.repeated and f.words <= 25:
        return _REPEATED
    if f.prose:
        return min(_PROSE_MOST, f.words * _PROSE_PER_WORD)
    return _SENTENCE if f.closed and f.words >= 4 else _SHORT


def _before_trailing_furniture(features: Sequence[Features]) -> int:
    """Where the run of marked lines that closes the text begins."""
    end = len(features)
    while end and features[end - 1].cue:
        end -= 1
    return end


def _before_trailing_links(features: Sequence[Features], end: int) -> int:
    """In clean copy with a body, a tail of short lines that no sentence closes is links, not article."""
    if sum(f.prose for f in features[:end]) < _FEWEST_PARAGRAPHS:
        return end
    tail = end
    while tail and not features[tail - 1].prose and not features[tail - 1].closed:
        tail -= 1
    opened = tail and features[tail - 1].folded.endswith(":")
    return end if opened or end - tail < _FEWEST_LINKS else tail


def _heaviest(features: Sequence[Features]) -> tuple[int, int]:
    """The stretch of greatest total weight (Kadane); the whole where nothing weighs."""
    best, span = 0.0, (0, len(features))
    total, start = 0.0, 0
    for at, f in enumerate(features):
        total += weight(f)
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > best:
            best, span = total, (start, at + 1)
    return span
