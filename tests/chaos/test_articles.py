"""Articles that break what works on them: the rest of the batch is enriched, and the partition moves on."""

from __future__ import annotations

import os
import signal

import pytest

from chaos.counting import read_all
from chaos.fleet import children, story
from chaos.report import scaled, seeded
from dateline.contract.topics import DEAD_LETTERS

# the word in the article, the reason of its dead letter
ORDERS = [
    ("KILLPROCESS", "worker.died"),
    ("EATMEMORY", "worker.died"),
    ("SLEEPFOREVER", "deadline"),
    ("RAISEERROR", "failed.enrichment"),
]


def reasons(topics):
    return {
        r.key.decode(): dict(r.headers)["dateline.reason"].decode()
        for r in read_all(topics, (DEAD_LETTERS,))[DEAD_LETTERS]
    }


def test_articles_that_break_their_process_are_dead_letters_and_all_others_are_enriched(make_fleet):
    chance = seeded("articles that break their process")
    count = scaled(5_000, 600)
    fleet = make_fleet(4, DATELINE_DEADLINE_S="2")
    fleet.start_workers(1, DATELINE_PROCESSES="2")
    orders = ORDERS * scaled(10, 1)
    bad = dict(zip(chance.sample(range(count), len(orders)), orders, strict=True))
    fleet.begin()
    fleet.send_all(story(n, bad[n][0] if n in bad else "") for n in range(count))
    dead = {f"story-{n}": reason for n, (_, reason) in bad.items()}
    fleet.close_books(
        "articles break their process", [f"story-{n}" for n in range(count)], dead, f"{len(dead)} dead letters"
    )
    assert reasons(fleet.topics) == dead


def test_a_process_killed_from_outside_costs_no_article(make_fleet, tmp_path):
    chance = seeded("processes killed from outside")
    count, kills = scaled(10_000, 1_000), scaled(20, 6)
    fleet = make_fleet(4)
    [worker] = fleet.start_workers(1, DATELINE_PROCESSES="2", DATELINE_ATTEMPTS="3", CHAOS_AT_WORK=str(tmp_path))

    def at_work():
        return [pid for pid in children(worker.pid) if (tmp_path / str(pid)).exists()]

    fleet.begin()
    fleet.send_all(story(n, "DAWDLE") for n in range(count))
    for number in range(kills):
        fleet.until_out(count * number // (kills + 1))
        fleet.until(at_work, "no process is at work")
        os.kill(chance.choice(at_work()), signal.SIGKILL)
    fleet.close_books("NLP process SIGKILLed", [f"story-{n}" for n in range(count)], notes=f"{kills} kills")


def test_a_process_killed_while_it_starts_is_started_again(make_fleet, tmp_path):
    seeded("a process killed while it starts")
    fleet = make_fleet(4)
    [worker] = fleet.start_workers(1, CHAOS_AT_WORK=str(tmp_path))
    fleet.begin()
    fleet.send_all(story(n, "DAWDLE") for n in range(300))
    fleet.until_out(30)
    [first] = children(worker.pid)
    os.kill(first, signal.SIGKILL)
    fleet.until(lambda: set(children(worker.pid)) - {first}, "no other process was started")
    for starting in children(worker.pid):
        os.kill(starting, signal.SIGKILL)
    fleet.close_books("NLP process SIGKILLed while it starts", [f"story-{n}" for n in range(300)], patience_s=60)


def test_an_article_that_kills_the_whole_worker_is_a_dead_letter_after_the_set_deaths(make_fleet, sandbox):
    if sandbox.redis_url is None:
        pytest.skip("deaths of whole workers are counted in Redis")
    chance = seeded("an article kills its whole worker")
    count = scaled(5_000, 400)
    fleet = make_fleet(4, DATELINE_WORKER_DEATHS="2", DATELINE_CACHE_TIMEOUT_S="2")
    guilty = chance.randrange(count)
    fleet.begin()
    fleet.send_all(story(n, "KILLWORKER" if n == guilty else "") for n in range(count))
    worker, deaths = fleet.start_worker(), 0

    def supervised():
        """As a supervisor does: what died is started again."""
        nonlocal worker, deaths
        if worker.poll() is not None:
            assert worker.returncode == -signal.SIGKILL, fleet.tails()
            deaths += 1
            worker = fleet.start_worker()
        return fleet.observer.count == count

    fleet.until(supervised, "not all are out")
    fleet.close_books(
        "an article kills whole workers", [f"story-{n}" for n in range(count)], [f"story-{guilty}"], f"{deaths} deaths"
    )
    assert reasons(fleet.topics) == {f"story-{guilty}": "worker.died"}
    assert deaths <= 5  # twice among its neighbours, twice alone; one more for luck with the cut of the batches
