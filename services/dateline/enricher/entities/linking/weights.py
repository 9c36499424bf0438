"""Every weight of the linker, in decimal exponents: 1.0 makes a candidate ten times as likely.

A candidate's weight is the sum of what speaks for it. Its score is its share of all weights,
that of "somebody unknown" included (``unknown``). Few and readable, set by measurement on
development corpora and several knowledge bases; none is fitted to one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.contract import Entity, EntityGroup, EntityType
from dateline.enricher.entities import lexicon

# How far an entry of one type can be what the story calls another: rows are the entity's type, columns the
# entry's. What is not listed cannot be: no person is ever a place, no organisation one by its name alone.
AGREEMENT: Mapping[EntityType, Mapping[EntityType, float]] = {
    EntityType.GPE: {EntityType.GPE: 0.0, EntityType.LOC: -0.3},
    EntityType.LOC: {EntityType.LOC: 0.0, EntityType.GPE: -0.3, EntityType.FAC: -0.5},
    EntityType.FAC: {EntityType.FAC: 0.0, EntityType.LOC: -0.5},
    EntityType.PERSON: {EntityType.PERSON: 0.0},
    EntityType.ORG: {EntityType.ORG: 0.0},
    # "Israeli" is said of Israel: the country's entry, where the knowledge lists its demonym as a name.
    EntityType.NORP: {EntityType.NORP: 0.0, EntityType.GPE: 0.0, EntityType.LOC: 0.0},
    EntityType.PRODUCT: {EntityType.PRODUCT: 0.0, EntityType.WORK_OF_ART: -0.3},
    EntityType.EVENT: {EntityType.EVENT: 0.0},
    EntityType.WORK_OF_ART: {EntityType.WORK_OF_ART: 0.0, EntityType.PRODUCT: -0.3},
    EntityType.LAW: {EntityType.LAW: 0.0},
    EntityType.LANGUAGE: {EntityType.LANGUAGE: 0.0},
}

# A prior of 0.1 more is ten times as much spoken of; of two namesakes it is meant 6 times as often.
PRIOR = 8.0

# An article that names a country speaks of that country's places; and of a state's, if it names the state.
SAME_COUNTRY = 1.0
SAME_REGION = 1.5
# "Paris, Texas": the next name, after a comma, says where the place is.
SAID = 3.0
# People and organisations get about: their country says less.
THEIR_COUNTRY = 0.3
ANOTHER_COUNTRY = -0.3
# An organisation of one word that is also a place: "Burlington", the firm or the shops?
NAMED_AFTER_PLACE = 1.0
# A city called like its country or territory (Singapore, Luxembourg): the country is meant.
NAMED_AFTER_COUNTRY = -1.5

# "Prime Minister" before the name, "politician" in the description; or "footballer".
SAME_FIELD = 1.0
OTHER_FIELD = -1.5
# The article is full of the description's field: "footballer" among goals and coaches.
ARTICLE_FIELD = 0.4
# Each word of the description that the article has too, up to three.
SHARED_WORD = 0.3
MOST_SHARED = 3
# "English painter (1776–1837)" in an article that does not speak of that time.
LONG_DEAD = -1.0

# Least score of a link: set by hand, so that a doubtful name stays unlinked.
THRESHOLD = 0.75

_INITIAL = re.compile(r"[A-Z]\.?-?[A-Z]?\.?")


def unknown(entity: Entity) -> float:
    """The weight of whoever the knowledge does not have: the more, the less the name says."""
    words = entity.name.split(" ")
    group = entity.group
    if group is EntityGroup.PERSON:
        if len(words) == 1:
            return 5.5  # "Burns"
        if _INITIAL.fullmatch(words[0]) and len(words) == 2:
            return 5.0  # "M. Waugh"
        return 3.3 if len(words) == 2 else 2.8
    if group is EntityGroup.ORGANIZATION:
        if len(words) > 1:
            return 3.0
        return 3.6
    if entity.type is EntityType.NORP:
        return 2.5
    # As a town of 20,000 people.
    return 3.44


def has_legal_form(name: str) -> bool:
    """Whether a company's name ends with its legal form: "Paxar Corp"."""
    return name.rpartition(" ")[2].rstrip(".").casefold() in lexicon.COMPANY_SUFFIXES
