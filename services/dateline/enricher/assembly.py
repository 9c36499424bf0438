"""Puts the pipeline together as the settings say: model, knowledge, and the cache in front of it."""

from __future__ import annotations

from dateline.enricher.entities import Recogniser
from dateline.enricher.pipeline import Pipeline
from dateline.knowledge import CachedKnowledge, Knowledge, open_knowledge
from dateline.settings import Settings


def open_pipeline(settings: Settings, knowledge: Knowledge) -> Pipeline:
    """Load the model; a second or so. Raises ModelError where it is missing."""
    return Pipeline(Recogniser.load(settings.model), knowledge)


def open_cached_knowledge(settings: Settings) -> Knowledge:
    """The knowledge, behind Redis where one is configured."""
    knowledge = open_knowledge(settings.knowledge)
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
