"""Sends records and counts what Kafka confirmed: for the command line, the demo and the tests.

Keys are the caller's business (the article's id); murmur2 over the key's bytes chooses the
partition, as Java's producer does. Nothing counts as sent before all in-sync replicas have it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from dateline.broker import checksums
from dateline.broker.errors import BOOTSTRAP_S, BrokerError, RecordTooLargeError, explained
from dateline.contract.topics import TOPICS
from dateline.security import PLAINTEXT, Security

MIB = 1024 * 1024
# Above the largest topic limit that this producer writes to (dead letters: 3 MiB), so that the topic's limit decides.
MAX_REQUEST_BYTES = 4 * MIB
# Sent and not confirmed; beyond it `send` waits. The library itself has no bound.
IN_FLIGHT_BYTES = 16 * MIB
DELIVERY_TIMEOUT_S = 60.0

# A record batch's header (61 bytes) and, generously, the lengths and the time within its one record.
# https://kafka.apache.org/documentation/#messageformat
BATCH_BYTES = 100
HEADER_BYTES = 10
TOO_LARGE = "a record of {size:,} bytes is larger than {topic} allows ({limit:,}): shorten it, or send only its text"

Header = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where a record ended up."""

    topic: str
    partition: int
    offset: int


def limit_of(topic: str) -> int:
    """Bytes that a record batch may have on a topic of the contract; for others, what this producer sends at most."""
    limits = (known.max_message_bytes for known in TOPICS if topic.endswith(f".{known.suffix}"))
    return min(next(limits, MAX_REQUEST_BYTES), MAX_REQUEST_BYTES)


def record_size(key: bytes | None, value: bytes | None, headers: Sequence[Header]) -> int:
    """Bytes of a batch that holds just this record; a few more than in truth, never fewer."""
    carried = sum(len(name.encode()) + len(content) + HEADER_BYTES for name, content in headers)
    return BATCH_BYTES + len(key or b"") + len(value or b"") + carried


class Producer:
    """An idempotent producer. Use as a context manager, which waits for what is under way.

    ``on_delivery`` is called for each confirmed record, in the order sent.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        on_delivery: Callable[[Delivered], None] | None = None,
        *,
        security: Security = PLAINTEXT,
    ) -> None:
        from kafka import KafkaProducer

        checksums.install()
        self.delivered = 0
        self._bootstrap_servers = bootstrap_servers
        self._on_delivery = on_delivery
        self._under_way: deque[tuple[str, int, Any]] = deque()
        self._bytes = 0
        with explained("nothing could be sent", bootstrap_servers):
            self._producer = KafkaProducer(
                bootstrap_servers=bootstrap_servers,
                client_id="dateline-producer",
                acks="all",
                enable_idempotence=True,
                allow_auto_create_topics=False,
                max_request_size=MAX_REQUEST_BYTES,
                linger_ms=5,
                max_block_ms=int(BOOTSTRAP_S * 1000),
                bootstrap_timeout_ms=int(BOOTSTRAP_S * 1000),
                delivery_timeout_ms=int(DELIVERY_TIMEOUT_S * 1000),
                **security.options(),
            )

    def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        headers: Sequence[Header] = (),
        partition: int | None = None,
    ) -> None:
        """Send one record; to the partition of its key, if none is named.

        Raises RecordTooLargeError for this one, after which others can be sent; BrokerError for this
        one or, since it does not wait, for an earlier one.
        """
        size = record_size(key, value, headers)
        if size > limit_of(topic):
            # Found out here, since the library gives up for good once a broker has refused a record.
            raise RecordTooLargeError(TOO_LARGE.format(size=size, topic=topic, limit=limit_of(topic)))
        with _explained_for(topic, self._bootstrap_servers):
            future = self._producer.send(topic, key=key, value=value, headers=list(headers), partition=partition)
        self._under_way.append((topic, size, future))
        self._bytes += size
        self._collect(IN_FLIGHT_BYTES)

    def flush(self) -> int:
        """Wait until Kafka has confirmed everything; the number of records so far. Raises BrokerError."""
        with explained("records could not be sent", self._bootstrap_servers):
            self._producer.flush(DELIVERY_TIMEOUT_S)
        self._collect(0)
        return self.delivered

    def close(self) -> None:
        """Close without waiting; ``flush`` first."""
        self._producer.close(timeout=1)

    def _collect(self, allowed_bytes: int) -> None:
        """Take the confirmations that came, and wait for more while too much is under way."""
        while self._under_way:
            topic, size, future = self._under_way[0]
            if allowed_bytes and self._bytes <= allowed_bytes and not future.is_done:
                return
            self._under_way.popleft()
            self._bytes -= size
            with _explained_for(topic, self._bootstrap_servers):
                metadata = future.get(timeout=DELIVERY_TIMEOUT_S)
            self.delivered += 1
            if self._on_delivery is not None:
                self._on_delivery(Delivered(metadata.topic, metadata.partition, metadata.offset))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            self.close()


@contextmanager
def _explained_for(topic: str, bootstrap_servers: str) -> Iterator[None]:
    """Say which topic refused, and what to do about the refusals that users meet."""
    from kafka.errors import KafkaTimeoutError, MessageSizeTooLargeError, UnknownTopicOrPartitionError

    with explained(f"a record could not be sent to {topic}", bootstrap_servers):
        try:
            yield
        except MessageSizeTooLargeError as error:
            raise BrokerError(
                f"a record is larger than {topic} allows on this cluster, and those after it were not sent: "
                "`dateline topics create` says how the topic differs"
            ) from error
        except (KafkaTimeoutError, UnknownTopicOrPartitionError) as error:
            if isinstance(error, KafkaTimeoutError) and "metadata" not in str(error).lower():
                raise
            raise BrokerError(f"there is no topic {topic}: `dateline topics create` makes it") from error
