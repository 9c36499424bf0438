"""Static membership: a restart within the session time-out moves no partition, and an id belongs to one worker."""

from __future__ import annotations

import itertools
import json
import signal
import threading
import time
from datetime import datetime

import pytest

from chaos.fleet import story
from chaos.report import seeded
from dateline.broker.producer import Producer
from dateline.contract.topics import RAW

# Longer than a restart takes even on a machine that is overloaded: nobody waits for it. (Faust takes no more.)
STATIC_S = 90
# A killed dynamic member's partitions stand still for as long.
DYNAMIC_S = 20


class Feed:
    """Sends about four articles to every partition a second, until it is closed."""

    def __init__(self, fleet):
        self.sent = 0
        self._fleet = fleet
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        numbers = itertools.count()
        raw = self._fleet.topics.name(RAW)
        with Producer(self._fleet.topics.bootstrap_servers) as producer:
            while not self._ending.wait(0.5):
                for article in (story(next(numbers)) for _ in range(24)):
                    producer.send(raw, article["id"].encode(), json.dumps(article).encode())
                self.sent += 24

    def close(self):
        self._ending.set()
        self._thread.join()
        return [f"story-{n}" for n in range(self.sent)]


@pytest.fixture
def make_pair(make_fleet):
    """Two workers that share 12 partitions, under a steady feed; ``names`` are their instance ids."""
    feeds = []

    def make(names):
        fleet = make_fleet(**session(STATIC_S if all(names) else DYNAMIC_S))
        for settings in names:
            fleet.start_worker(**settings)
        fleet.until(lambda: _shared(fleet), "the partitions are not shared")
        feeds.append(Feed(fleet))
        fleet.until_out(200)
        return fleet, feeds[-1]

    yield make
    for feed in feeds:
        feed.close()


def _shared(fleet):
    return all(len(fleet.partitions(w)) == 6 and fleet.ready(w) for w in fleet.workers)


def session(seconds):
    return {"DATELINE_SESSION_TIMEOUT_S": str(seconds), "DATELINE_TRANSACTION_TIMEOUT_S": "10"}


def named(name):
    return {"DATELINE_INSTANCE_ID": name}


def back_after(fleet, partitions, moment):
    """Seconds from ``moment`` until the last of the partitions gave its next article."""
    # What was committed before may be seen a little later; no worker starts that fast.
    seen = moment + 1
    fleet.until(lambda: None not in fleet.observer.first_after(partitions, seen), "partitions stand still")
    return max(fleet.observer.first_after(partitions, seen)) - moment


def since_joined(fleet, worker):
    """Seconds from a worker's joining until its first article was through; before that a program starts."""
    times = [fleet.logged(worker, event)[0]["timestamp"] for event in ("worker starting", "article enriched")]
    starting, through = map(datetime.fromisoformat, times)
    return (through - starting).total_seconds()


def died(fleet, worker, how):
    """End a worker; the moment at which everything that it had committed is surely seen."""
    if how == signal.SIGKILL:
        fleet.kill(worker)
    else:
        worker.send_signal(how)
        assert worker.wait(60) == 0, worker.log.read_text()[-3000:]
    return time.monotonic()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_static_member_that_is_back_in_time_keeps_its_partitions_and_the_other_never_stops(make_pair, how):
    seeded(f"static membership, {how.name}")
    fleet, feed = make_pair([named("one"), named("two")])
    first, other = fleet.workers
    mine, before = fleet.partitions(first), fleet.logged(other, "partitions assigned")
    moment = died(fleet, first, how)
    again = fleet.start_worker(**named("one"))
    seconds = back_after(fleet, mine, moment)
    assert fleet.partitions(again) == mine
    assert fleet.logged(other, "partitions assigned") == before, "the other saw a rebalance"
    notes = f"its partitions go on after {seconds:.1f} s, {since_joined(fleet, again):.1f} s of them after it joined"
    fleet.close_books(f"static member, {how.name}", feed.close(), notes=notes)


def test_without_static_membership_a_killed_workers_partitions_wait_for_its_session(make_pair):
    seeded("dynamic membership")
    fleet, feed = make_pair([{}, {}])
    mine = fleet.partitions(fleet.workers[0])
    moment = died(fleet, fleet.workers[0], signal.SIGKILL)
    fleet.start_worker()
    seconds = back_after(fleet, mine, moment)
    notes = f"its partitions go on after {seconds:.1f} s (session time-out {DYNAMIC_S} s)"
    fleet.close_books("dynamic member, SIGKILL", feed.close(), notes=notes)


def test_two_workers_of_one_instance_id_do_not_fight_one_ends_and_says_why(make_fleet):
    seeded("one instance id twice")
    fleet = make_fleet(**session(STATIC_S))
    fleet.start_workers(1, **named("one"))
    fleet.send_all(story(n) for n in range(60))
    fleet.until_out(60)
    fleet.start_worker(**named("one"))
    fleet.until(lambda: any(w.poll() is not None for w in fleet.workers), "neither ended", STATIC_S)
    [ended] = [w for w in fleet.workers if w.poll() is not None]
    [left] = [w for w in fleet.workers if w.poll() is None]
    assert ended.returncode != 0
    problem = fleet.logged(ended, "worker has to end")[0]["problem"]
    assert "DATELINE_INSTANCE_ID" in problem
    assert "one" in problem
    fleet.until(lambda: len(fleet.partitions(left)) == 12 and fleet.ready(left), "the other has no partitions")
    fleet.send_all(story(n) for n in range(60, 120))
    fleet.until_out(120)
    # Several heartbeats: were it fenced in its turn, it would have ended by then.
    time.sleep(10)
    assert left.poll() is None
    fleet.close_books("one instance id twice", [f"story-{n}" for n in range(120)], notes="one ended, with a message")
