"""From expressions to places on the calendar: publish date, tense, the mentions before.

Takes the mentions in order and remembers what later ones may count from. Without a
publish date a relative mention gets a type and a value of X's, never today's date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.contract import AnchorKind, DatePrecision, DateType
from dateline.enricher.dates import values
from dateline.enricher.dates.context import OPENING, PUBLICATION, Context, Place
from dateline.enricher.dates.english import cues
from dateline.enricher.dates.english.cues import SIDE_REMARKS
from dateline.enricher.dates.expressions import Expression, Kind
from dateline.enricher.dates.refuse import previous_word
from dateline.enricher.dates.resolve_calendar import place_calendar
from dateline.enricher.dates.resolve_spans import closed, place_duration, place_set
from dateline.enricher.dates.resolve_units import place_unit
from dateline.enricher.dates.tense import sentence


def place_reference(_: Context, e: Expression) -> Place:
    """The value of "now", "recently", "a while" is in the grammar."""
    value = e.value or ""
    return Place(DateType.DATE if value.endswith("_REF") else DateType.DURATION, value)


# A telling names at least so many past years, and so many for each mention that is news.
TELLING_YEARS = 2
TELLING_SHARE = 3

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
    context.tells = is_telling(context, found)
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
    if not stretch or known is None or known[1] is not DatePrecision.DAY or end.start - e.end > LONGEST_LINK:
        return None
    between = context.folded[e.end : end.start]
    ends = cues.ENDED.fullmatch(between) is not None
    if not ends and not cues.BEGINNING.fullmatch(between):
        return None
    return closed(e, place, known[0][0], index, ends=ends)


def is_telling(context: Context, found: Sequence[Expression]) -> bool:
    """Whether a text tells history and not news: years long past, and hardly a word counted from its publication.

    Then a date without its year belongs to the year told last, not to the publish date's.
    """
    if context.publication is None:
        return True
    recent = context.publication.day.year - 1
    past = sum(1 for e in found if e.year is not None and e.year < recent)
    news = sum(1 for e in found if e.kind is Kind.UNIT and e.shift in ("LAST", "THIS", "NEXT", "AGO", "LATEST"))
    news += sum(1 for e in found if e.weekday is not None and e.day is None and e.kind is not Kind.SET)
    news += sum(1 for e in found if e.year is not None and e.year >= recent)
    return past >= TELLING_YEARS and past > TELLING_SHARE * news


def _remember(context: Context, e: Expression, place: Place, index: int) -> None:
    if place.type not in (DateType.DATE, DateType.TIME):
        return
    known = values.stretch_of(place.value[:10] if place.type is DateType.TIME else place.value)
    if known is None:
        return
    story = context.story
    if context.tells and place.anchor == PUBLICATION:
        return  # a remark on the present, from which the telling does not count
    begin = known[0][0]
    if len(place.value) >= 4:
        story.any = (begin, index)
    if e.month is not None:
        story.month = (begin, index)
    if e.range is not None:
        story.range = (e.range, begin, index)
    if len(place.value) >= 10 and "W" not in place.value:
        story.day, story.day_at = (begin, index), e.start
    if e.year is not None and _tells(context, e):
        story.year, story.framed = (begin.year, index, e.start), e.only_year and e.month is None
    elif story.year is not None and place.anchor is not None and place.anchor[0] is AnchorKind.MENTION:
        story.year = (begin.year, index, e.start)
    elif place.anchor == PUBLICATION and not e.range:
        story.year = None
    if "-Q" in place.value and (context.publication is None or known[0][1] <= context.publication.day):
        story.quarter = (place.value, index)


def _tells(context: Context, e: Expression) -> bool:
    """Whether a year is where the telling stands ("In 1973, …", "… in 1973."), not a side remark ("since 1973")."""
    if any(low <= e.start < high for low, high in context.background):
        return True
    low, high = sentence(context.folded, e.start, e.end)
    if previous_word(context.folded, e.start) in SIDE_REMARKS:
        return False
    return e.month is not None or e.start - low <= OPENING or high - e.end <= 2
