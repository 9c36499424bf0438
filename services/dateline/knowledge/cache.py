"""The Redis cache in front of knowledge, with a small one in the process before it.

Redis only saves work. Where it is slow, full, gone or holds nonsense, look-ups go past it:
nothing here raises for it, and after a failure it is left alone for a while, so that the
traffic waits for it at most once a period. What is not found is cached too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.knowledge.cache_keys import ANSWER, keys_of
from dateline.knowledge.entry import Answers, Entry, Knowledge, decode, encode
from dateline.knowledge.flights import Flights, Sharing
from dateline.knowledge.local import LocalCache
from dateline.knowledge.redis_client import LenientRedis
from dateline.knowledge.vetting import are_entries

if TYPE_CHECKING:
    from redis import Redis

Item = TypeVar("Item")

# Keys in one MGET or pipeline: an article has tens of names, a batch of articles hundreds.
CHUNK = 500
# A larger answer is not written to Redis.
LARGEST_VALUE = 64 * 1024
# The part of its time to live by which an entry may expire earlier.
JITTER = 0.1
# The part of its time to live for which a process keeps an answer beyond what Redis does.
LOCAL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class CacheStats:
    """Counts since the process began.

    ``hits_flight`` are names that another process was asking for, and brought. ``errors`` are
    failed calls to Redis and unreadable values in it.
    """

    hits_local: int = 0
    hits_redis: int = 0
    misses: int = 0
    errors: int = 0
    breaker_opens: int = 0
    hits_flight: int = 0


class CachedKnowledge:
    """Knowledge behind two caches; itself a ``Knowledge``.

    Keys are ``{prefix}:k:{version}:{alias}``: a new version of the knowledge starts afresh,
    what is old expires. ``url`` may hold a password: it is never logged nor part of an
    error. Knowledge that says of itself that it is ``slow`` is asked for a name by one
    process at a time, as ``sharing`` says. One instance a process; not for several threads.

    Raises ``ValueError`` for a ``url`` that is none.
    """

    def __init__(
        self,
        inner: Knowledge,
        url: str,
        prefix: str = "dateline",
        ttl_s: int = 86_400,
        timeout_s: float = 0.05,
        breaker_s: float = 5.0,
        local_entries: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
        negative_ttl_s: int | None = None,
        local_bytes: int = 32 * 1024 * 1024,
        sharing: Sharing | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self._inner = inner
        self._prefix = prefix
        self._ttl_s = ttl_s
        self._negative_ttl_s = negative_ttl_s or ttl_s
        self._clock = clock
        self._local = LocalCache(local_entries, local_bytes)
        self._stats = CacheStats()
        self._redis = LenientRedis(url, timeout_s, breaker_s, self._failed, clock, options)
        shared = getattr(inner, "slow", False) is True
        self._flights = Flights(self._redis, prefix, sharing or Sharing()) if shared else None

    @property
    def version(self) -> str:
        """The knowledge's own."""
        return self._inner.version

    def stats(self) -> CacheStats:
        """A snapshot of the counters."""
        return self._stats

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean: from this process, else from Redis, else from the knowledge itself."""
        version = self._inner.version
        keys = keys_of(self._prefix, ANSWER, version, aliases)
        found = self._local.known(keys, self._clock())
        local = len(found)
        wanted = {alias: key for alias, key in keys.items() if alias not in found}
        found |= self._from_redis(wanted)
        missing = {alias: key for alias, key in wanted.items() if alias not in found}
        self._count(hits_local=local, hits_redis=len(found) - local)
        if self._flights is not None and missing:
            answers = self._shared(self._flights, missing, version)
        else:
            answers = self._asked(missing, version)
        if answers.version not in (None, version):
            # Replaced in between: what was found is of the old version, and not to be mixed with the new.
            return self._inner.look_up(list(keys))
        everything = {**dict.fromkeys(keys, ()), **found, **answers.found}
        return replace(answers, found=everything, version=version)

    def _asked(self, missing: Mapping[str, str], version: str) -> Answers:
        """From the knowledge itself, and into both caches, as far as it answered in this version."""
        if not missing:
            return Answers()
        self._count(misses=len(missing))
        answers = self._inner.look_up(list(missing))
        if answers.version in (None, version):
            self._keep((missing[alias], entries) for alias, entries in _settled(answers))
        return answers

    def _shared(self, flights: Flights, missing: Mapping[str, str], version: str) -> Answers:
        """As ``_asked``, but what another process is asking for is awaited for a while."""
        mine = set(flights.take_off(missing, version))
        try:
            # Who had the lease before may have brought it since this process looked.
            found = self._from_redis({a: key for a, key in missing.items() if a in mine}) if mine else {}
            self._count(hits_flight=len(found))
            answers = self._asked({a: key for a, key in missing.items() if a in mine and a not in found}, version)
        finally:
            flights.land(mine, version)
        found |= flights.wait_for({a: key for a, key in missing.items() if a not in mine}, self._awaited)
        rest = {a: key for a, key in missing.items() if a not in mine and a not in found}
        if rest and answers.reached and answers.version in (None, version):
            answers = _joined(answers, self._asked(rest, version))
        elif rest:
            # No second wait for what has just been too slow.
            answers = replace(answers, unanswered=(answers.unanswered or _silent(answers)) | rest.keys())
        return replace(answers, found={**answers.found, **found})

    def _awaited(self, wanted: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
        found = self._from_redis(wanted)
        self._count(hits_flight=len(found))
        return found

    def _count(self, **more: int) -> None:
        self._stats = replace(self._stats, **{name: getattr(self._stats, name) + n for name, n in more.items()})

    def _failed(self, left_alone: bool) -> None:
        self._count(errors=1, breaker_opens=int(left_alone))

    # --- In Redis, and in the process ------------------------------------------------------------

    def _from_redis(self, wanted: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
        """What Redis knows; a value that is not ours counts as an error and is a miss."""
        found: dict[str, tuple[Entry, ...]] = {}
        now = self._clock()
        for chunk in _chunks(list(wanted.items())):
            values = self._redis.ask(partial(_read, [key for _, key in chunk]))
            if not isinstance(values, list) or len(values) != len(chunk):
                break
            for (alias, key), value in zip(chunk, values, strict=True):
                if value is None:
                    continue
                try:
                    known = decode(value)
                    if not are_entries(known):
                        raise ValueError("not an answer")
                except (ValueError, TypeError):
                    self._count(errors=1)
                    continue
                found[alias] = known
                self._remember(key, known, len(value), now)
        return found

    def _keep(self, answers: Iterable[tuple[str, tuple[Entry, ...]]]) -> None:
        for chunk in _chunks([(key, entries, encode(entries)) for key, entries in answers]):
            self._redis.ask(partial(self._write, chunk))
            now = self._clock()
            for key, entries, value in chunk:
                self._remember(key, entries, len(value), now)

    def _remember(self, key: str, entries: tuple[Entry, ...], size: int, now: float) -> None:
        self._local.put(key, entries, size, now + LOCAL_SHARE * self._ttl_of(entries))

    def _ttl_of(self, entries: tuple[Entry, ...]) -> int:
        return self._ttl_s if entries else self._negative_ttl_s

    def _write(self, chunk: Sequence[tuple[str, tuple[Entry, ...], bytes]], client: Redis) -> None:
        pipeline = client.pipeline(transaction=False)
        for key, entries, value in chunk:
            if len(value) <= LARGEST_VALUE:
                # Not for security: only so that entries do not expire together.
                ttl = round(self._ttl_of(entries) * (1 - JITTER * random.random()))  # noqa: S311
                pipeline.set(_bytes(key), value, ex=max(1, ttl))
        pipeline.execute()


def _settled(answers: Answers) -> list[tuple[str, tuple[Entry, ...]]]:
    """The answers that may be kept: of a degraded look-up, those of names that it does not owe, where it says which."""
    if answers.reached:
        return list(answers.found.items())
    if not answers.unanswered:
        return []
    return [(alias, entries) for alias, entries in answers.found.items() if alias not in answers.unanswered]


def _silent(answers: Answers) -> frozenset[str]:
    return frozenset(alias for alias, entries in answers.found.items() if not entries)


def _joined(first: Answers, second: Answers) -> Answers:
    """Two look-ups as one; the first was whole."""
    return replace(second, found={**first.found, **second.found})


def _read(keys: Sequence[str], client: Redis) -> object:
    return client.mget([_bytes(key) for key in keys])


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]
