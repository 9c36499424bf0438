"""Direct quotes with their speaker and cue: '"…," said Ann Lee', 'Lee added: "…"', '"…," according to Lee'.

Marks are paired paragraph by paragraph; a stretch in marks is a quote where it is a clause and
somebody says it. Scare quotes and titles are left out; who the speaker is, is for the entities layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.contract import Quote, Role, Section, Speaker, TextSpan
from dateline.enricher.sections.attribution import Attribution, attribution_after, attribution_before
from dateline.enricher.sections.sentences import split_sentences

# Curly marks and the wire's doubled apostrophes say which way they face; straight ones alternate.
_MARK = re.compile(r"[“”\"„]|''|``")
_OPENING = frozenset({"“", "„", "``"})
_CLOSING = frozenset({"”"})
_FEWEST_WORDS = 3
_LONG_PHRASE = 6
_MOST_PARTS = 8
_LONGEST_GAP = 300
_ENDS = ",.?!…—–-"


class _Stretch(NamedTuple):
    """What stands between marks, the marks included; ``closed`` is False where only the paragraph's end closes it."""

    start: int
    end: int
    closed: bool


class _Found(NamedTuple):
    start: int
    end: int
    by: Attribution


def find_quotes(text: str, sections: Sequence[Section]) -> Iterator[Quote]:
    """The direct quotes of lead and body, in order.

    A quote that its own attribution interrupts ('"…," she said. "…"') is one span, from
    the first mark to the last. A paragraph that is a quote from end to end belongs to whoever spoke last.
    """
    last: Attribution | None = None
    for section in sections:
        if section.role not in (Role.LEAD, Role.BODY):
            continue
        for paragraph in section.paragraphs:
            for found in _in_paragraph(text, paragraph.start, paragraph.end, last):
                last = found.by
                yield _quote(text, found)


def _quote(text: str, found: _Found) -> Quote:
    speaker, cue = found.by
    return Quote(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        speaker=Speaker(start=speaker[0], end=speaker[1], text=text[slice(*speaker)]) if speaker else None,
        cue=TextSpan(start=cue[0], end=cue[1], text=text[slice(*cue)]) if cue else None,
    )


def _in_paragraph(text: str, start: int, end: int, last: Attribution | None) -> Iterator[_Found]:
    stretches = list(_stretches(text, start, end))
    done = start
    for at, first in enumerate(stretches):
        if first.start < done or not _is_clause(text, first, _FEWEST_WORDS):
            continue
        closed = first.end
        limit = stretches[at + 1].start if at + 1 < len(stretches) else end
        by = attribution_after(text, closed, min(limit, closed + _LONGEST_GAP))
        if by:
            closed = _resumed(text, stretches[at + 1 : at + 1 + _MOST_PARTS], closed)
        else:
            by = attribution_before(text, max(done, first.start - _LONGEST_GAP), first.start)
        if by is None and last and first.start == start and end - first.end <= 1:
            by = Attribution(last.speaker, None)
        if by:
            last = by
            yield _Found(first.start, closed, by)
        done = closed


def _resumed(text: str, following: Sequence[_Stretch], closed: int) -> int:
    """Where a quote ends that its attribution interrupted once: after what goes on in the same sentence or the next."""
    for number, stretch in enumerate(following):
        between = text[closed : stretch.start]
        if between.strip() and (number or not _is_one_sentence(text, closed, stretch.start)):
            break
        if not _is_clause(text, stretch, 1):
            break
        closed = stretch.end
    return closed


def _is_one_sentence(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and len(list(split_sentences(text, start, end))) == 1


def _stretches(text: str, start: int, end: int) -> Iterator[_Stretch]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        sign = mark.group()
        if opened is None:
            if sign not in _CLOSING:
                opened = mark.start()
        elif sign not in _OPENING:
            yield _Stretch(opened, mark.end(), closed=True)
            opened = None
    if opened is not None and text[opened] in _OPENING:
        yield _Stretch(opened, end, closed=False)


def _is_clause(text: str, s: _Stretch, fewest: int) -> bool:
    """Speech rather than a phrase: some words, and punctuation at its foot or a capital at its head and some length."""
    inside = text[s.start : s.end].strip("“”\"„'` ")
    spaces = inside.count(" ")
    if not inside or spaces + 1 < fewest:
        return False
    tail = text[s.start : s.end].rstrip("”\"' ")
    return tail[-1] in _ENDS or not s.closed or (inside[0].isupper() and spaces >= _LONG_PHRASE)
