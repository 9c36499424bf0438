"""The role of each line of flat text: a hand rule over the lines' features and the document's shape.

The page's head is read in ``page_head``, headings and lists in ``headings``. How lines
become sections is for ``assemble``; HTML has its own evidence in ``blocks``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.enricher.sections.cues import Cue
from dateline.enricher.sections.features import Features
from dateline.enricher.sections.headings import label_headings
from dateline.enricher.sections.lines import Line
from dateline.enricher.sections.page_head import find_headline, label_head
from dateline.enricher.sections.parts import PROSE, Label, Part
from dateline.enricher.sections.shape import Shape, document_shape

# Flat text does not say how deep a heading lies; one below the headline is what most are.
_LEVEL = 2
_CLOCK_WORDS = 6
_LIST_WORDS = 40
_OPENER_WORDS = 4


def label_lines(lines: Sequence[Line], features: Sequence[Features], title: str | None) -> list[Label]:
    """One label a line; ``title`` is what the record says, evidence for the headline."""
    shape = document_shape(features)
    headline = find_headline(features, shape, title)
    parts = [_alone(f) for f in features]
    if not shape.clean:
        _drop_repeated(parts, features, shape)
    begin = shape.begin
    if headline is not None:
        label_head(parts, features, headline, shape)
        begin = max(begin, headline + 1)
    _drop_outside(parts, shape, headline)
    _drop_link_runs(parts, features, begin, shape.end)
    label_headings(parts, lines, features, begin, shape.end)
    return [Label(part, _LEVEL if part is Part.HEADING else None) for part in parts]


def _alone(f: Features) -> Part:
    """What a line is for itself, before its neighbours are asked."""
    if f.cue:
        return Part.BOILERPLATE
    if f.caption:
        return Part.CAPTION
    if f.opens_with_clock and not f.clock and f.words <= _CLOCK_WORDS:
        return Part.TIMESTAMP
    return Part.LIST if f.bullet and f.words <= _LIST_WORDS else Part.TEXT


def _drop_repeated(parts: list[Part], features: Sequence[Features], shape: Shape) -> None:
    """On a page, words that stand on several lines are furniture, but for those that may head a paragraph."""
    for at in range(shape.begin, shape.end):
        f = features[at]
        if not f.repeated or f.prose or f.clock or parts[at] is not Part.TEXT:
            continue
        heads = at + 1 < len(features) and features[at + 1].prose and f.words >= 2
        if f.in_block or not heads:
            parts[at] = Part.BOILERPLATE


def _drop_outside(parts: list[Part], shape: Shape, headline: int | None) -> None:
    """Around the body there is furniture alone, but for the headline and what belongs to it."""
    for at in range(shape.begin):
        above = headline is None or at < headline
        if parts[at] in PROSE or (above and parts[at] is not Part.TIMESTAMP):
            parts[at] = Part.BOILERPLATE
    for at in range(shape.end, len(parts)):
        parts[at] = Part.BOILERPLATE


def _drop_link_runs(parts: list[Part], features: Sequence[Features], begin: int, end: int) -> None:
    """After "Read more" the short lines up to the next prose are other stories' titles."""
    running = False
    for at in range(begin, end):
        f = features[at]
        if f.cue in (Cue.LINKS, Cue.STOP):
            running = f.words <= _OPENER_WORDS
        elif f.prose:
            running = False
        elif running and parts[at] is Part.TEXT:
            parts[at] = Part.BOILERPLATE
