"""Brokers die, hang and go; work goes on or resumes, and every article comes out once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from kafka import KafkaAdminClient, TopicPartition

from chaos.fleet import story
from chaos.report import scaled, seeded
from dateline.broker import create_topics
from dateline.sandbox import Kafka
from dateline.sandbox.ports import free_ports
from kit import Topics

RESUMES_WITHIN_S = 15


@pytest.fixture
def kafka(sandbox):
    """The sandbox's own broker; it runs again when the test ends, whatever happened."""
    if sandbox.kafka is None:
        pytest.skip("KAFKA_BOOTSTRAP_SERVERS names a Kafka that is not ours to kill")
    yield sandbox.kafka
    sandbox.kafka.resume()
    if not sandbox.kafka.running:
        sandbox.kafka.start()


def seconds_to_next(fleet, before):
    """Seconds until something new is visible; ``before`` is what was."""
    began = time.monotonic()
    fleet.until(lambda: fleet.observer.count > before, "nothing comes any more")
    return time.monotonic() - began


def through_a_fault(fleet, chance, count, fault, name):
    """Half of the articles, the fault in the middle of them, the other half after it."""
    half = count // 2
    fleet.start_workers(2)
    fleet.begin()
    fleet.send_all(story(n, "DAWDLE") for n in range(half))
    fleet.until_out(int(half * (0.1 + 0.5 * chance.random())))
    fault()
    resumed = seconds_to_next(fleet, fleet.observer.count)
    fleet.send_all(story(n) for n in range(half, count))
    notes = f"resumed {resumed:.1f} s after its return"
    ended = [w for w in fleet.workers if w.poll() is not None]
    fleet.close_books(name, [f"story-{n}" for n in range(count)], notes=notes)
    assert not ended, fleet.tails()
    assert resumed < RESUMES_WITHIN_S


def test_a_broker_that_is_killed_and_restarted_interrupts_work_for_seconds_only(make_fleet, kafka):
    chance = seeded("broker killed and restarted")

    def fault():
        kafka.kill()
        kafka.start()

    through_a_fault(make_fleet(), chance, scaled(10_000, 1_200), fault, "broker SIGKILLed, restarted")


@pytest.mark.parametrize("pause_s", [15, 30])
def test_a_broker_that_hangs_interrupts_work_for_seconds_only(make_fleet, kafka, pause_s):
    chance = seeded(f"broker paused {pause_s} s")

    def fault():
        kafka.pause()
        time.sleep(pause_s)
        kafka.resume()

    through_a_fault(make_fleet(), chance, scaled(10_000, 1_200), fault, f"broker paused {pause_s} s")


@pytest.fixture
def cluster(tmp_path):
    """Three brokers."""
    controllers = dict(enumerate(free_ports(3), start=1))
    nodes = [Kafka(tmp_path / f"kafka{node}", node=node, voters=controllers) for node in controllers]
    try:
        with ThreadPoolExecutor() as all_at_once:
            list(all_at_once.map(lambda node: node.start(), nodes))
        yield nodes
    finally:
        for node in nodes:
            node.kill()


def test_one_of_three_brokers_can_go_and_come_back_and_another_after_it(make_fleet, cluster, sandbox):
    chance = seeded("one of three brokers gone")
    servers = ",".join(node.bootstrap_servers for node in cluster)
    create_topics(servers, "copied", partitions=12, replication=3)
    count = scaled(10_000, 1_500)
    fleet = make_fleet(topics=Topics(servers, sandbox.redis_url, "copied", "copied", 12))
    fleet.start_workers(2)
    fleet.begin()
    stalls = []
    for part, node in enumerate(chance.sample(cluster, 3)):
        first, last = count * part // 3, count * (part + 1) // 3
        fleet.send_all(story(n, "DAWDLE") for n in range(first, last))
        fleet.until_out(first + int((last - first) * (0.1 + 0.3 * chance.random())))
        # Every partition that it led, and the coordinators it was, move to the others.
        node.kill()
        stalls.append(seconds_to_next(fleet, fleet.observer.count))
        fleet.until_out(last)
        node.start()
    notes = f"each gone in turn; next output after {max(stalls):.1f} s at most"
    fleet.close_books("one of three brokers gone", [f"story-{n}" for n in range(count)], notes=notes)


def leaders(admin):
    """The leader and the replicas of every partition on the cluster, Kafka's own topics included."""
    return {
        TopicPartition(topic["name"], p["partition_index"]): (p["leader_id"], p["replica_nodes"])
        for topic in admin.describe_topics()
        for p in topic["partitions"]
    }


def move_leaders(admin):
    """Give every partition the next of its replicas as its leader; the share that moved, and the internal topics'."""
    before = leaders(admin)
    wanted = {tp: nodes[(at := nodes.index(leader) + 1) :] + nodes[:at] for tp, (leader, nodes) in before.items()}
    refused = {tp: error for tp, error in admin.alter_partition_reassignments(wanted).items() if error}
    assert not refused, refused
    late = time.monotonic() + 30
    while admin.list_partition_reassignments():
        assert time.monotonic() < late, "the partitions are still being reassigned"
        time.sleep(0.1)
    internal, moved = {"__consumer_offsets", "__transaction_state"}, set()
    # A replica that is not in sync just now is not elected; it is asked for again.
    while not {tp.topic for tp in moved} >= internal:
        assert time.monotonic() < late, f"only these have moved: {moved}"
        admin.elect_leaders(0, raise_errors=False)
        after = leaders(admin)
        moved = {tp for tp in before if after[tp][0] != before[tp][0]}
        time.sleep(0.1)
    return len(moved) / len(before)


def test_leaders_that_move_while_all_brokers_live_interrupt_work_for_seconds_only(make_fleet, cluster, sandbox):
    chance = seeded("leaders moved")
    servers = ",".join(node.bootstrap_servers for node in cluster)
    create_topics(servers, "moved", partitions=12, replication=3)
    count, moves = scaled(10_000, 900), 3
    fleet = make_fleet(topics=Topics(servers, sandbox.redis_url, "moved", "moved", 12))
    fleet.start_workers(2)
    admin = KafkaAdminClient(bootstrap_servers=servers)
    fleet.begin()
    stalls, shares = [], []
    for part in range(moves):
        first, last = count * part // moves, count * (part + 1) // moves
        fleet.send_all(story(n, "DAWDLE") for n in range(first, last))
        fleet.until_out(first + int((last - first) * (0.1 + 0.3 * chance.random())))
        shares.append(move_leaders(admin))
        stalls.append(seconds_to_next(fleet, fleet.observer.count))
        fleet.until_out(last)
    admin.close()
    ended = [w for w in fleet.workers if w.poll() is not None]
    notes = f"{moves} times {min(shares):.0%} of all partitions; next output after {max(stalls):.1f} s at most"
    fleet.close_books("leaders moved", [f"story-{n}" for n in range(count)], notes=notes)
    assert not ended, fleet.tails()
    assert max(stalls) < RESUMES_WITHIN_S
