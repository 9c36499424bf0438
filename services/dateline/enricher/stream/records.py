"""What travels between the event loop and the worker processes: bytes and positions, no objects of the layers."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.contract import Reason
from dateline.contract.headers import Headers
from dateline.contract.topics import Topic


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record of the raw or the replay topic. ``timestamp_ms`` is Kafka's, milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    @property
    def size(self) -> int:
        """Bytes that it holds in memory, about."""
        return len(self.value or b"") + len(self.key or b"") + 200


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to publish. Its partition is the one of ``owner``, the article's id, so that all
    events of an article stay together and in order; null: the partition of the input.
    """

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers
    owner: bytes | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record is a dead letter, with what its headers say of the error."""

    reason: Reason
    stage: str
    exception: str
    message: str
    stack: str = ""
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: events to publish, or a refusal; seconds and counts for metrics."""

    article: str | None
    events: tuple[Outgoing, ...] = ()
    refusal: Refusal | None = None
    killed: bool = False
    degraded: tuple[str, ...] = ()
    counts: dict[str, float] = field(default_factory=dict)
