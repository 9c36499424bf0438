"""What a worker process does with a batch of records: intake, pipeline, and the bytes to publish.

Runs inside the process; the event loop only ever sees bytes. An article on which the
pipeline fails is refused alone: the others of its batch go through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dateline.contract import Article, EnrichedArticle, InputPosition, Kill, LayerStatus, Reason, Rejection
from dateline.contract.headers import TIMESTAMP
from dateline.enricher.assembly import Assembled, assembled, open_pipeline
from dateline.enricher.intake import Limits, read
from dateline.enricher.pipeline import Arrival, LayerFailure, Pipeline
from dateline.enricher.reading import StageTimes
from dateline.enricher.stream.events import carried_headers, events_of, tombstone, too_large
from dateline.enricher.stream.knowledge_counts import KnowledgeCounts
from dateline.enricher.stream.records import Incoming, Outcome, Refusal, Version
from dateline.enricher.stream.times import iso_utc, parse_utc
from dateline.enricher.workers.process import Handler
from dateline.memo import MemoStats
from dateline.settings import Settings


def build(settings: Settings) -> Handler:
    """Build the handler of a worker process: loads the model and opens the knowledge."""
    knowledge = assembled(settings)
    return RecordHandler(settings, open_pipeline(settings, knowledge.whole), knowledge)


class RecordHandler:
    """Records in, outcomes out; one each, in order."""

    def __init__(self, settings: Settings, pipeline: Pipeline, knowledge: Assembled | None = None) -> None:
        self._pipeline = pipeline
        self._knowledge = None if knowledge is None else KnowledgeCounts(knowledge)
        self._memo_stats: dict[str, MemoStats] = {}
        self._limits = Limits(max_record_bytes=settings.max_record_bytes, max_text_length=settings.max_text_length)
        self._source = f"urn:dateline:{settings.topic_prefix}"

    def __call__(self, records: Sequence[Incoming]) -> list[Outcome]:
        """The outcome of each record."""
        times = StageTimes()
        read_records = times.measure("intake", lambda: [self._read(r) for r in records])
        articles = [(r, a) for r, a in zip(records, read_records, strict=True) if isinstance(a, Article)]
        enriched = iter(self._pipeline.enrich_each([a for _, a in articles], [_arrival(r) for r, _ in articles], times))
        outcomes = []
        for record, found in zip(records, read_records, strict=True):
            if isinstance(found, Rejection):
                outcomes.append(refused(found))
            elif isinstance(found, Kill):
                outcomes.append(self._killed(record, found))
            else:
                outcomes.append(self._outcome(record, found, next(enriched)))
        if outcomes:
            outcomes[0].counts.update({f"seconds.{stage}": s for stage, s in times.seconds.items()})
            outcomes[0].counts.update(self._memo_counts())
            if self._knowledge is not None:
                outcomes[0].counts.update(self._knowledge.since())
        return outcomes

    def _read(self, record: Incoming) -> Article | Kill | Rejection:
        return read(record.value, record.key, record.headers, self._limits)

    def _outcome(self, record: Incoming, article: Article, result: EnrichedArticle | LayerFailure) -> Outcome:
        if isinstance(result, LayerFailure):
            refusal = Refusal(
                Reason.FAILED_ENRICHMENT, "pipeline", result.exception, result.message, result.stack, article.id
            )
            return Outcome(article.id, refusal=refusal)
        events = events_of(
            result,
            source=self._source,
            time=iso_utc(record.timestamp_ms),
            carried=carried_headers(record.headers),
        )
        if large := too_large(events):
            message = (
                f"its {large.topic.suffix} event has {len(large.value or b''):,} bytes; the topic takes "
                f"{large.topic.max_message_bytes:,}. Send a shorter text or split the article."
            )
            return Outcome(article.id, refusal=Refusal(Reason.TOO_LARGE, "events", "TooLarge", message, "", article.id))
        degraded = tuple(name for name, layer in result.provenance if layer.status is LayerStatus.DEGRADED)
        return Outcome(article.id, events=events, version=_version(record, article), degraded=degraded)

    def _memo_counts(self) -> dict[str, float]:
        """Paragraphs and articles since the last batch that were remembered, or not."""
        before, self._memo_stats = self._memo_stats, self._pipeline.memo
        counts: dict[str, float] = {}
        for kind, now in self._memo_stats.items():
            then = before.get(kind, MemoStats())
            counts[f"memo.{kind}.hit"] = now.hits - then.hits
            counts[f"memo.{kind}.miss"] = now.misses - then.misses
        return counts

    def _killed(self, record: Incoming, kill: Kill) -> Outcome:
        event = hashlib.sha256(f"{kill.id}\0{kill.revision}\0{kill.digest}\0{kill.pub_status}".encode()).hexdigest()[
            :32
        ]
        stone = tombstone(
            kill,
            event,
            source=self._source,
            time=iso_utc(record.timestamp_ms),
            carried=carried_headers(record.headers),
        )
        return Outcome(kill.id, events=(stone,), killed=True, version=_version(record, kill))


def refused(rejection: Rejection) -> Outcome:
    """The outcome of a record that intake rejected."""
    refusal = Refusal(rejection.reason, "intake", "Rejection", rejection.message, "", rejection.id)
    return Outcome(rejection.id, refusal=refusal)


def _version(record: Incoming, found: Article | Kill) -> Version:
    """What tells a newer record of the article from an older one; a replayed record has its first time."""
    first = parse_utc(dict(record.headers).get(TIMESTAMP))
    modified = parse_utc(found.modified.instant) if found.modified and found.modified.instant else None
    return Version(
        revision=found.revision if isinstance(found.revision, int) else None,
        modified_us=modified,
        recorded_ms=record.timestamp_ms if first is None else first // 1000,
    )


def _arrival(record: Incoming) -> Arrival:
    position = InputPosition(topic=record.topic, partition=record.partition, offset=record.offset)
    return Arrival(iso_utc(record.timestamp_ms), position)
