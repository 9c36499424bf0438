"""Many article states are restored: the worker stays alive and in its group, and works with what it restored."""

from __future__ import annotations

import time
import urllib.request

from kafka import KafkaProducer

from chaos.counting import read_all
from chaos.fleet import story
from chaos.report import ROWS, Row, scaled, seeded
from dateline.contract.topics import ENRICHED, ENTITIES, STATE
from dateline.enricher.stream.records import Version
from dateline.enricher.stream.state import ArticleState

OLD = "person:nobody whom the new revision names"
# Mention events of an article; with them a state has about the size of a real one (bench/restore.py).
KEYS = 30


def state(number):
    keys = [(ENTITIES.suffix, f"story-{number}|{OLD}")]
    keys += [(ENTITIES.suffix, f"story-{number}|person:person {n} of {number}") for n in range(KEYS)]
    return ArticleState(Version(5, None, 1_716_638_400_000), killed=False, keys=tuple(keys)).to_json(f"story-{number}")


def write_states(topics, count):
    producer = KafkaProducer(bootstrap_servers=topics.bootstrap_servers.split(","), acks="all", linger_ms=20)
    for number in range(count):
        producer.send(topics.name(STATE), key=f"story-{number}".encode(), value=state(number))
    producer.flush()
    producer.close()


def seconds_until_ready(fleet, worker):
    """Seconds from the start until every partition is open; health is asked all the while."""
    began = time.monotonic()

    def ready():
        assert worker.poll() is None, fleet.tails()
        if fleet.partitions(worker):
            with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}/livez", timeout=2) as answer:
                assert answer.status == 200
        return fleet.ready(worker)

    fleet.until(ready, "not every partition was restored")
    return time.monotonic() - began


def restored(fleet, worker):
    return sum(said["states"] for said in fleet.logged(worker, "partition ready"))


def revision(number, revision):
    return {**story(number), "revision": revision}


def test_what_was_restored_decides_and_is_not_read_again_on_the_same_disk(make_fleet):
    seeded("restore")
    count = scaled(500_000, 30_000)
    fleet = make_fleet()
    write_states(fleet.topics, count)
    worker = fleet.start_worker()
    seconds = seconds_until_ready(fleet, worker)
    assert restored(fleet, worker) == count
    assert len(fleet.logged(worker, "partitions assigned")) == 1
    fleet.send_all(revision(n, 4) for n in range(100))
    fleet.send_all(revision(n, 6) for n in range(100, 200))
    fleet.until_out(100)
    fleet.until(lambda: len(fleet.logged(worker, "article superseded")) == 100, "old revisions are not superseded")
    fleet.kill(worker)
    again = fleet.start_worker()
    second = seconds_until_ready(fleet, again)
    # Its own states of the last transactions may be read again: their offsets were known, or they are few.
    assert restored(fleet, again) <= 100
    records = read_all(fleet.topics, (ENRICHED, ENTITIES))
    assert {r.key.decode() for r in records[ENRICHED]} == {f"story-{n}" for n in range(100, 200)}
    stones = {r.key.decode() for r in records[ENTITIES] if r.value is None}
    assert {f"story-{n}|{OLD}" for n in range(100, 200)} <= stones
    notes = f"worker ready after {seconds:.1f} s from an empty disk, {second:.1f} s on the same"
    ROWS.append(Row(f"restoring {count:,} states", 200, 0, 0, fleet.clock.seconds, notes))
    print(ROWS[-1], flush=True)


def test_partitions_that_move_while_they_are_restored_lose_nothing(make_fleet):
    seeded("rebalance during restore")
    count = scaled(500_000, 30_000)
    fleet = make_fleet()
    write_states(fleet.topics, count)
    first = fleet.start_worker()
    fleet.until(lambda: fleet.partitions(first), "no partitions")
    # Joins while the first is still at it.
    second = fleet.start_worker()
    fleet.send_all(revision(n, 6) for n in range(400))
    fleet.until(lambda: all(len(fleet.partitions(w)) == 6 and fleet.ready(w) for w in (first, second)), "not shared")
    fleet.until_out(400)
    records = read_all(fleet.topics, (ENRICHED, ENTITIES))
    assert sorted(r.key.decode() for r in records[ENRICHED]) == sorted(f"story-{n}" for n in range(400))
    stones = [r.key.decode() for r in records[ENTITIES] if r.value is None and r.key.decode().endswith(OLD)]
    assert sorted(stones) == sorted(f"story-{n}|{OLD}" for n in range(400))
