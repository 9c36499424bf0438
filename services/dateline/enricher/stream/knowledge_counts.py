"""What a worker process tells of its knowledge with each batch: how look-ups were answered since the last one.

The names are those that ``accounts`` takes apart: the metric, a dot, the label.
"""

from __future__ import annotations

from dateline.enricher.assembly import Assembled
from dateline.knowledge import GuardedKnowledge

# Counts of a guard, under the names that the metric's label has too.
LOOK_UPS = ("ok", "late", "error", "garbage", "skipped")


class KnowledgeCounts:
    """The counts of one process, as differences."""

    def __init__(self, knowledge: Assembled) -> None:
        self._knowledge = knowledge
        self._before: dict[str, float] = {}

    def since(self) -> dict[str, float]:
        """Counts since the last call, or the process's begin."""
        now = self._now()
        counts = {name: count - self._before.get(name, 0) for name, count in now.items()}
        self._before = now
        return counts

    def _now(self) -> dict[str, float]:
        known = self._knowledge
        counts = _guarded(known.guard, "knowledge", "breaker")
        if known.live is not None and known.live_guard is not None:
            counts |= _guarded(known.live_guard, "live", "livebreaker")
            made = known.live.stats()
            counts |= {
                "request.search": made.searches,
                "request.fetch": made.fetches,
                "request.failed": made.failures,
            }
        if known.caches:
            stats = [cache.stats() for cache in known.caches]
            counts |= {
                "cache.local": sum(s.hits_local for s in stats),
                "cache.redis": sum(s.hits_redis for s in stats),
                "cache.flight": sum(s.hits_flight for s in stats),
                "cache.knowledge": sum(s.misses for s in stats),
                "cache.error": sum(s.errors for s in stats),
                "cachebreaker.open": sum(s.breaker_opens for s in stats),
            }
        return counts


def _guarded(guard: GuardedKnowledge, look_ups: str, breaker: str) -> dict[str, float]:
    stats = guard.stats()
    return {
        **{f"{look_ups}.{name}": getattr(stats, name) for name in LOOK_UPS},
        f"{breaker}.open": stats.opened,
        f"{breaker}.closed": stats.closed,
    }
