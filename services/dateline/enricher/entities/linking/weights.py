"""Every weight of the linker, in decimal exponents: 1.0 makes a candidate ten times as likely.

A candidate's weight is the sum of what speaks for it. Its score is its share of all weights,
that of "somebody unknown" included (``unknown``). Few and readable, set by measurement on
development corpora and several knowledge bases; none is fitted to one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.contract import Entity, EntityGroup, EntityType

# How far an entry of one type can be what the story calls another: rows are the entity's type, columns the
# entry's. What is not listed can be only by ``MISTYPED``. Knowledge bases often know but one kind of place.
AGREEMENT: Mapping[EntityType, Mapping[EntityType, float]] = {
    EntityType.GPE: {EntityType.GPE: 0.0, EntityType.LOC: -0.1, EntityType.FAC: -0.5},
    EntityType.LOC: {EntityType.LOC: 0.0, EntityType.GPE: -0.1, EntityType.FAC: -0.3},
    EntityType.FAC: {EntityType.FAC: 0.0, EntityType.LOC: -0.1, EntityType.GPE: -0.3, EntityType.ORG: -0.5},
    EntityType.PERSON: {EntityType.PERSON: 0.0},
    EntityType.ORG: {EntityType.ORG: 0.0, EntityType.FAC: -0.5},
    # "Israeli" is said of Israel: the country's entry, where the knowledge lists its demonym as a name.
    EntityType.NORP: {EntityType.NORP: 0.0, EntityType.GPE: 0.0, EntityType.LOC: 0.0},
    EntityType.PRODUCT: {EntityType.PRODUCT: 0.0, EntityType.WORK_OF_ART: -0.3},
    EntityType.EVENT: {EntityType.EVENT: 0.0},
    EntityType.WORK_OF_ART: {EntityType.WORK_OF_ART: 0.0, EntityType.PRODUCT: -0.3},
    EntityType.LAW: {EntityType.LAW: 0.0},
    EntityType.LANGUAGE: {EntityType.LANGUAGE: 0.0},
}
# The recogniser can be wrong: where nothing of the type fits, an entry whose label is the entity's whole name, of two
# words or more ("Wasim Akram", taken for an organisation).
MISTYPED = -0.5

# A prior of 0.1 more is ten times as much spoken of; of two namesakes it is meant 6 times as often.
PRIOR = 8.0

# An article that names a country speaks of that country's places; and of a state's, if it names the state.
SAME_COUNTRY = 0.7
SAME_REGION = 1.5
# "Paris, Texas": the next name, after a comma, says where the place is.
SAID = 3.0
# "Buenos Aires province".
CALLED_REGION = 2.5
# People and organisations get about: their country says less.
THEIR_COUNTRY = 0.3
ANOTHER_COUNTRY = -0.3
# An organisation whose name is also a place's: "Burlington", the firm or the shops?
NAMED_AFTER_PLACE = 2.0
# A city called like its country or territory (Singapore, Luxembourg): the country is meant; and mostly
# before any town of that name elsewhere (Jamaica in New York).
NAMED_AFTER_COUNTRY = -1.5
NAMED_LIKE_COUNTRY = -0.5
# A place whose label is another name altogether, beside one with just that label: Amman was once Philadelphia.
OTHER_NAME = -1.0

# "Prime Minister" before the name, "politician" in the description; or "footballer".
SAME_FIELD = 1.0
OTHER_FIELD = -1.5
# The article is full of the description's field: "footballer" among goals and coaches.
ARTICLE_FIELD = 0.4
# A footballer where no word is of sport, a judge in a report of a match.
AMISS = -0.7
# Each word of the description that the article has too, up to three.
SHARED_WORD = 0.3
MOST_SHARED = 3
# "English painter (1776–1837)" in an article that does not speak of that time.
LONG_DEAD = -1.0

# Least score of a link: set by hand, so that a doubtful name stays unlinked.
THRESHOLD = 0.8

# The weight of somebody or something unknown, on the scale of the candidates': a prior of 0.5 weighs 4.0, and 3.2
# under another name than its own.
# Persons by the words of their name: "Burns" can be anybody, "William Burns" few, "Mary Ann Burns" hardly another.
# Two words are little enough for who is not counted and is called so without initials (3.2).
UNKNOWN_PERSON: Mapping[int, float] = {1: 6.5, 2: 2.55, 3: 2.4}
INITIALED = 5.0  # "M. Waugh"
# Each further namesake that the knowledge has makes it likelier that there are more, up to two.
NAMESAKE = 0.5
MOST_NAMESAKES = 2
# Whoever is known by one name alone ("Pelé") gains this over those who merely share it.
MONONYM = 1.2
# "Union", "Avery Dennison", "OPEC", "CIA": one word, and three letters the more, can be many things.
# Four letters or more are seldom another's: the one organisation whose initials they are is meant, also uncounted.
UNKNOWN_ORGANIZATION = 3.7
UNKNOWN_LONG_ORGANIZATION = 2.7
UNKNOWN_ACRONYM = 2.55
UNKNOWN_SHORT_ACRONYM = 4.6
SHORT_ACRONYM = 3
# A town of 20,000 people; with a name of several words one of 6,000. Little enough for one that is not counted (4.0)
# and alone in its name.
UNKNOWN_PLACE = 3.38
UNKNOWN_LONG_PLACE = 2.8
UNKNOWN_PEOPLE = 2.5  # "Israeli"
# A place has teams of many sports: without a word that says which, it can be any.
UNKNOWN_TEAM = 4.0

# "YouTube", "DuPont": a capital inside is in no word, nor in many names. Not "McDonald", which is somebody's.
_MADE_UP = re.compile(r"^(?!Mac|Mc|O['’]|D['’])\w*[a-z]+[A-Z][a-z]")
_INITIAL = re.compile(r"[A-Z]\.?-?[A-Z]?\.?")


def unknown(entity: Entity) -> float:
    """The weight of whoever the knowledge does not have: the more, the less the name says."""
    group = entity.group
    words = entity.name.split(" ")
    if group is EntityGroup.PERSON:
        return INITIALED if _is_initial(words) else UNKNOWN_PERSON[min(len(words), 3)]
    if group is EntityGroup.ORGANIZATION:
        return _unknown_organization(entity.name)
    if entity.type is EntityType.NORP:
        return UNKNOWN_PEOPLE
    return UNKNOWN_PLACE if len(words) == 1 else UNKNOWN_LONG_PLACE


def _unknown_organization(name: str) -> float:
    letters = name.replace(".", "")
    if " " in name or _MADE_UP.search(name):
        return UNKNOWN_LONG_ORGANIZATION
    if not letters.isupper():
        return UNKNOWN_ORGANIZATION
    return UNKNOWN_ACRONYM if len(letters) > SHORT_ACRONYM else UNKNOWN_SHORT_ACRONYM


def _is_initial(words: Sequence[str]) -> bool:
    """Whether a surname has only initials: "M. Waugh"."""
    return len(words) == 2 and _INITIAL.fullmatch(words[0]) is not None
