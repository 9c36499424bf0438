"""The role of each line of flat text: what the line model finds likeliest, and what forms alone settle.

A dateline, a stamp, a byline, a picture's credit and the record's title are known by their form;
all else is the model's. How lines become sections is for ``assemble``; HTML has its own evidence in ``blocks``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.enricher.sections.cues import Cue
from dateline.enricher.sections.features import Features
from dateline.enricher.sections.headline import title_line
from dateline.enricher.sections.letters import Floats
from dateline.enricher.sections.line_classes import LineClass
from dateline.enricher.sections.parts import PROSE, Label, Part

# Flat text does not say how deep a heading lies; one below the headline is what most are.
_LEVEL = 2
_LIST_WORDS = 40
_LIST_ITEMS = 3
_HEADLINE_SHARE = 0.2
_OPENER_WORDS = 4
_ABOVE_HEADLINE, _HEAD_LINES = 5, 15
_UNDATED = frozenset({Part.TEXT, Part.HEADING, Part.SUBHEADLINE})
_PART = {
    LineClass.PARAGRAPH: Part.TEXT,
    LineClass.HEADING: Part.HEADING,
    LineClass.BOILERPLATE: Part.BOILERPLATE,
    LineClass.CAPTION: Part.CAPTION,
    LineClass.HEADLINE: Part.HEADLINE,
    LineClass.BYLINE: Part.BYLINE,
    LineClass.TIMESTAMP: Part.TIMESTAMP,
    LineClass.STANDFIRST: Part.SUBHEADLINE,
}


def label_lines(
    features: Sequence[Features], probabilities: Floats, confidences: Floats, title: str | None
) -> list[Label]:
    """One label a line. ``probabilities`` are (lines, classes), ``confidences`` what these are worth.

    ``title`` is what the record says, the evidence for the headline: a text that does not repeat it has none.
    """
    rest = probabilities.copy()
    rest[:, LineClass.HEADLINE] = 0
    chosen = rest.argmax(1)
    worth = confidences[np.arange(len(chosen)), chosen].tolist()
    labels = [_label(_PART[LineClass(k)], share) for k, share in zip(chosen.tolist(), worth, strict=True)]
    if title and title.strip():
        headline = title_line(features, title)
        share = None
    else:
        headline = _likeliest_headline(probabilities)
        share = None if headline is None else float(confidences[headline, LineClass.HEADLINE])
    if headline is not None:
        labels[headline] = Label(Part.HEADLINE, confidence=share)
    _settle_forms(labels, features)
    if headline is not None:
        _settle_head(labels, features, headline)
    _end_link_runs(labels, features)
    _keep_standfirst_on_top(labels, headline)
    _drop_empty_tail(labels)
    _mark_lists(labels, features)
    return labels


def _label(part: Part, confidence: float | None = None) -> Label:
    return Label(part, _LEVEL if part is Part.HEADING else None, confidence)


def _likeliest_headline(probabilities: Floats) -> int | None:
    """The line most like a headline, if any is much like one."""
    shares = probabilities[:, LineClass.HEADLINE]
    best = int(shares.argmax())
    return best if shares[best] >= _HEADLINE_SHARE else None


def _settle_forms(labels: list[Label], features: Sequence[Features]) -> None:
    """What a line's form alone says, whatever stands around it."""
    clocks = sum(f.clock for f in features) > 1
    for at, (label, f) in enumerate(zip(labels, features, strict=True)):
        if f.dateline:
            if label.part not in PROSE:
                labels[at] = Label(Part.TEXT)
        elif f.clock and clocks and at + 1 < len(features):
            # The times of a live blog head its entries, or stand above what does.
            labels[at] = _label(Part.HEADING if labels[at + 1].part in PROSE else Part.TIMESTAMP)
        elif label.part in _UNDATED and f.stamp:
            labels[at] = Label(Part.TIMESTAMP)
        elif label.part in _UNDATED and f.byline:
            labels[at] = Label(Part.BYLINE)
        elif label.part in _UNDATED and f.caption:
            labels[at] = Label(Part.CAPTION)
        elif label.part is Part.HEADING and f.bullet and not f.numbered:
            labels[at] = Label(Part.TEXT)


def _settle_head(labels: list[Label], features: Sequence[Features], headline: int) -> None:
    """Beside the headline, a stamp is the story's own, a byline names its author, text above these is a standfirst."""
    below = headline + 1
    cut_off = any(label.part in (Part.BYLINE, Part.TIMESTAMP) for label in labels[below + 1 : below + 3])
    if cut_off and labels[below].part is Part.TEXT and any(label.part in PROSE for label in labels[below + 1 :]):
        labels[below] = Label(Part.SUBHEADLINE)
    for at in range(max(0, headline - _ABOVE_HEADLINE), min(len(labels), headline + _HEAD_LINES)):
        if at > headline and labels[at].part in PROSE:
            return
        if labels[at].part is Part.BOILERPLATE:
            if features[at].stamp:
                labels[at] = Label(Part.TIMESTAMP)
            elif features[at].byline and at > headline:
                labels[at] = Label(Part.BYLINE)


def _end_link_runs(labels: list[Label], features: Sequence[Features]) -> None:
    """After "Read more" and a first link, the last of the links does not head the paragraph that comes next."""
    running = linked = False
    for at, (label, f) in enumerate(zip(labels, features, strict=True)):
        if f.cue in (Cue.LINKS, Cue.STOP):
            running, linked = f.words <= _OPENER_WORDS, False
        elif f.prose or f.closed:
            running = False
        elif running and linked and label.part is Part.HEADING:
            labels[at] = Label(Part.BOILERPLATE)
        linked |= running and f.cue == Cue.NONE and label.part is Part.BOILERPLATE


def _keep_standfirst_on_top(labels: list[Label], headline: int | None) -> None:
    """A standfirst stands between the headline and the first paragraph; what looks like one elsewhere is text."""
    opened = False
    for at, label in enumerate(labels):
        if label.part is Part.SUBHEADLINE and (headline is None or at < headline or opened):
            labels[at] = Label(Part.TEXT, confidence=label.confidence)
        opened |= label.part in PROSE or label.part is Part.HEADING


def _drop_empty_tail(labels: list[Label]) -> None:
    """A heading with nothing under it down to the end heads what is not there."""
    for at in range(len(labels) - 1, -1, -1):
        if labels[at].part in PROSE:
            return
        if labels[at].part is Part.HEADING:
            labels[at] = Label(Part.BOILERPLATE)


def _mark_lists(labels: list[Label], features: Sequence[Features]) -> None:
    """Bullets, and three or more short lines of text in a row that no full stop closes, are a list."""
    run: list[int] = []
    for at, (label, f) in enumerate(zip(labels, features, strict=True)):
        if label.part is not Part.TEXT or f.prose or f.closed:
            run = []
        else:
            run.append(at)
        listed = run if len(run) >= _LIST_ITEMS else ()
        if label.part is Part.TEXT and f.bullet and f.words <= _LIST_WORDS:
            listed = (*listed, at)
        for item in listed[-_LIST_ITEMS:]:
            labels[item] = labels[item]._replace(part=Part.LIST)
