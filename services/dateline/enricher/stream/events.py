"""An enriched article as the records that leave: one per topic and key, with CloudEvents headers.

CloudEvents 1.0, Kafka protocol binding, binary mode. The bytes depend on the event alone, so
that the same ``event_id`` always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.contract import (
    DateMentioned,
    EnrichedArticle,
    EntityMentioned,
    Kill,
    Mention,
    MentionedDate,
    Record,
    Role,
)
from dateline.contract import headers as names
from dateline.contract.headers import Headers
from dateline.contract.topics import DATES, ENRICHED, ENTITIES, Topic, event_type
from dateline.enricher.stream.records import Outgoing

# What Kafka adds around a value in a record batch, with room for key and headers.
RECORD_OVERHEAD_BYTES = 16 * 1024


def events_of(article: EnrichedArticle, *, source: str, time: str, carried: Headers = ()) -> tuple[Outgoing, ...]:
    """The enriched article, then one event per distinct entity, then one per distinct dated value.

    ``source`` is ``ce_source``; ``time`` ISO 8601 UTC; ``carried`` the trace context.
    """
    owner = article.id.encode()
    records: list[tuple[Topic, bytes, str, Record]] = [(ENRICHED, owner, article.event_id, article)]
    boilerplate = {s.id for s in article.sections if s.role is Role.BOILERPLATE}
    for number, entity in enumerate(_entity_events(article, boilerplate), 1):
        key = f"{article.id}|{entity.entity.key}".encode()
        records.append((ENTITIES, key, f"{article.event_id}/entity/{number}", entity))
    for number, date in enumerate(_date_events(article, boilerplate), 1):
        key = f"{article.id}|{date.date.value}".encode()
        records.append((DATES, key, f"{article.event_id}/date/{number}", date))
    return tuple(
        Outgoing(
            topic=topic,
            key=key,
            value=record.model_dump_json().encode(),
            headers=_headers(topic, event, source, article.id, time, carried),
            owner=owner,
        )
        for topic, key, event, record in records
    )


def tombstone(kill: Kill, event: str, *, source: str, time: str, carried: Headers = ()) -> Outgoing:
    """The null value that takes an enriched article back."""
    owner = kill.id.encode()
    return Outgoing(ENRICHED, owner, None, _headers(ENRICHED, event, source, kill.id, time, carried), owner)


def retraction(topic: Topic, key: bytes, enriched: Outgoing, number: int) -> Outgoing:
    """The null value that takes a mention event back, because of ``enriched`` (or its tombstone).

    ``number`` continues the numbers of the event's mentions, so that ``ce_id`` stays unique.
    """
    kind = topic.suffix.partition(".")[0]
    changed = {
        names.CE_TYPE: event_type(topic).encode(),
        names.CE_DATASCHEMA: f"urn:{event_type(topic)}".encode(),
    }
    headers = tuple(
        (name, value + f"/{kind}/{number}".encode() if name == names.CE_ID else changed.get(name, value))
        for name, value in enriched.headers
    )
    return Outgoing(topic, key, None, headers, enriched.owner)


def too_large(events: Sequence[Outgoing]) -> Outgoing | None:
    """The first event that its topic would refuse for its size."""
    return next(
        (e for e in events if len(e.value or b"") + RECORD_OVERHEAD_BYTES > e.topic.max_message_bytes),
        None,
    )


def carried_headers(headers: Headers) -> Headers:
    """The trace context of an incoming record, for the events made from it."""
    return tuple((name, value) for name, value in headers if name in (names.TRACEPARENT, names.TRACESTATE))


def _entity_events(article: EnrichedArticle, boilerplate: set[str]) -> Iterator[EntityMentioned]:
    for entity in article.entities:
        told = tuple(m for m in entity.mentions if m.section not in boilerplate)
        if told:
            yield EntityMentioned(**_shared(article), entity=entity.model_copy(update={"mentions": told}))


def _date_events(article: EnrichedArticle, boilerplate: set[str]) -> Iterator[DateMentioned]:
    by_value: dict[str, MentionedDate] = {}
    for date in article.dates:
        if date.interval is None or date.section in boilerplate:
            continue
        mention = Mention(start=date.start, end=date.end, text=date.text, section=date.section)
        known = by_value.get(date.value)
        by_value[date.value] = MentionedDate(
            value=date.value,
            interval=known.interval if known else date.interval,
            precision=known.precision if known else date.precision,
            mentions=(*known.mentions, mention) if known else (mention,),
        )
    for mentioned in by_value.values():
        yield DateMentioned(**_shared(article), date=mentioned)


def _shared(article: EnrichedArticle) -> dict[str, object]:
    return {
        "event_id": article.event_id,
        "article_id": article.id,
        "revision": article.revision,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "embargoed": article.embargoed,
        "usage_terms": article.usage_terms,
    }


def _headers(topic: Topic, event: str, source: str, subject: str, time: str, carried: Headers) -> Headers:
    pairs = {
        names.CE_ID: event,
        names.CE_SOURCE: source,
        names.CE_TYPE: event_type(topic),
        names.CE_SUBJECT: subject,
        names.CE_SPECVERSION: "1.0",
        names.CE_TIME: time,
        names.CE_DATASCHEMA: f"urn:{event_type(topic)}",
        names.CONTENT_TYPE: names.JSON,
    }
    return (*((name, value.encode()) for name, value in pairs.items()), *carried)
