"""Declares the topics of the contract on a cluster, and says what is there.

What differs from the contract is reported, never silently altered: a changed number of
partitions would move keys away from their state, a changed retention may be someone's intent.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dateline.broker.errors import BOOTSTRAP_S, BrokerError, explained
from dateline.contract.topics import TOPICS, Topic
from dateline.security import PLAINTEXT, Security

if TYPE_CHECKING:
    from dateline.settings import Settings

READY_TIMEOUT_MS = 15_000
DELETION_TIMEOUT_S = 10.0


class Outcome(StrEnum):
    """What became of a topic that was to be created."""

    CREATED = "created"
    UNCHANGED = "already right"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class TopicReport:
    """One topic after ``create_topics``; ``differences`` are sentences such as "partitions: 12, wanted 4"."""

    name: str
    outcome: Outcome
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as the cluster has it.

    ``config`` holds the settings that the contract names. ``records`` is the distance of
    first to last offset: an upper bound, since compaction leaves gaps and each transaction
    takes an offset too.
    """

    name: str
    topic: Topic
    partitions: int
    replication: int
    config: dict[str, str]
    records: int


@contextmanager
def open_admin(
    bootstrap_servers: str, doing: str, security: Security, *, answer_s: float | None = None
) -> Iterator[Any]:
    """kafka-python's admin client, its errors explained; ``answer_s``: seconds for an answer, else the library's."""
    from kafka import KafkaAdminClient

    patience = {} if answer_s is None else {"request_timeout_ms": int(answer_s * 1000)}
    with explained(doing, bootstrap_servers):
        client = KafkaAdminClient(
            bootstrap_servers=bootstrap_servers,
            client_id="dateline-admin",
            bootstrap_timeout_ms=int((BOOTSTRAP_S if answer_s is None else answer_s) * 1000),
            **patience,
            **security.options(),
        )
        with closing(client):
            yield client


def create_topics(
    bootstrap_servers: str,
    prefix: str,
    *,
    partitions: int,
    replication: int,
    topics: Sequence[Topic] = TOPICS,
    security: Security = PLAINTEXT,
) -> tuple[TopicReport, ...]:
    """Create what is missing and compare what is there, in the contract's order. Raises BrokerError."""
    with open_admin(bootstrap_servers, "topics could not be created", security) as admin:
        there = set(admin.list_topics())
        missing = {
            topic.name(prefix): {
                "num_partitions": partitions,
                "replication_factor": replication,
                "configs": topic.config(),
            }
            for topic in topics
            if topic.name(prefix) not in there
        }
        created = _create(admin, missing)
        states = {state.name: state for state in _states(admin, topics, prefix, set(created))}
    return tuple(
        TopicReport(name, Outcome.CREATED)
        if (name := topic.name(prefix)) in created
        else _compare(states[name], partitions, replication)
        for topic in topics
    )


def _create(admin: Any, missing: dict[str, dict[str, Any]]) -> set[str]:
    """Create topics and wait until they can be used. What another process made meanwhile is left out."""
    from kafka.errors import TopicAlreadyExistsError, for_code

    if not missing:
        return set()
    created = set()
    for result in admin.create_topics(missing, raise_errors=False)["topics"]:
        error = for_code(result["error_code"])
        if result["error_code"] == 0:
            created.add(result["name"])
        elif error is not TopicAlreadyExistsError:
            message = result.get("error_message") or error.__name__
            raise BrokerError(f"topic {result['name']} could not be created: {message}{_advice(message)}")
    admin.wait_for_topics(list(missing), timeout_ms=READY_TIMEOUT_MS)
    return created


def _advice(message: str) -> str:
    if "replication factor" in message.lower():
        return " Set DATELINE_REPLICATION to at most the number of brokers."
    return ""


def _compare(state: TopicState, partitions: int, replication: int) -> TopicReport:
    wanted = {"partitions": str(partitions), "replication": str(replication), **state.topic.config()}
    found = {"partitions": str(state.partitions), "replication": str(state.replication), **state.config}
    differences = tuple(
        f"{name}: {found.get(name, 'not set')}, wanted {value}"
        for name, value in wanted.items()
        if _norm(found.get(name)) != _norm(value)
    )
    return TopicReport(state.name, Outcome.DIFFERS if differences else Outcome.UNCHANGED, differences)


def _norm(value: str | None) -> str | None:
    """``cleanup.policy`` is a set: "delete,compact" is "compact,delete"."""
    return value if value is None else ",".join(sorted(value.split(",")))


