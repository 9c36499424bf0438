"""One flight per name: of the processes that miss it in the cache, one asks the knowledge, the others wait a while.

A lease in Redis (SET NX PX) says who asks; it ends by itself where its owner dies. Whoever has
waited long enough asks too: the lease saves requests, and never stops an article.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dateline.knowledge.cache_keys import LEASE, keys_of
from dateline.knowledge.entry import Entry
from dateline.knowledge.redis_client import LenientRedis

if TYPE_CHECKING:
    from redis import Redis

# Seconds between two looks at what is being waited for.
LOOK_S = 0.01


@dataclass(frozen=True, slots=True)
class Sharing:
    """``wait_s``: seconds that a look-up waits for others' flights; ``lease_s``: after which a lease is nobody's."""

    wait_s: float = 0.05
    lease_s: float = 10.0


class Flights:
    """The leases of one process."""

    def __init__(
        self,
        redis: LenientRedis,
        prefix: str,
        sharing: Sharing,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._redis = redis
        self._prefix = prefix
        self._sharing = sharing
        self._clock = clock
        self._sleep = sleep

    def take_off(self, aliases: Collection[str], version: str) -> list[str]:
        """The aliases that this process is to ask for: those that nobody else has; all where Redis can't tell."""
        names = list(aliases)
        leased = self._redis.ask(partial(self._lease, self._keys(names, version)))
        if leased is None or len(leased) != len(names):
            return names
        return [alias for alias, mine in zip(names, leased, strict=True) if mine]

    def land(self, aliases: Collection[str], version: str) -> None:
        """Give the leases back. The answers stand in Redis before, where there are any."""
        if aliases:
            # Late, this may end a successor's lease: one request more, which is all that a lease saves.
            self._redis.ask(partial(_unlink, self._keys(aliases, version)))

    def wait_for(
        self, wanted: Mapping[str, str], look: Callable[[Mapping[str, str]], dict[str, tuple[Entry, ...]]]
    ) -> dict[str, tuple[Entry, ...]]:
        """What others bring meanwhile; ``look`` gives what is there of aliases and their keys."""
        found: dict[str, tuple[Entry, ...]] = {}
        if not wanted:
            return found
        until = self._clock() + self._sharing.wait_s
        while True:
            found |= look({alias: key for alias, key in wanted.items() if alias not in found})
            if len(found) == len(wanted) or self._clock() >= until:
                return found
            self._sleep(LOOK_S)

    def _keys(self, aliases: Collection[str], version: str) -> list[bytes]:
        keys = keys_of(self._prefix, LEASE, version, aliases)
        return [key.encode("utf-8", "surrogatepass") for key in keys.values()]

    def _lease(self, keys: list[bytes], client: Redis) -> list[object]:
        pipeline = client.pipeline(transaction=False)
        for key in keys:
            pipeline.set(key, b"1", nx=True, px=max(1, round(self._sharing.lease_s * 1000)))
        return list(pipeline.execute())


def _unlink(keys: list[bytes], client: Redis) -> None:
    pipeline = client.pipeline(transaction=False)
    for key in keys:
        pipeline.unlink(key)
    pipeline.execute()
