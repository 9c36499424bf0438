"""What the cache has in Redis, counted and deleted: by SCAN, in steps, only under our own prefix.

For operators; the traffic never comes here. Errors of Redis are the caller's.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from dateline.knowledge.cache_keys import patterns, version_of

if TYPE_CHECKING:
    from redis import Redis

# Keys that Redis looks at in one SCAN, and that go in one UNLINK: a millisecond or so each.
STEP = 1_000
PINGS = 5

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What Redis says of itself. Memory is bytes, of which 0 as the most is no limit."""

    redis_version: str
    ping_ms: float
    keys: int
    memory: int
    most_memory: int
    policy: str
    evicted: int
    hits: int
    misses: int

    @property
    def hit_rate(self) -> float | None:
        """0..1, of all its users since it began; null where nothing was read yet."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else None


def facts(client: Redis) -> ServerFacts:
    """Ask the server; the ping is the median of five."""
    times = []
    for _ in range(PINGS):
        began = time.perf_counter()
        client.ping()
        times.append(time.perf_counter() - began)
    info = client.info()
    return ServerFacts(
        str(info.get("redis_version", "unknown")),
        round(1000 * statistics.median(times), 2),
        int(client.dbsize()),
        int(info.get("used_memory", 0)),
        int(info.get("maxmemory", 0)),
        str(info.get("maxmemory_policy", "unknown")),
        int(info.get("evicted_keys", 0)),
        int(info.get("keyspace_hits", 0)),
        int(info.get("keyspace_misses", 0)),
    )


def by_version(client: Redis, prefix: str, seen: Advance = lambda _: None) -> Counter[str]:
    """Keys of the cache, by the version of the knowledge. SCAN may count a key twice while Redis grows."""
    counts: Counter[str] = Counter()
    for keys in _steps(client, prefix, None):
        counts.update(version for key in keys if (version := version_of(key, prefix)) is not None)
        seen(len(keys))
    return counts


def delete(client: Redis, prefix: str, versions: frozenset[str] | None, deleted: Advance = lambda _: None) -> int:
    """Delete the keys of these versions, null: of all; how many there were. Traffic goes on meanwhile."""
    total = 0
    for version in [None] if versions is None else sorted(versions):
        for keys in _steps(client, prefix, version):
            # One by one: on a cluster keys of one command must lie in one slot.
            pipeline = client.pipeline(transaction=False)
            for key in keys:
                pipeline.unlink(key)
            gone = sum(map(int, pipeline.execute()))
            total += gone
            deleted(gone)
    return total


def _steps(client: Redis, prefix: str, version: str | None) -> Iterator[list[bytes]]:
    for pattern in patterns(prefix, version):
        found = client.scan_iter(match=pattern.encode("utf-8", "surrogatepass"), count=STEP)
        while keys := list(islice(found, STEP)):
            yield keys
