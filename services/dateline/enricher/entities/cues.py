"""What the words right beside a name say of its type: "X, who", "the town of X", "X (AP)".

A table of patterns with an example beside each. Looks at a few words on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.contract import EntityType
from dateline.enricher.entities import lexicon


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that vote for a type with a weight (a mention's own vote has 1)."""

    name: str
    words: str
    type: EntityType
    weight: float


# After the name; each is matched where the name ends.
AFTER = (
    # "Burns, who", "Burns, 68,"
    Cue("who", r", (?:who|whose|whom)\b|, aged? \d|, \d{2},", EntityType.PERSON, 2.0),
    # "Burns' wife", "Burns's lawyer"
    Cue(
        "kin",
        r"['’]s? (?:wife|husband|father|mother|son|daughter|brother|sister|family|widow|parents|lawyers?|"
        r"career|colleagues|friends|deputy|predecessor|successor)\b",
        EntityType.PERSON,
        1.5,
    ),
    # As in "Burns said".
    Cue(
        "said",
        r" (?:said|says|told|added|recalled|argued|explained|insisted|replied|wrote|joked|smiled|testified|tweeted|"
        r"resigned|retired|died|graduated|himself|herself)\b",
        EntityType.PERSON,
        0.5,
    ),
    # As in "NAIROBI, Kenya (AP)".
    Cue("agency", r"(?:, [A-Z][\w. ]{2,20})? \((?:AP|Reuters|AFP|UPI|dpa|CNN)\)", EntityType.GPE, 3.0),
    # "Petrel shares", "Petrel spokesman"
    Cue(
        "firm",
        r"['’]?s? (?:shares|stock|stocks|shareholders|investors|executives|employees|customers|subsidiary|"
        r"chairman|chief executive|CEO|newspaper|magazine|airline|airlines)\b",
        EntityType.ORG,
        1.5,
    ),
    # "Ostrava province"
    Cue("area", r" (?:province|region|district|county|prefecture|airport|suburb|neighborhood)\b", EntityType.GPE, 1.0),
)

# Before the name; the word itself, or the noun of "noun of".
PLACE_NOUNS = lexicon.words_of(
    """
    city town village province state capital region port district island suburb outskirts municipality township
    country republic kingdom area hamlet county north south east west northern southern eastern western
    """
)
# "the newspaper Haaretz", "shares of Petrel"
FIRM_NOUNS = lexicon.words_of("company firm magazine newspaper weekly daily agency bank airline retailer maker")

_AFTER = re.compile("|".join(f"(?P<{cue.name}>{cue.words})" for cue in AFTER))
_BY_NAME = {cue.name: cue for cue in AFTER}
PLACE_OF = 2.0
FIRM = 1.0
LOCATIVE = 0.75
TOWARDS = 0.3


def votes_beside(text: str, start: int, end: int) -> Iterator[tuple[EntityType, float]]:
    """The votes of the words before and after a name."""
    if (found := _AFTER.match(text, end)) and found.lastgroup:
        cue = _BY_NAME[found.lastgroup]
        yield cue.type, cue.weight
    if start < 4 or text[start - 1] != " ":
        return
    before = text[max(0, start - 30) : start - 1].split(" ")
    last = before[-1].casefold()
    if last == "of" and len(before) > 1 and before[-2].casefold() in PLACE_NOUNS:
        yield EntityType.GPE, PLACE_OF
    elif last in FIRM_NOUNS:
        yield EntityType.ORG, FIRM
    elif last in lexicon.LOCATIVES:
        yield EntityType.GPE, LOCATIVE
    elif last in ("at", "from", "to"):
        yield EntityType.GPE, TOWARDS
