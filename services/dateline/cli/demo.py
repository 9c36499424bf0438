"""``dateline demo``: a real Kafka, a Redis, a worker and the sample articles, all on this machine.

Everything that it starts is a child process that ends with it. What came back is judged by
``verdict``; how articles look is up to ``show``.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import output
from dateline.cli.errors import CliError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.broker import Consumer
    from dateline.cli.verdict import Expected, Inspection, Verdict
    from dateline.sandbox import GuardedProcess, Sandbox

# Few partitions start fast and still share the work; with DATELINE_PARTITIONS set, that many.
PARTITIONS = 4
# The worker loads its model and joins its group before the first article: a few seconds, more on a busy machine.
PATIENCE_S = 120.0
# Longest silence once the first article came.
SILENCE_S = 60.0
WORKER_GRACE_S = 30.0
# Articles of the torture: fewer than 400 are out before a kill falls among them.
TORTURED, LEAST_ARTICLES, MOST_ARTICLES = 2_000, 400, 100_000
LOG_LINES = 25
WORKER_LOG = "worker.log"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demo plays: servers, topics, and the folder of the worker."""

    sandbox: Sandbox
    prefix: str
    group: str
    partitions: int
    port: int

    @property
    def log(self) -> Path:
        """The worker's log."""
        return self.sandbox.folder / WORKER_LOG

    def environment(self) -> dict[str, str]:
        """The settings of the worker, and of any other command that wants to look at the demo."""
        redis = {"REDIS_URL": self.sandbox.redis_url} if self.sandbox.redis_url else {}
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.sandbox.bootstrap_servers,
            **redis,
            "DATELINE_TOPIC_PREFIX": self.prefix,
            "DATELINE_GROUP": self.group,
            "DATELINE_PARTITIONS": str(self.partitions),
            "DATELINE_PORT": str(self.port),
        }


def demo(
    once: Annotated[
        bool, typer.Option("--once", help="End after the samples; 1 if one did not come out whole.")
    ] = False,
    torture: Annotated[
        bool,
        typer.Option(
            "--torture",
            help="Kill workers and Redis under load, count what is lost or twice, beside a plain Faust agent; "
            "about two minutes on two cores. 1 if Dateline broke a promise.",
        ),
    ] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="With --torture: without the plain Faust agent beside it.")
    ] = False,
    articles: Annotated[
        int, typer.Option(min=LEAST_ARTICLES, max=MOST_ARTICLES, help="With --torture: how many.")
    ] = TORTURED,
    seed: Annotated[int | None, typer.Option(help="With --torture: repeat articles, moments and victims.")] = None,
    stay: Annotated[bool, typer.Option("--stay", help="With --torture: keep everything running until Ctrl-C.")] = False,
) -> None:
    """See it work: starts a real Kafka, Redis and worker, sends sample articles, shows what comes out.

    With KAFKA_BOOTSTRAP_SERVERS or REDIS_URL set it uses those servers instead, with topics of
    its own that it deletes at the end. --torture always starts servers of its own.
    """
    console = output()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if torture:
        from dateline.cli.torture.play import torture as play

        if not play(console, articles, seed, alone=alone, stay=_until_interrupted if stay else None):
            raise typer.Exit(1)
        return
    with _stage(console) as stage, _worker(stage) as worker:
        verdicts = _play(stage, worker, console)
        whole = _report(verdicts, console)
        if not once:
            _linger(stage, worker, console)
    if not whole:
        raise typer.Exit(1)


@contextlib.contextmanager
def _stage(console: Console) -> Iterator[Stage]:
    """Servers and topics; all that was started is ended, all that was made is removed."""
    from dateline.broker import create_topics, delete_topics
    from dateline.sandbox import Sandbox
    from dateline.sandbox.ports import free_ports
    from dateline.settings import load_settings

    settings = load_settings()
    chosen = settings.model_fields_set
    kafka = settings.kafka_bootstrap_servers if "kafka_bootstrap_servers" in chosen else None
    redis = settings.redis_url.get_secret_value() if settings.redis_url else None
    run = secrets.token_hex(3)
    with Sandbox(kafka=kafka, redis=redis, progress=console.print) as sandbox:
        stage = Stage(
            sandbox=sandbox,
            # On a Kafka that others use, topics of this run only: what an earlier run killed would stay killed.
            prefix=f"demo-{run}" if kafka else settings.topic_prefix,
            group=f"dateline-demo-{run}",
            partitions=settings.partitions if "partitions" in chosen else PARTITIONS,
            port=free_ports(1)[0],
        )
        for note in sandbox.notes:
            console.print(note)
        servers, prefix = sandbox.bootstrap_servers, stage.prefix
        create_topics(servers, prefix, partitions=stage.partitions, replication=settings.replication)
        try:
            yield stage
        finally:
            if kafka:
                delete_topics(servers, prefix)