def list_topics(
    bootstrap_servers: str, prefix: str, topics: Sequence[Topic] = TOPICS, *, security: Security = PLAINTEXT
) -> tuple[TopicState, ...]:
    """The topics of the contract that are there, in its order. Raises BrokerError."""
    with open_admin(bootstrap_servers, "topics could not be listed", security) as admin:
        return tuple(_states(admin, topics, prefix, set()))


def check_topics(settings: Settings) -> tuple[str, ...]:
    """What is not as the contract and the settings have it, as sentences; empty where all is right.

    Raises BrokerError.
    """
    prefix = settings.topic_prefix
    found = list_topics(settings.kafka_bootstrap_servers, prefix, security=Security.of(settings))
    states = {state.topic: state for state in found}
    missing = [topic.name(prefix) for topic in TOPICS if topic not in states]
    reports = [_compare(state, settings.partitions, settings.replication) for state in states.values()]
    problems = [f"{report.name} {', '.join(report.differences)}" for report in reports if report.differences]
    if missing:
        problems.append(f"missing: {', '.join(missing)}; `dateline topics create` makes them")
    return tuple(problems)


def describe_cluster(bootstrap_servers: str, security: Security = PLAINTEXT) -> str:
    """How many brokers there are, in words. Raises BrokerError."""
    with open_admin(bootstrap_servers, "the cluster could not be described", security) as admin:
        brokers = len(admin.describe_cluster()["brokers"])
    return f"{brokers} broker{'s' * (brokers != 1)}"


def delete_topics(
    bootstrap_servers: str, prefix: str, topics: Sequence[Topic] = TOPICS, *, security: Security = PLAINTEXT
) -> None:
    """Delete the topics of the contract under a prefix, with all that is in them. Raises BrokerError."""
    with open_admin(bootstrap_servers, "topics could not be deleted", security) as admin:
        there = set(admin.list_topics())
        names = {name for topic in topics if (name := topic.name(prefix)) in there}
        if not names:
            return
        admin.delete_topics(list(names))
        # The broker answers before all of it has forgotten them.
        ends = time.monotonic() + DELETION_TIMEOUT_S
        while names & set(admin.list_topics()) and time.monotonic() < ends:
            time.sleep(0.1)


def delete_records(
    bootstrap_servers: str, ends: Mapping[tuple[str, int], int], *, security: Security = PLAINTEXT
) -> None:
    """Delete what lies before an offset of (topic, partition), for good. Raises BrokerError."""
    from kafka import TopicPartition

    with open_admin(bootstrap_servers, "records could not be deleted", security) as admin:
        admin.delete_records({TopicPartition(*partition): offset for partition, offset in ends.items()})


def _states(admin: Any, topics: Sequence[Topic], prefix: str, without: set[str]) -> list[TopicState]:
    there = set(admin.list_topics())
    wanted = {name: topic for topic in topics if (name := topic.name(prefix)) in there and name not in without}
    if not wanted:
        return []
    described = {entry["name"]: entry["partitions"] for entry in admin.describe_topics(list(wanted))}
    configs = _configs(admin, list(wanted))
    counts = _record_counts(admin, {name: len(described[name]) for name in wanted})
    return [
        TopicState(
            name=name,
            topic=topic,
            partitions=len(described[name]),
            replication=min(len(partition["replica_nodes"]) for partition in described[name]),
            config={key: value for key, value in configs[name].items() if key in topic.config()},
            records=counts[name],
        )
        for name, topic in wanted.items()
    ]


def _configs(admin: Any, names: Sequence[str]) -> dict[str, dict[str, str]]:
    from kafka.admin import ConfigResource, ConfigResourceType

    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    found = admin.describe_configs(resources, config_filter="all")["topic"]
    return {name: {key: entry["value"] for key, entry in found[name].items()} for name in names}


def _record_counts(admin: Any, partitions: dict[str, int]) -> dict[str, int]:
    from kafka import TopicPartition
    from kafka.admin import OffsetSpec

    all_of = [TopicPartition(name, number) for name, count in partitions.items() for number in range(count)]
    first = admin.list_partition_offsets(dict.fromkeys(all_of, OffsetSpec.EARLIEST))
    last = admin.list_partition_offsets(dict.fromkeys(all_of, OffsetSpec.LATEST))
    counts = dict.fromkeys(partitions, 0)
    for partition in all_of:
        counts[partition.topic] += last[partition].offset - first[partition].offset
    return counts
