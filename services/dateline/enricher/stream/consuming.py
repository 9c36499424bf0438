"""The Faust app: group membership, assignment, fetching. It moves bytes into the lanes and does nothing else.

Faust never commits: the agent's channel takes no part in acknowledgement (``acks=False``),
since offsets are committed by the outbox, in the transaction of what they caused
(faust-streaming #323, #517: its own exactly-once does not hold).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import faust
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from faust.auth import SASLCredentials, SSLCredentials
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from dateline.enricher.stream.clients import lenient, membership
from dateline.enricher.stream.clients.cancelling import strays_raise
from dateline.enricher.stream.clients.denials import denial_of
from dateline.enricher.stream.outbox import input_topics
from dateline.enricher.stream.records import Incoming
from dateline.observability.logs import logger
from dateline.security import Security
from dateline.settings import Settings

log = logger(__name__)

# Events that Faust buffers between its fetcher and the agent; the real bound is the lanes', in bytes.
STREAM_BUFFER = 64
# Records that one poll may take out of what is fetched: a lane that is full stops the next poll, not this one. Without
# it a poll takes all, some thousands of small records from each partition.
POLL_RECORDS = 500
CLIENT_CHECK_S = 1.0


class ConsumingError(RuntimeError):
    """The Kafka client of Faust can't go on."""


def _outcome(task: asyncio.Task[Any]) -> str:
    return "cancelled" if task.cancelled() else repr(task.exception())


class _ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]  # Faust is untyped here
    """Reads committed records only, also where Faust's own transactions are off, and ends where its client can't go on.

    Faust asks the client for records alone. What it would say of the group and of its own tasks to whoever
    asked otherwise, permission withdrawn for instance, would never be heard: nothing would come, in silence.
    """

    has_ended = False

    @faust.Service.task  # type: ignore[untyped-decorator]
    async def _listen_to_client(self) -> None:
        while not self.should_stop:
            await self.sleep(CLIENT_CHECK_S)
            client = self._consumer
            if self.should_stop or client is None:
                continue
            try:
                client._coordinator.check_errors()
            except KafkaError as error:
                if not error.retriable:
                    raise
                log.warning("the group's coordination failed, trying again", error=repr(error))
            if client._fetcher._fetch_task.done():
                raise ConsumingError(f"fetching has ended: {_outcome(client._fetcher._fetch_task)}")

    def _start_thread(self) -> None:
        try:
            super()._start_thread()
        finally:
            self.has_ended = True

    def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
        lenient.install()
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # read at start(); Faust has no setting for it
        return consumer


