"""Workers are killed, paused and replaced; every article comes out once."""

from __future__ import annotations

import itertools
import signal
import time
from collections import Counter

import pytest

from chaos.fleet import story
from chaos.report import scaled, seeded


def test_workers_killed_at_random_lose_nothing_and_repeat_nothing(make_fleet):
    chance = seeded("workers killed at random")
    count, kills = scaled(50_000, 2_400), scaled(20, 4)
    fleet = make_fleet()
    living = fleet.start_workers(3)
    fleet.begin()
    fleet.send_all(story(n) for n in range(count))
    for number in range(kills):
        fleet.until_out(int(count * (number + chance.random()) / (kills + 0.5)), 300)
        victim = living.pop(chance.randrange(len(living)))
        fleet.kill(victim)
        living.append(fleet.start_worker())
    notes = f"{kills} kills, 3 workers, 12 partitions"
    fleet.close_books("workers SIGKILLed", [f"story-{n}" for n in range(count)], notes=notes, patience_s=600)
    print(f"{count / fleet.clock.seconds:.0f} articles/s, longest stall {fleet.observer.longest_stall:.1f} s")


@pytest.mark.alone
def test_a_reader_waits_for_a_killed_worker_no_longer_than_its_time_outs(make_fleet):
    seeded("longest stall under one kill")
    fleet = make_fleet(DATELINE_SESSION_TIMEOUT_S="10", DATELINE_TRANSACTION_TIMEOUT_S="10")
    victim, _ = fleet.start_workers(2)
    fleet.until(lambda: all(fleet.ready(w) for w in fleet.workers), "not every partition is open")
    sent = itertools.count()
    killed_at = None
    done = None
    while done is None or time.monotonic() < done:
        # A steady feed: about 12 articles in each partition a second.
        fleet.send_all(story(next(sent)) for _ in range(60))
        out = fleet.observer.count
        if killed_at is None and out > 600:
            fleet.kill(victim)
            killed_at = out
        number = next(sent)
        fleet.send_all([story(number)])
        if (
            killed_at
            and done is None
            and len(fleet.partitions(fleet.workers[1])) == 12
            and fleet.ready(fleet.workers[1])
        ):
            done = time.monotonic() + 2
    total = next(sent)
    fleet.until_out(total)
    stall = fleet.observer.longest_stall
    notes = f"longest stall {stall:.1f} s (session and transaction time-outs 10 s)"
    fleet.close_books("one kill, steady feed", [f"story-{n}" for n in range(total)], notes=notes)
    assert stall < 10 + 10 + 10


def test_a_rolling_restart_works_on_no_article_twice_and_each_leaves_within_30_seconds(make_fleet):
    chance = seeded("rolling restart")
    count = scaled(20_000, 2_400)
    fleet = make_fleet()
    leaving = fleet.start_workers(3)
    fleet.begin()
    fleet.send_all(story(n) for n in range(count))
    seconds = []
    for number, worker in enumerate(leaving):
        fleet.until_out(int(count * (number + chance.random()) / 4), 300)
        began = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0, worker.log.read_text()[-3000:]
        seconds.append(time.monotonic() - began)
        successor = fleet.start_worker()
        fleet.until(lambda w=successor: fleet.partitions(w), "the successor has no partitions")
    notes = f"left within {max(seconds):.1f} s"
    fleet.close_books("rolling restart (SIGTERM)", [f"story-{n}" for n in range(count)], notes=notes, patience_s=300)
    worked = Counter(line["article"] for w in fleet.workers for line in fleet.logged(w, "article enriched"))
    assert worked == Counter({f"story-{n}": 1 for n in range(count)})
    assert max(seconds) < 30


def test_a_worker_paused_past_its_session_is_fenced_and_ends_with_a_message_or_rejoins(make_fleet):
    chance = seeded("worker paused past its session")
    half = scaled(5_000, 1_200)
    fleet = make_fleet()
    paused, other = fleet.start_workers(2)
    fleet.until(lambda: len(fleet.partitions(other)) < 12 > len(fleet.partitions(paused)), "not shared")
    fleet.begin()
    fleet.send_all(story(n) for n in range(half))
    fleet.until_out(int(half * (0.05 + 0.3 * chance.random())))
    paused.send_signal(signal.SIGSTOP)
    fleet.until(lambda: len(fleet.partitions(other)) == 12 and fleet.ready(other), "the other did not take over")
    fleet.until_out(half)
    fleet.send_all(story(n) for n in range(half, half * 3 // 2))
    paused.send_signal(signal.SIGCONT)
    fleet.send_all(story(n) for n in range(half * 3 // 2, 2 * half))

    def settled():
        return paused.poll() is not None or len(fleet.logged(paused, "partitions assigned")) > 1

    fleet.until(settled, "neither ended nor rejoined")
    ended = fleet.logged(paused, "worker has to end")
    notes = f"it ended: {ended[0]['problem'][:60]}…" if ended else "it rejoined"
    fleet.close_books("worker paused (SIGSTOP)", [f"story-{n}" for n in range(2 * half)], notes=notes)
    if paused.poll() not in (None, 0):
        assert "taken it over" in ended[0]["problem"]
