"""The events that leave: the enriched article, and one event a distinct entity and date."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, JsonValue

from dateline.contract.article import PublishTime, PubStatus, Revision
from dateline.contract.base import Record
from dateline.contract.dates import DatedStatement, DateMention, DatePrecision, Interval
from dateline.contract.entities import Entity, Mention
from dateline.contract.sections import Quote, Section, Sentence


class LayerStatus(StrEnum):
    """How a layer went: as meant, with something out of reach, or not at all."""

    OK = "ok"
    DEGRADED = "degraded"
    SKIPPED = "skipped"


class LayerProvenance(Record):
    """What made a layer. ``reason`` says why it is degraded or skipped."""

    component: str
    version: str
    model: str | None = None
    status: LayerStatus = LayerStatus.OK
    reason: str | None = None


class Provenance(Record):
    """What made each layer of the event."""

    sections: LayerProvenance
    quotes: LayerProvenance
    entities: LayerProvenance
    links: LayerProvenance
    dates: LayerProvenance
    timeline: LayerProvenance


class InputPosition(Record):
    """The record that the article came in."""

    topic: str
    partition: int
    offset: int


class EnrichedArticle(Record):
    """An article with its sections, entities and dates: the value of ``news.article.enriched.v1``.

    ``event_id`` is deterministic: the same input through the same pipeline gives the same
    id, and the same bytes but for ``received`` and ``input``.
    """

    id: Annotated[str, Field(min_length=1)]
    revision: Revision | None
    event_id: str
    title: str | None
    authors: tuple[str, ...]
    url: str | None
    source: str | None
    language: str | None
    published: PublishTime | None
    modified: PublishTime | None
    received: str | None
    input: InputPosition | None
    pub_status: PubStatus | None
    embargoed: str | None
    expires: str | None
    urgency: int | None
    usage_terms: str | None
    copyright: str | None
    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    dates: tuple[DateMention, ...]
    timeline: tuple[DatedStatement, ...]
    provenance: Provenance
    extra: dict[str, JsonValue]


class MentionEvent(Record):
    """What entity and date events share."""

    event_id: str
    article_id: str
    revision: Revision | None
    title: str | None
    url: str | None
    published: PublishTime | None
    embargoed: str | None
    usage_terms: str | None


class EntityMentioned(MentionEvent):
    """One distinct entity of an article: the value of ``news.entity.mentioned.v1``."""

    entity: Entity


class MentionedDate(Record):
    """One distinct date that has an interval, with all its mentions."""

    value: str
    interval: Interval
    precision: DatePrecision
    mentions: tuple[Mention, ...]


class DateMentioned(MentionEvent):
    """One distinct date of an article: the value of ``news.date.mentioned.v1``."""

    date: MentionedDate
