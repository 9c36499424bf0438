"""Milliseconds from the append of a raw article until a `read_committed` consumer has its enriched event.

Four loads: a fifth of what the worker can do; live articles while very many wait on the
replay lane; articles on the other partitions beside those of a megabyte; each beside the
time that one article takes in a warm process, measured before and after.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from aiokafka.partitioner import murmur2

from bench.articles import generated
from bench.on_kafka import produce, worker
from bench.rounds import Row, percentile
from bench.sides import Articles, enrich_lines
from bench.throughput import PARTITIONS, ThroughKafka
from dateline.broker.consumer import Consumer
from dateline.broker.producer import Producer
from dateline.contract.topics import ENRICHED, RAW, REPLAY
from dateline.sandbox import Sandbox

Say = Callable[[str], None]
Latencies = dict[str, float]
GIANT_BYTES = 1_000_000
GIANT_EVERY_S = 4.0
# The partition that they come to.
GIANTS = 0
PATIENCE_S = 120


def rows(
    sandbox: Sandbox, articles: Articles, say: Say, *, seconds: float, replayed: int, full_rate: float
) -> Iterator[Row]:
    """Row 7 of the table, in four lines. ``full_rate``: articles per second that the worker can do."""
    rate = full_rate / 5
    alone = one_article(articles, say)
    number = max(60, int(rate * seconds))
    chosen = list(itertools.islice(itertools.cycle(articles), number))

    say(f"a fifth of full load: {rate:.1f} articles/s")
    with running(sandbox, "latency.light"):
        light = measured(sandbox, "latency.light", chosen, rate)
    beside = "p50 of `enrich`, one article, warm"
    yield _row("p50 at a fifth of full load", beside, light, alone, 0.5, 5)
    yield _row("p99 at a fifth of full load", beside, light, alone, 0.99, 15)

    say(f"live articles while {replayed:,} wait on the replay lane")
    with running(sandbox, "latency.replay"):
        with Producer(sandbox.bootstrap_servers) as producer:
            for n, article in zip(range(replayed), itertools.cycle(articles), strict=False):
                key = f"replayed-{n}"
                value = json.dumps({**article, "id": key}).encode()
                producer.send(REPLAY.name("latency.replay"), key.encode(), value)
        live = measured(sandbox, "latency.replay", chosen, rate)
    yield _row(f"p99 of live articles, {replayed:,} on the replay lane", beside, live, alone, 0.99, 20)

    say("articles of a megabyte on one partition")
    with running(sandbox, "latency.giants"), giants(sandbox, "latency.giants"):
        near = measured(sandbox, "latency.giants", chosen, rate)
        near = {key: ms for key, ms in near.items() if _partition(key) != GIANTS}
    yield _row("p99 on the other partitions beside articles of 1 MB", beside, near, alone, 0.99, 30)


def one_article(articles: Articles, say: Say) -> list[float]:
    """Milliseconds that each article takes alone, in a warm `enrich --jsonl` of one process.

    Lines are sent eight at a time at the start (see ``enricher.lines``), then one by one.
    """
    say("one article at a time in a warm process")
    with enrich_lines(1) as lines:
        return [lines.seconds([article]) * 1000 for article in articles[:150]]


@contextlib.contextmanager
def running(sandbox: Sandbox, prefix: str) -> Iterator[None]:
    """A warm worker on topics of its own."""
    through = ThroughKafka(sandbox, prefix)
    with worker(sandbox, prefix):
        through.warm()
        yield


def measured(sandbox: Sandbox, prefix: str, articles: Articles, rate: float) -> Latencies:
    """Article id -> milliseconds, for articles that come at random intervals (Poisson) at ``rate`` per second."""
    rng = random.Random(11)
    sent: dict[str, float] = {}
    keys = [f"live-{n}" for n in range(len(articles))]
    found: Latencies = {}
    with (
        Consumer(sandbox.bootstrap_servers, [ENRICHED.name(prefix)], from_beginning=False) as consumer,
        Producer(sandbox.bootstrap_servers) as producer,
    ):
        feeder = threading.Thread(target=_feed, args=(producer, prefix, articles, keys, rate, rng, sent), daemon=True)
        feeder.start()
        late = time.monotonic() + len(articles) / rate + PATIENCE_S
        wanted = set(keys)
        while len(found) < len(wanted) and time.monotonic() < late:
            for record in consumer.poll(0.05):
                key = (record.key or b"").decode()
                if key in wanted:
                    found.setdefault(key, (time.time() - sent[key]) * 1000)
        feeder.join()
    if len(found) < len(wanted):
        raise SystemExit(f"only {len(found)} of {len(wanted)} articles came out")
    return found


def _feed(
    producer: Producer,
    prefix: str,
    articles: Articles,
    keys: Sequence[str],
    rate: float,
    rng: random.Random,
    sent: dict[str, float],
) -> None:
    for article, key in zip(articles, keys, strict=True):
        time.sleep(rng.expovariate(rate))
        sent[key] = time.time()
        producer.send(RAW.name(prefix), key.encode(), json.dumps({**article, "id": key}).encode())


@contextlib.contextmanager
def giants(sandbox: Sandbox, prefix: str) -> Iterator[None]:
    """Articles of a megabyte that keep coming to one partition."""
    ended = threading.Event()
    paragraphs = [p for a in generated(900, seed=3) for p in a["text"].split("\n\n")]

    def send() -> None:
        for n in itertools.count():
            key = next(k for k in (f"giant-{n}-{m}" for m in itertools.count()) if _partition(k) == GIANTS)
            random.Random(n).shuffle(paragraphs)
            text = "\n\n".join(paragraphs)[:GIANT_BYTES]
            produce(sandbox, RAW.name(prefix), [{"id": key, "text": text}])
            if ended.wait(GIANT_EVERY_S):
                return

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        yield
    finally:
        ended.set()
        sender.join()


def _partition(key: str) -> int:
    return int(murmur2(key.encode()) & 0x7FFFFFFF) % PARTITIONS


def _row(name: str, beside: str, latencies: Latencies, alone: Sequence[float], share: float, goal: float) -> Row:
    ours, theirs = percentile(list(latencies.values()), share), statistics.median(alone)
    ratio = ours / theirs
    return Row(name, beside, "ms", ours, theirs, ratio, ratio, ratio, goal, True, (f"{len(latencies)} articles",))
