"""What travels between the event loop and the worker processes: bytes and positions, no objects of the layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dateline.contract import Reason
from dateline.contract.headers import Headers
from dateline.contract.topics import Topic

# What CPython adds around the bytes of a record, and of each of its headers (measured with tracemalloc).
RECORD_BYTES: Final = 250
HEADER_BYTES: Final = 200


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
        headers = sum(len(name) + len(value) + HEADER_BYTES for name, value in self.headers)
        return len(self.value or b"") + len(self.key or b"") + headers + RECORD_BYTES


class Outgoing(NamedTuple):
    """A record to publish. Its partition is the one of ``owner``, the article's id, so that all
    events of an article stay together and in order; null: the partition of the input.

    An article has twenty of these; a named tuple crosses to another process in half of a dataclass's time.
    """

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers
    owner: bytes | None


@dataclass(frozen=True, slots=True)
class Version:
    """What decides which of two records of an article is newer.

    ``modified_us``: microseconds since the epoch, UTC, null where the record gives no instant.
    ``recorded_ms``: when the record was first written to Kafka.
    """

    revision: int | None
    modified_us: int | None
    recorded_ms: int

    def compare(self, other: Version) -> int:
        """-1 older, 0 the same, 1 newer: by revision where both have one, else modified time, else record time."""
        for mine, theirs in ((self.revision, other.revision), (self.modified_us, other.modified_us)):
            if mine is not None and theirs is not None:
                return (mine > theirs) - (mine < theirs)
        return (self.recorded_ms > other.recorded_ms) - (self.recorded_ms < other.recorded_ms)

    def after(self, older: Version) -> Version:
        """The version, with what only the older one knew: a floor once set is kept."""
        return Version(
            older.revision if self.revision is None else self.revision,
            older.modified_us if self.modified_us is None else self.modified_us,
            self.recorded_ms,
        )


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
    version: Version | None = None
    degraded: tuple[str, ...] = ()
    counts: dict[str, float] = field(default_factory=dict)
