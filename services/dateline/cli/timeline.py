"""The dates of an article on a line of time: oldest first, with the publication among them.

2023-10-07   ●  October 7
             ┊  7 months
2024-05      ●  early May (start)
2024-05-25   ◆  published
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text

from dateline.cli.plain import short
from dateline.contract import DateMention, Interval, PublishTime

MOST_ENTRIES = 40
WORDS_LIMIT = 60
# Gaps shorter than this many days are not worth a line.
GAP_DAYS = 45


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it says and where it stands. ``day`` is the interval's first."""

    day: date
    when: str
    what: str
    published: bool = False


def first_day(iso: str) -> date | None:
    """The calendar day of an ISO 8601 date or date-time, None outside of the years 1 to 9999."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def in_words(interval: Interval) -> str:
    """A half-open interval as people write it, last day included: ``2024-05-20 to 2024-05-26``.

    Whole months and years are shortened (``2024-05``, ``2024``); times of day keep their clock.
    """
    if "T" in interval.begin:
        return short(interval.begin[:16].replace("T", " "), 16)
    begin, end = first_day(interval.begin), first_day(interval.end)
    if begin is None or end is None or end <= begin:
        return short(interval.begin, 25)
    last = end - timedelta(days=1)
    if last == begin:
        return begin.isoformat()
    if begin.day == 1 and end.day == 1:
        if begin.month == end.month == 1:
            return f"{begin.year}" if last.year == begin.year else f"{begin.year} to {last.year}"
        return f"{begin:%Y-%m}" if begin.month == last.month else f"{begin:%Y-%m} to {last:%Y-%m}"
    return f"{begin.isoformat()} to {last.isoformat()}"


def entries(dates: Iterable[DateMention], published: PublishTime | None) -> tuple[list[Entry], list[str]]:
    """Entries in order of time, one an interval; and the words of what has no place on the calendar."""
    by_interval: dict[tuple[str, str], list[DateMention]] = {}
    unplaced: list[str] = []
    for mention in dates:
        if mention.interval is None or first_day(mention.interval.begin) is None:
            unplaced.append(f"{short(mention.text, WORDS_LIMIT)} ({short(mention.value, 20)})")
        else:
            by_interval.setdefault((mention.interval.begin, mention.interval.end), []).append(mention)
    found = [_entry(mentions) for mentions in by_interval.values()]
    if published is not None and (day := first_day(published.value)) is not None:
        found.append(Entry(day, short(published.value[:16].replace("T", " "), 16), "published", published=True))
    return sorted(found, key=lambda entry: (entry.day, entry.when)), list(dict.fromkeys(unplaced))


def _entry(mentions: list[DateMention]) -> Entry:
    first = mentions[0]
    assert first.interval is not None  # noqa: S101
    day = first_day(first.interval.begin)
    assert day is not None  # noqa: S101
    words = dict.fromkeys(short(mention.text, WORDS_LIMIT) for mention in mentions)
    mod = f" ({short(first.mod, 20).lower()})" if first.mod else ""
    return Entry(day, in_words(first.interval), short(" · ".join(words), 2 * WORDS_LIMIT) + mod)


def gap(earlier: date, later: date) -> str | None:
    """How much time lies between, in the largest unit that fits; None where it is little."""
    days = (later - earlier).days
    if days < GAP_DAYS:
        return None
    years, months = days // 365, round(days / 30.44)
    return f"{years} years" if years > 1 else f"{months} months"


def render_timeline(dates: Iterable[DateMention], published: PublishTime | None) -> Text:
    """The line of time as text."""
    placed, unplaced = entries(dates, published)
    text = Text()
    width = max((len(entry.when) for entry in placed[:MOST_ENTRIES]), default=0)
    previous: date | None = None
    for entry in placed[:MOST_ENTRIES]:
        if previous is not None and (between := gap(previous, entry.day)):
            text.append(f"{'':{width}}  ┊  {between}\n", "dim")
        dot, style = ("◆", "bold") if entry.published else ("●", "")
        text.append(f"{entry.when:{width}}", "bold blue").append(f"  {dot}  ", style).append(f"{entry.what}\n", style)
        previous = entry.day
    if len(placed) > MOST_ENTRIES:
        text.append(f"… and {len(placed) - MOST_ENTRIES} more\n", "dim")
    if unplaced:
        more = f", and {len(unplaced) - 10} more" if len(unplaced) > 10 else ""
        text.append(f"without a place on the calendar: {', '.join(unplaced[:10])}{more}\n", "dim")
    text.rstrip()
    return text
