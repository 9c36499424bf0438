"""What a dead worker was at work on is known to its successor, through a real Redis."""

import asyncio
import secrets

import pytest

from dateline.enricher.stream.flight import Flight
from dateline.enricher.stream.records import Incoming
from dateline.settings import Settings

RAW = "news.article.raw.v1"


def record(offset):
    return Incoming(RAW, 0, offset, 0, b"a-17", b"{}")


@pytest.fixture
def settings(sandbox):
    if sandbox.redis_url is None:
        pytest.skip("no Redis here")
    return Settings(redis_url=sandbox.redis_url, group=f"flight-{secrets.token_hex(4)}", cache_timeout_s=2.0)


async def died_at_work_on(settings, *records):
    """A worker that was killed: its note stays."""
    flight = Flight(settings)
    await flight._write(0, f"{RAW}:{records[0].offset}:{records[-1].offset}")
    await flight.close()


async def taken_over(settings, positions):
    flight = Flight(settings)
    suspects = await flight.suspects(0, positions)
    await flight.close()
    return suspects


def test_records_at_which_workers_died_twice_are_suspect_and_those_of_a_single_death_are_not(settings):
    async def run():
        await died_at_work_on(settings, record(5), record(9))
        await died_at_work_on(settings, record(10), record(14))
        once = await taken_over(settings, {RAW: 5})
        twice = await taken_over(settings, {RAW: 10})
        return once, twice

    assert asyncio.run(run()) == ([], [(RAW, 10, 14)])


def test_what_a_living_worker_finished_is_not_suspect_though_it_was_once(settings):
    async def run():
        await died_at_work_on(settings, record(5), record(9))
        await taken_over(settings, {RAW: 5})
        flight = Flight(settings)
        async with flight.of(0, [record(5), record(9)], alone=False):
            pass
        await flight.close()
        return await taken_over(settings, {RAW: 5})

    assert asyncio.run(run()) == []


def test_a_note_of_records_that_were_committed_is_forgotten(settings):
    async def run():
        await died_at_work_on(settings, record(5), record(9))
        flight = Flight(settings)
        before = await flight.suspects(0, {RAW: 10})
        after = await flight.suspects(0, {RAW: 0})
        await flight.close()
        return before, after

    assert asyncio.run(run()) == ([], [])


def test_attempts_of_a_lone_record_count_over_workers_until_it_is_cleared(settings):
    async def run():
        counts = []
        for _ in range(2):
            flight = Flight(settings)
            counts.append(await flight.attempt(record(5)))
            await flight.close()
        flight = Flight(settings)
        await flight.cleared(0, record(5))
        counts.append(await flight.attempt(record(5)))
        await flight.close()
        return counts

    assert asyncio.run(run()) == [1, 2, 1]


def test_a_suspect_flies_alone_and_waits_for_nobody_who_comes_later(settings):
    async def run():
        flight, seen = Flight(settings), []

        async def fly(name, alone, seconds):
            async with flight.of(0, [record(len(seen))], alone=alone):
                seen.append(f"{name} up")
                await asyncio.sleep(seconds)
                seen.append(f"{name} down")

        first = asyncio.create_task(fly("batch", False, 0.2))
        await asyncio.sleep(0.1)
        lone = asyncio.create_task(fly("suspect", True, 0.1))
        await asyncio.sleep(0.02)
        later = asyncio.create_task(fly("later", False, 0))
        await asyncio.gather(first, lone, later)
        await flight.close()
        return seen

    assert asyncio.run(run()) == ["batch up", "batch down", "suspect up", "suspect down", "later up", "later down"]


def test_without_redis_nothing_is_noted_and_nothing_is_delayed():
    async def run():
        flight = Flight(Settings(redis_url="redis://127.0.0.1:1/0"))
        began = asyncio.get_running_loop().time()
        for offset in range(50):
            async with flight.of(0, [record(offset)], alone=False):
                pass
        assert await flight.suspects(0, {}) == []
        assert await flight.attempt(record(1)) == 1
        await flight.close()
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(run()) < 2
