"""Puts the pipeline together as the settings say: model, knowledge, its guard, and the cache in front of both."""

from __future__ import annotations

from dateline.enricher.entities import Recogniser
from dateline.enricher.pipeline import Pipeline
from dateline.knowledge import CachedKnowledge, GuardedKnowledge, Knowledge, open_knowledge
from dateline.settings import Settings


def open_pipeline(settings: Settings, knowledge: Knowledge) -> Pipeline:
    """Load the model; a second or so. Raises ModelError where it is missing."""
    half = settings.memo_bytes // 2
    return Pipeline(Recogniser.load(settings.model, half), knowledge, settings.link_candidates, half)


def open_guarded_knowledge(settings: Settings) -> GuardedKnowledge:
    """The knowledge behind its guard. Raises KnowledgeFileError where its file can't be used."""
    return GuardedKnowledge(
        open_knowledge(settings.knowledge),
        timeout_s=settings.knowledge_timeout_s,
        failures=settings.knowledge_failures,
        breaker_s=settings.knowledge_breaker_s,
    )


def open_cached_knowledge(settings: Settings) -> Knowledge:
    """The guarded knowledge, behind Redis where one is configured."""
    return cached(open_guarded_knowledge(settings), settings)


def cached(knowledge: Knowledge, settings: Settings) -> Knowledge:
    """A knowledge behind Redis where one is configured; else itself."""
    if settings.redis_url is None:
        return knowledge
    return CachedKnowledge(
        knowledge,
        settings.redis_url.get_secret_value(),
        prefix=settings.cache_prefix,
        ttl_s=settings.cache_ttl_s,
        timeout_s=settings.cache_timeout_s,
        breaker_s=settings.cache_breaker_s,
        local_entries=settings.cache_local_entries,
    )
