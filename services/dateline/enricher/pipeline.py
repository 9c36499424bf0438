"""One article through the layers: sections, then entities and dates, then links.

Pure but for the knowledge that it asks. Several articles are taken at once, so that the
recogniser sees their paragraphs, and the knowledge their names, in one go; the result for
each is the same as alone.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.contract import (
    Article,
    DateMention,
    EnrichedArticle,
    Entity,
    EntityGroup,
    InputPosition,
    LayerProvenance,
    Provenance,
    Quote,
    Role,
    Section,
)
from dateline.enricher import dates, entities, sections, timeline
from dateline.enricher.dates import day_first_of, find_dates
from dateline.enricher.entities import Linked, MemoStats, Recognised, Recogniser, link_all, unify
from dateline.enricher.sections import Structure, find_sections
from dateline.knowledge import Knowledge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an article came: ISO 8601 UTC time and position of its record; null without Kafka."""

    received: str | None = None
    input: InputPosition | None = None


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
class LayerFailure:
    """Stands in the results for an article on which a layer raised, even alone."""

    exception: str
    message: str
    where: str
    stack: str


class Pipeline:
    """The three layers and the links, ready to work. One per process."""

    def __init__(self, recogniser: Recogniser, knowledge: Knowledge) -> None:
        self._recogniser = recogniser
        self._knowledge = knowledge

    def enrich(
        self, articles: Sequence[Article], arrivals: Sequence[Arrival] | None = None, times: StageTimes | None = None
    ) -> list[EnrichedArticle]:
        """Enrich articles; one result each, in order."""
        times = times or StageTimes()
        arrivals = arrivals or [Arrival()] * len(articles)
        structures = times.measure("sections", lambda: [find_sections(a) for a in articles])
        recognised = times.measure("recognise", lambda: self._recognise(articles, structures))
        unified = times.measure(
            "unify",
            lambda: [unify(a.text, r, s.sections) for a, r, s in zip(articles, recognised, structures, strict=True)],
        )
        linked = times.measure("link", lambda: link_all(unified, self._knowledge))
        found = times.measure(
            "dates",
            lambda: [
                find_dates(
                    a.text,
                    a.published or s.published or a.modified or s.modified,
                    s.sections,
                    day_first=day_first_of(a.language, a.url),
                )
                for a, s in zip(articles, structures, strict=True)
            ],
        )
        return times.measure(
            "assemble",
            lambda: [
                self._assemble(*parts) for parts in zip(articles, arrivals, structures, linked, found, strict=True)
            ],
        )

    @property
    def memo(self) -> MemoStats:
        """How often the recogniser remembered a paragraph."""
        return self._recogniser.memo

    def enrich_each(
        self, articles: Sequence[Article], arrivals: Sequence[Arrival], times: StageTimes | None = None
    ) -> list[EnrichedArticle | LayerFailure]:
        """As ``enrich``, but an article on which a layer raises fails alone: the others go through."""
        try:
            return list(self.enrich(articles, arrivals, times))
        except Exception as error:  # noqa: BLE001  whatever a layer raises is that article's failure, not its batch's
            if len(articles) > 1:
                pairs = zip(articles, arrivals, strict=True)
                return [result for a, arrival in pairs for result in self.enrich_each([a], [arrival], times)]
            where = traceback.extract_tb(error.__traceback__)[-1].name
            return [LayerFailure(type(error).__name__, str(error), where, traceback.format_exc())]

    def _recognise(self, articles: Sequence[Article], structures: Sequence[Structure]) -> list[list[Recognised]]:
        owners, starts, texts = [], [], []
        for number, (article, structure) in enumerate(zip(articles, structures, strict=True)):
            for start, end in _passages(structure.sections):
                owners.append(number)
                starts.append(start)
                # A line break inside a paragraph is a space to the reader, and so to the model.
                texts.append(article.text[start:end].replace("\n", " "))
        mentions: list[list[Recognised]] = [[] for _ in articles]
        for number, start, found in zip(owners, starts, self._recogniser(texts), strict=True):
            mentions[number] += [Recognised(start + m.start, start + m.end, m.label) for m in found]
        return mentions

    def _assemble(
        self,
        article: Article,
        arrival: Arrival,
        structure: Structure,
        linked: Linked,
        found: tuple[DateMention, ...],
    ) -> EnrichedArticle:
        provenance = self._provenance(linked)
        return EnrichedArticle(
            id=article.id,
            revision=article.revision,
            event_id=event_id(article, provenance, self._knowledge.version),
            title=article.title or _headline(article, structure),
            authors=article.authors,
            url=article.url,
            source=article.source,
            language=article.language,
            published=article.published or structure.published,
            modified=article.modified or structure.modified,
            received=arrival.received,
            input=arrival.input,
            pub_status=article.pub_status,
            embargoed=article.embargoed,
            expires=article.expires,
            urgency=article.urgency,
            usage_terms=article.usage_terms,
            copyright=article.copyright,
            text=article.text,
            sections=structure.sections,
            sentences=structure.sentences,
            quotes=_spoken_by(structure.quotes, linked.entities),
            entities=linked.entities,
            dates=found,
            timeline=timeline.timeline(structure.sections, structure.sentences, found, linked.entities),
            provenance=provenance,
            extra=article.extra,
        )

    def _provenance(self, linked: Linked) -> Provenance:
        return Provenance(
            sections=LayerProvenance(component=sections.COMPONENT, version=sections.VERSION),
            quotes=LayerProvenance(component=sections.COMPONENT, version=sections.VERSION),
            entities=LayerProvenance(
                component=entities.COMPONENT, version=entities.VERSION, model=self._recogniser.model
            ),
            links=LayerProvenance(
                component=entities.LINK_COMPONENT,
                version=entities.LINK_VERSION,
                model=self._knowledge.version,
                status=linked.status,
                reason=linked.reason,
            ),
            dates=LayerProvenance(component=dates.COMPONENT, version=dates.VERSION),
            timeline=LayerProvenance(component=timeline.COMPONENT, version=timeline.VERSION),
        )


