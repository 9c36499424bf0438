"""Drops names that are none: words of a title-case heading, capitalised only for that.

"Domestic Pressure" is no organisation where the story itself writes "pressure" in lower
case. A heading's real names are kept: their words stay capitalised in the running text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dateline.contract import EntityType, Role, Section
from dateline.enricher.entities.lexicon import is_demonym
from dateline.enricher.entities.names import Found

_WORD = re.compile(r"[^\W\d_]+")
# Lines of at most this many words, without a full stop and mostly capitalised, are read as headings.
MOST_WORDS = 16
MOST_CHARACTERS = 160
# Types whose names a title-case heading is mistaken for.
DOUBTED = frozenset(
    {
        EntityType.ORG,
        EntityType.PERSON,
        EntityType.PRODUCT,
        EntityType.EVENT,
        EntityType.WORK_OF_ART,
        EntityType.LAW,
        EntityType.FAC,
        EntityType.GPE,
        EntityType.LOC,
        EntityType.NORP,
    }
)


def without_capitalised_words(text: str, mentions: Sequence[Found], sections: Sequence[Section]) -> list[Found]:
    """The mentions but for those in headings that are ordinary words elsewhere in the article."""
    spans = _spans(text, mentions, sections)
    if not spans:
        return list(mentions)
    starts = [start for start, _ in spans]
    inside = [_within(spans, starts, mention) for mention in mentions]
    if not any(inside):
        return list(mentions)
    confirmed = {mention.name for mention, heading in zip(mentions, inside, strict=True) if not heading}
    lower = _lower_words(text)
    return [
        mention
        for mention, heading in zip(mentions, inside, strict=True)
        if not heading or mention.name in confirmed or not _ordinary(mention, lower)
    ]


def _ordinary(mention: Found, lower: frozenset[str]) -> bool:
    """Whether the name holds a word of four letters or more that the article also writes in lower case."""
    if mention.type not in DOUBTED or is_demonym(mention.name):
        return False
    return any(len(word) > 3 and _stem(word.casefold()) in lower for word in _WORD.findall(mention.name))


def _lower_words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in set(_WORD.findall(text)) if word.islower())


def _stem(word: str) -> str:
    """Enough of a word to know it in another form: "optimism", "optimistic"."""
    return word[:6]


def _spans(text: str, mentions: Sequence[Found], sections: Sequence[Section]) -> list[tuple[int, int]]:
    """Title-case headings, in order: as the sections say, else short lines that look like one."""
    if sections:
        said = [(s.start, s.end) for s in sections if s.role in (Role.HEADLINE, Role.SUBHEADLINE)]
        said += [(s.heading.start, s.heading.end) for s in sections if s.heading]
        return sorted(span for span in said if _is_title_case(text[span[0] : span[1]]))
    result: list[tuple[int, int]] = []
    for mention in mentions:
        if result and mention.start < result[-1][1]:
            continue
        start = text.rfind("\n", max(0, mention.start - MOST_CHARACTERS), mention.start) + 1
        end = text.find("\n", mention.end, mention.end + MOST_CHARACTERS)
        if start == 0 and mention.start > MOST_CHARACTERS:
            continue
        if end < 0:
            if len(text) - mention.end > MOST_CHARACTERS:
                continue
            end = len(text)
        line = text[start:end]
        if (
            len(line) <= MOST_CHARACTERS
            and line.rstrip()[-1:] not in (".", "!", "?", '"', "”")
            and _is_title_case(line)
        ):
            result.append((start, end))
    return result


def _is_title_case(line: str) -> bool:
    """Whether most words of four letters or more are capitalised."""
    long = [word for word in _WORD.findall(line) if len(word) > 3]
    return 1 <= len(long) <= MOST_WORDS and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _within(spans: Sequence[tuple[int, int]], starts: Sequence[int], mention: Found) -> bool:
    at = bisect_right(starts, mention.start) - 1
    return at >= 0 and mention.start < spans[at][1]
