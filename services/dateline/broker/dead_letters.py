"""Dead letters as operators handle them: what a letter says, which ones are meant, what a replay sends.

Pure but for the two functions at the end, which read. How letters are written, the stream's
module of the same name says; what people see of them, the command line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from dateline.broker.consumer import Consumer, Partition, ReceivedRecord
from dateline.broker.describe import as_text, iso_utc
from dateline.broker.producer import Header
from dateline.contract import headers as names
from dateline.contract.topics import REPLAY
from dateline.security import PLAINTEXT, Security

# How much the clocks of workers and of the machine that replays may differ.
CLOCK_SKEW_MS = 60 * 60 * 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Position(NamedTuple):
    """Where a letter lies, written ``partition:offset``."""

    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.offset}"

    @classmethod
    def parse(cls, written: str) -> Position:
        """``3:17``. Raises ValueError."""
        partition, colon, offset = written.strip().partition(":")
        if not (colon and all(n.isascii() and n.isdigit() and len(n) < 19 for n in (partition, offset))):
            raise ValueError(f"{written!r} is not a position: write partition:offset, such as 3:17")
        return cls(int(partition), int(offset))


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record of the dead letter topic; whatever its headers lack is None, attempts are at least 1."""

    record: ReceivedRecord

    @property
    def position(self) -> Position:
        """Its place on the topic."""
        return Position(self.record.partition, self.record.offset)

    @property
    def reason(self) -> str | None:
        """A code of ``dateline.contract.Reason``, if a worker of this version wrote it."""
        return self.header(names.REASON)

    @property
    def time_ms(self) -> int:
        """When the article was first written to Kafka, ms since 1970; of a letter that does not say, its own time."""
        first = _milliseconds(self.header(names.TIMESTAMP))
        return self.record.timestamp if first is None else first

    @property
    def attempt(self) -> int:
        """How often the record has become a dead letter."""
        written = self.header(names.ATTEMPT) or ""
        return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1

    @property
    def mark(self) -> str:
        """What a replay of this letter carries as ``dateline.replayed``."""
        return f"{self.position}@{self.record.timestamp}"

    def header(self, name: str) -> str | None:
        """The last header of this name, as text."""
        value = dict(self.record.headers).get(name)
        return None if value is None else value.decode("utf-8", "backslashreplace")


