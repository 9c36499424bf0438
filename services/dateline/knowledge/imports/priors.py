"""How much the world speaks of a thing, from what a source counts: one scale for all of them.

The scale is ``Entry.prior``'s: 0..1, a tenth is a factor of ten; a city of 100,000 people
has 0.5, one of ten million 0.7. All formulas are set by hand, so that these agree.
"""

from __future__ import annotations

import math

from dateline.contract import EntityType

# Nothing is counted: as a city of 100,000 people, or a person with nine Wikipedia articles. Somebody made a list of it.
UNCOUNTED = 0.5
# A settlement whose people are not counted is small: as one of 1,000.
UNPEOPLED = 0.3
# Capitals and countries are named more often than their size says.
FAME = 0.1
# Ranks of names: a thing's own; another one, a tenth as likely to mean it; and one that is only made from a name
# ("Burlington" for "Burlington Industries"), a hundredth.
OWN_NAME = 0
OTHER_NAME = 1
DERIVED_NAME = 2

_PLACES = frozenset({EntityType.GPE, EntityType.LOC})


def of_population(people: float) -> float:
    """log10(1 + people) / 10: 1,000 -> 0.3, a million -> 0.6."""
    return min(1.0, math.log10(1 + max(0.0, people)) / 10)


def of_sitelinks(links: float, kind: EntityType) -> float:
    """From the number of Wikimedia pages on a thing: 9 -> 0.5, 99 -> 0.7, but places 0.3 and 0.6.

    0.3 + 0.2 * log10(1 + n); places 0.3 * log10(1 + n): programs have written the articles on
    villages in many languages, so that a place's pages say less. So a town of 20,000 with 25 pages
    has what its people give it, 0.42; a great city with 250 has 0.72.
    """
    links = math.log10(1 + max(0.0, links))
    return min(1.0, 0.3 * links if kind in _PLACES else 0.3 + 0.2 * links)
