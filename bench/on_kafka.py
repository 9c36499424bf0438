"""A worker on a sandbox Kafka that is ready to take articles, what is sent to it, and what comes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dateline.broker.consumer import Consumer
from dateline.broker.producer import Producer
from dateline.sandbox import Sandbox
from dateline.sandbox.ports import free_ports

PATIENCE_S = 900


@contextmanager
def worker(sandbox: Sandbox, prefix: str, **environment: str) -> Iterator[int]:
    """A worker with a new state folder; gives its process id when it is ready."""
    [port] = free_ports(1)
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory(prefix="dateline-bench-") as state:
        variables = {
            **os.environ,
            "KAFKA_BOOTSTRAP_SERVERS": sandbox.bootstrap_servers,
            "DATELINE_TOPIC_PREFIX": prefix,
            "DATELINE_GROUP": prefix,
            "DATELINE_PORT": str(port),
            "DATELINE_LOG_LEVEL": "WARNING",
            "DATELINE_STATE_DIR": state,
            **({"REDIS_URL": sandbox.redis_url} if sandbox.redis_url else {}),
            **environment,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline.cli", "worker"], env=variables, stdout=log, stderr=log
        )
        try:
            while not _ready(port):
                if process.poll() is not None:
                    log.seek(0)
                    sys.exit(f"the worker ended:\n{log.read().decode()[-3000:]}")
                time.sleep(0.2)
            yield process.pid
        finally:
            process.terminate()
            process.wait(60)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def plain_agent(sandbox: Sandbox, source: str, target: str, model: str, *, whole: bool) -> Iterator[None]:
    """The Faust agent that users write; it is ready when it answers a first article."""
    variables = {
        **os.environ,
        "KAFKA_BOOTSTRAP_SERVERS": sandbox.bootstrap_servers,
        "BENCH_SOURCE": source,
        "BENCH_TARGET": target,
        "BENCH_MODEL": model,
        "BENCH_WHOLE": "1" if whole else "",
    }
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "faust", "-A", "bench.plain_agent", "--datadir", folder, "worker", "--without-web"],
            env=variables,
            stdout=log,
            stderr=log,
            cwd=Path(__file__).parent.parent,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def produce(sandbox: Sandbox, topic: str, articles: Sequence[dict[str, str]]) -> None:
    """Send articles keyed by their ids."""
    with Producer(sandbox.bootstrap_servers) as producer:
        for article in articles:
            producer.send(topic, article["id"].encode(), json.dumps(article).encode())


def wait_for(consumer: Consumer, count: int) -> None:
    """Read until ``count`` different articles have come."""
    seen: set[bytes | None] = set()
    late = time.monotonic() + PATIENCE_S
    while len(seen) < count:
        seen.update(record.key for record in consumer.poll(0.2))
        if time.monotonic() > late:
            sys.exit(f"only {len(seen)} of {count} articles came out within {PATIENCE_S} s")
