"""The dated statements of an article: which sentence says that something happened when, and who is in it.

Pure. Boilerplate has no statements; the two ends of a range are one statement over all of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from dateline.contract import DatedStatement, DateMention, Entity, Interval, Role, Section, Sentence, Span

COMPONENT = "dateline.timeline"
VERSION = "1"


def timeline(
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    entities: Sequence[Entity],
) -> tuple[DatedStatement, ...]:
    """The statements in order of their intervals, then of their sentences. ``dates`` come in text order."""
    boilerplate = {section.id for section in sections if section.role is Role.BOILERPLATE}
    told = [sentence for sentence in sentences if sentence.section not in boilerplate]
    named = sorted((m.start, number) for number, e in enumerate(entities) for m in e.mentions)
    starts = [start for start, _ in named]
    statements = []
    for sentence, found in _by_sentence(told, dates):
        span = Span(start=sentence.start, end=sentence.end)
        who = _in_order(entities, named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
        for interval, ids in _by_interval(found):
            statements.append(DatedStatement(interval=interval, sentence=span, dates=ids, entities=who))
    return tuple(sorted(statements, key=lambda s: (s.interval.begin, s.interval.end, s.sentence.start)))


def _by_sentence(
    sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> list[tuple[Sentence, list[DateMention]]]:
    """The dates that have an interval, with the sentence that holds each; dates outside of sentences are left out."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[DateMention]] = defaultdict(list)
    for date in dates:
        at = bisect_right(starts, date.start) - 1
        if date.interval is not None and at >= 0 and date.end <= sentences[at].end:
            found[at].append(date)
    return [(sentences[at], found[at]) for at in sorted(found)]


def _by_interval(dates: Sequence[DateMention]) -> list[tuple[Interval, tuple[str, ...]]]:
    """One entry per distinct interval; a range is the interval from its first end to its last."""
    ranges: dict[str, list[DateMention]] = defaultdict(list)
    for date in dates:
        ranges[date.range or date.id].append(date)
    entries: dict[tuple[str, str], tuple[Interval, list[str]]] = {}
    for ends in ranges.values():
        whole = _over([end.interval for end in ends if end.interval is not None])
        _, ids = entries.setdefault((whole.begin, whole.end), (whole, []))
        ids += [end.id for end in ends]
    return [(interval, tuple(ids)) for interval, ids in entries.values()]


def _over(intervals: Sequence[Interval]) -> Interval:
    """The interval from the first beginning to the last end."""
    if len(intervals) == 1:
        return intervals[0]
    return Interval(begin=min(i.begin for i in intervals), end=max(i.end for i in intervals))


def _in_order(entities: Sequence[Entity], mentions: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entities[number].id for _, number in mentions))
