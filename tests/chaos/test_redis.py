"""Redis dies, hangs, fills up, lies or dawdles; nothing comes out otherwise than with a healthy one, or much later."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import redis

from chaos.counting import read_all
from chaos.fleet import story
from chaos.proxies import Relay
from chaos.report import Clock, scaled, seeded
from dateline.contract.topics import DATES, ENRICHED, ENTITIES
from dateline.sandbox import Redis, find_redis

LEAST_SHARE = 0.8
TRIES = 3


@pytest.fixture
def server(tmp_path):
    if find_redis() is None:
        pytest.skip("there is no redis-server")
    with Redis(tmp_path / "redis") as started:
        yield started
        started.resume()


def results(topics):
    """What came out, without what tells one run from another."""
    records = read_all(topics, (ENRICHED, ENTITIES, DATES))
    enriched = {}
    for record in records[ENRICHED]:
        article = json.loads(record.value)
        enriched[record.key] = {**article, "input": None, "received": None}
    mentions = {(topic.suffix, r.key): r.value for topic in (ENTITIES, DATES) for r in records[topic]}
    return enriched, mentions


def fill(client):
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", "1")


def empty(client):
    client.config_set("maxmemory", "0")
    client.flushall()


@pytest.mark.alone
def test_whatever_redis_does_the_results_are_the_same_and_the_work_goes_on(make_fleet, make_topics, server):
    chance = seeded("Redis in every bad state")
    part = scaled(20_000, 1_000)
    relay = Relay(server.port, chance)
    client = redis.Redis.from_url(server.url)
    faults = {
        "healthy": (lambda: None, lambda: None),
        "nonsense": (lambda: setattr(relay, "mode", "nonsense"), lambda: setattr(relay, "mode", "faithful")),
        "slow (1 s a reply)": (lambda: setattr(relay, "mode", "slow"), lambda: setattr(relay, "mode", "faithful")),
        "paused": (server.pause, server.resume),
        "full, noeviction": (lambda: fill(client), lambda: empty(client)),
        "killed": (server.kill, server.start),
    }
    shares, expected = {}, None
    try:
        for name, (break_it, mend_it) in faults.items():
            # A machine that others use too is measured again before it is believed that Redis was the cause.
            for _ in range(TRIES):
                fleet = make_fleet(topics=replace(make_topics(4), redis_url=relay.url))
                fleet.start_workers(1)
                rates = []
                # Before, under and after the fault, in one go: the machine is compared with itself.
                for number, change in enumerate((lambda: None, break_it, mend_it)):
                    change()
                    clock = Clock()
                    fleet.send_all(story(n) for n in range(number * part, (number + 1) * part))
                    fleet.until_out((number + 1) * part)
                    rates.append(part / clock.seconds)
                shares[name] = rates[1] / min(rates[0], rates[2])
                notes = f"{shares[name]:.2f} of the throughput before or after ({rates[1]:.0f}/s)"
                fleet.close_books(f"Redis {name}", [f"story-{n}" for n in range(3 * part)], notes=notes)
                found = results(fleet.topics)
                expected = expected or found
                assert found == expected, name
                if shares[name] > LEAST_SHARE:
                    break
        assert relay.nonsense_sent
    finally:
        server.resume()
        relay.close()
    assert min(shares.values()) > LEAST_SHARE, shares
