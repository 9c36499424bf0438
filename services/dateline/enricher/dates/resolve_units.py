"""Mentions that count in units from a reference: "last week", "two days ago", "the following year".

Also the quarters of accounts ("the year-ago period"), which count from the quarter that a
report speaks of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.contract import DateType
from dateline.enricher.dates import telling, values
from dateline.enricher.dates.context import (
    PUBLICATION,
    Anchored,
    Context,
    Place,
    Publication,
    from_mention,
    time_of,
)
from dateline.enricher.dates.english import cues
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.resolve_spans import place_duration
from dateline.enricher.dates.resolve_values import of_year
from dateline.enricher.dates.tense import Tense, sentence

_SHIFTS = {"LAST": -1, "THIS": 0, "NEXT": 1, "CURRENT": 0}
MONTHS_IN = {"year": 12, "decade": 120, "century": 1200}
# Without a reference: the value of a unit, all X.
_UNKNOWN = {
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
    "millennium": "X",
}


def place_unit(context: Context, e: Expression) -> Place:
    """The place of a mention that counts in units."""
    unit = e.unit or "day"
    if e.shift == "YEAR_AGO":
        return year_ago(context, e)
    if e.shift == "LATEST":
        return latest(context, e, unit)
    if e.shift in ("AGO", "AHEAD", "EARLIER", "LATER"):
        return counted(context, e, unit)
    if e.shift == "NEXT" and _told_next(context, e):
        e = replace(e, shift="AFTER")
    elif e.shift == "CURRENT" and telling.reference(context, e) is not None:
        e = replace(e, shift="SAME")
    if e.shift in ("SAME", "BEFORE", "AFTER") or (e.shift == "CURRENT" and unit == "day"):
        return _from_mention(context, e, unit)
    if context.publication is None:
        return unknown(e, unit)
    today = context.publication.day
    if unit == "day" and e.shift == "THIS" and context.tells and telling.is_present(context, e):
        return Place(DateType.DATE, "PRESENT_REF")  # "its base can be seen there today"
    if unit == "day" and e.year is not None:
        known = values.stretch_of(f"{e.year:04d}{today.isoformat()[4:]}")
        return context.place(e, values.day_value(known[0][0]) if known else f"{e.year:04d}")
    if unit == "night":
        night = values.add(today, _SHIFTS.get(e.shift or "", 0), "day") or today
        return Place(DateType.TIME, values.day_value(night) + "TNI", PUBLICATION)
    if unit == "weekend" and lex.COMING.search(context.folded, e.start, e.end):
        return context.place(e, values.unit_value(today, "weekend"))
    if unit == "weekend" and e.shift in ("NEAR", "THIS"):
        return context.place(e, weekend(context, e, today))
    moved = values.add(today, _SHIFTS.get(e.shift or "", 0), unit)
    return context.place(e, within(e, moved, unit)) if moved else unknown(e, unit)


def _told_next(context: Context, e: Expression) -> bool:
    """Whether "the next year" counts from the mention before: with its article, where the past is told."""
    if context.story.any is None or not context.folded.startswith(lex.ARTICLE + " ", e.start):
        return False
    return context.tells or context.tense(e) is Tense.PAST


def within(e: Expression, day: date, unit: str) -> str:
    """The value of the unit, or of the part of its year that is named with it."""
    if unit == "week" and e.weekday is not None:
        return values.day_value(values.add(day, e.weekday - day.isoweekday(), "day") or day)
    return of_year(e, day.year) if unit == "year" else values.unit_value(day, unit)


def weekend(context: Context, e: Expression, today: date) -> str:
    """For "the weekend": on a working day the one before, where the past is told, else the one of this week."""
    back = 7 if today.isoweekday() < 6 and context.tense(e) is Tense.PAST else 0
    return values.unit_value(values.add(today, -back, "day") or today, "weekend")


def unknown(e: Expression, unit: str) -> Place:
    """Where there is nothing to count from: the unit, all X ("last week" -> ``XXXX-WXX``)."""
    if unit == "night" or e.has_time:
        return Place(DateType.TIME, "XXXX-XX-XX" + (time_of(e) if e.has_time else "TNI"))
    value = _UNKNOWN.get(unit, "XXXX-XX-XX")
    if unit == "year" and (e.quarter or e.month or e.season or e.half):
        value = of_year(e, 0).replace("0000", "XXXX")
    return Place(DateType.DATE, value)


def quarter_now(context: Context) -> tuple[str, Anchored] | None:
    """The quarter that accounts speak of: the one mentioned last, else the last that had ended at publication."""
    if context.story.quarter:
        quarter, index = context.story.quarter
        return quarter, from_mention(index)
    if context.publication is None:
        return None
    ended = values.add(context.publication.day, -1, "quarter")
    return (values.unit_value(ended, "quarter"), PUBLICATION) if ended else None


def year_ago(context: Context, e: Expression) -> Place:
    """For "the year-ago quarter": the same quarter of the year before the one that accounts speak of."""
    known = quarter_now(context)
    if known is None:
        return unknown(e, "quarter")
    quarter, anchor = known
    number = e.quarter or int(quarter[-1])
    year = e.year if e.year is not None else _year_before(context, quarter)
    return Place(DateType.DATE, f"{year:04d}-Q{number}", anchor)


def _year_before(context: Context, quarter: str) -> int:
    return int(quarter[:4]) - (0 if is_year_ago_itself(context, quarter) else 1)


def is_year_ago_itself(context: Context, quarter: str) -> bool:
    """Whether the quarter mentioned last was already last year's."""
    if context.publication is None:
        return False
    recent = values.add(context.publication.day, -4, "month")
    return recent is not None and int(quarter[:4]) < recent.year


