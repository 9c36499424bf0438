"""A cancellation that nobody asked for is an error; one that was asked for, or a time-out, is what it was."""

import asyncio

import pytest

from dateline.enricher.stream.clients.cancelling import StrayCancellationError, strays_raise


async def wait_for(future):
    with strays_raise():
        await future


def test_a_future_that_a_library_cancels_is_an_error_in_whoever_waits_for_it():
    async def run():
        future = asyncio.get_running_loop().create_future()
        waiting = asyncio.create_task(wait_for(future))
        await asyncio.sleep(0)
        future.cancel()
        with pytest.raises(StrayCancellationError):
            await waiting

    asyncio.run(run())


def test_a_task_group_hears_of_it():
    async def run():
        async with asyncio.TaskGroup() as tasks:
            future = asyncio.get_running_loop().create_future()
            future.cancel()
            tasks.create_task(wait_for(future))

    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(run())
    assert isinstance(raised.value.exceptions[0], StrayCancellationError)


def test_a_task_that_is_asked_to_end_is_cancelled():
    async def run():
        waiting = asyncio.create_task(wait_for(asyncio.get_running_loop().create_future()))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(run())


def test_a_time_out_is_a_time_out():
    async def run():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await wait_for(asyncio.get_running_loop().create_future())

    asyncio.run(run())
