"""One partition number, raw and replay together: what waits, what is at work, what is being published.

The records of a topic are taken in order, worked on ahead in the pool, and published in the order taken; live ones
wait for replayed ones nowhere. Nothing here raises out: what can't go on is handed to
``on_fatal``, and the process ends rather than skip a record.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import chain

from dateline.contract import Reason
from dateline.enricher.failures import REASON_OF_FAILURE
from dateline.enricher.stream.accounts import Accounts
from dateline.enricher.stream.backlog import Backlog, Batch, jobs
from dateline.enricher.stream.clients.cancelling import strays_raise
from dateline.enricher.stream.dead_letters import dead_letter
from dateline.enricher.stream.flight import Flight, Range
from dateline.enricher.stream.limits import DeadLetterFloodError
from dateline.enricher.stream.outbox import EventTooLargeError, Outbox, OutboxError, input_topics
from dateline.enricher.stream.records import Incoming, Outcome, Outgoing, Refusal
from dateline.enricher.stream.restoring import RestoreError, Restorer
from dateline.enricher.stream.state import ArticleState, decide
from dateline.enricher.stream.state_store import StateStore, StateStoreError
from dateline.enricher.workers import Failed, Pool, PoolBrokenError
from dateline.observability.logs import logger
from dateline.settings import Settings

log = logger(__name__)

# These say all that there is to say; of others the log has the trace.
EXPECTED = OutboxError | RestoreError | StateStoreError | PoolBrokenError | DeadLetterFloodError

# A job of more bytes than this takes seconds: one process of several is kept free of those.
HEAVY_BYTES = 128 * 1024


class Lane:
    """Works one partition number from ``run`` until ``close``."""

    def __init__(
        self,
        number: int,
        outbox: Outbox,
        store: StateStore,
        restorer: Restorer,
        flight: Flight,
        pool: Pool,
        settings: Settings,
        accounts: Accounts,
        *,
        on_full: Callable[[str, int], None],
        on_room: Callable[[str, int], None],
        on_fatal: Callable[[str], None],
    ) -> None:
        self.number = number
        self._outbox = outbox
        self._store = store
        self._restorer = restorer
        self._flight = flight
        self._suspects: list[Range] = []
        self._pool = pool
        self._settings = settings
        self._accounts = accounts
        self._on_full = on_full
        self._on_room = on_room
        self._on_fatal = on_fatal
        # Live before replayed: the order in which they are taken and published.
        self._backlogs = {topic: Backlog(topic) for topic in input_topics(settings)}
        self._live = next(iter(self._backlogs))
        self._next: dict[str, int] = {}
        self._progress = time.monotonic()
        # Records have come or there is room for a batch; work on one is done.
        self._arrived = asyncio.Event()
        self._worked = asyncio.Event()
        self._closing = False
        self._ready = False
        self._task: asyncio.Task[None] | None = None

    # --- From the agent, on the event loop ---------------------------------------------------

    def offer(self, record: Incoming) -> None:
        """Take a record that Faust delivered; repeats after a rebalance are dropped."""
        backlog = self._backlogs[record.topic]
        idle = not any(b.waiting or b.batches for b in self._backlogs.values())
        if self._closing or not backlog.offer(record):
            return
        if idle:
            self._moved_on()
        if not backlog.full and self._filled(backlog) > 1:
            backlog.full = True
            self._on_full(record.topic, self.number)
        self._arrived.set()

    def _filled(self, backlog: Backlog) -> float:
        return backlog.filled(self._settings.buffer_bytes, self._settings.buffer_records)

    @property
    def waiting_records(self) -> int:
        """Records that wait in memory."""
        return sum(len(backlog.waiting) for backlog in self._backlogs.values())

    def _moved_on(self) -> None:
        self._progress = time.monotonic()

    @property
    def waiting_bytes(self) -> int:
        """Bytes that wait in memory."""
        return sum(backlog.size for backlog in self._backlogs.values())

    def stalled_s(self, now: float) -> float:
        """Seconds since something was published, while records wait; 0 where none do."""
        waiting = any(backlog.waiting or backlog.batches for backlog in self._backlogs.values())
        return now - self._progress if waiting else 0.0

    def next_offset(self, topic: str) -> int | None:
        """The committed position; null until the outbox is open."""
        return self._next.get(topic)

    # --- Life --------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the outbox and begin to work, in the background."""
        self._task = asyncio.create_task(self._run(), name=f"lane-{self.number}")
        self._task.add_done_callback(self._ended)

    async def close(self, patience_s: float) -> None:
        """Take no more, finish and publish what is at work if that goes within ``patience_s``, let go of the outbox."""
        self._closing = True
        self._outbox.leave()
        self._arrived.set()
        self._worked.set()
        if self._task is not None:
            if not self._ready:
                self._task.cancel()  # nothing is at work; what is restored stays on disk
            _, late = await asyncio.wait([self._task], timeout=patience_s)
            if late:
                log.info("left unfinished work to the next owner", partition=self.number)
                self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._outbox.close()
        self._store.close()
        self._backlogs = {topic: Backlog(topic) for topic in self._backlogs}

    def _ended(self, task: asyncio.Task[None]) -> None:
        """However it came: a lane that has ended without being closed would leave its partition standing still."""
        if not self._closing:
            how = "cancelled" if task.cancelled() else repr(task.exception() or "without a word")
            self._on_fatal(f"partition {self.number} ended: {how}")

    async def _run(self) -> None:
        try:
            with strays_raise():
                self._next = await self._outbox.recover()
                restored = await self._restorer.restore(self._store, self.number, self._moved_on)
                self._suspects = await self._flight.suspects(self.number, self._next)
            self._ready = True
            log.info("partition ready", partition=self.number, states=restored, suspects=self._suspects)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._feed(tasks))
                tasks.create_task(self._publish_all())
        except asyncio.CancelledError:
            raise
        except Exception as raised:  # the process ends rather than skip a record
            error = raised.exceptions[0] if isinstance(raised, ExceptionGroup) else raised
            if self._closing:
                log.info("left unfinished work to the next owner", partition=self.number, error=str(error))
                return
            if not isinstance(error, EXPECTED):
                log.error("lane failed", partition=self.number, exc_info=error)
            self._on_fatal(f"partition {self.number}: {error}")

    # --- Work --------------------------------------------------------------------------------

    async def _feed(self, tasks: asyncio.TaskGroup) -> None:
        """Keep batches of both topics at work, as far as there is room, until the lane is closed."""
        with strays_raise():
            while not self._closing:
                self._arrived.clear()
                for topic, backlog in self._backlogs.items():
                    while backlog.has_room and backlog.waiting:
                        self._put_to_work(topic, backlog, tasks)
                await self._arrived.wait()

    def _put_to_work(self, topic: str, backlog: Backlog, tasks: asyncio.TaskGroup) -> None:
        """Take one batch. A suspect is a batch of its own."""
        first = self._next.get(topic, 0)
        records = backlog.take(self._settings.batch_records, self._settings.batch_bytes, first, self._joins)
        if backlog.full and self._filled(backlog) < 1 / 2:
            backlog.full = False
            self._on_room(topic, self.number)
        if records:
            work = tasks.create_task(self._work(records))
            work.add_done_callback(lambda _: self._worked.set())
            backlog.batches.append(Batch(records, work))

    def _done(self) -> Batch | None:
        """The batch to publish next, if there is one."""
        return next((backlog.batches[0] for backlog in self._backlogs.values() if backlog.is_done), None)

    async def _work(self, records: Sequence[Incoming]) -> list[Outcome | Failed]:
        """The pool's results; a suspect flies alone, and is given up when it was tried often enough."""
        alone = self._suspect(records[0])
        with strays_raise():
            async with self._flight.of(self.number, records, alone=alone):
                return await self._results(records, alone)

    async def _results(self, records: Sequence[Incoming], alone: bool) -> list[Outcome | Failed]:
        if alone and (tried := await self._flight.attempt(records[0])) > self._settings.worker_deaths:
            await self._flight.cleared(self.number, records[0])
            return [Failed("died", f"the worker died each of the {tried - 1} times that it worked on this alone")]
        submitted = [
            asyncio.wrap_future(
                self._pool.submit(job, urgent=job[0].topic == self._live, heavy=sum(r.size for r in job) > HEAVY_BYTES)
            )
            for job in jobs(list(records), self._settings.job_bytes)
        ]
        results = list(chain.from_iterable(await asyncio.gather(*submitted)))
        if alone:
            await self._flight.cleared(self.number, records[0])
        return results

    def _suspect(self, record: Incoming) -> bool:
        return any(t == record.topic and first <= record.offset <= last for t, first, last in self._suspects)

    def _joins(self, first: Incoming, record: Incoming) -> bool:
        return not (self._suspects and (self._suspect(first) or self._suspect(record)))

    async def _publish_all(self) -> None:
        """Publish what is done, until the lane is closed and nothing is at work any more."""
        with strays_raise():
            while not self._closing or any(backlog.batches for backlog in self._backlogs.values()):
                self._worked.clear()
                if (batch := self._done()) is None:
                    await self._worked.wait()
                    continue
                outcomes = [o if isinstance(o, Outcome) else _failed(o) for o in await batch.work]
                await self._publish_or_split(batch.records, outcomes)
                self._backlogs[batch.records[0].topic].batches.popleft()
                self._arrived.set()
                self._moved_on()
                self._accounts.check()

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
        superseded: set[int] = set()
        for record, outcome in zip(records, outcomes, strict=True):
            if outcome.refusal:
                outgoing.append(dead_letter(record, outcome.refusal))
                continue
            article = outcome.article or ""
            decision = decide(states.get(article) or self._store.get(article), outcome)
            outgoing += decision.outgoing
            if decision.state is None:
                superseded.add(record.offset)
            else:
                states[article] = decision.state
        offsets = {record.topic: record.offset + 1 for record in records}
        published = await self._outbox.publish(outgoing, offsets)
        self._store.put(
            {article: state.to_json(article) for article, state in states.items()}, published.state_position
        )
        self._next.update(offsets)
        if not published.repeated:
            self._accounts.add(records, outcomes, outgoing, superseded)


def _failed(failed: Failed) -> Outcome:
    """A record that could not be worked on even alone: it killed its process, was late, or raised."""
    exception, _, message = failed.message.partition(": ")
    if not message:
        exception, message = failed.cause, failed.message
    return Outcome(None, refusal=Refusal(REASON_OF_FAILURE[failed.cause], "worker", exception, message, failed.stack))
