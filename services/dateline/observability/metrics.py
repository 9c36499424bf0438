"""Every metric that Dateline emits, with what it means and what to do about it.

One registry per process, created by the worker; nothing here is global.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from dateline.contract import Provenance, Reason

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

EXPOSITION = CONTENT_TYPE_LATEST


class Metrics:
    """The metrics of one worker."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(namespace="dateline", registry=registry)
        self.records_in = Counter(
            "dateline_records_in",
            "Records taken from the raw and replay topics. Flat while lag grows: look at the logs.",
            ["topic"],
            registry=registry,
        )
        self.records_out = Counter(
            "dateline_records_out",
            "Records committed to each downstream topic.",
            ["topic"],
            registry=registry,
        )
        self.articles = Counter(
            "dateline_articles",
            "Articles by what became of them: enriched, killed, superseded (older than what stands) or rejected.",
            ["outcome"],
            registry=registry,
        )
        self.dead_letters = Counter(
            "dateline_dead_letters",
            "Records sent to the dead letters, by reason. A jump: a producer has changed.",
            ["reason"],
            registry=registry,
        )
        self.degraded = Counter(
            "dateline_degraded",
            "Articles of which a layer was degraded. Above zero: something that it needs is down.",
            ["layer"],
            registry=registry,
        )
        self.stage_seconds = Histogram(
            "dateline_stage_seconds",
            "Seconds of work per stage and batch.",
            ["stage"],
            buckets=SECONDS,
            registry=registry,
        )
        self.batch_records = Histogram(
            "dateline_batch_records",
            "Records per transaction. Near the limit: the worker is at full load.",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
            registry=registry,
        )
        self.transaction_seconds = Histogram(
            "dateline_transaction_seconds",
            "Seconds from a transaction's begin to its commit. Rising: look at the brokers.",
            buckets=SECONDS,
            registry=registry,
        )
        self.transaction_retries = Counter(
            "dateline_transaction_retries",
            "Transactions that failed and were tried again. Steady growth: look at the brokers.",
            registry=registry,
        )
        self.processes_replaced = Counter(
            "dateline_processes_replaced",
            "Worker processes that died or passed their deadline. Look at the dead letters for the article.",
            ["cause"],
            registry=registry,
        )
        self.processes = Gauge(
            "dateline_processes",
            "Worker processes alive. Below the setting: they are being replaced.",
            registry=registry,
        )
        self.partitions = Gauge(
            "dateline_partitions_assigned",
            "Partition numbers that this worker has. Zero on every worker: the group is not formed.",
            registry=registry,
        )
        self.partitions_restoring = Gauge(
            "dateline_partitions_restoring",
            "Partitions whose article states are being read, so that they take no articles yet. The log says how far.",
            registry=registry,
        )
        self.states_restored = Counter(
            "dateline_states_restored",
            "Article states read from Kafka. Many after each restart: the state folder does not outlive the worker.",
            registry=registry,
        )
        self.lag = Gauge(
            "dateline_lag_records",
            "Records of a partition that are not committed yet. Growing: add workers.",
            ["topic", "partition"],
            registry=registry,
        )
        self.waiting_bytes = Gauge(
            "dateline_waiting_bytes",
            "Bytes of raw articles that wait in memory; bounded by the buffer per partition.",
            registry=registry,
        )
        self.waiting_records = Gauge(
            "dateline_waiting_records",
            "Raw articles that wait in memory; bounded by the buffer per partition.",
            registry=registry,
        )
        self.memo = Counter(
            "dateline_memo",
            "Paragraphs whose names a process remembered (hit) or read anew (miss), and articles that were copies of "
            "one before. Hits near zero: the news does not repeat itself, and DATELINE_MEMO_BYTES buys nothing.",
            ["kind", "outcome"],
            registry=registry,
        )
        self.cache = Counter(
            "dateline_cache_lookups",
            "Names by where they were answered (local, redis, flight: by another process meanwhile, knowledge), and "
            "Redis errors. Mostly knowledge for hours: Redis is too small, see `dateline cache stats`.",
            ["answered_by"],
            registry=registry,
        )
        self.cache_breaker = Counter(
            "dateline_cache_breaker_opens",
            "Times that a process began to leave Redis alone for a while. Growing: Redis is slow or gone; look-ups go "
            "past it.",
            registry=registry,
        )

        self.knowledge = Counter(
            "dateline_knowledge_lookups",
            "Look-ups of batches in the knowledge: ok, late, error, garbage; skipped: its breaker was open. All but ok "
            "degrade the links.",
            ["outcome"],
            registry=registry,
        )
        self.knowledge_breaker = Counter(
            "dateline_knowledge_breaker_changes",
            "Times that a process's breaker of the knowledge opened or closed. More opened than closed: still "
            "left alone.",
            ["to"],
            registry=registry,
        )

        self.live = Counter(
            "dateline_live_lookups",
            "Look-ups of batches in Wikidata's API, as dateline_knowledge_lookups. All but ok degrade the links.",
            ["outcome"],
            registry=registry,
        )
        self.live_breaker = Counter(
            "dateline_live_breaker_changes",
            "Times that a process's breaker of Wikidata's API opened or closed.",
            ["to"],
            registry=registry,
        )
        self.live_requests = Counter(
            "dateline_live_requests",
            "Requests to Wikidata's API: search (one a name), fetch (up to 50 entities); failed: look-ups that one "
            "of them ended.",
            ["kind"],
            registry=registry,
        )

        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Known labels exist from the start: Prometheus sees no increase in a series that begins above zero."""
        for reason in Reason:
            self.dead_letters.labels(reason.value)
        for layer in Provenance.model_fields:
            self.degraded.labels(layer)
        for outcome in ("enriched", "killed", "superseded", "rejected"):
            self.articles.labels(outcome)
        for cause in ("died", "deadline"):
            self.processes_replaced.labels(cause)
        for outcome in ("hit", "miss"):
            for kind in ("paragraph", "article"):
                self.memo.labels(kind, outcome)
        for answered_by in ("local", "redis", "flight", "knowledge", "error"):
            self.cache.labels(answered_by)
        for outcome in ("ok", "late", "error", "garbage", "skipped"):
            self.knowledge.labels(outcome)
            self.live.labels(outcome)
        for kind in ("search", "fetch", "failed"):
            self.live_requests.labels(kind)
        for state in ("open", "closed"):
            self.knowledge_breaker.labels(state)
            self.live_breaker.labels(state)

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self.registry)
