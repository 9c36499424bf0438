"""``dateline doctor``: what is configured and reachable, and what to do about what is not."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from dateline.broker.errors import BrokerError
from dateline.contract.topics import TOPICS

if TYPE_CHECKING:
    from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. ``needed``: a worker can't run without it."""

    ok: bool
    what: str
    detail: str
    needed: bool = True


def doctor() -> None:
    """Say what of Kafka, topics, Redis, model, knowledge and Wikidata is configured and reachable, and what to do."""
    from rich.console import Console
    from rich.markup import escape

    from dateline.settings import load_settings

    settings = load_settings()
    console = Console()
    failed = False
    for check in (_python, _kafka, _topics, _redis, _model, _knowledge, _wikidata):
        finding = _checked(check, settings)
        mark = "[green]ok  [/]" if finding.ok else ("[red]fail[/]" if finding.needed else "[yellow]note[/]")
        console.print(f"{mark}  [bold]{finding.what:<10}[/] {escape(finding.detail)}", soft_wrap=True)
        failed = failed or (finding.needed and not finding.ok)
    if failed:
        raise typer.Exit(1)


def _checked(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except Exception as error:  # noqa: BLE001  a check that fails is a finding
        return Finding(False, check.__name__.strip("_").capitalize(), f"{type(error).__name__}: {error}")


def _python(settings: Settings) -> Finding:
    version = platform.python_version()
    slow = version.startswith("3.11.")
    detail = f"{version}, {settings.processes} worker processes"
    if slow:
        detail += "; entity recognition takes about twice as long on 3.11 as on 3.12"
    return Finding(not slow, "Python", detail, needed=False)


def _kafka(settings: Settings) -> Finding:
    from dateline.broker.admin import describe_cluster
    from dateline.security import Security
    from dateline.settings import SettingsError

    try:
        return Finding(True, "Kafka", describe_cluster(settings.kafka_bootstrap_servers, Security.of(settings)))
    except (BrokerError, SettingsError) as error:
        return Finding(False, "Kafka", str(error))


def _topics(settings: Settings) -> Finding:
    from dateline.broker.admin import check_topics

    try:
        problems = check_topics(settings)
    except BrokerError:
        return Finding(False, "Topics", "unknown without Kafka")
    if problems:
        return Finding(False, "Topics", "; ".join(problems))
    return Finding(True, "Topics", f"all {len(TOPICS)} as the contract has them, prefix {settings.topic_prefix}")


def _redis(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding(
            False, "Redis", "REDIS_URL is not set: look-ups are not cached. Results are the same.", needed=False
        )
    import redis

    from dateline.security import redis_options
    from dateline.settings import SettingsError

    try:
        client = redis.Redis.from_url(
            settings.redis_url.get_secret_value(),
            socket_timeout=2,
            socket_connect_timeout=2,
            **redis_options(settings),
        )
    except SettingsError as error:
        return Finding(False, "Redis", str(error))
    try:
        version = client.info("server")["redis_version"]
    except redis.RedisError as error:
        return Finding(
            False, "Redis", f"does not answer ({error}); the worker goes past it. Check REDIS_URL.", needed=False
        )
    return Finding(True, "Redis", f"version {version}")


def _model(settings: Settings) -> Finding:
    from dateline.enricher.entities import Recogniser

    recogniser = Recogniser.load(settings.model)
    found = recogniser(["Angela Merkel met Emmanuel Macron in Berlin."])[0]
    return Finding(bool(found), "Model", f"{recogniser.model}, finds {len(found)} of 3 names in a test sentence")


def _knowledge(settings: Settings) -> Finding:
    from dateline.knowledge import open_knowledge

    knowledge = open_knowledge(settings.knowledge)
    found = knowledge.look_up(["Paris"]).found["Paris"]
    return Finding(bool(found), "Knowledge", f"version {knowledge.version}, {len(found)} candidates for “Paris”")


def _wikidata(settings: Settings) -> Finding:
    from dateline.enricher.assembly import open_wikidata

    live = open_wikidata(settings)
    if live is None:
        return Finding(True, "Wikidata", "off; DATELINE_WIKIDATA_URL asks its API for names that the knowledge lacks")
    answers = live.look_up(["Paris"])
    if not answers.reached:
        advice = "names that the knowledge file lacks stay without links. Check DATELINE_WIKIDATA_URL and the way there"
        return Finding(False, "Wikidata", f"{answers.reason}; {advice}", needed=False)
    return Finding(True, "Wikidata", f"{live.version}, {len(answers.found['Paris'])} candidates for “Paris”")
