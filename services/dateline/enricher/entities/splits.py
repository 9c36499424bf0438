"""Splits spans that hold more than one name, or a word that is none.

"Anders Lund and Erik Dale" -> two people; "Yahoo and Excite" -> two companies where the
story names one of them alone; "Echoing Annan" -> "Annan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.contract import EntityType
from dateline.enricher.entities.lexicon import PARTICLES
from dateline.enricher.entities.names import Found, resized

_AND = re.compile(r" (?:and|&) |, ")
_DASH = re.compile(r" (?:[-–—]|--) ")
_PLACES = (EntityType.GPE, EntityType.LOC)
_BARE = (EntityType.GPE, EntityType.LOC, EntityType.PERSON, EntityType.ORG)
_PARTICIPLE = re.compile(r"[A-Z][a-z]+ing ")


def split(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions in order, each holding one name."""
    alone = {mention.name for mention in mentions}
    result: list[Found] = []
    for mention in mentions:
        result.extend(_parts(text, mention, alone) if " " in mention.name else (mention,))
    return result


def _parts(text: str, mention: Found, alone: set[str]) -> Iterator[Found]:
    opening = _PARTICIPLE.match(mention.name)
    if opening and mention.name[opening.end() :] in alone and opening.end() < mention.end - mention.start:
        mention = resized(mention, text, mention.start + opening.end(), mention.end)
    if mention.type in _BARE and (dash := _DASH.search(text, mention.start, mention.end)):
        for start, end in ((mention.start, dash.start()), (dash.end(), mention.end)):
            if text[start : start + 1].isupper():
                yield from _parts(text, resized(mention, text, start, end), alone)
        return
    cuts = [(m.start(), m.end()) for m in _AND.finditer(text, mention.start, mention.end)]
    if not cuts or not _several(text, mention, cuts, alone):
        yield mention
        return
    for start, end in _between(mention, cuts):
        yield resized(mention, text, start, end)


def _between(mention: Found, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = [mention.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), mention.end]
    return list(zip(starts, ends, strict=True))


def _several(text: str, mention: Found, cuts: Sequence[tuple[int, int]], alone: set[str]) -> bool:
    """Whether the parts are names of their own."""
    parts = [text[start:end] for start, end in _between(mention, cuts)]
    if not all(part[:1].isupper() or part.partition(" ")[0] in PARTICLES for part in parts):
        return False
    if mention.type is EntityType.PERSON:
        return all(" " in part for part in parts) or any(part in alone for part in parts)
    if mention.type in _PLACES:
        return len(parts) == text.count(", ", mention.start, mention.end) + 1
    if mention.type is EntityType.ORG and _is_list(text, mention, parts):
        return True
    comma_only = all(text[start:end] == ", " for start, end in cuts)
    return (
        not comma_only
        and all(part in alone or " " not in part for part in parts)
        and any(part in alone for part in parts)
    )


def _is_list(text: str, mention: Found, parts: Sequence[str]) -> bool:
    """Three names or more of one word each with commas: "Sojod, Hardon, Baarchit", not "A, B, C" before "and D"."""
    commas = text.count(", ", mention.start, mention.end)
    goes_on = text.startswith((" and ", ", and ", " & "), mention.end)
    return len(parts) > 2 and len(parts) == commas + 1 and not goes_on and all(" " not in part for part in parts)
