"""Salience: the share of the story that an entity has.

A mention counts by where it stands: the headline names what the story is about, the lead
what matters most (the inverted pyramid of news writing). An entity's salience is its
weighted mentions over those of all entities: 0..1, their sum is 1. Boilerplate counts not
at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.contract import Mention, Role

WEIGHT_OF_ROLE = {
    Role.HEADLINE: 3.0,
    Role.SUBHEADLINE: 2.0,
    Role.LEAD: 2.0,
    Role.BODY: 1.0,
    Role.CAPTION: 0.5,
    Role.DATELINE: 0.5,
    Role.BYLINE: 0.0,
    Role.TIMESTAMP: 0.0,
    Role.BOILERPLATE: 0.0,
}
# A mention in no section, as where an article has none.
UNPLACED = 1.0


def saliences(mentions: Sequence[Sequence[Mention]], roles: Mapping[str, Role]) -> list[float]:
    """The salience of each entity, given its mentions; ``roles`` maps section ids to roles.

    0 for all where nothing counts.
    """
    weights = [
        sum(UNPLACED if m.section is None else WEIGHT_OF_ROLE[roles[m.section]] for m in of_one) for of_one in mentions
    ]
    whole = sum(weights)
    return [round(weight / whole, 4) if whole else 0.0 for weight in weights]
