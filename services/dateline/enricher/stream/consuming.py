"""The Faust app: group membership, assignment, fetching. It moves bytes into the lanes and does nothing else.

Faust never commits: the agent's channel takes no part in acknowledgement (``acks=False``),
since offsets are committed by the outbox, in the transaction of what they caused
(faust-streaming #323, #517: its own exactly-once does not hold).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import faust
from aiokafka import AIOKafkaConsumer
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from dateline.enricher.stream import lenient
from dateline.enricher.stream.outbox import input_topics
from dateline.enricher.stream.records import Incoming
from dateline.settings import Settings

# Events that Faust buffers between its fetcher and the agent; the real bound is the lanes', in bytes.
STREAM_BUFFER = 64


class _ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]  # Faust is untyped here
    """Reads committed records only, also where Faust's own transactions are off."""

    def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
        lenient.install()
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # read at start(); Faust has no setting for it
        return consumer


class _Consumer(driver.Consumer):  # type: ignore[misc]  # Faust is untyped here
    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

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
        await self._app.start()

    async def stop(self) -> None:
        """Leave the group."""
        await self._app.stop()

    @property
    def problem(self) -> str | None:
        """Why Faust ended by itself; null while it runs."""
        if self._app.crashed:
            return f"the consumer ended: {self._app.crash_reason!r}"
        return "the consumer ended" if self._app.should_stop else None

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

    def end_offset(self, topic: str, partition: int) -> int | None:
        """The high watermark as last fetched; null before the first fetch."""
        return self._app.consumer.highwater(TP(topic, partition))  # type: ignore[no-any-return]

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
            # Added partitions are seen within this time; aiokafka's own five minutes would let keys leave their state.
            consumer_metadata_max_age_ms=30_000,
            consumer_group_instance_id=settings.instance_id,
            broker_session_timeout=settings.session_timeout_s,
            broker_heartbeat_interval=min(3.0, settings.session_timeout_s / 4),
        )
        app.transport = _Transport(app.conf.broker, app)
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
        async for event in stream.events():
            message = event.message
            try:
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
            except Exception as error:  # noqa: BLE001  an agent that raises loses what Faust has buffered for it
                self._on_fatal(f"could not take {message.topic}/{message.partition}@{message.offset}: {error!r}")

    async def _assigned(self, _: Any, assigned: set[TP], **__: Any) -> None:
        if self._receiver is not None:
            self._receiver.assign([(tp.topic, tp.partition) for tp in assigned])

    async def _revoked(self, _: Any, revoked: set[TP], **__: Any) -> None:
        if self._receiver is not None and revoked:
            # The others wait for this worker meanwhile; half a session is long enough for a batch.
            patience = self._settings.session_timeout_s / 2
            await self._receiver.revoke([(tp.topic, tp.partition) for tp in revoked], patience)