class _Consumer(driver.Consumer):  # type: ignore[misc]  # Faust is untyped here
    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def _drain_messages(self, fetcher: Any) -> None:
        """Faust forgets a fetcher that was cancelled, also where nobody asked for it; and where it takes an error for
        its own, it ends without leaving the group, which has the others wait for the session's end.
        """
        try:
            with strays_raise():
                await super()._drain_messages(fetcher)
        except Exception as error:  # noqa: BLE001
            self.app.on_fetching_failed(error)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Faust's stall detector reads acknowledgements, which are the outbox's here."""


class _Transport(driver.Transport):  # type: ignore[misc]  # Faust is untyped here
    Consumer = _Consumer


class Receiver(Protocol):
    """Who takes what Faust delivers: the lanes."""

    def assign(self, positions: list[tuple[str, int]]) -> None:
        """These partitions are ours."""

    async def revoke(self, positions: list[tuple[str, int]], patience_s: float) -> None:
        """These are not any more."""

    def offer(self, record: Incoming) -> None:
        """A record arrived."""


class Consuming:
    """A Faust app with one agent over the raw and the replay topic."""

    def __init__(self, settings: Settings, folder: Path, on_fatal: Callable[[str], None]) -> None:
        self._settings = settings
        self._folder = folder
        self._on_fatal = on_fatal
        self._receiver: Receiver | None = None
        self._app = self._make_app()

    async def start(self, receiver: Receiver) -> None:
        """Join the group and begin to deliver to ``receiver``."""
        self._receiver = receiver
        if (instance := self._settings.instance_id) is not None:
            loop = asyncio.get_running_loop()
            problem = (
                f"another worker has taken the instance id {instance!r}. Give every worker a DATELINE_INSTANCE_ID "
                "of its own, or none."
            )
            membership.install(lambda: loop.call_soon_threadsafe(self._on_fatal, problem))
        await self._app.start()

    async def stop(self) -> None:
        """Leave the group."""
        await self._app.stop()

    @property
    def problem(self) -> str | None:
        """Why Faust ended by itself; null while it runs."""
        if self._app.crashed:
            reason = self._app.crash_reason
            denied = denial_of(reason, "READ", self._settings) if reason else None
            return denied or f"the consumer ended: {reason!r}"
        if self._app.should_stop or (self._app._consumer is not None and self._app.consumer._thread.has_ended):
            return "the consumer ended"
        return None

    @property
    def joined(self) -> bool:
        """Whether the group has given its first assignment."""
        return self._app.rebalancing_count > 0 and not self._app.rebalancing

    def pause(self, topic: str, partition: int) -> None:
        """Fetch no more of a partition; what is fetched already still comes.

        ``pause_partitions`` would silently skip records that are already fetched.
        """
        self._app.consumer.on_buffer_full(TP(topic, partition))

    def resume(self, topic: str, partition: int) -> None:
        """Fetch a partition again."""
        self._app.consumer.on_buffer_drop(TP(topic, partition))

    def _make_app(self) -> faust.App:
        settings = self._settings
        brokers = [f"kafka://{b.strip()}" for b in settings.kafka_bootstrap_servers.split(",") if b.strip()]
        app = faust.App(
            settings.group,
            broker=";".join(brokers),
            store="memory://",
            datadir=self._folder / "faust",
            autodiscover=False,
            web_enabled=False,
            worker_redirect_stdouts=False,
            topic_allow_declare=False,
            topic_disable_leader=True,
            stream_buffer_maxsize=STREAM_BUFFER,
            stream_wait_empty=False,
            consumer_auto_offset_reset="earliest",
            broker_max_poll_records=POLL_RECORDS,
            # Added partitions are seen within this time; aiokafka's own five minutes would let keys leave their state.
            consumer_metadata_max_age_ms=30_000,
            consumer_group_instance_id=settings.instance_id,
            # Part of the assignment, which a static member gets back as it was, on whatever host it is by then.
            canonical_url="http://dateline",
            broker_credentials=_credentials(Security.of(settings)),
            broker_session_timeout=settings.session_timeout_s,
            broker_heartbeat_interval=min(3.0, settings.session_timeout_s / 4),
        )
        app.transport = _Transport(app.conf.broker, app)
        app.on_fetching_failed = self._fetching_failed
        app.on_partitions_assigned.connect(self._assigned, weak=False)
        app.on_partitions_revoked.connect(self._revoked, weak=False)
        channel = app.topic(
            *input_topics(settings),
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            acks=False,
        )
        app.agent(channel, name="dateline.enricher", concurrency=1)(self._deliver)
        return app

    async def _deliver(self, stream: Any) -> None:
        """Hand records over until Faust stops it; an agent that raises would lose what Faust has buffered for it."""
        try:
            async for event in stream.events():
                self._take(event.message)
        except Exception as error:  # noqa: BLE001
            self._on_fatal(f"delivery failed: {error!r}")
        finally:
            # Faust would start an agent anew that was cancelled, behind what was in its hands.
            self._on_fatal("delivery ended")

    def _take(self, message: Any) -> None:
        record = Incoming(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            timestamp_ms=int(message.timestamp * 1000),
            key=message.key,
            value=message.value,
            # A header can be null in Kafka; nothing here tells that from empty.
            headers=tuple((name, value or b"") for name, value in message.headers or ()),
        )
        if self._receiver is not None:
            self._receiver.offer(record)

    def _fetching_failed(self, error: Exception) -> None:
        self._on_fatal(denial_of(error, "READ", self._settings) or f"fetching failed: {error!r}")

    async def _assigned(self, _: Any, assigned: set[TP], **__: Any) -> None:
        with self._fatal("partitions could not be taken over"):
            if self._receiver is not None:
                self._receiver.assign([(tp.topic, tp.partition) for tp in assigned])

    async def _revoked(self, _: Any, revoked: set[TP], **__: Any) -> None:
        with self._fatal("partitions could not be given away"):
            if self._receiver is not None and revoked:
                # The others wait for this worker meanwhile; half a session is long enough for a batch.
                patience = self._settings.session_timeout_s / 2
                await self._receiver.revoke([(tp.topic, tp.partition) for tp in revoked], patience)

    @contextlib.contextmanager
    def _fatal(self, what: str) -> Iterator[None]:
        try:
            with strays_raise():
                yield
        except Exception as error:  # noqa: BLE001  whatever it is, what Faust would make of it is not ours
            self._on_fatal(f"{what}: {error!r}")


def _credentials(security: Security) -> Any:
    """The same security as Faust has it; null without any."""
    options = security.options()
    if security.sasl:
        return SASLCredentials(
            username=options.get("sasl_plain_username"),
            password=options.get("sasl_plain_password"),
            mechanism=security.mechanism,
            ssl_context=security.ssl_context,
        )
    return SSLCredentials(security.ssl_context) if security.ssl_context is not None else None
