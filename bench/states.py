"""Writes article states to the state topic as the worker would have: one transaction a batch, many articles.

The states are real: sample articles go through the real pipeline once, and each of the many
gets the state of one of them under an id of its own.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2

from bench.articles import generated
from dateline.contract.topics import STATE
from dateline.enricher.stream.job import build
from dateline.enricher.stream.records import Incoming
from dateline.enricher.stream.state import decide
from dateline.settings import Settings

TEMPLATES = 64
# Batches of one transaction where the transaction's own time is not to be measured: the records lie on
# disk in batches of 32 as the worker writes them, with fewer commit markers in between.
BATCHES_A_COMMIT = 16


@dataclass(frozen=True)
class Written:
    """What was written, in bytes of keys and values."""

    states: int
    size: int
    seconds: float


def templates() -> list[bytes]:
    """The states of sample articles, by the worker's own handler; none holds its article's id."""
    articles = generated(TEMPLATES)
    now = int(time.time() * 1000)
    records = [
        Incoming("news.article.raw.v1", 0, n, now, a["id"].encode(), json.dumps(a).encode())
        for n, a in enumerate(articles)
    ]
    outcomes = build(Settings(redis_url=None))(records)
    decided = [decide(None, outcome).state for outcome in outcomes]
    return [s.to_json(a["id"]) for a, s in zip(articles, decided, strict=True) if s is not None]


def article_id(number: int) -> bytes:
    """An id whose order says nothing, as agencies' ids do not; the same for the same number."""
    return b"story-" + hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()[:16].encode()


def write(servers: str, prefix: str, partitions: int, numbers: Sequence[int], batch: int) -> Written:
    """Write the states of articles with these numbers; each partition has a producer of its own, as in the worker."""
    began = time.perf_counter()
    made = templates()
    shares: list[list[bytes]] = [[] for _ in range(partitions)]
    for number in numbers:
        article = article_id(number)
        shares[(murmur2(article) & 0x7FFFFFFF) % partitions].append(article)

    async def all_shares() -> int:
        written = await asyncio.gather(
            *(_write_share(servers, STATE.name(prefix), p, ids, made, batch) for p, ids in enumerate(shares))
        )
        return sum(written)

    return Written(len(numbers), asyncio.run(all_shares()), time.perf_counter() - began)


async def _write_share(
    servers: str, topic: str, partition: int, ids: list[bytes], made: list[bytes], batch: int
) -> int:
    producer = AIOKafkaProducer(
        bootstrap_servers=servers,
        transactional_id=f"bench-states-{topic}-{partition}",
        max_batch_size=1024 * 1024,
        retry_backoff_ms=10,
    )
    await producer.start()
    size = 0
    try:
        for first in range(0, len(ids), batch * BATCHES_A_COMMIT):
            async with producer.transaction():
                sent = []
                some = ids[first : first + batch * BATCHES_A_COMMIT]
                for at in range(0, len(some), batch):
                    builder = producer.create_batch()
                    for article in some[at : at + batch]:
                        value = made[int(article[-4:], 16) % len(made)]
                        builder.append(timestamp=None, key=article, value=value)
                        size += len(article) + len(value)
                    sent.append(await producer.send_batch(builder, topic, partition=partition))
                await asyncio.gather(*sent)
    finally:
        await producer.stop()
    return size
