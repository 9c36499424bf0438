"""The Redis cache in front of knowledge, with a small one in the process before it.

Redis only saves work. Where it is slow, full, gone or holds nonsense, look-ups go past it:
nothing here raises for it, and after a failure it is left alone for a while, so that the
traffic waits for it at most once a period. What is not found is cached too.
"""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from dateline.knowledge.breaker import Breaker
from dateline.knowledge.entry import Answers, Entry, Knowledge, decode, encode
from dateline.knowledge.vetting import are_entries

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")
Item = TypeVar("Item")

# Keys in one MGET or pipeline: an article has tens of names, a batch of articles hundreds.
CHUNK = 500
# An alias longer than this is stored under its hash.
LONGEST_ALIAS = 120
# A larger answer is not written to Redis.
LARGEST_VALUE = 64 * 1024
# The part of its time to live by which an entry may expire earlier.
JITTER = 0.1


@dataclass(frozen=True, slots=True)
class CacheStats:
    """Counts since the process began. ``errors`` are failed calls to Redis and unreadable values in it."""

    hits_local: int = 0
    hits_redis: int = 0
    misses: int = 0
    errors: int = 0
    breaker_opens: int = 0


class CachedKnowledge:
    """Knowledge behind two caches; itself a ``Knowledge``.

    Keys are ``{prefix}:k:{version}:{alias}``: a new version of the knowledge starts afresh,
    what is old expires. ``url`` may hold a password: it is never logged nor part of an
    error. One instance a process; not for several threads.

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
    ) -> None:
        self._inner = inner
        self._url = url
        self._prefix = prefix
        self._ttl_s = ttl_s
        self._timeout_s = timeout_s
        self._breaker = Breaker(breaker_s, clock)
        self._local: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._local_entries = local_entries
        self._stats = CacheStats()
        self._client: Redis | None = _client(url, timeout_s)
        self._pid = os.getpid()

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
        keys = {alias: self._key(alias, version) for alias in dict.fromkeys(aliases)}
        found = {alias: known for alias, key in keys.items() if (known := self._remembered(key)) is not None}
        local = len(found)
        wanted = {alias: key for alias, key in keys.items() if alias not in found}
        found |= self._from_redis(wanted)
        missing = [alias for alias in wanted if alias not in found]
        self._count(hits_local=local, hits_redis=len(found) - local, misses=len(missing))
        # One flight per key across processes would be awaited here.
        answers = self._inner.look_up(missing) if missing else Answers()
        if answers.version not in (None, version):
            # Replaced in between: what was found is of the old version, and not to be mixed with the new.
            return self._inner.look_up(list(keys))
        if answers.reached:
            self._to_redis((keys[alias], entries) for alias, entries in answers.found.items())
            for alias, entries in answers.found.items():
                self._remember(keys[alias], entries)
        everything = {**dict.fromkeys(keys, ()), **found, **answers.found}
        return replace(answers, found=everything, version=version)

    def _key(self, alias: str, version: str) -> str:
        if len(alias) > LONGEST_ALIAS:
            alias = "#" + hashlib.sha256(alias.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self._prefix}:k:{version}:{alias}"

    def _count(self, **more: int) -> None:
        self._stats = replace(self._stats, **{name: getattr(self._stats, name) + n for name, n in more.items()})

    # --- In the process ------------------------------------------------------------------------

    def _remembered(self, key: str) -> tuple[Entry, ...] | None:
        known = self._local.get(key)
        if known is not None:
            self._local.move_to_end(key)
        return known

    def _remember(self, key: str, entries: tuple[Entry, ...]) -> None:
        if not self._local_entries:
            return
        self._local[key] = entries
        self._local.move_to_end(key)
        if len(self._local) > self._local_entries:
            self._local.popitem(last=False)

    # --- In Redis ------------------------------------------------------------------------------

    def _from_redis(self, wanted: dict[str, str]) -> dict[str, tuple[Entry, ...]]:
        """What Redis knows; a value that is not ours counts as an error and is a miss."""
        found: dict[str, tuple[Entry, ...]] = {}
        for chunk in _chunks(list(wanted.items())):
            values = self._ask(partial(_read, [key for _, key in chunk]))
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
                self._remember(key, known)
        return found

    def _to_redis(self, answers: Iterable[tuple[str, tuple[Entry, ...]]]) -> None:
        for chunk in _chunks([(key, encode(entries)) for key, entries in answers]):
            self._ask(partial(self._write, chunk))

    def _write(self, chunk: Sequence[tuple[str, bytes]], client: Redis) -> None:
        pipeline = client.pipeline(transaction=False)
        for key, value in chunk:
            if len(value) <= LARGEST_VALUE:
                # Not for security: only so that entries do not expire together.
                ttl = round(self._ttl_s * (1 - JITTER * random.random()))  # noqa: S311
                pipeline.set(_bytes(key), value, ex=max(1, ttl))
        pipeline.execute()

    def _ask(self, call: Callable[[Redis], T]) -> T | None:
        """Redis's answer; null where it gave none, or is being left alone."""
        if not self._breaker.allows():
            return None
        from redis import ResponseError

        try:
            answer = call(self._connected())
            self._breaker.succeeded()
            return answer
        except ResponseError:
            # It answers, but will not do this: full, read-only, another type under our key.
            self._count(errors=1)
        except Exception:  # noqa: BLE001  whatever a broken server makes of the client, a cache never stops the traffic
            self._count(errors=1, breaker_opens=1)
            self._breaker.failed()
            self._disconnect()
        return None

    def _connected(self) -> Redis:
        """The client of this process: a socket must not be shared with a parent."""
        if self._client is None or self._pid != os.getpid():
            self._client, self._pid = _client(self._url, self._timeout_s), os.getpid()
        return self._client

    def _disconnect(self) -> None:
        if self._client is not None:
            self._client.connection_pool.disconnect()


def _client(url: str, timeout_s: float) -> Redis:
    """A client that waits once and asks once. RESP2 needs no handshake beyond a password and a database."""
    # Imported here: it costs half a second, which a run without Redis need not wait for.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    try:
        return Redis.from_url(
            url,
            socket_timeout=timeout_s,
            socket_connect_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            max_connections=1,
        )
    except ValueError:
        # The client's own message could repeat the address, which can hold a password.
        raise ValueError("REDIS_URL is no address of a Redis: use redis://, rediss:// or unix://") from None


def _read(keys: Sequence[str], client: Redis) -> object:
    return client.mget([_bytes(key) for key in keys])


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]
