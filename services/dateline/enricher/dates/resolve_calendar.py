"""Mentions that name fields of the calendar or the clock: "October 7", "Friday night", "5 p.m.".

Which year, week or day is meant follows from the publish date, the tense and the mentions
before; units that are counted ("two days ago") are ``resolve_units``'.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.contract import DateType
from dateline.enricher.dates import feasts, telling, values
from dateline.enricher.dates.context import PUBLICATION, Anchored, Context, Place, from_mention, time_of
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.resolve_values import of_year
from dateline.enricher.dates.tense import Tense

# How many times further away a date seems that lies against the tense: tense read from words alone can err.
AGAINST_TENSE = 4
# A month alone is the one that the tense asks for, but for a year's end or so; a quarter that has just ended is still
# to be reported.
MONTH_AGAINST_TENSE = 14


def place_calendar(context: Context, e: Expression) -> Place:
    """The place of a mention that names fields of the calendar or the clock."""
    if not e.has_date:
        return clock(context, e)
    value, anchor = calendar_value(context, e)
    return context.place(e, value, anchor)


def clock(context: Context, e: Expression) -> Place:
    """A time of day alone stands on the day mentioned last in its paragraph, else on the day of publication."""
    if e.shift in ("LAST", "THIS") and context.publication:
        back = 1 if e.shift == "LAST" else 0
        day = values.add(context.publication.day, -back, "day") or context.publication.day
        return context.place(e, values.day_value(day))
    if e.shift in ("SAME", "AFTER", "BEFORE", "NEXT") and (value := telling.undated(context, e)):
        return context.place(e, *value)
    if context.story.day and (
        e.shift in ("SAME", "AFTER", "BEFORE", "NEXT")
        or context.story.day_at >= context.story.paragraph
        or _told_day(context, e)
    ):
        day, index = context.story.day
        moved = values.add(day, {"AFTER": 1, "NEXT": 1, "BEFORE": -1}.get(e.shift or "", 0), "day") or day
        return context.place(e, values.day_value(moved), from_mention(index))
    if context.publication is None or (context.story.day and context.tense(e) is Tense.PAST):
        return Place(DateType.TIME, "XXXX-XX-XX" + time_of(e))  # a day told in another paragraph, or none
    today = context.publication.day
    other = values.add(today, {"NEXT": 1, "AFTER": 1, "BEFORE": -1}.get(e.shift or "", 0), "day")
    return context.place(e, values.day_value(other or today))


def _told_day(context: Context, e: Expression) -> tuple[date, int] | None:
    """The day told last, where ``e`` goes on with what is told."""
    day, told = context.story.day, telling.reference(context, e)
    return day if day is not None and told is not None and day[1] >= told[1] else None


def calendar_value(context: Context, e: Expression) -> tuple[str, Anchored | None]:
    """The date that an expression names, and what it was counted from."""
    if e.decade is not None:
        return f"{e.decade:03d}", None
    if e.century is not None:
        return f"{e.century:02d}", None
    if e.week is not None and e.year is not None:
        return f"{e.year:04d}-W{e.week:02d}", None
    if e.feast in feasts.ONCE:
        return values.day_value(feasts.ONCE[e.feast]), None
    if e.era == "BC":
        return f"BC{e.year or 0:04d}", None
    if e.year is not None:
        value = of_year(e, e.year)
        if e.day is not None and values.stretch_of(value) is None:
            value = value[:7]  # no such day: February 29 of a common year
        return value, None
    if e.weekday is not None and e.month is None and e.nth is None and e.day is None:
        return _weekday(context, e)
    if e.day is not None and e.month is None:
        return day_of_month(context, e)
    return yearless(context, e)


def day_of_month(context: Context, e: Expression) -> tuple[str, Anchored | None]:
    """For "the 14th": of the month told last in the story, else the one that the tense asks for."""
    day = e.day or 1
    if e.weekday is not None and context.publication is not None:
        return _weekday_of_month(context.publication.day, day, e.weekday), PUBLICATION
    if context.story.month is not None:
        month, index = context.story.month
        before = context.story.day
        passed = before is not None and before[1] >= index and before[0].day > day
        if passed and not telling.is_flashback(context, e):
            month = values.add(month, 1, "month") or month
        if known := values.stretch_of(f"{month.isoformat()[:8]}{day:02d}"):
            return values.day_value(known[0][0]), from_mention(index)
    if context.publication is None:
        return f"XXXX-XX-{day:02d}", None
    today, tense = context.publication.day, context.tense(e)
    months = [values.add(today.replace(day=1), n, "month") for n in (0, 1, -1)]
    days = [known[0][0] for m in months if m and (known := values.stretch_of(f"{m.isoformat()[:8]}{day:02d}"))]
    fitting = [d for d in days if (d >= today if tense is Tense.FUTURE else d <= today)]
    best = min(fitting or days, key=lambda d: abs((d - today).days), default=today)
    return values.day_value(best), PUBLICATION


def _weekday_of_month(today: date, day: int, weekday: int) -> str:
    """For "Thursday 15th": the nearest such day."""
    months = [values.add(today.replace(day=1), n, "month") for n in range(-6, 7)]
    days = [known[0][0] for m in months if m and (known := values.stretch_of(f"{m.isoformat()[:8]}{day:02d}"))]
    fitting = [d for d in days if d.isoweekday() == weekday]
    return values.day_value(min(fitting or days, key=lambda d: abs((d - today).days), default=today))


def _weekday(context: Context, e: Expression) -> tuple[str, Anchored | None]:
    weekday = e.weekday or 1
    if e.shift in ("SAME", "AFTER", "BEFORE") and context.story.day:
        day, index = context.story.day
        ahead = (weekday - day.isoweekday()) % 7
        if e.shift == "BEFORE":
            ahead -= 7
        elif e.shift == "AFTER":
            ahead = ahead or 7
        else:
            ahead = weekday - day.isoweekday()  # "that Friday": of the same week
        moved = values.add(day, ahead, "day")
        if moved:
            return values.day_value(moved), from_mention(index)
    if (first := context.story.range) and first[0] == e.range:
        moved = values.add(first[1], (weekday - first[1].isoweekday()) % 7, "day")
        return (values.day_value(moved) if moved else f"XXXX-WXX-{weekday}"), from_mention(first[2])
    if e.shift is None and (told := _told_day(context, e)) is not None:
        moved = values.add(told[0], (weekday - told[0].isoweekday()) % 7, "day")
        return (values.day_value(moved) if moved else f"XXXX-WXX-{weekday}"), from_mention(told[1])
    if context.publication is None:
        return f"XXXX-WXX-{weekday}", None
    today = context.publication.day
    back = (today.isoweekday() - weekday) % 7
    match e.shift:
        case "LAST":
            move = -(back or 7)
        case "PAST":
            move = -back
        case "NEXT":
            move = 7 - back
        case "THIS":
            move = weekday - today.isoweekday()
            if move < 0 and context.tense(e) is Tense.FUTURE:
                move += 7
        case _:
            tense = context.tense(e)
            if tense is Tense.UNKNOWN and context.text[e.start : e.end].islower():
                tense = Tense.FUTURE  # a note without a verb: "free thurs?"
            move = (7 - back) % 7 if tense is Tense.FUTURE else -back
    moved = values.add(today, move, "day")
    return (values.day_value(moved) if moved else f"XXXX-WXX-{weekday}"), PUBLICATION


def yearless(context: Context, e: Expression) -> tuple[str, Anchored | None]:
    """A day, month, quarter or season whose year is not written."""
    if e.shift == "NEXT" and context.story.any and context.folded.startswith(lex.ARTICLE + " ", e.start):
        e = replace(e, shift="AFTER") if telling.reference(context, e) is not None else e
    if e.shift in ("SAME", "BEFORE", "AFTER") and context.story.any:
        day, index = telling.reference(context, e) or context.story.any
        if e.shift == "SAME":
            return telling.next_told(context, e, day, index)
        return nearest(e, day, Tense.PAST if e.shift == "BEFORE" else Tense.FUTURE, strict=True), from_mention(index)
    if (first := context.story.range) and first[0] == e.range:
        return nearest(e, first[1], Tense.FUTURE), from_mention(first[2])
    if e.shift is None and (told := telling.reference(context, e)) is not None:
        return telling.next_told(context, e, *told)
    if context.publication is None:
        return of_year(e, 0).replace("0000", "XXXX") if e.feast is None else "XXXX-XX-XX", None
    today = context.publication.day
    match e.shift:
        case "LAST":
            return nearest(e, today, Tense.PAST, strict=True), PUBLICATION
        case "NEXT":
            return nearest(e, today, Tense.FUTURE, strict=True), PUBLICATION
        case "THIS":
            year = today.year
            if e.season == "WI" and today.month < 3:
                year -= 1
            return of_year(e, year), PUBLICATION
    tense = context.tense(e)
    return nearest(e, today, tense, sure=tense is Tense.PAST and context.is_surely_past(e)), PUBLICATION


def nearest(e: Expression, today: date, tense: Tense, *, strict: bool = False, sure: bool = False) -> str:
    """The stretch of the year before, this or next that the tense asks for; the nearest where it says nothing."""
    best: tuple[int, str] | None = None
    for year in (today.year, today.year - 1, today.year + 1):
        if not 1 <= year <= 9999:
            continue
        value = of_year(e, year)
        known = values.stretch_of(value)
        if known is None:
            continue
        (begin, end), _ = known
        if e.weekday is not None and e.day is not None and begin.isoweekday() == e.weekday:
            return value
        if strict and begin <= today < end:
            continue
        ahead, behind = begin > today, end <= today
        distance = (begin - today).days if ahead else (today - end).days + 1 if behind else 0
        if (tense is Tense.PAST and ahead) or (tense is Tense.FUTURE and behind):
            if strict or sure:
                continue
            distance *= AGAINST_TENSE if e.day or (behind and e.quarter) else MONTH_AGAINST_TENSE
        if tense is Tense.UNKNOWN and ahead:
            distance *= 2  # news tells more than it announces
        if best is None or distance < best[0]:
            best = (distance, value)
    return best[1] if best else of_year(e, today.year)[:7]
