"""Fifty revisions of an article over both lanes, while workers die: what is published never goes back."""

from __future__ import annotations

import json
from collections import Counter

from chaos.counting import read_all
from chaos.fleet import story
from chaos.report import ROWS, Row, scaled, seeded
from dateline.broker.producer import Producer
from dateline.contract.topics import DATES, ENRICHED, ENTITIES, RAW, REPLAY

REVISIONS = 50
DROPPED = "Dora Vane"


def revision(article, number):
    """Every revision but the last names Dora Vane, and each has a person of its own."""
    dropped = f"{DROPPED} and " if number < REVISIONS else ""
    text = (
        f"{dropped}Emil Number{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]} met Carl Falk on 7 October 2023."
    )
    return {"id": article, "revision": number, "text": text, "published_at": "2024-05-25"}


def send(fleet, records):
    with Producer(fleet.topics.bootstrap_servers) as producer:
        for topic, key, value in records:
            body = None if value is None else json.dumps(value).encode()
            producer.send(fleet.topics.name(topic), key.encode(), body)


def standing(records, article):
    """What a compacted reader is left with of an article's mention events."""
    newest = {}
    for topic in (ENTITIES, DATES):
        for r in records[topic]:
            if r.key.decode().startswith(f"{article}|"):
                newest[topic, r.key.decode()] = r.value
    return {key for (_, key), value in newest.items() if value is not None}


def published(records, article):
    """Revision numbers of an article in offset order; null is a tombstone."""
    values = [r.value for r in records[ENRICHED] if r.key.decode() == article]
    return [json.loads(value)["revision"] if value is not None else None for value in values]


def test_revisions_in_any_order_over_both_lanes_never_go_back_though_workers_are_killed(make_fleet):
    chance = seeded("revisions shuffled over both lanes")
    hot = [f"hot-{n}" for n in range(6)]
    others = scaled(5_000, 500)
    mixed = [(chance.choice((RAW, REPLAY)), a, revision(a, n)) for a in hot for n in range(1, REVISIONS + 1)]
    mixed += [(RAW, story(n)["id"], story(n)) for n in range(others)]
    chance.shuffle(mixed)
    fleet = make_fleet(4)
    living = fleet.start_workers(2)
    fleet.begin()
    kills = 4
    for part in range(kills):
        send(fleet, mixed[len(mixed) * part // kills : len(mixed) * (part + 1) // kills])
        fleet.until_out(others * part // kills + chance.randrange(others // kills // 2) + 1)
        fleet.kill(living.pop(chance.randrange(2)))
        living.append(fleet.start_worker())
    # A later record of each lane and partition, behind everything: when these are out, all is done.
    markers = [(topic, f"marker-{topic.suffix}-{n}", story(n)) for topic in (RAW, REPLAY) for n in range(40)]
    send(fleet, [(topic, key, {**value, "id": key}) for topic, key, value in markers])
    wanted = {f"story-{n}" for n in range(others)} | {key for _, key, _ in markers} | set(hot)
    fleet.until(lambda: wanted <= fleet.observer.keys, "not all are out")

    records = read_all(fleet.topics)
    for article in hot:
        seen = published(records, article)
        assert seen == sorted(set(seen)), (article, seen)
        assert seen[-1] == REVISIONS
        left = {key.split("|")[1].removeprefix("person:") for key in standing(records, article)}
        assert left == {"emil numberfa", "carl falk", "2023-10-07"}, left
    stale = sum(REVISIONS - len(published(records, article)) for article in hot)
    logged = Counter(line["article"] for w in fleet.workers for line in fleet.logged(w, "article superseded"))
    counts = Counter(r.key for r in records[ENRICHED])
    twice = sum(n - 1 for key, n in counts.items() if key.decode() not in hot)
    lost = len(wanted - {key.decode() for key in counts})
    notes = f"{len(hot)} x {REVISIONS} revisions, {kills} kills, {stale} superseded, {logged.total()} logged so"
    ROWS.append(Row("revisions over both lanes", len(mixed), lost, twice, fleet.clock.seconds, notes))
    assert (lost, twice) == (0, 0)
    # A worker that is killed between its commit and its log has counted nothing: at most a batch a kill.
    assert stale - 32 * kills <= logged.total() <= stale

    stories_killed_stay_dead(fleet, hot, chance)


def stories_killed_stay_dead(fleet, hot, chance):
    """The second part: null values, then old revisions on both lanes, then markers behind them."""
    send(fleet, [(RAW, article, None) for article in hot])

    def all_killed():
        records = read_all(fleet.topics, (ENRICHED,))
        return all(published(records, article)[-1] is None for article in hot)

    fleet.until(all_killed, "the stories are not killed")
    fleet.kill(fleet.workers[-1])
    fleet.start_worker()
    old = [(topic, a, revision(a, chance.randint(1, REVISIONS))) for a in hot for topic in (RAW, REPLAY)]
    markers = [(topic, f"last-{topic.suffix}-{n}", story(n)) for topic in (RAW, REPLAY) for n in range(40)]
    send(fleet, old + [(topic, key, {**value, "id": key}) for topic, key, value in markers])
    fleet.until(lambda: {key for _, key, _ in markers} <= fleet.observer.keys, "the markers are not out")
    records = read_all(fleet.topics)
    for article in hot:
        assert published(records, article)[-1] is None
        assert published(records, article).count(None) == 1
        assert standing(records, article) == set()
