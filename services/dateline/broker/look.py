"""A look at topics as the cluster has them now: which they are, how many partitions, what we may do with them.

Cheap enough to be repeated every few seconds. What follows from it, whoever looks says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from dateline.broker.admin import open_admin
from dateline.security import PLAINTEXT, Security

# Seconds for an answer: a look that fails is repeated soon, and a worker that stops waits for it.
ANSWER_S = 5.0
UNKNOWN_TOPIC, DENIED = 3, 29


@dataclass(frozen=True, slots=True)
class TopicLook:
    """One topic. ``id`` is the cluster's, another one after the topic was deleted and made again.

    ``operations`` are those that this client may do, as Kafka writes them (READ, WRITE, …); null where the
    brokers do not tell. A topic that may not even be described has no partitions and no operations.
    ``ends`` are the next offsets of its partitions, where they were asked for and told.
    """

    id: str
    partitions: int
    operations: frozenset[str] | None
    ends: Mapping[int, int] = field(default_factory=dict)


def look_at(
    bootstrap_servers: str,
    names: Collection[str],
    security: Security = PLAINTEXT,
    *,
    ends_of: Collection[str] = (),
) -> dict[str, TopicLook]:
    """The topics of these names; those that do not exist are left out. Raises BrokerError without an answer."""
    with open_admin(bootstrap_servers, "topics could not be looked at", security, answer_s=ANSWER_S) as admin:
        found = admin.describe_topics(list(names))
        ends = _ends(admin, {t["name"]: len(t["partitions"]) for t in found if t["name"] in ends_of})
    return {t["name"]: _look(t, ends.get(t["name"], {})) for t in found if t["error_code"] != UNKNOWN_TOPIC}


def _ends(admin: Any, partitions: Mapping[str, int]) -> dict[str, dict[int, int]]:
    """The next offset of each partition; nothing where that is denied, or a leader is missing just now."""
    from kafka import TopicPartition
    from kafka.admin import OffsetSpec
    from kafka.errors import KafkaError

    wanted = [TopicPartition(name, number) for name, count in partitions.items() for number in range(count)]
    ends: dict[str, dict[int, int]] = {}
    with suppress(KafkaError):
        for partition, found in admin.list_partition_offsets(dict.fromkeys(wanted, OffsetSpec.LATEST)).items():
            ends.setdefault(partition.topic, {})[partition.partition] = found.offset
    return ends


def _look(topic: dict[str, Any], ends: Mapping[int, int]) -> TopicLook:
    if topic["error_code"] == DENIED:
        return TopicLook("", 0, frozenset())
    allowed = topic.get("authorized_operations")
    operations = None if allowed is None else frozenset(str(name) for name in allowed)
    return TopicLook(str(topic.get("topic_id", "")), len(topic["partitions"]), operations, ends)
