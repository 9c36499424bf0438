"""Mends the edges of what a model took for a name: what it cut off, what it took in.

"FDL" + "Inc." -> "FDL, Inc."; "Corriere" + "Sera" -> "Corriere della Sera"; "Turin 1996-08-31" -> "Turin".
Looks at a few words on either side of each mention; types are decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.contract import EntityType
from dateline.enricher.entities import evidence, lexicon
from dateline.enricher.entities.names import LONGEST_NAME, Found, bare, resized

_PLACES = frozenset({EntityType.GPE, EntityType.LOC, EntityType.FAC})
_COMMON = _PLACES | {EntityType.PERSON, EntityType.ORG}
# A foreign connective goes on with these; a person's particles are ``extend``'s.
_CONNECTED = _PLACES | {EntityType.ORG, EntityType.WORK_OF_ART, EntityType.PRODUCT}

# The legal form after a company's name: ", Inc.", " Ltd", " & Co."
_SUFFIX = re.compile(
    r",? (?:& )?(?:Inc|INC|Corp|CORP|Co|CO|Ltd|LTD|LLC|L\.L\.C|PLC|plc|Plc|GmbH|GMBH|S\.A|SA|AG|NV|N\.V|AB|Oyj|SpA|"
    r"S\.p\.A|Pty|PTY|Bhd|BHD|Sdn|LLP|L\.P|Limited|LIMITED|Incorporated|Corporation|CORPORATION)\b\.?"
)
# One that the model took for a name of its own.
_ALONE = re.compile(r"(?:Inc|INC|Corp|CORP|Co|CO|Ltd|LTD|LLC|PLC|Plc)\.?")
# As in "Corriere della Sera", "Banco do Brasil".
_JOINED = re.compile(
    r" (?:de la|de los|de las|della|dello|delle|degli|del|dei|di|da|do|dos|das|du|des|de|d'|von|van|der|zu|och|og|und"
    r"|et) [A-ZÀ-Þ][\w'’-]*"
)
# At the end of a name: "Turin 1996-08-31", and but for organisations "Kent 244".
_DATE = re.compile(r"\s+\d{4}-\d\d-\d\d$")
_NUMBER = re.compile(r"(?:\s+\d[\d.,/-]*)+$")
# "5 - Ann Lowe", "0 Korea Republic"
_LEADING_NUMBER = re.compile(r"\d+ (?:[-–—] )?(?=[A-Z])")
# "Cherating village"
_LOWER_TAIL = re.compile(r"(?: [a-z][a-z-]*)+$")
# "Hairdresser Ann Lowe"
_ROLE = re.compile(r"[A-Z][a-z]+(?:er|or|ist|man|woman|ian|ant|MP) ")
LONGEST_GIVEN = 20


def mended(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions with their edges mended, in order, not overlapping; those in lower case alone are left out."""
    result: list[Found] = []
    for mention in mentions:
        floor = result[-1].end if result else 0
        if mention.start < floor or _ALONE.fullmatch(mention.name) or _is_lower(mention):
            continue
        start, end = _shortened(text, mention)
        start, end = _lengthened(text, mention.type, start, end, floor)
        same = start == mention.start and end == mention.end
        result.append(mention if same else resized(mention, text, start, end))
    return result


def _is_lower(mention: Found) -> bool:
    """Whether a name has no capital: "freedom of association"; a people's may have none."""
    return mention.name.islower() and mention.type is not EntityType.NORP


def _shortened(text: str, mention: Found) -> tuple[int, int]:
    start, end, kind = mention.start, mention.end, mention.type
    if kind not in _COMMON or " " not in mention.name:
        return start, end
    if cut := _DATE.search(text[start:end]) or (kind is not EntityType.ORG and _NUMBER.search(text[start:end])):
        end = start + (cut.start() or end - start)
    start = _after_people(text, start, end)
    if kind is not EntityType.ORG and (lead := _LEADING_NUMBER.match(text, start, end)):
        start = lead.end()
    if kind in (EntityType.GPE, EntityType.PERSON) and (cut := _LOWER_TAIL.search(text[start:end])):
        end = start + (cut.start() or end - start)
    return start, end


def _lengthened(text: str, kind: EntityType, start: int, end: int, floor: int) -> tuple[int, int]:
    if suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    elif kind in _CONNECTED:
        while end - start < LONGEST_NAME and (joined := _JOINED.match(text, end)):
            end = joined.end()
    if kind is EntityType.PERSON:
        start = _after_role(text, _given_before(text, start, floor), end)
    return start, end


def _given_before(text: str, start: int, floor: int) -> int:
    """Back over a given name that the model left out: "Dean" + "Wilson"."""
    if start - 1 <= floor or text[start - 1] != " ":
        return start
    near = text[max(floor, start - LONGEST_GIVEN) : start - 1]
    word = near[max(near.rfind(" "), near.rfind("\n")) + 1 :]
    at = start - 1 - len(word)
    if not evidence.is_given(word) or bare(word) in lexicon.TITLE_HEADS:
        return start
    # Right after a full stop it may be capitalised for that alone.
    return at if at > 1 and text[at - 1] == " " and text[at - 2] not in '.!?:"”\n' else start


def _after_people(text: str, start: int, end: int) -> int:
    """Past a person's nationality: "Belgian Toon Velmark"."""
    people, *rest = text[start:end].split(" ")
    if (
        len(rest) < 2
        or not lexicon.is_demonym(people)
        or people in lexicon.GIVEN_NAMES
        or not evidence.is_given(rest[0])
    ):
        return start
    return start + len(people) + 1


def _after_role(text: str, start: int, end: int) -> int:
    """Past a role in front of a full name: "Hairdresser Ann Lowe"."""
    role = _ROLE.match(text, start, end)
    if role is None:
        return start
    first, *rest = text[role.end() : end].split(" ")
    is_role = rest and first in evidence.GIVEN and role.group()[:-1] not in evidence.GIVEN
    return role.end() if is_role else start
