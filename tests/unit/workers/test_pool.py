"""The pool survives whatever an item does to its process."""

import os
import signal
import time
from pathlib import Path

import pytest

from dateline.enricher.workers import Failed, Pool, PoolBrokenError

REPLACED: list[str] = []


def build_reader(answer):
    """A handler that reads words, and obeys the ones that break a process."""

    def handle(words):
        for word in words:
            if word == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "sleep":
                time.sleep(60)
            if word == "raise":
                raise ValueError("cannot read this word")
        return [answer + word for word in words]

    return handle


def build_nothing(argument):
    raise FileNotFoundError(f"model {argument!r} is not installed")


def build_slowly(marks):
    """A handler whose first process is killed while it is built."""
    mark = Path(marks) / "tried"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return build_reader("read ")


def build_never(_):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def pool():
    REPLACED.clear()
    pool = Pool(build_reader, "read ", processes=1, deadline_s=1.0, on_replaced=REPLACED.append)
    pool.start()
    yield pool
    pool.stop()


def test_results_come_back_in_the_order_of_the_items(pool):
    assert pool.submit(["Paris", "Cairo"]).result(10) == ["read Paris", "read Cairo"]


def test_an_item_that_kills_its_process_fails_alone_and_the_rest_of_its_batch_is_done(pool):
    first, second, third = pool.submit(["Paris", "die", "Cairo"]).result(30)
    assert (first, third) == ("read Paris", "read Cairo")
    assert isinstance(second, Failed)
    assert second.cause == "died"
    assert "signal 9" in second.message
    assert REPLACED == ["died", "died", "died"]  # with its batch, then twice alone


def test_an_item_that_passes_its_deadline_fails_alone(pool):
    first, second = pool.submit(["Paris", "sleep"]).result(30)
    assert first == "read Paris"
    assert second == Failed("deadline", "took longer than 1 s")


def test_an_item_that_raises_fails_alone_with_its_stack_and_keeps_the_process(pool):
    before = pool.pids
    first, second = pool.submit(["raise", "Cairo"]).result(30)
    assert first.cause == "raised"
    assert first.message == "ValueError: cannot read this word"
    assert "cannot read this word" in first.stack
    assert second == "read Cairo"
    assert pool.pids == before


def test_a_process_killed_from_outside_is_replaced_and_nothing_is_lost(pool):
    [pid] = pool.pids
    os.kill(pid, signal.SIGKILL)
    assert pool.submit(["Paris"]).result(30) == ["read Paris"]


def test_urgent_batches_overtake_the_others(pool):
    pool.submit(["sleep"])
    time.sleep(0.3)
    done = []
    for name, urgent in (("replayed", False), ("live", True)):
        pool.submit([name], urgent=urgent).add_done_callback(lambda f: done.append(f.result()[0]))
    deadline = time.monotonic() + 30
    while len(done) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert done == ["read live", "read replayed"]


def test_a_handler_that_cannot_be_built_is_said_at_the_start():
    pool = Pool(build_nothing, "en_core_web_xl", processes=2, deadline_s=1.0)
    with pytest.raises(PoolBrokenError, match="model 'en_core_web_xl' is not installed"):
        pool.start()
    pool.stop()
    with pytest.raises(PoolBrokenError):
        pool.submit(["Paris"]).result(5)


def test_a_process_killed_while_it_starts_is_started_again(tmp_path):
    pool = Pool(build_slowly, str(tmp_path), processes=1, deadline_s=5)
    pool.start()
    assert pool.submit(["Paris"]).result(10) == ["read Paris"]
    pool.stop()


def test_a_process_that_is_killed_at_every_start_ends_the_pool_with_the_signal():
    pool = Pool(build_never, None, processes=1, deadline_s=5)
    with pytest.raises(PoolBrokenError, match="signal 9"):
        pool.start()
    pool.stop()


def test_processes_ignore_the_signals_of_the_terminal_and_of_the_supervisor(pool):
    [pid] = pool.pids
    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)
    time.sleep(0.2)
    assert pool.submit(["Paris"]).result(10) == ["read Paris"]
    assert pool.pids == [pid]


def test_stopping_ends_every_process_even_one_at_work():
    pool = Pool(build_reader, "", processes=2, deadline_s=60)
    pool.start()
    pool.submit(["sleep"])
    time.sleep(0.3)
    pids = pool.pids
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < 5
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
