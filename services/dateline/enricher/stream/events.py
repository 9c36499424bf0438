"""An enriched article as the records that leave: one per topic and key, with CloudEvents headers.

CloudEvents 1.0, Kafka protocol binding, binary mode. The bytes depend on the event alone, so
that the same ``event_id`` always gives the same bytes. What an article's events have in common is
written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.contract import (
    DatePrecision,
    EnrichedArticle,
    Entity,
    Interval,
    Kill,
    Mention,
    MentionedDate,
    MentionEvent,
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
    boilerplate = {s.id for s in article.sections if s.role is Role.BOILERPLATE}
    shared = _shared(article).model_dump_json()
    records: list[tuple[Topic, bytes, str, bytes]] = [
        (ENRICHED, owner, article.event_id, article.model_dump_json().encode())
    ]
    for number, entity in enumerate(_told_entities(article, boilerplate), 1):
        key = f"{article.id}|{entity.key}".encode()
        records.append((ENTITIES, key, f"{article.event_id}/entity/{number}", _value(shared, "entity", entity)))
    for number, date in enumerate(_told_dates(article, boilerplate), 1):
        key = f"{article.id}|{date.value}".encode()
        records.append((DATES, key, f"{article.event_id}/date/{number}", _value(shared, "date", date)))
    same = {topic: _same_headers(topic, source, article.id, time, carried) for topic in (ENRICHED, ENTITIES, DATES)}
    return tuple(
        Outgoing(topic, key, value, ((names.CE_ID, event.encode()), *same[topic]), owner)
        for topic, key, event, value in records
    )


def tombstone(kill: Kill, event: str, *, source: str, time: str, carried: Headers = ()) -> Outgoing:
    """The null value that takes an enriched article back."""
    owner = kill.id.encode()
    same = _same_headers(ENRICHED, source, kill.id, time, carried)
    return Outgoing(ENRICHED, owner, None, ((names.CE_ID, event.encode()), *same), owner)


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


def _told_entities(article: EnrichedArticle, boilerplate: set[str]) -> Iterator[Entity]:
    """The entities with the mentions that stand outside of boilerplate."""
    for entity in article.entities:
        told = tuple(m for m in entity.mentions if m.section not in boilerplate)
        if told:
            yield entity if len(told) == len(entity.mentions) else entity.model_copy(update={"mentions": told})


def _told_dates(article: EnrichedArticle, boilerplate: set[str]) -> Iterator[MentionedDate]:
    """The distinct values that have an interval, each with its mentions outside of boilerplate."""
    by_value: dict[str, tuple[Interval, DatePrecision, list[Mention]]] = {}
    for date in article.dates:
        if date.interval is not None and date.section not in boilerplate:
            _, _, mentions = by_value.setdefault(date.value, (date.interval, date.precision, []))
            mentions.append(Mention(start=date.start, end=date.end, text=date.text, section=date.section))
    for value, (interval, precision, mentions) in by_value.items():
        yield MentionedDate(value=value, interval=interval, precision=precision, mentions=tuple(mentions))


def _shared(article: EnrichedArticle) -> MentionEvent:
    return MentionEvent(
        event_id=article.event_id,
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        url=article.url,
        published=article.published,
        embargoed=article.embargoed,
        usage_terms=article.usage_terms,
    )


def _value(shared: str, name: str, record: Record) -> bytes:
    """The JSON of a mention event: that of what all events of the article share, then the record under its name."""
    return f'{shared[:-1]},"{name}":{record.model_dump_json()}}}'.encode()


def _same_headers(topic: Topic, source: str, subject: str, time: str, carried: Headers) -> Headers:
    """The headers of all events of an article on a topic, but for ``ce_id``, which comes first."""
    pairs = {
        names.CE_SOURCE: source,
        names.CE_TYPE: event_type(topic),
        names.CE_SUBJECT: subject,
        names.CE_SPECVERSION: "1.0",
        names.CE_TIME: time,
        names.CE_DATASCHEMA: f"urn:{event_type(topic)}",
        names.CONTENT_TYPE: names.JSON,
    }
    return (*((name, value.encode()) for name, value in pairs.items()), *carried)
