"""What is in flight in this worker, noted outside of it, so that an article that kills the whole worker is found.

A worker notes in Redis which records its processes are at work on, and takes the note back
when they are done. A note that is still there when a partition is taken over means that its
last owner died at that work. Once is no reason to wait for anything; records at which workers died
twice are suspects, and are worked on one at a time with nothing else in flight. Only such a lone
record counts an attempt, so that kills from outside never condemn its innocent neighbours. Without
Redis there are no notes, and the rest goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from dateline.enricher.stream.records import Incoming
from dateline.knowledge.breaker import Breaker
from dateline.observability.logs import logger
from dateline.security import redis_options
from dateline.settings import Settings

log = logger(__name__)

# Long enough for any restart, short enough not to keep notes of partitions that nobody reads any more.
NOTE_TTL_S = 86_400

# Deaths of a whole worker at the same records that make them suspects.
SUSPICIOUS = 2

NOTE = re.compile(r"(.+):([0-9]{1,19}):([0-9]{1,19})")

Range = tuple[str, int, int]


class Flight:
    """The notes of one worker, and the lock that lets a suspect fly alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = _client(settings)
        self._breaker = Breaker(settings.cache_breaker_s)
        self._changed = asyncio.Condition()
        self._flying = 0
        self._lone = False
        self._lone_waiting = 0

    async def suspects(self, partition: int, positions: Mapping[str, int]) -> list[Range]:
        """Records (topic, first, last offset) from ``positions`` on, at which the partition's owners died repeatedly.

        To be called when a partition is taken over: whoever noted what is found here is dead.
        """
        if (client := self._usable()) is None:
            return []
        with self._asking():
            deaths = {note: _count(died) + 1 for note, died in (await client.hgetall(self._notes(partition))).items()}
            ranges = {note: _range(note) for note in deaths}
            left = {n: r for n, r in ranges.items() if r is not None and r[2] >= positions.get(r[0], 0)}
            if done := ranges.keys() - left.keys():
                await client.hdel(self._notes(partition), *done)
            if left:
                await client.hset(self._notes(partition), mapping={note: str(deaths[note]) for note in left})
            return [found for note, found in left.items() if deaths[note] >= SUSPICIOUS]
        return []

    @contextlib.asynccontextmanager
    async def of(self, partition: int, records: Sequence[Incoming], *, alone: bool) -> AsyncIterator[None]:
        """Note that these records are being worked on; ``alone``: with nothing else in flight in this worker."""
        note = f"{records[0].topic}:{records[0].offset}:{records[-1].offset}"
        await self._take_off(alone)
        try:
            await self._write(partition, note)
            yield
        finally:
            await self._land(alone)
            await self._erase(partition, note)

    async def attempt(self, record: Incoming) -> int:
        """Count that a lone record is tried; gives how often it was, this time included. 1 where nobody can count."""
        if (client := self._usable()) is None:
            return 1
        with self._asking():
            async with client.pipeline(transaction=True) as calls:
                calls.incr(self._attempts(record))
                calls.expire(self._attempts(record), NOTE_TTL_S)
                return int((await calls.execute())[0])
        return 1

    async def cleared(self, partition: int, record: Incoming) -> None:
        """The lone record has been dealt with: forget its attempts and whatever note still names it."""
        if (client := self._usable()) is None:
            return
        with self._asking():
            notes = await client.hgetall(self._notes(partition))
            done = [n for n in notes if (r := _range(n)) and r[0] == record.topic and r[2] <= record.offset]
            async with client.pipeline(transaction=True) as calls:
                calls.delete(self._attempts(record))
                if done:
                    calls.hdel(self._notes(partition), *done)
                await calls.execute()

    async def close(self) -> None:
        """Let go of Redis."""
        if self._client is not None:
            with contextlib.suppress(RedisError, OSError):
                await self._client.aclose()

    # --- The lock: many at a time, or one alone ----------------------------------------------

    async def _take_off(self, alone: bool) -> None:
        async with self._changed:
            self._lone_waiting += alone
            try:
                await self._changed.wait_for(
                    lambda: not self._lone and not (self._flying if alone else self._lone_waiting)
                )
                self._flying += 1
                self._lone = alone
            finally:
                self._lone_waiting -= alone

    async def _land(self, alone: bool) -> None:
        async with self._changed:
            self._flying -= 1
            if alone:
                self._lone = False
            self._changed.notify_all()

    # --- Redis, as far as it answers -----------------------------------------------------------

    async def _write(self, partition: int, note: str) -> None:
        if (client := self._usable()) is None:
            return
        with self._asking():
            async with client.pipeline(transaction=True) as calls:
                calls.hsetnx(self._notes(partition), note, "0")
                calls.expire(self._notes(partition), NOTE_TTL_S)
                await calls.execute()

    async def _erase(self, partition: int, note: str) -> None:
        if (client := self._usable()) is None:
            return
        with self._asking():
            await client.hdel(self._notes(partition), note)

    def _usable(self) -> redis.asyncio.Redis | None:
        return self._client if self._breaker.allows() else None

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Calls of Redis: when they fail the rest is left out, and Redis alone for a while."""
        try:
            yield
        except (RedisError, OSError) as error:
            if self._breaker.failed():
                log.warning("Redis does not answer; what is in flight is not noted", error=type(error).__name__)
        else:
            self._breaker.succeeded()

    def _notes(self, partition: int) -> str:
        return f"{self._settings.cache_prefix}:flight:{self._settings.group}:{partition}"

    def _attempts(self, record: Incoming) -> str:
        position = f"{record.topic}:{record.partition}:{record.offset}"
        return f"{self._settings.cache_prefix}:attempts:{self._settings.group}:{position}"


def _client(settings: Settings) -> redis.asyncio.Redis | None:
    if settings.redis_url is None:
        return None
    return redis.asyncio.Redis.from_url(
        settings.redis_url.get_secret_value(),
        socket_timeout=settings.cache_timeout_s,
        socket_connect_timeout=settings.cache_timeout_s,
        retry=Retry(NoBackoff(), 0),
        **redis_options(settings),
    )


def _count(noted: bytes | str) -> int:
    """The number of deaths noted so far; 0 where it is something else."""
    return int(noted) if len(noted) < 6 and noted.isdigit() else 0


def _range(note: bytes | str) -> Range | None:
    """``topic:first:last`` back; null where it is something else."""
    text = note.decode("utf-8", "replace") if isinstance(note, bytes) else note
    read = NOTE.fullmatch(text)
    return (read[1], int(read[2]), int(read[3])) if read else None
