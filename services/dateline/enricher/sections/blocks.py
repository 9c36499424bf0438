"""The role of each line of text that was extracted from HTML: the page's own tree, checked.

``intake`` says for each line what the tree calls it; here the cues of furniture and the
title are set beside that. Flat text has its own rule in ``labels``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.contract import Block
from dateline.enricher.sections.cues import Cue, fold
from dateline.enricher.sections.features import Features
from dateline.enricher.sections.lines import Line
from dateline.enricher.sections.parts import PROSE, Label, Part

_PART = {
    "heading": Part.HEADING,
    "paragraph": Part.TEXT,
    "quote": Part.QUOTE,
    "list": Part.LIST,
    "caption": Part.CAPTION,
    "byline": Part.BYLINE,
    "timestamp": Part.TIMESTAMP,
    "boilerplate": Part.BOILERPLATE,
}
_LONGEST_CUE = 20
_SENTENCE_WORDS = 12
_BENEATH_HEADLINE = frozenset({Part.BYLINE, Part.TIMESTAMP, Part.CAPTION, Part.BOILERPLATE})


def label_blocks(
    lines: Sequence[Line], features: Sequence[Features], blocks: Sequence[Block], title: str | None
) -> list[Label]:
    """One label a line; a line that no block covers is taken for a paragraph."""
    labels = [
        _label(block, f, heads=at + 1 < len(features) and features[at + 1].prose)
        for at, (block, f) in enumerate(zip(_block_of(lines, blocks), features, strict=True))
    ]
    _name_headline(labels, features, fold(title.strip()) if title else None)
    _drop_link_lists(labels, features)
    _drop_empty_tail(labels)
    return labels


def _block_of(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block | None]:
    found: list[Block | None] = []
    at = 0
    for line in lines:
        while at < len(blocks) and blocks[at].end <= line.start:
            at += 1
        found.append(blocks[at] if at < len(blocks) and blocks[at].start < line.end else None)
    return found


def _label(block: Block | None, f: Features, *, heads: bool) -> Label:
    if block is None:
        return Label(Part.TEXT)
    part = _PART[block.kind]
    short = f.words <= _LONGEST_CUE
    furniture = f.cue > Cue.WEAK and part is not Part.CAPTION
    if short and furniture and not (part is Part.HEADING and heads and f.cue is not Cue.STOP):
        return Label(Part.BOILERPLATE)
    if part is Part.TEXT and f.stamp and f.dated:
        return Label(Part.TIMESTAMP)
    if part is Part.TEXT and f.byline:
        return Label(Part.BYLINE)
    return Label(part, (block.level or 2) if part is Part.HEADING else None)


def _name_headline(labels: list[Label], features: Sequence[Features], title: str | None) -> None:
    """The first heading before any prose that is the title, or else is of level 1."""
    for at, label in enumerate(labels):
        if label.part in PROSE and features[at].words > _LONGEST_CUE:
            return
        same = title is not None and features[at].folded == title
        if same or (label.part is Part.HEADING and label.level == 1):
            labels[at] = Label(Part.HEADLINE)
            _name_subheadline(labels, features, at + 1)
            return


def _name_subheadline(labels: list[Label], features: Sequence[Features], begin: int) -> None:
    """A heading right under the headline that is a sentence, or as long as one, heads no section of its own."""
    for at in range(begin, len(labels)):
        f = features[at]
        if labels[at].part is Part.HEADING and (f.words >= _SENTENCE_WORDS or (f.closed and not f.question)):
            labels[at] = Label(Part.SUBHEADLINE)
            return
        if labels[at].part not in _BENEATH_HEADLINE:
            return


def _drop_link_lists(labels: list[Label], features: Sequence[Features]) -> None:
    """Under a heading such as "Related stories" the short lines are links, down to the next heading or paragraph."""
    running = False
    for at, (label, f) in enumerate(zip(labels, features, strict=True)):
        if f.cue in (Cue.LINKS, Cue.STOP):
            running = label.part is Part.BOILERPLATE
        elif label.part not in PROSE or f.prose:
            running = False
        elif running:
            labels[at] = Label(Part.BOILERPLATE)


def _drop_empty_tail(labels: list[Label]) -> None:
    """A heading with nothing under it down to the end of the page heads what was not extracted."""
    for at in range(len(labels) - 1, -1, -1):
        if labels[at].part is Part.HEADING:
            labels[at] = Label(Part.BOILERPLATE)
        elif labels[at].part in PROSE:
            return
