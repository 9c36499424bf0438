"""Counts what came out, with kafka-python: nothing of the worker's or the command line's own reading.

Where there is ``kcat`` (librdkafka, which shares no code with it) that reads everything too, and both must agree.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from kafka import KafkaConsumer, TopicPartition

from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, STATE

COUNTED = (ENRICHED, ENTITIES, DATES, DEAD_LETTERS, STATE)
READ_PATIENCE_S = 120


def open_consumer(topics, wanted):
    """A read_committed consumer at the beginning of all partitions, and the topic of each name."""
    names = {topics.name(topic): topic for topic in wanted}
    consumer = KafkaConsumer(
        bootstrap_servers=topics.bootstrap_servers.split(","),
        group_id=None,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        allow_auto_create_topics=False,
        fetch_max_wait_ms=100,
        # Its own return must not be slower than the one it measures. (Default: up to 30 s.)
        reconnect_backoff_max_ms=200,
    )
    partitions = [TopicPartition(name, number) for name in names for number in range(topics.partitions)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    return consumer, partitions, names


def read_all(topics, wanted=COUNTED):
    """Every committed record of the topics up to their present ends, by topic, in offset order per partition."""
    consumer, partitions, names = open_consumer(topics, wanted)
    found = {topic: [] for topic in wanted}
    late = time.monotonic() + READ_PATIENCE_S
    try:
        ends = consumer.end_offsets(partitions)
        while any(consumer.position(p) < ends[p] for p in partitions):
            for partition, records in consumer.poll(timeout_ms=200).items():
                found[names[partition.topic]] += records
            assert time.monotonic() < late, "the topics could not be read to their ends"
    finally:
        consumer.close()
    return found


KCAT = shutil.which("kcat")
NO_KCAT = "no kcat on the PATH: counted by kafka-python alone"


def read_by_kcat(topics, topic):
    """Partition, offset and key of every committed record of a topic, by kcat."""
    settings = ("-X", "isolation.level=read_committed", "-X", "allow.auto.create.topics=false")
    command = [KCAT, "-C", "-q", "-e", "-o", "beginning", "-b", topics.bootstrap_servers, "-t", topics.name(topic)]
    done = subprocess.run(
        [*command, *settings, "-f", r"%p %o %k\n"], capture_output=True, timeout=READ_PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    lines = (line.split(" ", 2) for line in done.stdout.decode().split("\n") if line)
    return Counter((int(partition), int(offset), key) for partition, offset, key in lines)


def second_count(topics, records):
    """Count by kcat what kafka-python has read: a sentence on how many records both have; no difference passes."""
    if KCAT is None:
        return NO_KCAT
    total = 0
    for topic, found in records.items():
        ours = Counter((r.partition, r.offset, (r.key or b"").decode()) for r in found)
        theirs = read_by_kcat(topics, topic)
        assert theirs == ours, (
            f"{topic.suffix}: kafka-python {ours.total()}, kcat {theirs.total()}; "
            f"only in one: {sorted((ours - theirs) + (theirs - ours))[:5]}"
        )
        total += theirs.total()
    return f"kafka-python and kcat agree on {total} records"


@dataclass
class Tally:
    """What became of what was sent. ``problems`` are a few of the keys, for the message of a failing test;
    ``second``: what the second counter says.
    """

    sent: int
    second: str
    lost: int = 0
    twice: int = 0
    problems: list = field(default_factory=list)

    def lose(self, topic, keys):
        self.lost += len(keys)
        self.problems += [f"lost {topic.suffix} {key}" for key in sorted(keys)[:5]]

    def repeat(self, topic, counter):
        more = {key: n for key, n in counter.items() if n > 1}
        self.twice += sum(n - 1 for n in more.values())
        self.problems += [f"{n} times {topic.suffix} {key}" for key, n in list(more.items())[:5]]


def tally(topics, sent, dead=()):
    """Count each article's outcome once: by key on every topic, and by the input offset that its event names.

    ``sent``: the ids, each sent once; ``dead``: those that have to be dead letters instead.
    """
    records = read_all(topics)
    result = Tally(len(sent), second_count(topics, records))
    keys = {topic: Counter(r.key.decode() for r in found) for topic, found in records.items()}
    articles = [json.loads(r.value) for r in records[ENRICHED] if r.value]
    living = set(sent) - set(dead)
    result.lose(ENRICHED, living - keys[ENRICHED].keys())
    result.lose(STATE, living - keys[STATE].keys())
    result.lose(DEAD_LETTERS, set(dead) - keys[DEAD_LETTERS].keys())
    result.lose(ENTITIES, {f"{a['id']}|{e['key']}" for a in articles for e in a["entities"]} - keys[ENTITIES].keys())
    result.lose(
        DATES, {f"{a['id']}|{d['value']}" for a in articles for d in a["dates"] if d["interval"]} - keys[DATES].keys()
    )
    for topic in COUNTED:
        result.repeat(topic, keys[topic])
    result.repeat(ENRICHED, Counter(str(sorted(a["input"].items())) for a in articles))
    unexpected = keys[ENRICHED].keys() - living | keys[DEAD_LETTERS].keys() - set(dead)
    assert not unexpected, f"came out and should not: {sorted(unexpected)[:5]}"
    assert all(len(a["entities"]) >= 2 and a["dates"] for a in articles), "an article without its names or its date"
    return result


class Observer:
    """A consumer that watches the enriched articles and the dead letters arrive, from its making until ``close``."""

    def __init__(self, topics):
        self.keys: set[str] = set()
        self.last = time.monotonic()
        self.error: Exception | None = None
        self._arrivals = defaultdict(list)
        self._topics = topics
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)
        self._thread.start()

    def _run(self):
        consumer, _, names = open_consumer(self._topics, (ENRICHED, DEAD_LETTERS))
        try:
            while not self._ending.is_set():
                for partition, records in consumer.poll(timeout_ms=100).items():
                    self.last = time.monotonic()
                    self.keys.update(r.key.decode() for r in records)
                    if names[partition.topic] is ENRICHED:
                        self._arrivals[partition.partition].append(self.last)
        except Exception as error:
            self.error = error
        finally:
            consumer.close()

    @property
    def count(self):
        assert self.error is None, self.error
        return len(self.keys)

    @property
    def longest_stall(self):
        """The longest time, in seconds, between two visible records of one partition, from its first to its last."""
        gaps = [b - a for times in list(self._arrivals.values()) for a, b in pairwise(times)]
        return max(gaps, default=0.0)

    def first_after(self, partitions, moment):
        """When the first record after ``moment`` was seen in each of the partitions; null where none was."""
        return [next((t for t in list(self._arrivals[p]) if t > moment), None) for p in partitions]

    def close(self):
        self._ending.set()
        self._thread.join(10)