def _passages(parts: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """What the recogniser reads as one piece: each heading and each paragraph."""
    for section in parts:
        if section.heading:
            yield section.heading.start, section.heading.end
        for paragraph in section.paragraphs:
            yield paragraph.start, paragraph.end
        if not section.heading and not section.paragraphs:
            yield section.start, section.end


def _headline(article: Article, structure: Structure) -> str | None:
    for section in structure.sections:
        if section.role is Role.HEADLINE:
            return article.text[section.start : section.end]
    return None


def _spoken_by(quotes: Sequence[Quote], found: Sequence[Entity]) -> tuple[Quote, ...]:
    """The quotes with the entity that each speaker is: a person before any other, the longest mention before others."""
    mentions = sorted(
        ((m.start, m.end, e) for e in found for m in e.mentions), key=lambda mention: (mention[0], mention[1])
    )
    starts = [start for start, _, _ in mentions]
    spoken = []
    for quote in quotes:
        speaker = quote.speaker
        if speaker is not None:
            inside = mentions[bisect_left(starts, speaker.start) : bisect_left(starts, speaker.end)]
            best = max(inside, key=lambda m: (m[2].group is EntityGroup.PERSON, m[1] - m[0]), default=None)
            if best is not None:
                named = speaker.model_copy(update={"entity": best[2].id})
                quote = quote.model_copy(update={"speaker": named})
        spoken.append(quote)
    return tuple(spoken)


def event_id(article: Article, provenance: Provenance, knowledge: str) -> str:
    """The deterministic id of an enriched event: 32 hex digits.

    Out of the article's id and revision, the hash of its input, what made each layer, the
    knowledge's version and each layer's status.
    """
    parts = [article.id, article.revision, article.digest, knowledge, provenance.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
