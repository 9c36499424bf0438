"""What an operator learns of each record that was published: metrics, a log line, the share of dead letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from dateline.enricher.stream.limits import DeadLetterFloodError, DeadLetterLimit
from dateline.enricher.stream.records import Incoming, Outcome, Outgoing
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.settings import Settings

log = logger(__name__)


class Accounts:
    """The accounts of one worker, kept by all of its lanes."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._prefix = settings.topic_prefix
        self._metrics = metrics
        self._knowledge_breaker_s = settings.knowledge_breaker_s
        self._limit = DeadLetterLimit(settings.dead_letter_share, settings.dead_letter_window)

    def add(
        self,
        records: Sequence[Incoming],
        outcomes: Sequence[Outcome],
        outgoing: Sequence[Outgoing],
        superseded: Collection[int],
    ) -> None:
        """Count a batch that is committed; ``superseded`` holds the offsets of which nothing was published."""
        metrics = self._metrics
        metrics.batch_records.observe(len(records))
        metrics.records_in.labels(records[0].topic).inc(len(records))
        for topic, count in Counter(event.topic for event in outgoing).items():
            metrics.records_out.labels(topic.name(self._prefix)).inc(count)
        for record, outcome in zip(records, outcomes, strict=True):
            self._limit.add(outcome.refusal is not None)
            self._tell(record, outcome, record.offset in superseded)
            for layer in outcome.degraded:
                metrics.degraded.labels(layer).inc()
            self._count_work(outcome)

    def check(self) -> None:
        """Raises DeadLetterFloodError where too many of the last records became dead letters."""
        if problem := self._limit.passed:
            raise DeadLetterFloodError(problem)

    def _tell(self, record: Incoming, outcome: Outcome, superseded: bool) -> None:
        where = {
            "article": outcome.article,
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
        }
        if refusal := outcome.refusal:
            self._metrics.articles.labels("rejected").inc()
            self._metrics.dead_letters.labels(refusal.reason.value).inc()
            log.warning("dead letter", reason=refusal.reason.value, error=refusal.message, stage=refusal.stage, **where)
            return
        became = "superseded" if superseded else "killed" if outcome.killed else "enriched"
        self._metrics.articles.labels(became).inc()
        log.info(f"article {became}", **where)

    def _count_work(self, outcome: Outcome) -> None:
        for name, amount in outcome.counts.items():
            kind, _, label = name.partition(".")
            if kind == "seconds":
                self._metrics.stage_seconds.labels(label).observe(amount)
            elif kind == "memo":
                self._metrics.memo.labels(*label.split(".")).inc(amount)
            elif kind == "cache":
                self._metrics.cache.labels(label).inc(amount)
            elif kind == "knowledge":
                self._metrics.knowledge.labels(label).inc(amount)
            elif kind == "live":
                self._metrics.live.labels(label).inc(amount)
            elif kind == "request":
                self._metrics.live_requests.labels(label).inc(amount)
            elif kind == "cachebreaker":
                self._metrics.cache_breaker.inc(amount)
        self._tell_of_breaker(outcome)

    def _tell_of_breaker(self, outcome: Outcome) -> None:
        """The process that asks has no log of its own: its batch's counts say what it saw."""
        counts = outcome.counts
        for state in ("open", "closed"):
            self._metrics.knowledge_breaker.labels(state).inc(counts.get(f"breaker.{state}", 0))
            self._metrics.live_breaker.labels(state).inc(counts.get(f"livebreaker.{state}", 0))
        if counts.get("breaker.closed"):
            log.info("knowledge answers again", action="articles marked `degraded` can be replayed to be linked")
        if counts.get("breaker.open"):
            causes = [name for name in ("late", "error", "garbage") if counts.get(f"knowledge.{name}")]
            log.warning(
                "knowledge left alone",
                cause=", ".join(causes),
                seconds=self._knowledge_breaker_s,
                action="articles go on without links, as `degraded`; look at DATELINE_KNOWLEDGE and its disk, and "
                "run `dateline doctor`. It is tried again by itself",
            )
        if counts.get("livebreaker.closed"):
            log.info("Wikidata answers again", action="articles marked `degraded` can be replayed to be linked")
        if counts.get("livebreaker.open"):
            log.warning(
                "Wikidata left alone",
                seconds=self._knowledge_breaker_s,
                action="names that the knowledge file lacks go on without links, as `degraded`; look at the reason in "
                "the events, at DATELINE_WIKIDATA_URL and DATELINE_WIKIDATA_RATE. It is tried again by itself",
            )