def latest(context: Context, e: Expression, unit: str) -> Place:
    """For "the latest quarter", "the quarter": the last one that had ended."""
    if unit == "quarter" and e.mod == "END" and context.publication and context.tense(e) is Tense.FUTURE:
        return context.place(e, values.unit_value(context.publication.day, "quarter"))
    if unit == "quarter":
        if (known := quarter_now(context)) is None:
            return unknown(e, unit)
        quarter, anchor = known
        year = int(quarter[:4]) + (1 if is_year_ago_itself(context, quarter) else 0)
        return Place(DateType.DATE, f"{year:04d}{quarter[4:]}", anchor)
    if context.publication is None:
        return unknown(e, unit)
    moved = values.add(context.publication.day, -1, unit)
    return context.place(e, values.unit_value(moved, unit)) if moved else unknown(e, unit)


def counted(context: Context, e: Expression, unit: str) -> Place:
    """Counts "two days ago" from publication, "two days earlier" from the mention before."""
    if e.shift in ("EARLIER", "LATER") and context.story.ancient is not None and unit in MONTHS_IN:
        return _before_christ(e, *context.story.ancient)
    if e.vague and e.shift in ("AGO", "AHEAD"):
        return Place(DateType.DATE, "PAST_REF" if e.shift == "AGO" else "FUTURE_REF")
    if e.vague:
        return place_duration(context, replace(e, shift=None))
    count, direction = e.count or 1.0, -1 if e.shift in ("AGO", "EARLIER") else 1
    if e.shift in ("EARLIER", "LATER") and unit in ("day", "night") and (value := telling.undated(context, e)):
        return context.place(e, *value)
    if direction < 0 and unit == "year" and (deep := values.deep_past(count)):
        return Place(DateType.DATE, deep)
    reference, anchor = _reference(context, e)
    if reference is None:
        return unknown(e, unit)
    if unit == "year" and count == 1 and direction < 0 and in_accounts(context, e):
        return year_ago(context, e)
    if unit in ("hour", "minute", "second"):
        return _hours(context, e, direction * count, reference, anchor)
    if count != int(count) and unit in ("year", "decade", "century"):
        count, unit = count * MONTHS_IN[unit], "month"
    moved = values.add(reference, direction * int(count), unit)
    if moved is None:
        return unknown(e, unit)
    told_decade = unit == "decade" and anchor != PUBLICATION and len(context.story.any_value) == len("199")
    fine = e.grain or ("year" if unit in ("decade", "century", "millennium") and not told_decade else unit)
    if e.month or e.season or e.quarter:
        return context.place(e, of_year(e, moved.year), anchor)
    return context.place(e, values.unit_value(moved, fine), anchor)


