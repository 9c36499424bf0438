"""From expressions to places on the calendar: publish date, tense, the mentions before.

Takes the mentions in order and remembers what later ones may count from. Without a
publish date a relative mention gets a type and a value of X's, never today's date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.contract import DatePrecision, DateType
from dateline.enricher.dates import telling, values
from dateline.enricher.dates.context import PUBLICATION, Context, Place
from dateline.enricher.dates.english import cues
from dateline.enricher.dates.expressions import Expression, Kind
from dateline.enricher.dates.resolve_calendar import place_calendar
from dateline.enricher.dates.resolve_spans import closed, place_duration, place_set
from dateline.enricher.dates.resolve_units import place_unit


def place_reference(_: Context, e: Expression) -> Place:
    """The value of "now", "recently", "a while" is in the grammar."""
    value = e.value or ""
    return Place(DateType.DATE if value.endswith("_REF") else DateType.DURATION, value)


# Code points between a stretch and the day that ends it: " that ended on ".
LONGEST_LINK = 20

_KINDS: dict[Kind, Callable[[Context, Expression], Place]] = {
    Kind.CALENDAR: place_calendar,
    Kind.UNIT: place_unit,
    Kind.DURATION: place_duration,
    Kind.SET: place_set,
    Kind.REFERENCE: place_reference,
}


def resolve(context: Context, found: Sequence[Expression]) -> list[Place]:
    """One place for each expression, in order."""
    places: list[Place] = []
    previous = 0
    context.tells, context.news = telling.is_telling(context, found), telling.is_news(found)
    for index, expression in enumerate(found):
        newline = context.folded.rfind("\n", previous, expression.start)
        if newline >= 0:
            context.story.paragraph = newline + 1
        place = _KINDS[expression.kind](context, expression)
        _remember(context, expression, place, index)
        if index and (whole := _whole(context, found[index - 1], places[-1], expression, place, index)):
            places[-1] = whole
        places.append(place)
        previous = expression.end
    return places


def _whole(context: Context, e: Expression, place: Place, end: Expression, at: Place, index: int) -> Place | None:
    """The stretch before, closed by this mention where it says its last or first day; None where it does not."""
    stretch = (e.kind is Kind.DURATION and not e.vague and e.value is None) or (
        e.shift == "LATEST" and e.unit == "quarter"
    )
    known = values.stretch_of(at.value)
    if (
        not stretch
        or known is None
        or known[1] not in (DatePrecision.DAY, DatePrecision.MONTH)
        or end.start - e.end > LONGEST_LINK
    ):
        return None
    between = context.folded[e.end : end.start]
    ends = cues.ENDED.fullmatch(between) is not None
    if not ends and not cues.BEGINNING.fullmatch(between):
        return None
    return closed(e, place, known[0], index, ends=ends)


def _remember(context: Context, e: Expression, place: Place, index: int) -> None:
    story = context.story
    if e.era == "BC" and e.year is not None:
        story.ancient = (e.year, index)
    if place.type not in (DateType.DATE, DateType.TIME):
        return
    known = values.stretch_of(place.value[:10] if place.type is DateType.TIME else place.value)
    if known is None or (context.tells and place.anchor == PUBLICATION):
        return  # nowhere on the calendar, or a remark on the present, from which a telling does not count
    if story.told is not None and e.year is None and telling.is_flashback(context, e):
        return
    (begin, end), precision = known
    story.any, story.any_value, story.ancient = (begin, index), place.value, None
    if e.month is not None:
        story.month = (begin, index)
    if e.range is not None:
        story.range = (e.range, begin, index)
    if precision is DatePrecision.DAY:
        story.day, story.day_at = (begin, index), e.start
    story.time = (e.hour * 60 + (e.minute or 0), index) if e.hour is not None else None
    telling.remember(context, e, begin, place, index)
    if precision is DatePrecision.QUARTER and (context.publication is None or end <= context.publication.day):
        story.quarter = (place.value, index)
