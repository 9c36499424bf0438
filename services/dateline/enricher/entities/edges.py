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

PLACES = (EntityType.GPE, EntityType.LOC, EntityType.FAC)
# The legal form after a company's name: ", Inc.", " Ltd", " & Co."
_SUFFIX = re.compile(
    r",? (?:& )?(?:Inc|INC|Corp|CORP|Co|CO|Ltd|LTD|LLC|L\.L\.C|PLC|plc|Plc|GmbH|GMBH|S\.A|SA|AG|NV|N\.V|AB|Oyj|SpA|"
    r"S\.p\.A|Pty|PTY|Bhd|BHD|Sdn|LLP|L\.P|Limited|LIMITED|Incorporated|Corporation|CORPORATION)\b\.?"
)
_LEGAL = re.compile(r"(?:Inc|INC|Corp|CORP|Co|CO|Ltd|LTD|LLC|PLC|Plc)\.?")
# "Corriere della Sera", "Banco do Brasil", "Real Madrid de ..."
_JOINED = re.compile(
    r" (?:de la|de los|de las|della|dello|delle|degli|del|dei|di|da|do|dos|das|du|des|de|d'|von|van|der|zu|och|og|und|et)"
    r" [A-ZÀ-Þ][\w'’-]*"
)
# "Turin 1996-08-31", "Essex 244"
_DATE = re.compile(r"\s+\d{4}-\d\d-\d\d$")
_NUMBER = re.compile(r"(?:\s+\d[\d.,/-]*)+$")
_LEADING_NUMBER = re.compile(r"\d+ (?:[-–—] )?(?=[A-Z])")
_LOWER_TAIL = re.compile(r"(?: [a-z][a-z-]*)+$")


def mended(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions with their edges mended, in order, not overlapping."""
    result: list[Found] = []
    for at, mention in enumerate(mentions):
        if result and mention.start < result[-1].end:
            continue
        if _LEGAL.fullmatch(mention.name):
            continue
        after = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        changed = _mend(text, mention, result[-1].end if result else 0, after)
        if changed is not None:
            result.append(changed)
    return result


def _mend(text: str, mention: Found, floor: int, after: int) -> Found | None:
    start, end, kind = mention.start, mention.end, mention.type
    name = text[start:end]
    if name.islower() and kind is not EntityType.NORP:
        return None
    if kind in (EntityType.PERSON, EntityType.ORG, *PLACES):
        if (cut := _DATE.search(name)) or (kind is not EntityType.ORG and (cut := _NUMBER.search(name))):
            if cut.start() > 0:
                end = start + cut.start()
        if (lead := _LEADING_NUMBER.match(name)) and kind is not EntityType.ORG:
            start += lead.end()
        if (
            kind in (EntityType.GPE, EntityType.PERSON)
            and (cut := _LOWER_TAIL.search(text[start:end]))
            and cut.start() > 0
        ):
            end = start + cut.start()
    if suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    elif (
        kind in (EntityType.ORG, EntityType.FAC, *PLACES, EntityType.WORK_OF_ART, EntityType.PRODUCT)
        and end - start < LONGEST_NAME
    ):
        while end - start < LONGEST_NAME and (joined := _JOINED.match(text, end)):
            end = joined.end()
    if kind is EntityType.PERSON:
        start = _given_before(text, start, floor)
    if kind is EntityType.PERSON:
        start = _after_role(text, start, end)
    if (start, end) == (mention.start, mention.end):
        return mention
    return resized(mention, text, start, end)


def _given_before(text: str, start: int, floor: int) -> int:
    """Back over a given name that the model left out: "Dean" + "Wilson"."""
    if start - 1 <= floor or text[start - 1] != " ":
        return start
    near = text[max(floor, start - 20) : start - 1]
    word = near[max(near.rfind(" "), near.rfind("\n")) + 1 :]
    at = start - 1 - len(word)
    if word not in evidence.GIVEN or at < floor or bare(word) in lexicon.OPENERS or bare(word) in lexicon.TITLE_HEADS:
        return start
    if at == 0 or text[at - 1] != " " or text[at - 2] in '.!?:"”\n':
        return start  # capitalised because it opens a sentence, perhaps
    return at


_ROLE = re.compile(r"[A-Z][a-z]+(?:er|or|ist|man|woman|ian|ant|MP) ")


def _after_role(text: str, start: int, end: int) -> int:
    """Past a role in front of a full name: "Hairdresser Ann Lowe"."""
    role = _ROLE.match(text, start, end)
    if role is None:
        return start
    rest = text[role.end() : end].split(" ")
    if len(rest) < 2 or rest[0] not in evidence.GIVEN or role.group()[:-1] in evidence.GIVEN:
        return start
    return role.end()
