"""Through Kafka, exactly once with all topics: beside ``enrich --jsonl`` on two cores, beside a plain Faust agent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bench.articles import generated
from bench.on_kafka import plain_agent, produce, wait_for, worker
from bench.rounds import Row, alternate, row
from bench.sides import Articles, enrich_lines
from dateline.broker.admin import create_topics
from dateline.broker.consumer import Consumer
from dateline.contract.topics import ENRICHED, RAW
from dateline.sandbox import Sandbox

Say = Callable[[str], None]
PARTITIONS = 4
WARM_UP = 64
# The plain agent is several times slower: a share of the articles is enough to know its rate.
PLAIN_SHARE = 0.25


class ThroughKafka:
    """One side: articles per second from the first send until a `read_committed` consumer has seen all."""

    def __init__(self, sandbox: Sandbox, prefix: str) -> None:
        self._sandbox = sandbox
        self._prefix = prefix
        create_topics(sandbox.bootstrap_servers, prefix, partitions=PARTITIONS, replication=1)

    def warm(self) -> None:
        self.rate([{**a, "id": f"warm-{n}"} for n, a in enumerate(generated(WARM_UP, seed=99))])

    def rate(self, articles: Articles) -> float:
        topics = [ENRICHED.name(self._prefix)]
        with Consumer(self._sandbox.bootstrap_servers, topics, from_beginning=False) as consumer:
            began = time.perf_counter()
            produce(self._sandbox, RAW.name(self._prefix), articles)
            wait_for(consumer, len(articles))
            return len(articles) / (time.perf_counter() - began)


def rows(sandbox: Sandbox, articles: Articles, rounds: int, model: str, whole_model: str, say: Say) -> Iterator[Row]:
    """Rows 4 and 5 of the table; each round has articles of its own."""
    slices = [articles[n::rounds] for n in range(rounds)]
    yield beside_lines(sandbox, slices, rounds, say)
    names = (("NER only", model, False, 2.2), ("the whole pipeline", whole_model, True, 6.0))
    for number, (name, chosen, whole, goal) in enumerate(names):
        yield beside_plain(sandbox, slices, rounds, say, number, name, chosen, whole, goal)


def full_rate(sandbox: Sandbox, articles: Articles) -> float:
    """Articles per second that a worker can do."""
    through = ThroughKafka(sandbox, "bench.rate")
    with worker(sandbox, "bench.rate"):
        through.warm()
        return through.rate(articles[:300])


def beside_lines(sandbox: Sandbox, slices: list[Articles], rounds: int, say: Say) -> Row:
    say("through Kafka beside `enrich --jsonl` on two cores")
    through = ThroughKafka(sandbox, "bench.lines")
    with worker(sandbox, "bench.lines"), enrich_lines(2) as lines:
        through.warm()
        pairs = alternate(
            lambda n: through.rate(slices[n]), lambda n: len(slices[n]) / lines.seconds(slices[n]), rounds, say
        )
    return row(
        "through Kafka, exactly once, all topics",
        "`enrich --jsonl` on two cores",
        "articles/s",
        pairs,
        0.75,
        notes=(f"{PARTITIONS} partitions, broker and Redis on the same cores",),
    )


def beside_plain(
    sandbox: Sandbox,
    slices: list[Articles],
    rounds: int,
    say: Say,
    number: int,
    name: str,
    model: str,
    whole: bool,
    goal: float,
) -> Row:
    say(f"through Kafka beside a plain Faust agent, {name}")
    ours, plain = f"bench.ours{number}", f"bench.plain{number}"
    through, theirs = ThroughKafka(sandbox, ours), ThroughKafka(sandbox, plain)

    def plain_rate(n: int) -> float:
        return theirs.rate(slices[n][: max(8, int(len(slices[n]) * PLAIN_SHARE))])

    agent = plain_agent(sandbox, RAW.name(plain), ENRICHED.name(plain), model, whole=whole)
    with worker(sandbox, ours), agent:
        through.warm()
        theirs.warm()
        pairs = alternate(lambda n: through.rate(slices[n]), plain_rate, rounds, say)
    return row("through Kafka, exactly once, all layers", f"a plain Faust agent, {name}", "articles/s", pairs, goal)
