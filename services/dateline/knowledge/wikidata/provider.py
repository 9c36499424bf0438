"""The live ``Knowledge``: a search for each name, then the entities that were found, fifty at a time.

Slow and bounded: a look-up brings what its time allows and names the rest as unanswered. The
cache before it keeps what came, so that the next look-up gets further.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import Draft
from dateline.knowledge.entry import Answers, Entry
from dateline.knowledge.store import MOST
from dateline.knowledge.wikidata import entries
from dateline.knowledge.wikidata.access import OFFICIAL, Access
from dateline.knowledge.wikidata.client import ApiClient
from dateline.knowledge.wikidata.errors import GarbageError, TooLargeError, WikidataError

# To be raised when the same answer of the API would make other entries.
FORM = 1
# wbgetentities takes fifty ids from those who are not bots.
MOST_IDS = 50
# Hits asked of a search, which gives at most fifty; the best known of a name are among the first.
MOST_HITS = 20
# wbsearchentities refuses longer ones; no name of an item is longer.
LONGEST_NAME = 250
PROPS = "labels|descriptions|claims|sitelinks"


@dataclass(frozen=True, slots=True)
class LiveStats:
    """Requests since the process began: searches, fetches of entities, and those that failed."""

    searches: int = 0
    fetches: int = 0
    failures: int = 0


class LiveWikidata:
    """Wikidata's API; itself a ``Knowledge``. One a process."""

    # A look-up takes hundreds of milliseconds: worth a flight that processes share.
    slow = True

    def __init__(
        self, access: Access, client: ApiClient | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._access = access
        self._clock = clock
        self._client = client or ApiClient(access, clock=clock)
        self._stats = LiveStats()
        elsewhere = "" if access.url == OFFICIAL else f"@{access.host}"
        # The time of an answer is no part of it: what Wikidata learns since is seen when the cache forgets.
        self.version = f"wikidata-api:{access.language}:{FORM}{elsewhere}"

    def stats(self) -> LiveStats:
        """A snapshot of the counters."""
        return self._stats

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean, as far as the time goes. Never raises for an outage."""
        until = self._clock() + self._access.timeout_s
        found: dict[str, tuple[Entry, ...]] = {alias: () for alias in aliases if not _is_askable(alias)}
        waiting = [alias for alias in dict.fromkeys(aliases) if alias not in found]
        known: dict[str, Draft | None] = {}
        try:
            while waiting:
                hits = self._searched(waiting, until)
                self._fetch(dict.fromkeys(item for items in hits.values() for item in items), known, until)
                for alias, items in hits.items():
                    found[alias] = _entries(alias, items, known)
                del waiting[: len(hits)]
        except WikidataError as error:
            self._count(failures=1)
            everything = {**dict.fromkeys(waiting, ()), **found}
            return Answers(everything, False, error.reason, frozenset(waiting), self.version)
        return Answers(found, version=self.version)

    def _searched(self, aliases: Sequence[str], until: float) -> dict[str, tuple[str, ...]]:
        """The hits of the first aliases: until there are enough to fetch, or half of the time is gone.

        Fetching soon keeps what was searched: half of what is left is always left for it.
        """
        half = self._clock() + (until - self._clock()) / 2
        hits: dict[str, tuple[str, ...]] = {}
        for alias in aliases:
            self._count(searches=1)
            asked = {
                "action": "wbsearchentities",
                "search": alias,
                "language": self._access.language,
                "uselang": self._access.language,
                "type": "item",
                "limit": MOST_HITS,
            }
            hits[alias] = entries.hits(self._client.ask(asked, until), alias, MOST_HITS)
            if self._clock() >= half or sum(map(len, hits.values())) >= MOST_IDS:
                break
        return hits

    def _fetch(self, items: Iterable[str], known: dict[str, Draft | None], until: float) -> None:
        new = [item for item in items if item not in known]
        for at in range(0, len(new), MOST_IDS):
            self._fetch_batch(new[at : at + MOST_IDS], known, until)

    def _fetch_batch(self, items: Sequence[str], known: dict[str, Draft | None], until: float) -> None:
        """Entities of at most fifty ids; where together they are too large, in halves."""
        self._count(fetches=1)
        asked = {
            "action": "wbgetentities",
            "ids": "|".join(items),
            "props": PROPS,
            "languages": f"{self._access.language}|mul",
        }
        try:
            made = entries.drafts(self._client.ask(asked, until), self._access.language)
        except TooLargeError:
            if len(items) == 1:
                raise
            middle = len(items) // 2
            self._fetch_batch(items[:middle], known, until)
            self._fetch_batch(items[middle:], known, until)
            return
        if not made.keys() >= set(items):  # cut short, or the answer to another question
            raise GarbageError
        known.update((item, made[item]) for item in items)

    def _count(self, **more: int) -> None:
        self._stats = replace(self._stats, **{name: getattr(self._stats, name) + n for name, n in more.items()})


def _is_askable(alias: str) -> bool:
    """Not what is no name, nor what separates values in the API (U+001F, "|" is none within a single one)."""
    return 0 < len(alias) <= LONGEST_NAME and alias.isprintable() and bool(alias_key(alias))


def _entries(alias: str, items: Sequence[str], known: Mapping[str, Draft | None]) -> tuple[Entry, ...]:
    """The entries of a name, best first, each once: two ids may have been merged into one."""
    made = (entries.entry_of(draft, alias) for item in items if (draft := known[item]) is not None)
    by_id = {entry.id: entry for entry in made if entry is not None}
    return tuple(sorted(by_id.values(), key=lambda e: (-e.prior, e.kb, e.id))[:MOST])