def _reference(context: Context, e: Expression) -> tuple[date | None, Anchored | None]:
    today = context.publication.day if context.publication else None
    if e.shift in ("EARLIER", "LATER") and context.story.any:
        fine = (e.unit or "day") in ("day", "night", "hour", "minute", "second")
        known = context.story.day if fine else context.story.any
        if known:
            return known[0], from_mention(known[1])
    return today, PUBLICATION


def _hours(context: Context, e: Expression, count: float, reference: date, anchor: Anchored | None) -> Place:
    publication, unit = context.publication, e.unit or "hour"
    if anchor is not None and anchor != PUBLICATION:
        told = context.story.time
        publication = Publication(reference, *divmod(told[0], 60)) if told and told[1] == anchor[1] else None
    if unit == "hour" and count % 24 == 0 and (moved := values.add(reference, int(count) // 24, "day")):
        return Place(DateType.DATE, values.day_value(moved), anchor)
    if publication is None or publication.hour is None:
        return place_duration(context, replace(e, shift=None))  # no time to count from: at least its length
    minutes = (
        publication.hour * 60 + (publication.minute or 0) + int(count * {"hour": 60, "minute": 1, "second": 0}[unit])
    )
    day = values.add(reference, minutes // 1440, "day") or reference
    return Place(DateType.TIME, f"{day.isoformat()}T{minutes % 1440 // 60:02d}:{minutes % 60:02d}", anchor)


def _before_christ(e: Expression, year: int, index: int) -> Place:
    """So many years before or after one before Christ, which are counted backwards and know no year 0."""
    years = int((e.count or 1) * MONTHS_IN[e.unit or "year"] / 12)
    moved = year + (years if e.shift == "EARLIER" else -years)
    value = f"BC{moved:04d}" if moved > 0 else f"{1 - moved:04d}"
    return Place(DateType.DATE, value, from_mention(index))


def in_accounts(context: Context, e: Expression) -> bool:
    """Whether "a year earlier" compares figures of a quarter."""
    if context.story.quarter is None:
        return False
    low, high = sentence(context.folded, e.start, e.end)
    return bool(cues.ACCOUNTS.search(context.folded, low, high))


def _from_mention(context: Context, e: Expression, unit: str) -> Place:
    """Counts "that day", "the same month", "the following year": from the mention before, else from publication."""
    fine = unit in ("day", "night")
    if unit == "quarter" and e.shift == "SAME" and context.story.quarter:
        quarter, index = context.story.quarter
        return Place(DateType.DATE, quarter, from_mention(index))
    if context.story.ancient is not None and unit in MONTHS_IN and e.shift in ("BEFORE", "AFTER"):
        shift = "EARLIER" if e.shift == "BEFORE" else "LATER"
        return _before_christ(replace(e, count=1.0, shift=shift), *context.story.ancient)
    if fine and (value := telling.undated(context, e)):
        return context.place(e, *value)
    known = context.story.day if fine else context.story.any
    step = {"BEFORE": -1, "AFTER": 1}.get(e.shift or "", 0)
    if known is None:
        if context.publication is None or (fine and e.shift == "SAME"):
            return unknown(e, unit)  # "that day", and none was named
        day, anchor = context.publication.day, PUBLICATION
    else:
        day, anchor = known[0], from_mention(known[1])
    moved = values.add(day, step, unit)
    return context.place(e, within(e, moved, unit), anchor) if moved else unknown(e, unit)