def _milliseconds(iso: str | None) -> int | None:
    try:
        instant = datetime.fromisoformat(iso) if iso else None
        return None if instant is None or instant.tzinfo is None else (instant - EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return None


def summary(letter: DeadLetter) -> dict[str, Any]:
    """The letter without its value, as plain data: the form of ``dateline dlq list --json``."""
    record = letter.record
    return {
        "position": str(letter.position),
        "time": iso_utc(letter.time_ms),
        "written": iso_utc(record.timestamp),
        "key": as_text(record.key),
        "reason": letter.reason,
        "message": letter.header(names.ERROR_EXCEPTION_MESSAGE),
        "attempt": letter.attempt,
        "stage": letter.header(names.ERROR_STAGE),
        "exception": letter.header(names.ERROR_EXCEPTION_CLASS),
        "topic": letter.header(names.ERROR_TOPIC),
        "bytes": None if record.value is None else len(record.value),
        "replayed": letter.header(names.REPLAYED),
    }


# --- Which letters ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filters:
    """Which letters are meant: all conditions that are set, any one of the values of each.

    Times are ms since 1970, ``since`` inclusive, ``until`` exclusive, of the original record.
    """

    reasons: frozenset[str] = frozenset()
    since_ms: int | None = None
    until_ms: int | None = None
    ids: frozenset[str] = frozenset()
    positions: frozenset[Position] = frozenset()

    def match(self, letter: DeadLetter) -> bool:
        """Whether this letter is meant."""
        return (
            (not self.positions or letter.position in self.positions)
            and (not self.reasons or letter.reason in self.reasons)
            and (self.since_ms is None or letter.time_ms >= self.since_ms)
            and (self.until_ms is None or letter.time_ms < self.until_ms)
            and (not self.ids or _is_of(letter.record, self.ids))
        )


def _is_of(record: ReceivedRecord, ids: frozenset[str]) -> bool:
    """Whether the key, or a field of the JSON object or of a CloudEvents envelope's data, is one of the ids.

    Any field: producers name their ids as they like, and an id is not mistaken for a text.
    """
    key = as_text(record.key)
    if isinstance(key, str) and key in ids:
        return True
    try:
        value = json.loads(record.value) if record.value else None
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    inner = value.get("data")
    fields = [*value.values(), *(inner.values() if isinstance(inner, dict) else ())]
    return any(str(field) in ids for field in fields if isinstance(field, str | int))


# --- What a replay sends ---------------------------------------------------------------------


def replay_headers(letter: DeadLetter) -> tuple[Header, ...]:
    """The headers under which a letter goes to the replay lane.

    The producer's own and ``dateline.timestamp`` and ``dateline.attempt`` are kept, so that the
    record is as old as it was and its attempts count on; what tells of the error is left out.
    A header whose value is null goes with an empty one, since kafka-python can't send null there.
    """
    kept = tuple(
        (name, value or b"")
        for name, value in letter.record.headers
        if not name.startswith(names.ERROR_PREFIX) and name not in (names.REASON, names.REPLAYED)
    )
    time = None if letter.header(names.TIMESTAMP) else iso_utc(letter.record.timestamp)
    # Without a time the replayed record would pass for a new one.
    first_time = ((names.TIMESTAMP, time.encode()),) if time else ()
    return (*kept, *first_time, (names.REPLAYED, letter.mark.encode()))


# --- Reading ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Survey:
    """What one reading of the topic found; positions and marks only, since values can be large."""

    letters: int = 0
    chosen: dict[Position, str] = field(default_factory=dict)
    earliest_ms: dict[int, int] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)

    def take(self, letter: DeadLetter, filters: Filters) -> None:
        """Note one letter. A letter that was replayed and came back tells so of the one it was before."""
        self.letters += 1
        if mark := letter.header(names.REPLAYED):
            self.marks.add(mark)
        if filters.match(letter):
            self.chosen[letter.position] = letter.mark
            partition, written = letter.record.partition, letter.record.timestamp
            self.earliest_ms[partition] = min(written, self.earliest_ms.get(partition, written))

    def ranges(self, topic: str, positions: Iterable[Position]) -> dict[Partition, range]:
        """The least that must be read again to see these positions."""
        offsets: dict[Partition, list[int]] = {}
        for position in positions:
            offsets.setdefault((topic, position.partition), []).append(position.offset)
        return {partition: range(min(found), max(found) + 1) for partition, found in offsets.items()}


def replayed_since(
    bootstrap_servers: str,
    prefix: str,
    earliest_ms: Mapping[int, int],
    advance: Callable[[int, int], object],
    *,
    security: Security = PLAINTEXT,
) -> set[str]:
    """The marks on the replay topic, of each partition since a time (ms since 1970). Raises BrokerError.

    ``advance`` is told the offsets passed and the offsets in all. A letter is replayed to the
    partition that it lies in, so no other is read; never before its time, so nothing older is.
    """
    topic = REPLAY.name(prefix)
    with Consumer(bootstrap_servers, [topic], security=security) as consumer:
        ranges = consumer.ranges()
        times = {(topic, number): at - CLOCK_SKEW_MS for number, at in earliest_ms.items() if (topic, number) in ranges}
        begins = consumer.offsets_at(times)
        consumer.narrow({p: range(begin, ranges[p].stop) for p, begin in begins.items() if begin is not None})
        total = sum(len(offsets) for offsets in consumer.ranges().values())
        return {
            value.decode("utf-8", "replace")
            for record in consumer.snapshot(lambda offsets: advance(offsets, total))
            for name, value in record.headers
            if name == names.REPLAYED and value is not None
        }


def front_before(consumer: Consumer, before_ms: int) -> dict[Partition, range]:
    """What lies in each partition before the first record that was written at ``before_ms`` or later.

    All that Kafka can delete: the front of a partition, up to an offset.
    """
    ranges = {partition: offsets for partition, offsets in consumer.ranges().items() if offsets}
    firsts = consumer.offsets_at(dict.fromkeys(ranges, before_ms))
    return {
        partition: range(offsets.start, offsets.stop if first is None else min(first, offsets.stop))
        for partition, offsets in ranges.items()
        if (first := firsts[partition]) is None or first > offsets.start
    }
