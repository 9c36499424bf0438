"""Which parts of the body tell what went before: the function ``background``.

By a heading that says so, or by paragraphs in a row that are dated in earlier years and hold
nothing of the present. Only the clear case is marked; most background stays unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import groupby

from dateline.contract import Paragraph, Role, Section, SectionFunction
from dateline.enricher.sections.cues import fold

# Headings, folded, without marks at their ends.
_HEADINGS: dict[str, str] = {
    "background": "Background",
    "the background": "The background",
    "some background": "Some background",
    "backstory": "Backstory",
    "the backstory": "The backstory",
    "history": "History",
    "the history": "The history",
    "a brief history": "A brief history",
    "a short history": "A short history",
    "how we got here": "How we got here",
    "how did we get here": "How did we get here?",
    "what happened before": "What happened before",
    "the story so far": "The story so far",
    "the road so far": "The road so far",
    "looking back": "Looking back",
    "origins": "Origins",
    "the origins": "The origins",
}
# How such headings begin.
_OPENINGS: dict[str, str] = {
    "background to ": "Background to the dispute",
    "background on ": "Background on the case",
    "background: ": "Background: a river twice dammed",
    "the history of ": "The history of the bridge",
    "a history of ": "A history of delays",
    "a brief history of ": "A brief history of the ferry",
    "a short history of ": "A short history of the ferry",
}
# How they end.
_ENDINGS: dict[str, str] = {
    " background": "Conflict background",
}
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_EARLIER = re.compile(
    r"\b(?:years?|decades?|months?|century|centuries) (?:ago|earlier|before)\b|\blast year\b"
    r"|\b(?:1[5-9]|20)\d0s\b|\bin the (?:early|late|mid)[- ]",
    re.IGNORECASE,
)
# What tells of now or of what is to come: days, modals, and the present tense.
_PRESENT = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:week|month|year|morning)"
    r"|now|currently|will|would|may|might|could|should|plans?|is|are|has|have)\b",
    re.IGNORECASE,
)
_FROM_PARAGRAPH = 3
_FEWEST_PARAGRAPHS = 2
_FEWEST_DATED = 2


class _Past(IntEnum):
    """How surely a paragraph lies in the past."""

    NO = 0
    EARLIER = 1  # "three years ago"
    DATED = 2  # "in 1998"


def mark_background(text: str, sections: Sequence[Section], year: int | None) -> tuple[Section, ...]:
    """The sections with their function; a body section without heading is split where background begins and ends.

    ``year`` is that of publication; where it is not known, the latest year that the text names.
    """
    year = year or max((int(y) for y in _YEAR.findall(text)), default=0)
    parts: list[Section] = []
    told = 0
    for section in sections:
        if section.role not in (Role.LEAD, Role.BODY):
            parts.append(section)
            continue
        if section.role is Role.BODY:
            parts.extend(_body(text, section, year, max(0, _FROM_PARAGRAPH - told)))
        else:
            parts.append(section)
        told += len(section.paragraphs)
    return tuple(part.model_copy(update={"id": f"s{n}"}) for n, part in enumerate(parts, start=1))


def _body(text: str, section: Section, year: int, opening: int) -> Iterator[Section]:
    """One body section, or the pieces of it; its first ``opening`` paragraphs still tell the news."""
    past = [_past(text[p.start : p.end], year) if n >= opening else _Past.NO for n, p in enumerate(section.paragraphs)]
    if section.heading is not None:
        clear = _is_cue(section.heading.text) or (all(past) and _is_clear(past))
        yield section.model_copy(update={"function": SectionFunction.BACKGROUND}) if clear else section
        return
    pieces: list[tuple[bool, list[Paragraph]]] = []
    for before, run in groupby(zip(past, section.paragraphs, strict=True), key=lambda pair: bool(pair[0])):
        pairs = list(run)
        clear = before and _is_clear([how for how, _ in pairs])
        if pieces and pieces[-1][0] == clear:
            pieces[-1][1].extend(paragraph for _, paragraph in pairs)
        else:
            pieces.append((clear, [paragraph for _, paragraph in pairs]))
    for clear, paragraphs in pieces:
        yield section.model_copy(
            update={
                "start": paragraphs[0].start,
                "end": paragraphs[-1].end,
                "paragraphs": tuple(paragraphs),
                "function": SectionFunction.BACKGROUND if clear else None,
            }
        )


def _is_clear(past: Sequence[_Past]) -> bool:
    return len(past) >= _FEWEST_PARAGRAPHS and sum(how is _Past.DATED for how in past) >= _FEWEST_DATED


def _past(paragraph: str, year: int) -> _Past:
    dated = any(int(named) < year for named in _YEAR.findall(paragraph))
    if not (dated or _EARLIER.search(paragraph)) or _PRESENT.search(paragraph):
        return _Past.NO
    return _Past.DATED if dated else _Past.EARLIER


def _is_cue(heading: str) -> bool:
    bare = fold(heading).strip(" ?:.!")
    return bare in _HEADINGS or bare.startswith(tuple(_OPENINGS)) or bare.endswith(tuple(_ENDINGS))
