"""Every topic: who writes it, who reads it, its key, its value, its settings.

The one place where topics are declared; ``dateline topics create`` makes them so, and
nothing relies on auto-creation. All have the same number of partitions, since an
article's state lives in the partition of its key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dateline.contract.article import RawArticle
from dateline.contract.base import Record
from dateline.contract.enriched import DateMentioned, EnrichedArticle, EntityMentioned

DAY_MS = 24 * 60 * 60 * 1000
MIB = 1024 * 1024

# How long a tombstone stays readable, and how long a killed text can outlive its tombstone.
TOMBSTONE_RETENTION_MS = 7 * DAY_MS
MAX_COMPACTION_LAG_MS = 1 * DAY_MS


class CleanUp(StrEnum):
    """Kafka's ``cleanup.policy``."""

    DELETE = "delete"
    COMPACT = "compact"
    BOTH = "compact,delete"


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """One topic of the contract: itself in every process. ``suffix`` follows the installation's prefix (``news``)."""

    suffix: str
    key: str
    what: str
    produced_by: str
    consumed_by: str
    clean_up: CleanUp
    retention_days: int | None
    max_message_bytes: int
    value: type[Record] | None = None

    def name(self, prefix: str) -> str:
        """The topic's full name under an installation's prefix."""
        return f"{prefix}.{self.suffix}"

    def __reduce__(self) -> tuple[Callable[[str], Topic], tuple[str]]:
        return _topic, (self.suffix,)

    def config(self) -> dict[str, str]:
        """Kafka's topic settings."""
        config = {
            "cleanup.policy": self.clean_up.value,
            "max.message.bytes": str(self.max_message_bytes),
        }
        if self.retention_days is not None:
            config["retention.ms"] = str(self.retention_days * DAY_MS)
        if self.clean_up is not CleanUp.DELETE:
            config["delete.retention.ms"] = str(TOMBSTONE_RETENTION_MS)
            config["max.compaction.lag.ms"] = str(MAX_COMPACTION_LAG_MS)
        return config


RAW = Topic(
    suffix="article.raw.v1",
    key="article id",
    what="raw articles, JSON",
    produced_by="you",
    consumed_by="the worker, first",
    clean_up=CleanUp.DELETE,
    retention_days=7,
    max_message_bytes=2 * MIB,
    value=RawArticle,
)
REPLAY = Topic(
    suffix="article.replay.v1",
    key="article id",
    what="raw articles to be enriched again, which live news overtakes",
    produced_by="you, `dateline dlq replay`",
    consumed_by="the worker, when there is nothing in raw",
    clean_up=CleanUp.DELETE,
    retention_days=7,
    max_message_bytes=2 * MIB,
    value=RawArticle,
)
ENRICHED = Topic(
    suffix="article.enriched.v1",
    key="article id",
    what="enriched articles; a null value takes one back",
    produced_by="the worker",
    consumed_by="you",
    clean_up=CleanUp.BOTH,
    retention_days=90,
    max_message_bytes=8 * MIB,
    value=EnrichedArticle,
)
ENTITIES = Topic(
    suffix="entity.mentioned.v1",
    key="article id|entity key",
    what="one per distinct entity of an article",
    produced_by="the worker",
    consumed_by="you",
    clean_up=CleanUp.BOTH,
    retention_days=90,
    max_message_bytes=1 * MIB,
    value=EntityMentioned,
)
DATES = Topic(
    suffix="date.mentioned.v1",
    key="article id|value",
    what="one per distinct date of an article that has an interval",
    produced_by="the worker",
    consumed_by="you",
    clean_up=CleanUp.BOTH,
    retention_days=90,
    max_message_bytes=1 * MIB,
    value=DateMentioned,
)
DEAD_LETTERS = Topic(
    suffix="article.dlq.v1",
    key="the original key",
    what="records that could not be enriched: their bytes untouched, the error in headers",
    produced_by="the worker",
    consumed_by="`dateline dlq`",
    clean_up=CleanUp.DELETE,
    retention_days=30,
    max_message_bytes=3 * MIB,
)
STATE = Topic(
    suffix="article.state.v1",
    key="article id",
    what="newest revision of each article and the keys of its mention events (internal)",
    produced_by="the worker",
    consumed_by="the worker",
    clean_up=CleanUp.COMPACT,
    retention_days=None,
    max_message_bytes=1 * MIB,
)

TOPICS = (RAW, REPLAY, ENRICHED, ENTITIES, DATES, DEAD_LETTERS, STATE)

_BY_SUFFIX = {topic.suffix: topic for topic in TOPICS}


def _topic(suffix: str) -> Topic:
    return _BY_SUFFIX[suffix]


def event_type(topic: Topic) -> str:
    """The CloudEvents type of a topic's events: ``org.dateline.article.enriched.v1``."""
    return f"org.dateline.{topic.suffix}"


def schema_name(topic: Topic) -> str:
    """The file in ``schemas/`` that describes a topic's values, whatever the prefix."""
    return f"news.{topic.suffix}.schema.json"
