"""Puts the pipeline together as the settings say: model, knowledge, its guards, and the caches in front of them."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.enricher.entities import Recogniser
from dateline.enricher.pipeline import Pipeline
from dateline.knowledge import (
    CachedKnowledge,
    ChainedKnowledge,
    GuardedKnowledge,
    Knowledge,
    Sharing,
    open_knowledge,
)
from dateline.security import redis_options
from dateline.settings import Settings, SettingsError

if TYPE_CHECKING:
    from dateline.knowledge.wikidata import LiveWikidata

# What DATELINE_WIKIDATA_URL says for Wikidata's own address.
OWN = "wikidata"
# The provider ends by itself in its time; its guard is for when it does not.
GRACE_S = 1.0
# More names than a batch has: the live provider keeps to its time over all of them.
ALL_AT_ONCE = 1_000_000
# The part of the memory of what was read before that is for paragraphs. They are small: a fifth holds 12,000 of
# them, and two and a half times as many are met again in only 0.2 % more of the characters of news pages.
OF_PARAGRAPHS = 0.2


@dataclass(frozen=True, slots=True)
class Assembled:
    """The knowledge to ask, and its parts, for whoever counts: ``live`` is null where it is off."""

    whole: Knowledge
    guard: GuardedKnowledge
    live: LiveWikidata | None = None
    live_guard: GuardedKnowledge | None = None
    caches: tuple[CachedKnowledge, ...] = ()


def open_pipeline(settings: Settings, knowledge: Knowledge) -> Pipeline:
    """Load the model; a second or so. Raises ModelError where it is missing."""
    paragraphs = int(settings.memo_bytes * OF_PARAGRAPHS)
    recogniser = Recogniser.load(settings.model, paragraphs)
    pipeline = Pipeline(recogniser, knowledge, settings.link_candidates, settings.memo_bytes - paragraphs)
    # Model and word lists stay to the end: a collector that walks through them again and again takes 7 % of the time.
    gc.freeze()
    return pipeline


def open_guarded_knowledge(settings: Settings) -> GuardedKnowledge:
    """The knowledge file behind its guard. Raises KnowledgeFileError where it can't be used."""
    return GuardedKnowledge(
        open_knowledge(settings.knowledge),
        timeout_s=settings.knowledge_timeout_s,
        failures=settings.knowledge_failures,
        breaker_s=settings.knowledge_breaker_s,
    )


def open_cached_knowledge(settings: Settings) -> Knowledge:
    """All knowledge that the settings name, each behind its guard, and behind Redis where one is configured."""
    return assembled(settings).whole


def assembled(settings: Settings) -> Assembled:
    """As ``open_cached_knowledge``, with the parts. Raises KnowledgeFileError and SettingsError."""
    guard = open_guarded_knowledge(settings)
    first = cached(guard, settings)
    live = open_wikidata(settings)
    if live is None:
        return Assembled(first, guard, caches=_caches(first))
    live_guard = GuardedKnowledge(
        live,
        timeout_s=settings.wikidata_timeout_s + GRACE_S,
        failures=settings.knowledge_failures,
        breaker_s=settings.knowledge_breaker_s,
        chunk=ALL_AT_ONCE,
    )
    second = cached(
        live_guard, settings, ttl_s=settings.wikidata_ttl_s, negative_ttl_s=settings.wikidata_negative_ttl_s
    )
    return Assembled(ChainedKnowledge(first, second), guard, live, live_guard, _caches(first, second))


def open_wikidata(settings: Settings) -> LiveWikidata | None:
    """The live provider; null where it is off. Raises SettingsError, without the address."""
    if not settings.wikidata_url:
        return None
    # Imported here: who does not use it need not wait for it.
    from dateline.knowledge.wikidata import Access, LiveWikidata
    from dateline.knowledge.wikidata.access import OFFICIAL

    url = OFFICIAL if settings.wikidata_url == OWN else settings.wikidata_url
    if url == OFFICIAL and not settings.wikidata_contact:
        raise SettingsError(
            "DATELINE_WIKIDATA_CONTACT: Wikimedia asks every program for a contact; set an address of mail or of a page"
        )
    try:
        access = Access(
            url,
            settings.wikidata_contact,
            settings.wikidata_language,
            settings.wikidata_rate,
            settings.wikidata_timeout_s,
        )
    except ValueError as error:
        raise SettingsError(f"DATELINE_WIKIDATA_URL or DATELINE_WIKIDATA_CONTACT: {error}") from None
    return LiveWikidata(access)


def cached(
    knowledge: Knowledge, settings: Settings, ttl_s: int | None = None, negative_ttl_s: int | None = None
) -> Knowledge:
    """A knowledge behind Redis where one is configured; else itself."""
    if settings.redis_url is None:
        return knowledge
    return CachedKnowledge(
        knowledge,
        settings.redis_url.get_secret_value(),
        prefix=settings.cache_prefix,
        ttl_s=ttl_s or settings.cache_ttl_s,
        negative_ttl_s=negative_ttl_s,
        timeout_s=settings.cache_timeout_s,
        breaker_s=settings.cache_breaker_s,
        local_entries=settings.cache_local_entries,
        local_bytes=settings.cache_local_bytes,
        # A lease outlives the longest flight, and not by much.
        sharing=Sharing(settings.cache_flight_wait_s, settings.wikidata_timeout_s + 2 * GRACE_S),
        options=redis_options(settings),
    )


def _caches(*knowledges: Knowledge) -> tuple[CachedKnowledge, ...]:
    return tuple(k for k in knowledges if isinstance(k, CachedKnowledge))
