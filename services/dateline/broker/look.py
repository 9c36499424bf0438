"""A look at topics as the cluster has them now: which they are, how many partitions, what we may do with them.

Cheap enough to be repeated every few seconds. What follows from it, whoever looks says.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from dateline.broker.errors import explained
from dateline.security import PLAINTEXT, Security

# Seconds for an answer: a look that fails is repeated soon, and a worker that stops waits for it.
ANSWER_S = 5.0
UNKNOWN_TOPIC, DENIED = 3, 29


@dataclass(frozen=True, slots=True)
class TopicLook:
    """One topic. ``id`` is the cluster's, another one after the topic was deleted and made again.

    ``operations`` are those that this client may do, as Kafka writes them (READ, WRITE, …); null where the
    brokers do not tell. A topic that may not even be described has no partitions and no operations.
    """

    id: str
    partitions: int
    operations: frozenset[str] | None


def look_at(bootstrap_servers: str, names: Collection[str], security: Security = PLAINTEXT) -> dict[str, TopicLook]:
    """The topics of these names; those that do not exist are left out. Raises BrokerError without an answer."""
    from kafka import KafkaAdminClient

    with explained("topics could not be looked at", bootstrap_servers):
        client = KafkaAdminClient(
            bootstrap_servers=bootstrap_servers,
            client_id="dateline-look",
            bootstrap_timeout_ms=int(ANSWER_S * 1000),
            request_timeout_ms=int(ANSWER_S * 1000),
            **security.options(),
        )
        with closing(client):
            found = client.describe_topics(list(names))
    return {topic["name"]: _look(topic) for topic in found if topic["error_code"] != UNKNOWN_TOPIC}


def _look(topic: dict[str, Any]) -> TopicLook:
    if topic["error_code"] == DENIED:
        return TopicLook("", 0, frozenset())
    allowed = topic.get("authorized_operations")
    operations = None if allowed is None else frozenset(str(name) for name in allowed)
    return TopicLook(str(topic.get("topic_id", "")), len(topic["partitions"]), operations)
