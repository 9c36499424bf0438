"""Adds the places of datelines that the model missed: "CALCUTTA, India (AP) --".

Capitals and the agency's mark confuse a model; the sections layer knows a dateline by its
form. A place that is found here is decided like any other name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dateline.contract import GROUP_OF, EntityGroup, EntityType, Section
from dateline.enricher.entities.names import Found, folded, trimmed


def with_places(text: str, mentions: Sequence[Found], sections: Sequence[Section]) -> list[Found]:
    """The mentions with each dateline's place, in order, not overlapping.

    A place that lies over mentions of another kind takes their stead; one in which the
    model found places ("Nairobi, Kenya") is left to it.
    """
    starts = [mention.start for mention in mentions]
    replaced: set[int] = set()
    places: list[Found] = []
    for place in _places(text, sections):
        first = max(0, bisect_right(starts, place.start) - 1)
        over = [at for at in range(first, bisect_left(starts, place.end)) if mentions[at].end > place.start]
        if not any(GROUP_OF[mentions[at].type] is EntityGroup.PLACE for at in over):
            replaced.update(over)
            places.append(place)
    kept = [mention for at, mention in enumerate(mentions) if at not in replaced]
    return sorted([*kept, *places], key=lambda mention: mention.start)


def _places(text: str, sections: Sequence[Section]) -> Iterator[Found]:
    for section in sections:
        place = section.parts.place if section.parts else None
        end = text.find(",", place.start, place.end) if place else -1
        span = trimmed(text, place.start, end if end > 0 else place.end) if place else None
        if span:
            yield Found(*span, folded(text[span[0] : span[1]]), EntityType.GPE.value, EntityType.GPE)
