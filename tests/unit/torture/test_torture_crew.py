"""Workers of a side: killed, stopped in order, and none left behind."""

import sys
import time
from pathlib import Path

import pytest

from dateline.torture import crew as module
from dateline.torture.crew import Crew, Side

FINISHES = (
    "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(0)); print('on', flush=True); time.sleep(60)"
)
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"


@pytest.fixture
def make_crew(tmp_path):
    crews = []

    def make(script):
        side = Side("test", "test", "test", (sys.executable, "-c", script), "python")
        crews.append(Crew(side, {}, tmp_path))
        return crews[-1]

    yield make
    for crew in crews:
        crew.__exit__()


def start(crew, count):
    for _ in range(count):
        crew.start()
        while "on" not in crew.log.read_text():
            time.sleep(0.02)
    return list(crew.living)


def test_each_worker_has_a_log_of_its_own_also_in_a_second_crew(make_crew, tmp_path):
    start(make_crew(FINISHES), 2)
    start(make_crew(FINISHES), 1)
    assert sorted(path.name for path in tmp_path.glob("*.log")) == ["test-1.log", "test-2.log", "test-3.log"]


def test_a_killed_worker_is_of_the_crew_no_longer_and_did_not_end_by_itself(make_crew):
    crew = make_crew(FINISHES)
    first, second = start(crew, 2)
    assert crew.kill(0) is first
    assert (first.poll(), crew.living, crew.take_ended()) == (137, [second], [])


def test_a_worker_that_ended_by_itself_is_told_once(make_crew):
    crew = make_crew("print('on', flush=True); raise SystemExit(3)")
    [worker] = start(crew, 1)
    worker.wait(10)
    assert [ended.poll() for ended in crew.take_ended()] == [3]
    assert (crew.take_ended(), crew.living) == ([], [])


def test_workers_that_are_told_to_stop_end_in_order(make_crew):
    crew = make_crew(FINISHES)
    workers = start(crew, 2)
    crew.stop()
    assert ([worker.poll() for worker in workers], crew.living) == ([0, 0], [])


def test_a_worker_that_will_not_stop_is_killed(make_crew, monkeypatch):
    monkeypatch.setattr(module, "GRACE_S", 0.5)
    crew = make_crew(STUBBORN)
    [worker] = start(crew, 1)
    crew.stop()
    assert worker.poll() == 137
    assert not Path(f"/proc/{worker.pid}").exists()
