"""What a mention is resolved against: the publish date, the text around it, the mentions before.

The records that the resolving modules share; the rules themselves are theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter

from dateline.contract import AnchorKind, DateType
from dateline.enricher.dates import feasts, values
from dateline.enricher.dates.clause import is_surely_past, tense_at
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.tense import Tense

# Within so many code points of its beginning a mention opens a sentence: "In early October, …".
OPENING = 16
# What a mention was counted from, and the index of the mention where it is one.
Anchored = tuple[AnchorKind, int | None]
PUBLICATION: Anchored = (AnchorKind.PUBLICATION, None)


def from_mention(index: int) -> Anchored:
    """Anchored in the mention of that index."""
    return (AnchorKind.MENTION, index)


def span_at(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The one of sorted spans, none overlapping, in which ``offset`` lies; an article can have thousands."""
    index = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return spans[index] if index >= 0 and offset < spans[index][1] else None


@dataclass(frozen=True, slots=True)
class Publication:
    """The reference of everything that is relative: a day, and a time of day where one is known."""

    day: date
    hour: int | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A mention on the calendar; ``begin`` and ``end`` only where the value does not name the stretch itself."""

    type: DateType
    value: str
    anchor: Anchored | None = None
    begin: date | None = None
    end: date | None = None


@dataclass(slots=True)
class Story:
    """What the mentions so far say: the few references that later ones count from."""

    day: tuple[date, int] | None = None  # the last mention of a day, and its index
    day_at: int = 0  # and where it stands
    month: tuple[date, int] | None = (
        None  # the last month named by the mentions of a paragraph, and the mention's index
    )
    any: tuple[date, int] | None = None  # the last mention on the calendar of any precision, and its index
    told: tuple[date, int, int] | None = None  # the mention told last of a past year said: first day, index, offset
    told_value: str = ""  # its value
    framed: bool = False  # whether its year stood alone, and is that of all that follows
    time: tuple[int, int] | None = None  # minutes of the clock time mentioned last, and the mention's index
    ancient: tuple[int, int] | None = None  # the year before Christ mentioned last, and the mention's index
    any_value: str = ""  # its value
    quarter: tuple[str, int] | None = None  # the last quarter that had ended at publication, and its index
    range: tuple[int, date, int] | None = None  # the first end of a range: its number, begin and index
    paragraph: int = 0  # offset at which the paragraph of the mention begins


@dataclass(slots=True)
class Context:
    """One text on its way through the resolution."""

    text: str
    folded: str
    publication: Publication | None
    background: Sequence[tuple[int, int]] = ()
    tells: bool = False  # the whole text tells of a time long before its publication
    news: bool = False  # it begins as news does
    stamps: Sequence[tuple[int, int]] = ()  # datelines and timestamps, which have no tense
    story: Story = field(default_factory=Story)

    def tense(self, e: Expression) -> Tense:
        """The tense that governs a mention."""
        if span_at(self.stamps, e.start):
            return Tense.UNKNOWN
        return tense_at(self.text, self.folded, e.start, e.end)

    def is_surely_past(self, e: Expression) -> bool:
        """Whether a mention can't be still to come: "died on June 4"."""
        return is_surely_past(self.text, self.folded, e.start)

    def place(self, e: Expression, value: str, anchor: Anchored | None = PUBLICATION) -> Place:
        """A date, or the time on that day that the expression names."""
        if e.nth is not None:
            value = values.part_of(value, e.nth, e.grain or "day", e.weekday)
        if e.offset is not None and (known := values.stretch_of(value)):
            value = values.day_value(values.add(known[0][0], e.offset, "day") or known[0][0])
        if not e.has_time:
            place = Place(DateType.DATE, value, anchor)
            if e.feast and e.unit is None and e.mod is None and (known := values.stretch_of(value)):
                end = feasts.end_of(e.feast, known[0][0])
                place = replace(place, begin=known[0][0] if end else None, end=end)
            if e.narrowed and self.publication and (known := values.stretch_of(value)):
                (begin, end), today = known[0], self.publication.day
                if begin < today < end:
                    begin, end = (begin, today) if e.narrowed == "BEFORE" else (today, end)
                    place = replace(place, begin=begin, end=end)
            return place
        return Place(DateType.TIME, value + time_of(e), anchor)


def time_of(e: Expression) -> str:
    """The part of a TIME value from the T on."""
    if e.hour is not None:
        hour = e.hour
        if e.part in ("AF", "EV", "NI") and hour < 12:
            hour += 12
        written = f"T{hour:02d}:{e.minute or 0:02d}" + (f":{e.second:02d}" if e.second is not None else "")
        return written + ("Z" if e.zone in ("gmt", "utc", "z") else "")
    return f"T{e.part}"
