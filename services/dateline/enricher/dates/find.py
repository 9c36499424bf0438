"""One text through the room: find, resolve, give the contract's records.

Pure: the same text, publish date and sections give the same mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime

from dateline.contract import (
    Anchor,
    AnchorKind,
    DateMention,
    DatePrecision,
    DateType,
    Interval,
    PublishTime,
    Role,
    Section,
    SectionFunction,
)
from dateline.enricher.dates import values
from dateline.enricher.dates.compose import Remember, anew, expressions
from dateline.enricher.dates.context import Context, Place, Publication, span_at
from dateline.enricher.dates.english import lexicon
from dateline.enricher.dates.expressions import Expression
from dateline.enricher.dates.resolve import resolve
from dateline.enricher.dates.scan import fold

_PUBLISHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)?.*)?", re.DOTALL)


def publication_of(published: PublishTime | str | date | datetime | None) -> Publication | None:
    """The reference day, as written where it was published (local); None where no day is known.

    Raises ValueError for a string that does not begin with an ISO 8601 date.
    """
    if published is None:
        return None
    if isinstance(published, datetime):
        return Publication(published.date(), published.hour, published.minute)
    if isinstance(published, date):
        return Publication(published)
    written = published.value if isinstance(published, PublishTime) else published.strip()
    match = _PUBLISHED.fullmatch(written)
    if match is None:
        if re.fullmatch(r"\d{4}(?:-\d\d)?", written):
            return None  # a year or a month alone is no day to count from
        raise ValueError(f"no ISO 8601 date: {written!r}")
    year, month, day, hour, minute = match.groups()
    return Publication(
        date(int(year), int(month), int(day)), int(hour) if hour else None, int(minute or 0) if hour else None
    )


def find_dates(
    text: str,
    published: PublishTime | str | date | datetime | None = None,
    sections: Sequence[Section] = (),
    *,
    day_first: bool | None = None,
    remember: Remember = anew,
) -> tuple[DateMention, ...]:
    """Every mention of a time in ``text``, in order, as TIMEX3 type and value and the interval that it covers.

    ``published`` is what relative mentions are counted from: a day, read as written, never
    moved to another zone. Without it they get a type and a value of X's (``XXXX-WXX`` for
    "last week", ``XXXX-10-07`` for "October 7"), no interval, precision ``unknown``; what
    counts from a full date in the text is still placed, and the full date of a dateline or a
    timestamp stands in for it. ``sections`` give each mention the id of the section that holds
    it. ``day_first`` says how the source writes "10/7/2023"
    (``day_first_of`` tells by language and address); what the text itself shows comes first,
    and without either the month does. ``remember`` keeps what the grammar reads in a line.

    Conventions where TimeML 1.2.1 leaves a choice or corpora disagree:

    - Weeks are ISO 8601; "N weeks ago" names the week, "N months ago" the month.
    - "daily" and "every day" are sets of ``P1D``; "a week" after a count is a set, after a price it is no time.
    - "recent years" is the duration ``PXY``; "several years ago" is ``PAST_REF``.
    - A quarter is the calendar's, also where accounts say "fiscal".
    - "three days before Christmas" and "a week from Tuesday" are one mention, of that day; "the
      third week of June" is the ISO week that holds most of it.
    - A feast of several days has the value of its first and the interval of all.
    - A stretch that a day ends ("the quarter ended July 31") covers what ends there.
    - An age ("a 6-year-old") is of a person and is not a mention.
    - "early", "mid" and "late" set ``mod`` and narrow the interval to a third, "earlier" and
      "later" cut it at publication.

    Raises ValueError for a publish date that is not ISO 8601.
    """
    folded = fold(text)
    found = expressions(text, folded, day_first, remember)
    if not found:
        return ()
    background = [(s.start, s.end) for s in sections if s.function is SectionFunction.BACKGROUND]
    stamps = [(s.start, s.end) for s in sections if s.role in (Role.DATELINE, Role.TIMESTAMP)]
    publication, stamped = publication_of(published), None
    starts = [s.start for s in sections]
    if publication is None and (stamp := _stamp(found, stamps)) is not None:
        publication = Publication(stamp[0])
        stamped = _section_of(stamp[1].start, starts, sections)
    places = resolve(Context(text, folded, publication, background, stamps=stamps), found)
    return tuple(
        _mention(text, n, expression, place, _section_of(expression.start, starts, sections), stamped)
        for n, (expression, place) in enumerate(zip(found, places, strict=True), 1)
    )


def _stamp(found: Sequence[Expression], stamps: Sequence[tuple[int, int]]) -> tuple[date, Expression] | None:
    """The first full day that a dateline or a timestamp says."""
    for e in found:
        if e.year and e.month and e.day and span_at(stamps, e.start):
            known = values.stretch_of(f"{e.year:04d}-{e.month:02d}-{e.day:02d}")
            if known:
                return known[0][0], e
    return None


def _section_of(offset: int, starts: list[int], sections: Sequence[Section]) -> str | None:
    at = bisect_right(starts, offset) - 1
    return sections[at].id if at >= 0 and offset < sections[at].end else None


def _mention(
    text: str, number: int, e: Expression, place: Place, section: str | None, stamped: str | None
) -> DateMention:
    interval, precision = _interval(e, place)
    return DateMention(
        id=f"d{number}",
        start=e.start,
        end=e.end,
        text=text[e.start : e.end],
        section=section,
        type=place.type,
        value=place.value,
        mod=e.mod,
        quant=e.quant,
        freq=e.freq,
        interval=interval,
        precision=precision,
        anchor=_anchor(place, stamped),
        range=f"r{e.range}" if e.range else None,
    )


_ANCHORS = {kind: Anchor(kind=kind, id=None) for kind in AnchorKind}


def _anchor(place: Place, stamped: str | None) -> Anchor | None:
    if place.anchor is None:
        return None
    kind, index = place.anchor
    if stamped is not None and kind is AnchorKind.PUBLICATION:
        return Anchor(kind=AnchorKind.SECTION, id=stamped)
    if index is None:
        return _ANCHORS[kind]
    return Anchor(kind=kind, id=f"d{index + 1}" if kind is AnchorKind.MENTION and index is not None else None)


def _interval(e: Expression, place: Place) -> tuple[Interval | None, DatePrecision]:
    if place.type is DateType.TIME:
        return values.time_interval(place.value, lexicon.ZONES.get(e.zone) if e.zone else None)
    if place.type is DateType.DURATION and place.begin and place.end:
        return values.interval(place.begin, place.end), DatePrecision.DAY
    if place.type is not DateType.DATE or (known := values.stretch_of(place.value)) is None:
        return None, DatePrecision.UNKNOWN
    stretch, precision = known
    if place.begin and place.end:
        return values.interval(place.begin, place.end), precision
    return values.interval(*values.thirds(stretch, e.mod)), precision
