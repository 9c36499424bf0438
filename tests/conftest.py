"""A real Kafka and a real Redis for whoever asks, and fresh topics: for the integration and the chaos tests.

Where the servers can't be had the tests are skipped with the reason; in CI (CI=true) they fail.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator

import pytest

from dateline.broker import create_topics
from dateline.sandbox import Sandbox, SandboxError
from kit import PARTITIONS, Topics


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
def make_topics(sandbox: Sandbox) -> Callable[..., Topics]:
    """Makes all topics of the contract under a prefix that nobody else has."""

    def make(partitions: int = PARTITIONS) -> Topics:
        run = secrets.token_hex(4)
        create_topics(sandbox.bootstrap_servers, f"test-{run}", partitions=partitions, replication=1)
        return Topics(sandbox.bootstrap_servers, sandbox.redis_url, f"test-{run}", f"group-{run}", partitions)

    return make


@pytest.fixture
def topics(make_topics: Callable[..., Topics]) -> Topics:
    """Fresh topics for one test."""
    return make_topics()


@pytest.fixture(scope="module")
def module_topics(make_topics: Callable[..., Topics]) -> Topics:
    """Topics that the tests of one module share."""
    return make_topics()
