"""``dateline demo --torture``: kills under load, beside a plain Faust agent; then dead letters, then revisions.

Here are the stage and the order of the acts; the acts after the count are in
``torture_acts``, what is killed when and counted how in ``dateline.torture``.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.broker import Consumer, create_topics
from dateline.cli.torture.acts import HARBOUR, Promise, dead_letters, revisions
from dateline.cli.torture.desk import Desk
from dateline.cli.torture.screen import Screen
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW, REPLAY, TOPICS, Topic
from dateline.sandbox import Redis, Sandbox
from dateline.settings import load_settings
from dateline.torture.articles import stories, write_lines
from dateline.torture.counting import COUNTED, Count, count, count_dateline, keys_of
from dateline.torture.crew import DATELINE, PLAIN, SESSION_S, Crew, Side
from dateline.torture.group import Group
from dateline.torture.ordeal import QUIET_S, Ordeal
from dateline.torture.plan import KILLS, WORKERS, Plan, make_plan
from dateline.torture.standing import Witness

if TYPE_CHECKING:
    from rich.console import Console

# Two for each worker.
PARTITIONS = 2 * WORKERS
INPUTS = (RAW, REPLAY)

DATELINE_ACT = (
    f"{WORKERS} workers, {PARTITIONS} partitions. A worker is killed (SIGKILL) in each of the first {KILLS} rounds of "
    "articles, while it works, and replaced."
)
REDIS_TOO = " Redis is killed with the second, and returns with the third."
PLAIN_ACT = (
    "What a user would write by following Faust's documentation: processing_guarantee='exactly_once', one agent that "
    "asks the same spaCy model for names and sends to one topic. It does less for an article than Dateline. "
    f"The same articles, kills by the same plan, the same session time-out ({SESSION_S} s). Its source:\n"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it plays: the servers, the articles, the folder of commands and logs, the screen."""

    sandbox: Sandbox
    plan: Plan
    folder: Path
    model: str
    screen: Screen

    def settings(self) -> dict[str, str]:
        """The settings of Dateline's workers, and of commands that look at the topics."""
        redis = {"REDIS_URL": self.sandbox.redis_url} if self.sandbox.redis_url else {}
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.sandbox.bootstrap_servers,
            **redis,
            "DATELINE_TOPIC_PREFIX": DATELINE.prefix,
            "DATELINE_GROUP": DATELINE.group,
            "DATELINE_PARTITIONS": str(PARTITIONS),
            "DATELINE_PROCESSES": "1",
            "DATELINE_MODEL": self.model,
            "DATELINE_SESSION_TIMEOUT_S": str(SESSION_S),
            "DATELINE_TRANSACTION_TIMEOUT_S": str(SESSION_S),
            "DATELINE_STATE_DIR": str(self.folder / "state"),
            "DATELINE_HOST": "127.0.0.1",
            "DATELINE_PORT": "0",
        }

    def group(self, side: Side, topics: tuple[Topic, ...]) -> contextlib.closing[Group]:
        """The side's consumer group over the topics that it reads."""
        names = [topic.name(side.prefix) for topic in topics]
        return contextlib.closing(Group(self.sandbox.bootstrap_servers, side.group, names, PARTITIONS))

    def reader(self, side: Side, *topics: Topic) -> Consumer:
        """The independent reader of some topics of a side, from their beginning."""
        return Consumer(self.sandbox.bootstrap_servers, [topic.name(side.prefix) for topic in topics])

    def witness(self, article: str) -> contextlib.closing[Witness]:
        """Who reads what becomes of one article of Dateline's from now on."""
        return contextlib.closing(Witness(self.sandbox.bootstrap_servers, DATELINE.prefix, article))


def torture(
    console: Console, articles: int, seed: int | None, *, alone: bool = False, stay: Callable[[], None] | None = None
) -> bool:
    """Play all acts; whether Dateline kept every promise. By ``stay`` everything can be kept running at the end.

    ``alone``: without the plain agent. Raises SandboxError, BrokerError, TortureError or CliError
    where it can't be played to its end, with all that was started ended.
    """
    seed = secrets.randbelow(10_000) if seed is None else seed
    screen = Screen(console)
    with _stage(make_plan(seed, articles), screen) as stage:
        desk = Desk(stage.folder, stage.settings())
        _introduce(stage, desk)
        ours = _torture_dateline(stage, desk)
        theirs = None if alone else _torture_plain(stage, desk)
        screen.table(ours, theirs)
        screen.look(
            "Counted by an independent consumer (kafka-python, read_committed): sent is what has to be there, by key. "
            "lost: not there. twice: there once too often."
        )
        promises = [Promise("nothing lost, nothing twice", all(one.clean for one in ours))]
        with (
            Crew(DATELINE, desk.environment, desk.folder, remove=stage.sandbox.remove) as crew,
            stage.group(DATELINE, INPUTS) as group,
            stage.reader(DATELINE, ENRICHED, DEAD_LETTERS) as reader,
            stage.witness(HARBOUR) as witness,
        ):
            promises += dead_letters(screen, desk, crew, group, reader)
            promises += revisions(screen, desk, crew, group, witness)
            if not (kept := _verdict(stage, promises, ours, theirs)):
                _keep_logs(stage)
            if stay is not None:
                screen.say(f"\nEverything still runs. In another terminal:\n  {desk.entrance}\nCtrl-C ends it all.")
                stay()
    return kept


