"""A real Kafka and a real Redis for every integration test, and fresh topics for whoever asks.

Where the servers can't be had the tests are skipped with the reason; in CI (CI=true) they fail.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.broker import create_topics
from dateline.contract.topics import Topic
from dateline.sandbox import Sandbox, SandboxError

PARTITIONS = 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.integration)


@dataclass(frozen=True)
class Topics:
    """Topics of one test: their servers, prefix and group; ``name(RAW)`` is a full name."""

    bootstrap_servers: str
    redis_url: str | None
    prefix: str
    group: str
    partitions: int = PARTITIONS

    def name(self, topic: Topic) -> str:
        return topic.name(self.prefix)

    def environment(self) -> dict[str, str]:
        """The environment for a worker or any other command on these topics."""
        settings = {
            "KAFKA_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "DATELINE_TOPIC_PREFIX": self.prefix,
            "DATELINE_GROUP": self.group,
            "DATELINE_PARTITIONS": str(self.partitions),
        }
        redis = {"REDIS_URL": self.redis_url} if self.redis_url else {}
        return {**os.environ, **settings, **redis}


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Kafka and Redis for the whole run; KAFKA_BOOTSTRAP_SERVERS and REDIS_URL name others."""
    given = {"kafka": os.environ.get("KAFKA_BOOTSTRAP_SERVERS"), "redis": os.environ.get("REDIS_URL")}
    try:
        started = Sandbox(**given).start()
    except SandboxError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no servers in CI: {error}")
        pytest.skip(f"no servers: {error}")
    yield started
    started.stop()


@pytest.fixture(scope="session")
def make_topics(sandbox: Sandbox) -> Callable[[], Topics]:
    """Makes all topics of the contract under a prefix that nobody else has."""

    def make() -> Topics:
        run = secrets.token_hex(4)
        create_topics(sandbox.bootstrap_servers, f"test-{run}", partitions=PARTITIONS, replication=1)
        return Topics(sandbox.bootstrap_servers, sandbox.redis_url, prefix=f"test-{run}", group=f"group-{run}")

    return make


@pytest.fixture
def topics(make_topics: Callable[[], Topics]) -> Topics:
    """Fresh topics for one test."""
    return make_topics()


@pytest.fixture(scope="module")
def module_topics(make_topics: Callable[[], Topics]) -> Topics:
    """Topics that the tests of one module share."""
    return make_topics()
