"""What an article says by itself, before knowledge is asked: its sections, its names as they stand, its dates.

Several articles are read at once, so that the recogniser sees their paragraphs in one go. Copies
of an article that was read before are not read again. Pure but for what it remembers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.contract import Article, DateMention, Section
from dateline.enricher.dates import Candidates, day_first_of, find_dates
from dateline.enricher.entities import Draft, Recognised, Recogniser, draft, recased
from dateline.enricher.sections import Structure, find_sections
from dateline.memo import Memo, MemoStats

T = TypeVar("T")

# The fields of an article that the layers read: two that have these in common are copies.
READ = {"text", "title", "blocks", "published", "modified", "url", "language"}
# Bytes that each part of a reading takes beside the text. Fitted with tracemalloc on CPython 3.12 to 180 articles
# (web pages, newswire, their first 400 characters, generated ones): true to within 10 % below and 28 % above.
NAME_BYTES, DATE_BYTES, SECTION_BYTES, PARAGRAPH_BYTES, SENTENCE_BYTES, QUOTE_BYTES = 200, 1500, 1300, 570, 840, 1900
# Of what is remembered, the share for the dates that paragraphs hold, and the bytes of each; measured likewise.
LINE_SHARE = 1 / 8
CANDIDATE_BYTES = 60


@dataclass(slots=True)
class StageTimes:
    """Seconds of work per stage; for metrics, never part of an event."""

    seconds: dict[str, float] = field(default_factory=dict)

    def measure(self, stage: str, work: Callable[[], T]) -> T:
        """Run ``work`` and add its time to ``stage``."""
        began = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says by itself. The same for each copy."""

    structure: Structure
    names: Draft
    dates: tuple[DateMention, ...]


def bytes_of(reading: Reading) -> int:
    """About what it takes in memory."""
    structure, names = reading.structure, reading.names
    return (
        sys.getsizeof(names.text)
        + NAME_BYTES * len(names.found)
        + DATE_BYTES * len(reading.dates)
        + SECTION_BYTES * len(structure.sections)
        + PARAGRAPH_BYTES * sum(len(section.paragraphs) for section in structure.sections)
        + SENTENCE_BYTES * len(structure.sentences)
        + QUOTE_BYTES * len(structure.quotes)
    )


class Reader:
    """Reads articles. One per process; ``memo_bytes`` for what it remembers, 0 for nothing."""

    def __init__(self, recogniser: Recogniser, memo_bytes: int = 0) -> None:
        self._recogniser = recogniser
        of_lines = int(LINE_SHARE * memo_bytes)
        self._lines: Memo[Candidates] = Memo(of_lines, lambda found: CANDIDATE_BYTES * len(found))
        self._copies: Memo[Reading] = Memo(memo_bytes - of_lines, bytes_of)
        self._is_remembering = memo_bytes > 0

    def __call__(self, articles: Sequence[Article], times: StageTimes) -> list[Reading]:
        """One reading each, in order."""
        if not self._is_remembering:
            return self._read(articles, times)
        contents = [article.model_dump_json(include=READ) for article in articles]
        known = {content: self._copies.get(content) for content in dict.fromkeys(contents)}
        fresh = {c: a for c, a in zip(contents, articles, strict=True) if known[c] is None}
        found = dict(zip(fresh, self._read(list(fresh.values()), times), strict=True))
        for content, reading in found.items():
            self._copies.put(content, reading)
        return [known[content] or found[content] for content in contents]

    @property
    def copies(self) -> MemoStats:
        """How often an article was a copy of one that was remembered."""
        return self._copies.stats

    def _read(self, articles: Sequence[Article], times: StageTimes) -> list[Reading]:
        if not articles:
            return []
        structures = times.measure("sections", lambda: [find_sections(a) for a in articles])
        recognised = times.measure("recognise", lambda: recognise(self._recogniser, articles, structures))
        names = times.measure(
            "unify",
            lambda: [draft(a.text, r, s.sections) for a, r, s in zip(articles, recognised, structures, strict=True)],
        )
        dates = times.measure("dates", lambda: [self._dates(a, s) for a, s in zip(articles, structures, strict=True)])
        return [Reading(*parts) for parts in zip(structures, names, dates, strict=True)]

    def _dates(self, article: Article, structure: Structure) -> tuple[DateMention, ...]:
        published = article.published or structure.published or article.modified or structure.modified
        day_first = day_first_of(article.language, article.url)
        return find_dates(article.text, published, structure.sections, day_first=day_first, remember=self._lines.recall)


def recognise(
    recogniser: Recogniser, articles: Sequence[Article], structures: Sequence[Structure]
) -> list[list[Recognised]]:
    """The spans that the model takes for names, by article, passage by passage."""
    owners: list[int] = []
    starts: list[int] = []
    texts: list[str] = []
    for number, (article, structure) in enumerate(zip(articles, structures, strict=True)):
        begins, read = passages(article.text, structure.sections)
        owners += [number] * len(begins)
        starts += begins
        texts += read
    mentions: list[list[Recognised]] = [[] for _ in articles]
    for number, start, found in zip(owners, starts, recogniser(texts), strict=True):
        mentions[number] += [Recognised(start + m.start, start + m.end, m.label) for m in found]
    return mentions


def passages(text: str, parts: Sequence[Section]) -> tuple[list[int], list[str]]:
    """What the recogniser reads, each as one piece: where it starts in the text, and what is read, as long as there."""
    spans = list(_passages(parts))
    # A line break inside a paragraph is a space to the reader, and so to the model.
    return [start for start, _ in spans], recased([text[start:end].replace("\n", " ") for start, end in spans])


def _passages(parts: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Each heading and each paragraph."""
    for section in parts:
        if section.heading:
            yield section.heading.start, section.heading.end
        for paragraph in section.paragraphs:
            yield paragraph.start, paragraph.end
        if not section.heading and not section.paragraphs:
            yield section.start, section.end