@contextlib.contextmanager
def _stage(plan: Plan, screen: Screen) -> Iterator[Stage]:
    """Servers of its own, whatever is set: these get killed."""
    settings = load_settings()
    if given := [name for name in ("KAFKA_BOOTSTRAP_SERVERS", "REDIS_URL") if name in os.environ]:
        screen.say(f"{' and '.join(given)} left alone: what is tortured here are servers of its own")
    with Sandbox(progress=screen.say) as sandbox:
        for note in sandbox.notes:
            screen.say(note)
        stage = Stage(sandbox, plan, sandbox.folder / "torture", settings.model, screen)
        try:
            yield stage
        except Exception:
            _keep_logs(stage)
            raise


def _introduce(stage: Stage, desk: Desk) -> None:
    """Make the files of articles, and say where everything is."""
    made = list(stories(stage.plan.seed, stage.plan.articles))
    for number, part in enumerate(stage.plan.rounds, 1):
        write_lines(desk.folder / f"round-{number}.jsonl", made[part.first : part.stop])
    stage.screen.act(
        f"{stage.plan.articles:,} articles under torture (--seed {stage.plan.seed})",
        "Every command below can be typed, while this runs, in another terminal after:",
    )
    stage.screen.typed(desk.entrance)
    stage.screen.say("That folder also holds the logs of all workers; those of the servers are beside it.")


def _torture_dateline(stage: Stage, desk: Desk) -> list[Count]:
    """The first act: Dateline, and its count."""
    stage.screen.act("1. Dateline", DATELINE_ACT + (REDIS_TOO if stage.sandbox.redis else ""))
    _run(stage, desk, DATELINE, TOPICS, INPUTS, stage.sandbox.redis)
    names = {topic.name(DATELINE.prefix): topic for topic in COUNTED}
    records: dict[Topic, list[Any]] = {topic: [] for topic in COUNTED}
    with stage.reader(DATELINE, *COUNTED) as reader:
        for record in reader.rest():
            records[names[record.topic]].append(record)
    return count_dateline(_sent(stage), records)


def _torture_plain(stage: Stage, desk: Desk) -> Count:
    """The second act: the plain agent, and its count."""
    source = Path(__file__).parents[1] / "torture" / "plain_faust.py"
    stage.screen.act("2. A plain Faust agent", PLAIN_ACT + str(source))
    _run(stage, desk, PLAIN, (RAW, ENRICHED), (RAW,), None)
    with stage.reader(PLAIN, ENRICHED) as reader:
        return count(ENRICHED.suffix, _sent(stage), keys_of(reader.rest()))


def _sent(stage: Stage) -> list[str]:
    return [story["id"] for story in stories(stage.plan.seed, stage.plan.articles)]


def _run(
    stage: Stage, desk: Desk, side: Side, topics: tuple[Topic, ...], inputs: tuple[Topic, ...], redis: Redis | None
) -> None:
    """The same for both sides: topics, workers, rounds of articles, kills, the end."""
    servers, screen = stage.sandbox.bootstrap_servers, stage.screen
    create_topics(servers, side.prefix, partitions=PARTITIONS, replication=1, topics=topics)
    prefix = "" if side is DATELINE else f"DATELINE_TOPIC_PREFIX={side.prefix} "

    def send(number: int) -> None:
        command = f"{prefix}dateline produce round-{number + 1}.jsonl"
        said = desk.quiet(command)
        screen.event(f"$ {command}")
        screen.event(said)

    with (
        Crew(side, desk.environment, desk.folder, remove=stage.sandbox.remove) as crew,
        stage.group(side, inputs) as group,
        stage.reader(side, ENRICHED) as reader,
        screen.moving(),
    ):
        screen.event(f"$ {side.typed}  # x{WORKERS}")
        Ordeal(stage.plan, crew, group, reader, screen, send, redis).run()
        screen.event("all workers told to finish and leave (SIGTERM); they have")


def _verdict(stage: Stage, promises: list[Promise], ours: list[Count], theirs: Count | None) -> bool:
    """Say what was promised, whether it was kept, and both counts."""
    screen = stage.screen
    kept = all(promise.kept for promise in promises)
    screen.act("Verdict", f"{stage.plan.articles:,} articles, {KILLS} workers killed, --seed {stage.plan.seed}")
    for promise in promises:
        screen.say(f"  {'kept  ' if promise.kept else 'BROKEN'}  {promise.text}")
    lost, twice = sum(one.lost for one in ours), sum(one.twice for one in ours)
    screen.say(f"\nDateline:    {lost:,} lost, {twice:,} twice, over {len(ours)} topics")
    if theirs is not None:
        screen.say(f"plain Faust: {theirs.lost:,} lost, {theirs.twice:,} twice, on its one topic")
        if theirs.lost:
            screen.say(f"(lost: not there {QUIET_S:g} s after the last that came)")
        elif not theirs.twice:
            screen.say("This time plain Faust came through too; it depends on where a kill falls. Try other seeds.")
    return kept


def _keep_logs(stage: Stage) -> None:
    """Logs are worth keeping where a promise is broken; the rest goes with the sandbox."""
    kept = Path(tempfile.mkdtemp(prefix="dateline-torture-"))
    for log in stage.sandbox.folder.rglob("*.log"):
        if "data" not in log.relative_to(stage.sandbox.folder).parts:
            shutil.copy(log, kept / log.name)
    stage.screen.say(f"The logs are kept in {kept}")
