"""One partition number, raw and replay together: what waits, what is at work, what is being published.

Records are taken in order, live before replayed ones, worked on ahead in the pool, and
published in the order taken. Nothing here raises out: what can't go on is handed to
``on_fatal``, and the process ends rather than skip a record.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.contract import Reason
from dateline.enricher.stream.dead_letters import dead_letter
from dateline.enricher.stream.limits import DeadLetterLimit
from dateline.enricher.stream.outbox import EventTooLargeError, Outbox, OutboxError, input_topics
from dateline.enricher.stream.records import Incoming, Outcome, Outgoing, Refusal
from dateline.enricher.stream.state import ArticleState, decide
from dateline.enricher.stream.state_store import StateStore, restore
from dateline.enricher.workers import Failed, Pool, PoolBrokenError
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.settings import Settings

log = logger(__name__)

# Batches of one partition that are at work while an earlier one is being published.
AHEAD = 2

REASON_OF_FAILURE = {
    "died": Reason.WORKER_DIED,
    "deadline": Reason.DEADLINE,
    "raised": Reason.FAILED_ENRICHMENT,
}


@dataclass(slots=True)
class Waiting:
    """Records of one topic that no batch has taken yet."""

    records: deque[Incoming] = field(default_factory=deque)
    seen: int = -1
    full: bool = False


class Lane:
    """Works one partition number from ``run`` until ``close``."""

    def __init__(
        self,
        number: int,
        outbox: Outbox,
        store: StateStore,
        pool: Pool,
        settings: Settings,
        metrics: Metrics,
        *,
        dead_letters: DeadLetterLimit,
        on_full: Callable[[str, int], None],
        on_room: Callable[[str, int], None],
        on_fatal: Callable[[str], None],
    ) -> None:
        self.number = number
        self._outbox = outbox
        self._store = store
        self._pool = pool
        self._settings = settings
        self._metrics = metrics
        self._dead_letters = dead_letters
        self._on_full = on_full
        self._on_room = on_room
        self._on_fatal = on_fatal
        self._live, self._replayed = input_topics(settings)
        self._waiting = {self._live: Waiting(), self._replayed: Waiting()}
        self._next: dict[str, int] = {}
        self._bytes = 0
        self._at_work = 0
        self._progress = time.monotonic()
        self._arrived = asyncio.Event()
        self._closing = False
        self._batches: asyncio.Queue[tuple[list[Incoming], asyncio.Future[list[Outcome | Failed]]] | None]
        self._batches = asyncio.Queue(AHEAD)
        self._task: asyncio.Task[None] | None = None

    # --- From the agent, on the event loop ---------------------------------------------------

    def offer(self, record: Incoming) -> None:
        """Take a record that Faust delivered; repeats after a rebalance are dropped."""
        waiting = self._waiting[record.topic]
        if record.offset <= waiting.seen or self._closing:
            return
        if not self._at_work and not self._bytes:
            self._progress = time.monotonic()  # idle until now
        waiting.seen = record.offset
        waiting.records.append(record)
        self._bytes += record.size
        if not waiting.full and self._bytes > self._settings.buffer_bytes:
            waiting.full = True
            self._on_full(record.topic, self.number)
        self._arrived.set()

    @property
    def waiting_bytes(self) -> int:
        """Bytes that wait in memory."""
        return self._bytes

    def stalled_s(self, now: float) -> float:
        """Seconds since something was published, while records wait; 0 where none do."""
        waiting = self._at_work or any(waiting.records for waiting in self._waiting.values())
        return now - self._progress if waiting else 0.0

    def next_offset(self, topic: str) -> int | None:
        """The committed position; null until the outbox is open."""
        return self._next.get(topic)

    # --- Life --------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the outbox and begin to work, in the background."""
        self._task = asyncio.create_task(self._run(), name=f"lane-{self.number}")

    async def close(self, patience_s: float) -> None:
        """Take no more, finish and publish what is at work if that goes within ``patience_s``, let go of the outbox."""
        self._closing = True
        self._arrived.set()
        if self._task is not None:
            _, late = await asyncio.wait([self._task], timeout=patience_s)
            if late:
                log.info("left unfinished work to the next owner", partition=self.number)
                self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._outbox.close()
        self._store.close()
        self._waiting = {self._live: Waiting(), self._replayed: Waiting()}
        self._bytes = 0

    async def _run(self) -> None:
        try:
            self._next = await self._outbox.recover()
            restored = await restore(self._store, self._settings, self.number)
            log.info("partition ready", partition=self.number, states=restored)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._feed())
                both.create_task(self._publish_all())
        except asyncio.CancelledError:
            raise
        except Exception as raised:  # the process ends rather than skip a record
            error = raised.exceptions[0] if isinstance(raised, ExceptionGroup) else raised
            if not isinstance(error, OutboxError | PoolBrokenError):
                log.error("lane failed", partition=self.number, exc_info=error)
            self._on_fatal(f"partition {self.number}: {error}")

    # --- Work --------------------------------------------------------------------------------

    async def _feed(self) -> None:
        """Keep ``AHEAD`` batches at work; null at the end."""
        while not self._closing:
            self._arrived.clear()
            records = self._take()
            if not records:
                await self._arrived.wait()
                continue
            urgent = records[0].topic == self._live
            future = asyncio.wrap_future(self._pool.submit(records, urgent=urgent))
            self._at_work += 1
            await self._batches.put((records, future))
        await self._batches.put(None)

    def _take(self) -> list[Incoming]:
        """The next batch, of one topic: live records as long as there are any."""
        for topic in (self._live, self._replayed):
            waiting = self._waiting[topic]
            batch: list[Incoming] = []
            size = 0
            while (
                waiting.records
                and len(batch) < self._settings.batch_records
                and (not batch or size + waiting.records[0].size <= self._settings.batch_bytes)
            ):
                record = waiting.records.popleft()
                self._bytes -= record.size
                if record.offset >= self._next.get(topic, 0):
                    batch.append(record)
                    size += record.size
            if waiting.full and self._bytes < self._settings.buffer_bytes // 2:
                waiting.full = False
                self._on_room(topic, self.number)
            if batch:
                return batch
        return []

    async def _publish_all(self) -> None:
        """Publish batches as they are done, in the order taken."""
        while (taken := await self._batches.get()) is not None:
            records, future = taken
            outcomes = [outcome if isinstance(outcome, Outcome) else _failed(outcome) for outcome in await future]
            await self._publish_or_split(records, outcomes)
            self._at_work -= 1
            self._progress = time.monotonic()
            if problem := self._dead_letters.passed:
                self._on_fatal(problem)
                return

    async def _publish_or_split(self, records: Sequence[Incoming], outcomes: Sequence[Outcome]) -> None:
        """Publish; where a topic takes less than the contract says, one by one, and the one that is refused is dead."""
        try:
            await self._publish(records, outcomes)
        except EventTooLargeError as error:
            if len(records) > 1:
                for record, outcome in zip(records, outcomes, strict=True):
                    await self._publish_or_split([record], [outcome])
                return
            sizes = ", ".join(f"{e.topic.suffix} {len(e.value or b''):,}" for e in outcomes[0].events)
            message = f"a topic refused an event for its size ({error}); bytes of its events: {sizes}"
            refusal = Refusal(Reason.TOO_LARGE, "publish", "EventTooLarge", message, "", outcomes[0].article)
            await self._publish(records, [Outcome(outcomes[0].article, refusal=refusal)])

    async def _publish(self, records: Sequence[Incoming], outcomes: Sequence[Outcome]) -> None:
        outgoing: list[Outgoing] = []
        states: dict[str, ArticleState] = {}
        superseded = []
        for record, outcome in zip(records, outcomes, strict=True):
            if outcome.refusal:
                outgoing.append(dead_letter(record, outcome.refusal))
                continue
            article = outcome.article or ""
            decision = decide(states.get(article) or self._store.get(article), outcome)
            outgoing += decision.outgoing
            superseded.append(decision.state is None)
            if decision.state is not None:
                states[article] = decision.state
        offsets = {record.topic: record.offset + 1 for record in records}
        published = await self._outbox.publish(outgoing, offsets)
        self._store.put({article: state.to_json() for article, state in states.items()}, published.state_position)
        self._next.update(offsets)
        if not published.repeated:
            self._count(records, outcomes, outgoing, iter(superseded))

    def _count(
        self,
        records: Sequence[Incoming],
        outcomes: Sequence[Outcome],
        outgoing: Sequence[Outgoing],
        superseded: Iterator[bool],
    ) -> None:
        metrics = self._metrics
        metrics.batch_records.observe(len(records))
        metrics.records_in.labels(records[0].topic).inc(len(records))
        for event in outgoing:
            metrics.records_out.labels(event.topic.name(self._settings.topic_prefix)).inc()
        for record, outcome in zip(records, outcomes, strict=True):
            self._dead_letters.add(outcome.refusal is not None)
            where = {
                "article": outcome.article,
                "topic": record.topic,
                "partition": record.partition,
                "offset": record.offset,
            }
            if refusal := outcome.refusal:
                metrics.articles.labels("rejected").inc()
                metrics.dead_letters.labels(refusal.reason.value).inc()
                log.warning(
                    "dead letter", reason=refusal.reason.value, error=refusal.message, stage=refusal.stage, **where
                )
            else:
                became = "superseded" if next(superseded) else "killed" if outcome.killed else "enriched"
                metrics.articles.labels(became).inc()
                log.info(f"article {became}", **where)
            for layer in outcome.degraded:
                metrics.degraded.labels(layer).inc()
            self._count_stages(outcome)

    def _count_stages(self, outcome: Outcome) -> None:
        for name, amount in outcome.counts.items():
            kind, _, label = name.partition(".")
            if kind == "seconds":
                self._metrics.stage_seconds.labels(label).observe(amount)
            elif kind == "cache":
                self._metrics.cache.labels(label).inc(amount)


def _failed(failed: Failed) -> Outcome:
    """A record that could not be worked on even alone: it killed its process, was late, or raised."""
    exception, _, message = failed.message.partition(": ")
    if not message:
        exception, message = failed.cause, failed.message
    return Outcome(None, refusal=Refusal(REASON_OF_FAILURE[failed.cause], "worker", exception, message, failed.stack))
