"""Whether a mention goes on with a story that is told, or is counted from publication.

"In 1973 war broke out. In October …": a year once said holds for what follows, until the text
turns to the present. Decided from the text itself: years long past, tense, words of the present.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.contract import AnchorKind
from dateline.enricher.dates import values
from dateline.enricher.dates.context import OPENING, PUBLICATION, Anchored, Context, Place, from_mention, span_at
from dateline.enricher.dates.english import cues
from dateline.enricher.dates.expressions import Expression, Kind
from dateline.enricher.dates.refuse import previous_word
from dateline.enricher.dates.resolve_values import of_year
from dateline.enricher.dates.tense import is_past_form, sentence, sentence_begin

# A telling names at least so many past years, and so many for each mention that is news.
TELLING_YEARS = 2
TELLING_SHARE = 3

# How far back, in code points, a mention can be the reference of the next one.
STORY_REACH = 3000
# In news, and for last year, no further than this, and not into another paragraph.
PARAGRAPH_REACH = 600
# Code points of a text's beginning in which news says when it happened.
LEAD = 500
# Days by which a telling may go back without saying the year.
BACKWARDS = 92
# The same where the year stood alone, and is the frame of all that follows.
FRAME = 200
_WORDS = re.compile(r"[a-z]+")


def is_telling(context: Context, found: Sequence[Expression]) -> bool:
    """Whether a text tells history and not news: years long past, and hardly a word counted from its publication.

    Then a date without its year belongs to the year told last, not to the publish date's.
    """
    if context.publication is None:
        return True
    recent = context.publication.day.year - 1
    past = sum(1 for e in found if e.year is not None and e.year < recent)
    if not past:
        return False
    news = sum(1 for e in found if _is_news(e)) + sum(1 for e in found if e.year is not None and e.year >= recent)
    first = next((e for e in found if e.year is not None or _is_news(e)), None)
    opens = first is not None and first.year is not None and first.year < recent and _opens(context, first)
    return past >= news if opens else past >= TELLING_YEARS and past > TELLING_SHARE * news


def is_news(found: Sequence[Expression]) -> bool:
    """Whether a text begins as news does, with a day counted from its publication."""
    return any(_is_news(e) for e in found if e.start < LEAD)


def _opens(context: Context, e: Expression) -> bool:
    """Whether a year opens the telling of a text: "The vote of 1876 was …" too."""
    return _is_titled(context, e) or sets_year(context, e)


def _is_titled(context: Context, e: Expression) -> bool:
    return e.only_year and previous_word(context.folded, e.start) == cues.OF


def is_flashback(context: Context, e: Expression) -> bool:
    """Whether a mention looks back from what is told, with "had", so that the telling does not go on from it."""
    low = sentence_begin(context.folded, e.start)
    return cues.HAD.search(context.folded, low, e.start) is not None


def _is_news(e: Expression) -> bool:
    """Whether a mention counts from publication by its words: "last week", "on Friday"."""
    if e.kind is Kind.UNIT:
        return e.shift in ("LAST", "THIS", "NEXT", "AGO", "LATEST")
    return e.weekday is not None and e.day is None and e.kind is not Kind.SET and e.nth is None


def reference(context: Context, e: Expression) -> tuple[date, int] | None:
    """The mention told last (its first day and index), where ``e`` goes on from it; None where publication counts."""
    story = context.story
    if story.told is None:
        return None
    day, index, offset = story.told
    if context.tells:
        low, high = sentence(context.folded, e.start, e.end)
        if cues.TO_COME.search(context.folded, low, high):
            context.tells, story.told = False, None
            return None
        return (day, index) if e.weekday is None or _is_told(context, e) else None
    background = span_at(context.background, e.start)
    if background is not None and background[0] <= offset:
        return day, index
    if context.publication is not None and day.year >= context.publication.day.year:
        return None
    if offset < story.paragraph or e.start - offset > PARAGRAPH_REACH:
        recent = context.publication is not None and day.year >= context.publication.day.year - 1
        if context.news or recent or e.start - offset > STORY_REACH:
            return None
    since = context.folded[offset : e.start]
    present = cues.PRESENT_WORDS.search(since) or cues.ACCOUNTS.search(since)
    return (day, index) if present is None and _is_told(context, e) else None


def is_present(context: Context, e: Expression) -> bool:
    """Whether the sentence of a mention tells nothing of the past, and the time of writing is meant at large."""
    past, present = _past_and_present(context, e)
    return present or not past


def _is_told(context: Context, e: Expression) -> bool:
    """Whether the sentence of a mention has a verb of the past, and none of the present or of what is to come."""
    past, present = _past_and_present(context, e)
    return past and not present and not cues.TO_COME.search(context.folded, *sentence(context.folded, e.start, e.end))


def _past_and_present(context: Context, e: Expression) -> tuple[bool, bool]:
    words = _WORDS.findall(context.folded, *sentence(context.folded, e.start, e.end))
    past = any(word in cues.PAST_AUXILIARIES or is_past_form(word) for word in words)
    return past, not cues.STILL.isdisjoint(words)


def remember(context: Context, e: Expression, day: date, place: Place, index: int) -> None:
    """Keep a mention on the calendar as the one told last, if it is told and no side remark."""
    story, anchor = context.story, place.anchor
    opening = story.told is None and (context.tells or not context.news)
    if e.year is not None and (sets_year(context, e) or (opening and _is_titled(context, e))):
        story.framed = e.only_year and e.month is None
    elif story.told is None or anchor is None or anchor[0] is not AnchorKind.MENTION:
        if anchor == PUBLICATION and not e.range:
            story.told = None
        return
    story.told, story.told_value = (day, index, e.start), place.value


def undated(context: Context, e: Expression) -> tuple[str, Anchored] | None:
    """The value of "the next day" where only the month or the year of what is told is known: ``1998-05-XX``."""
    story = context.story
    told, day = reference(context, e), story.day
    if told is not None and (day is None or day[1] < told[1]):
        known = {4: "-XX-XX", 7: "-XX"}.get(len(story.told_value))
        return (story.told_value + known, from_mention(told[1])) if known else None
    month = story.any if e.shift == "SAME" and len(story.any_value) == len("1998-05") else None
    if month is not None and day is not None and day[1] < month[1]:
        return story.any_value + "-XX", from_mention(month[1])
    return None


def next_told(context: Context, e: Expression, told: date, index: int) -> tuple[str, Anchored]:
    """In the year of the mention before, or in the next where that lies too far back: a telling goes on.

    A year that stands alone ("In 1973, …") is the frame of what follows it.
    """
    value = of_year(e, told.year)
    known = values.stretch_of(value)
    back = (told - known[0][1]).days if known else BACKWARDS
    if back >= (FRAME if context.story.framed else BACKWARDS) and told.year < date.max.year:
        value = of_year(e, told.year + 1)
    return value, from_mention(index)


def sets_year(context: Context, e: Expression) -> bool:
    """Whether a year is where the telling stands ("In 1973, …", "… in 1973."), not a side remark ("since 1973")."""
    if span_at(context.background, e.start):
        return True
    low, high = sentence(context.folded, e.start, e.end)
    before = previous_word(context.folded, e.start)
    side = cues.SIDE_REMARKS if e.only_year else cues.ATTRIBUTIVE if context.news else cues.SINCE_WORDS
    if before in side:
        return False
    return not e.only_year or e.start - low <= OPENING or high - e.end <= 2
