"""A wrong deploy upstream: most of the input is suddenly bad. The worker stops before the dead letters fill."""

from __future__ import annotations

import json

from chaos.counting import read_all
from chaos.fleet import story
from chaos.report import scaled, seeded
from dateline.broker.producer import Producer
from dateline.contract.topics import DEAD_LETTERS, RAW

WINDOW = 50
# What is decided together, and what other partitions publish meanwhile, still comes out.
BATCH, PARTITIONS = 8, 4
BAD_SHARE = 0.6


def test_input_of_which_most_is_bad_stops_the_worker_which_loses_nothing_when_it_is_started_again(make_fleet):
    chance = seeded("60 % of the input suddenly bad")
    good, mixed = 100, scaled(5_000, 600)
    bad = {n for n in range(good, good + mixed) if chance.random() < BAD_SHARE}
    limits = {"DATELINE_DEAD_LETTER_WINDOW": str(WINDOW), "DATELINE_BATCH_RECORDS": str(BATCH)}
    fleet = make_fleet(PARTITIONS, **limits)
    fleet.start_workers(1)
    fleet.begin()
    fleet.send_all(story(n) for n in range(good))
    fleet.until_out(good)
    with Producer(fleet.topics.bootstrap_servers) as producer:
        for n in range(good, good + mixed):
            # The text has another name since the deploy.
            article = {"id": f"story-{n}", "contents": "The ferry sails."} if n in bad else story(n)
            producer.send(fleet.topics.name(RAW), article["id"].encode(), json.dumps(article).encode())
    filled = []
    for attempt in range(2):
        worker = fleet.workers[-1] if attempt == 0 else fleet.start_worker()
        fleet.until(lambda w=worker: w.poll() is not None, "the worker fills the dead letters")
        assert worker.returncode == 1, fleet.tails()
        [said] = fleet.logged(worker, "worker has to end")
        assert "has a producer changed what it sends" in said["problem"]
        filled.append(len(read_all(fleet.topics, (DEAD_LETTERS,))[DEAD_LETTERS]))
    # The one that knows of the good ones before, and the one that starts with an empty window.
    assert 0 < filled[0] <= WINDOW + BATCH * PARTITIONS
    assert 0 < filled[1] - filled[0] <= WINDOW + BATCH * PARTITIONS
    fleet.start_worker(DATELINE_DEAD_LETTER_SHARE="1")
    sent = [f"story-{n}" for n in range(good + mixed)]
    notes = f"stopped with {filled[0]}, then {filled[1]} of {len(bad)} dead letters; limit 50 % of {WINDOW}"
    fleet.close_books("60 % suddenly bad", sent, {f"story-{n}" for n in bad}, notes)
