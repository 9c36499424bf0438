"""What the integration and chaos tests share: an installation with its topics, workers and readers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from dateline.broker.consumer import Consumer
from dateline.broker.producer import Producer
from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, RAW, Topic
from dateline.sandbox.ports import free_ports

OUTPUTS = (ENRICHED, ENTITIES, DATES, DEAD_LETTERS)
PATIENCE_S = 120
PARTITIONS = 4


@dataclass(frozen=True)
class Topics:
    """Topics of one test: their servers, prefix and group; ``name(RAW)`` is a full name."""

    bootstrap_servers: str
    redis_url: str | None
    prefix: str
    group: str
    partitions: int = PARTITIONS

    def name(self, topic: Topic) -> str:
        return topic.name(self.prefix)

    def environment(self) -> dict[str, str]:
        """The environment for a worker or any other command on these topics."""
        settings = {
            "KAFKA_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "DATELINE_TOPIC_PREFIX": self.prefix,
            "DATELINE_GROUP": self.group,
            "DATELINE_PARTITIONS": str(self.partitions),
        }
        redis = {"REDIS_URL": self.redis_url} if self.redis_url else {}
        return {**os.environ, **settings, **redis}


class Installation:
    """One prefix on the sandbox: its topics, its workers, its readers."""

    def __init__(self, topics, folder):
        self.topics = topics
        self.folder = folder
        self.workers = []

    def start_worker(self, **settings):
        [port] = free_ports(1)
        environment = {
            **self.topics.environment(),
            "DATELINE_PORT": str(port),
            "DATELINE_PROCESSES": "1",
            "DATELINE_LOG_JSON": "true",
            "DATELINE_STATE_DIR": str(self.folder / "state"),
            **settings,
        }
        log = self.folder / f"worker-{len(self.workers)}.log"
        worker = subprocess.Popen(
            [sys.executable, "-m", "dateline.cli", "worker"],
            env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        worker.log, worker.port = log, port
        self.workers.append(worker)
        return worker

    def send(self, key, value, headers=(), topic=RAW):
        with Producer(self.topics.bootstrap_servers) as producer:
            producer.send(self.topics.name(topic), key, value, headers)

    def send_all(self, articles):
        with Producer(self.topics.bootstrap_servers) as producer:
            for article in articles:
                producer.send(self.topics.name(RAW), article["id"].encode(), json.dumps(article).encode())

    def read_until(self, enough, topics=OUTPUTS, patience_s=PATIENCE_S):
        """Records of the topics, by topic; reads on until ``enough(records)``."""
        records = {topic: [] for topic in topics}
        by_name = {self.topics.name(topic): topic for topic in topics}
        late = time.monotonic() + patience_s
        with Consumer(self.topics.bootstrap_servers, list(by_name)) as consumer:
            while not enough(records):
                for record in consumer.poll(0.2):
                    records[by_name[record.topic]].append(record)
                assert time.monotonic() < late, self.complaint(records)
        return records

    def complaint(self, records):
        logs = "\n".join(worker.log.read_text()[-1500:] for worker in self.workers)
        return f"{ {t.suffix: len(r) for t, r in records.items()} } after the patience\n{logs}"

    def stop(self):
        for worker in self.workers:
            worker.kill()
            worker.wait()


def of(records, topic, article):
    return [r for r in records[topic] if r.key == article or (r.key or b"").startswith(article + b"|")]


def story(number, text=None):
    text = text or f"Angela Merkel met Emmanuel Macron in Paris on 7 October 2023. Story number {number}."
    return {"id": f"story-{number}", "text": text, "published_at": "2024-05-25"}


def wait_until(condition):
    late = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < late
        time.sleep(0.1)


def set_topic(installation, topic, name, value):
    from kafka import KafkaAdminClient
    from kafka.admin import ConfigResource, ConfigResourceType

    admin = KafkaAdminClient(bootstrap_servers=installation.topics.bootstrap_servers)
    resource = ConfigResource(ConfigResourceType.TOPIC, installation.topics.name(topic), configs={name: str(value)})
    admin.alter_configs([resource])
    admin.close()
