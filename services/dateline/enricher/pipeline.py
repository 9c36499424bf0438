"""One article through the layers: sections, then entities and dates, then links.

Pure but for the knowledge that it asks. Several articles are taken at once, so that the
recogniser sees their paragraphs, and the knowledge their names, in one go; the result for
each is the same as alone.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.contract import (
    Article,
    EnrichedArticle,
    Entity,
    EntityGroup,
    InputPosition,
    LayerProvenance,
    LayerStatus,
    Provenance,
    Quote,
    Role,
)
from dateline.enricher import dates, entities, sections, timeline
from dateline.enricher.entities import Draft, Linked, Recogniser, link_all, unified
from dateline.enricher.reading import Reader, Reading, StageTimes
from dateline.enricher.sections import Structure
from dateline.knowledge import Answers, Knowledge, OneVersion, ReplacedError
from dateline.memo import MemoStats

# Times that the knowledge may be replaced during one batch, which takes a second or so.
MOST_REPLACED = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an article came: ISO 8601 UTC time and position of its record; null without Kafka."""

    received: str | None = None
    input: InputPosition | None = None


@dataclass(frozen=True, slots=True)
class LayerFailure:
    """Stands in the results for an article on which a layer raised, even alone."""

    exception: str
    message: str
    where: str
    stack: str


class Pipeline:
    """The three layers and the links, ready to work. One per process.

    ``candidates``: how many of what a name could mean each link lists; 0 for none.
    """

    def __init__(self, recogniser: Recogniser, knowledge: Knowledge, candidates: int = 0, memo_bytes: int = 0) -> None:
        self._recogniser = recogniser
        self._read = Reader(recogniser, memo_bytes)
        self._knowledge = knowledge
        self._candidates = candidates

    def enrich(
        self, articles: Sequence[Article], arrivals: Sequence[Arrival] | None = None, times: StageTimes | None = None
    ) -> list[EnrichedArticle]:
        """Enrich articles; one result each, in order."""
        times = times or StageTimes()
        arrivals = arrivals or [Arrival()] * len(articles)
        for _ in range(MOST_REPLACED):
            try:
                return self._enrich(articles, arrivals, times, OneVersion(self._knowledge))
            except ReplacedError:  # between two look-ups; once more, all from the new one
                continue
        raise ReplacedError

    def _enrich(
        self, articles: Sequence[Article], arrivals: Sequence[Arrival], times: StageTimes, knowledge: OneVersion
    ) -> list[EnrichedArticle]:
        readings = self._read(articles, times)
        names = [reading.names for reading in readings]
        answers = times.measure("link", lambda: _asked(names, knowledge))
        decided = times.measure("unify", lambda: _decided(names, answers))
        texts = [article.text for article in articles]
        linked = times.measure(
            "link", lambda: link_all(decided, knowledge, texts=texts, answers=answers, candidates=self._candidates)
        )
        status = [entities.status(of_one.names().keys(), answers) for of_one in names]
        return times.measure(
            "assemble",
            lambda: [
                self._assemble(article, arrival, reading, of_entities, link, knowledge.version)
                for article, arrival, reading, of_entities, link in zip(
                    articles, arrivals, readings, status, linked, strict=True
                )
            ],
        )

    @property
    def memo(self) -> dict[str, MemoStats]:
        """How often something was remembered: a paragraph's names, a whole article's reading."""
        return {"paragraph": self._recogniser.memo, "article": self._read.copies}

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

    def _assemble(
        self,
        article: Article,
        arrival: Arrival,
        reading: Reading,
        status: tuple[LayerStatus, str | None],
        linked: Linked,
        knowledge: str,
    ) -> EnrichedArticle:
        structure, found = reading.structure, reading.dates
        provenance = self._provenance(status, linked, knowledge)
        return EnrichedArticle(
            id=article.id,
            revision=article.revision,
            event_id=event_id(article, provenance, knowledge, self._candidates),
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

    def _provenance(self, status: tuple[LayerStatus, str | None], linked: Linked, knowledge: str) -> Provenance:
        return Provenance(
            sections=LayerProvenance(component=sections.COMPONENT, version=sections.VERSION),
            quotes=LayerProvenance(component=sections.COMPONENT, version=sections.VERSION),
            entities=LayerProvenance(
                component=entities.COMPONENT,
                version=entities.VERSION,
                model=self._recogniser.model,
                status=status[0],
                reason=status[1],
            ),
            links=LayerProvenance(
                component=entities.LINK_COMPONENT,
                version=entities.LINK_VERSION,
                model=knowledge,
                status=linked.status,
                reason=linked.reason,
            ),
            dates=LayerProvenance(component=dates.COMPONENT, version=dates.VERSION),
            timeline=LayerProvenance(component=timeline.COMPONENT, version=timeline.VERSION),
        )


def _asked(drafts: Sequence[Draft], knowledge: Knowledge) -> Answers:
    """What knowledge has under the names of all articles, asked once."""
    names = dict.fromkeys(name for of_one in drafts for name in of_one.names())
    return knowledge.look_up(list(names)) if names else Answers()


def _decided(drafts: Sequence[Draft], answers: Answers) -> list[tuple[Entity, ...]]:
    known = entities.types_known(answers)
    return [unified(of_one, known) for of_one in drafts]


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


def event_id(article: Article, provenance: Provenance, knowledge: str, candidates: int = 0) -> str:
    """The deterministic id of an enriched event: 32 hex digits.

    Out of the article's id and revision, the hash of its input, what made each layer, the
    knowledge's version, each layer's status, and how many candidates its links list.
    """
    parts = [article.id, article.revision, article.digest, knowledge, provenance.model_dump(mode="json")]
    if candidates:
        parts.append(candidates)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
