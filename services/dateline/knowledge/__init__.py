"""Who and what an alias can mean: the embedded store, its guard, and the Redis cache in front of what is slow.

Answers look-ups by alias; which answer an article means is decided by ``enricher.entities``.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from dateline.knowledge.cache import CachedKnowledge, CacheStats
from dateline.knowledge.chained import ChainedKnowledge
from dateline.knowledge.entry import Answers, Entry, Knowledge
from dateline.knowledge.flights import Sharing
from dateline.knowledge.guard import GuardedKnowledge, GuardStats
from dateline.knowledge.one_version import OneVersion, ReplacedError
from dateline.knowledge.store import KnowledgeFileError, Store

__all__ = [
    "Answers",
    "CacheStats",
    "CachedKnowledge",
    "ChainedKnowledge",
    "Entry",
    "GuardStats",
    "GuardedKnowledge",
    "Knowledge",
    "KnowledgeFileError",
    "OneVersion",
    "ReplacedError",
    "Sharing",
    "Store",
    "open_knowledge",
]


def open_knowledge(path: Path | None) -> Store:
    """The knowledge file at ``path``, or the embedded one.

    Raises ``KnowledgeFileError`` where it is missing, damaged or of another version.
    """
    return Store(path if path is not None else Path(str(files(__name__) / "data" / "places.sqlite")))
