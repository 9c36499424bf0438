"""``dateline consume``: show what is on a topic, for people or, with ``--json``, for programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class TopicName(StrEnum):
    """The topics of the contract by their short names."""

    RAW = "raw"
    REPLAY = "replay"
    ENRICHED = "enriched"
    ENTITIES = "entities"
    DATES = "dates"
    DLQ = "dlq"


def consume(
    topic: Annotated[TopicName, typer.Option(help="Which topic.")] = TopicName.ENRICHED,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Everything that is there, then what is new.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a record and line.")] = False,
    count: Annotated[int | None, typer.Option(min=1, help="Stop after so many records.")] = None,
    idle: Annotated[float | None, typer.Option(min=0, help="Stop when nothing came for so many seconds.")] = None,
    to_end: Annotated[
        bool,
        typer.Option("--to-end", help="Stop at the end that the topic had at the start; implies --from-beginning."),
    ] = False,
    article: Annotated[str | None, typer.Option(help="Only records of the article with this id.")] = None,
) -> None:
    """Show records as they come, committed ones only, until Ctrl-C.

    Reads without a consumer group, so it takes nothing away from other consumers. With
    --json a line is {topic, partition, offset, timestamp, key, headers, value}.
    """
    from itertools import islice

    from dateline.broker import Consumer, to_json
    from dateline.cli.console import messages, output
    from dateline.cli.show import show
    from dateline.security import Security
    from dateline.settings import load_settings

    settings = load_settings()
    name = full_name(topic, settings.topic_prefix)
    console = output()
    from_beginning = from_beginning or to_end
    security = Security.of(settings)
    with Consumer(
        settings.kafka_bootstrap_servers, [name], from_beginning=from_beginning, security=security
    ) as consumer:
        if console.is_terminal and not as_json:
            messages().print(f"{name}, {'from the beginning' if from_beginning else 'from now on'}; Ctrl-C ends")
        records = consumer.records(idle_s=idle, to_end=to_end)
        for record in islice((r for r in records if article is None or is_of(r.key, article)), count):
            if as_json:
                sys.stdout.write(to_json(record) + "\n")
                sys.stdout.flush()
            else:
                console.print(show(record))


def is_of(key: bytes | None, article: str) -> bool:
    """Whether a record's key is the article's id, or that of a mention event of it (``id|…``)."""
    identity = article.encode("utf-8", "surrogateescape")
    return key is not None and (key == identity or key.startswith(identity + b"|"))


def full_name(topic: TopicName, prefix: str) -> str:
    """The topic's name on the cluster."""
    from dateline.contract import topics as contract

    chosen = {
        TopicName.RAW: contract.RAW,
        TopicName.REPLAY: contract.REPLAY,
        TopicName.ENRICHED: contract.ENRICHED,
        TopicName.ENTITIES: contract.ENTITIES,
        TopicName.DATES: contract.DATES,
        TopicName.DLQ: contract.DEAD_LETTERS,
    }
    return chosen[topic].name(prefix)