@contextlib.contextmanager
def _worker(stage: Stage) -> Iterator[GuardedProcess]:
    """A worker as a child process, told to stop in order at the end."""
    from dateline.sandbox import GuardedProcess

    environment = {
        **os.environ,
        **stage.environment(),
        "DATELINE_HOST": "127.0.0.1",
        # What it keeps on disk goes with the sandbox's folder.
        "DATELINE_STATE_DIR": str(stage.sandbox.folder / "state"),
        "TMPDIR": str(stage.sandbox.folder),
    }
    process = GuardedProcess(
        [sys.executable, "-m", "dateline.cli", "worker"], stage.log, env=environment, remove=stage.sandbox.remove
    )
    try:
        yield process
    finally:
        process.stop(WORKER_GRACE_S)


def _play(stage: Stage, worker: GuardedProcess, console: Console) -> list[Verdict]:
    """Send the samples and show their events as they arrive."""
    from dateline.broker import Consumer, Producer
    from dateline.cli.verdict import Inspection
    from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW
    from dateline.samples import samples

    topics = [ENRICHED.name(stage.prefix), DEAD_LETTERS.name(stage.prefix)]
    servers = stage.sandbox.bootstrap_servers
    with Consumer(servers, topics, from_beginning=False) as consumer:
        expected = []
        with Producer(servers) as producer:
            for name, value in samples():
                expected.append(_expected(name, value))
                producer.send(RAW.name(stage.prefix), expected[-1].article_id.encode(), value)
        console.print(f"sent {len(expected)} articles to {RAW.name(stage.prefix)}; the worker loads its model …\n")
        inspection = Inspection(expected)
        _watch(consumer, inspection, stage, worker, console)
    return inspection.verdicts()


def _expected(name: str, value: bytes) -> Expected:
    from dateline.cli.verdict import Expected
    from dateline.contract import Kill, Rejection
    from dateline.enricher.intake import read

    article = read(value)
    if isinstance(article, Rejection):
        raise CliError(f"sample {name} is not an article: {article.message}")
    return Expected(name, article.id, isinstance(article, Kill))


def _watch(consumer: Consumer, inspection: Inspection, stage: Stage, worker: GuardedProcess, console: Console) -> None:
    """Show events until every sample has come. Raises CliError if the worker ends or falls silent."""
    from dateline.cli.show import show

    patience = PATIENCE_S
    last = time.monotonic()
    while inspection.missing():
        for record in consumer.poll():
            inspection.take(record)
            console.print(show(record))
            patience, last = SILENCE_S, time.monotonic()
        waited = time.monotonic() - last
        if worker.poll() is not None:
            raise CliError(f"the worker ended with {worker.poll()}. {_log_of(stage)}")
        if waited > patience:
            names = ", ".join(sample.name for sample in inspection.missing())
            raise CliError(f"nothing came for {waited:.0f} s; missing: {names}. {_log_of(stage)}")


def _log_of(stage: Stage) -> str:
    from dateline.sandbox import tail

    return f"Its log ends:\n{tail(stage.log, LOG_LINES)}\n`dateline doctor` says what is configured and reachable"


def _report(verdicts: list[Verdict], console: Console) -> bool:
    """Say how the samples came out: one line if all are whole, else a table. Whether all are."""
    from rich.table import Table

    from dateline.cli.plain import short

    if not any(verdict.problems for verdict in verdicts):
        console.print(f"{len(verdicts)} of {len(verdicts)} samples came out whole")
        return True
    table = Table("sample", "id", "problems", box=None, pad_edge=False)
    for verdict in verdicts:
        problems = "; ".join(short(problem, 200) for problem in verdict.problems)
        table.add_row(verdict.name, short(verdict.article_id, 60), problems or "whole")
    console.print(table)
    return False


def _until_interrupted() -> None:
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(0.5)


def _linger(stage: Stage, worker: GuardedProcess, console: Console) -> None:
    """Say where things listen, then stay until Ctrl-C."""
    sandbox = stage.sandbox
    exports = "\n".join(f"  export {name}={value}" for name, value in stage.environment().items())
    console.print(
        f"\nKafka    {sandbox.bootstrap_servers}\n"
        f"Redis    {sandbox.redis_url or 'none'}\n"
        f"metrics  http://127.0.0.1:{stage.port}/metrics  (also /livez, /readyz)\n"
        f"logs     {sandbox.folder}\n\n"
        f"To look at it from another terminal:\n{exports}\n"
        "  dateline topics list\n"
        "  dateline consume --from-beginning\n"
        "  dateline consume --topic entities --from-beginning --json\n"
        "  dateline produce article.json\n\n"
        "Ctrl-C ends it all.",
        soft_wrap=True,
    )
    with contextlib.suppress(KeyboardInterrupt):
        while worker.poll() is None:
            time.sleep(0.5)
        raise CliError(f"the worker ended with {worker.poll()}. {_log_of(stage)}")
    console.print("stopping …")
