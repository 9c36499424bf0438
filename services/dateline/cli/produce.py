"""``dateline produce``: send articles from files, each under its article's id.

What intake would reject is refused here already, by name, unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console


class Lane(StrEnum):
    """Where raw articles go in."""

    RAW = "raw"
    REPLAY = "replay"


def produce(
    files: Annotated[list[str], typer.Argument(help="JSON, JSON lines, text or HTML; - for standard input.")],
    lane: Annotated[
        Lane, typer.Option(help="The raw topic, or the replay topic, which live news overtakes.")
    ] = Lane.RAW,
    anyway: Annotated[bool, typer.Option("--anyway", help="Send also what is not an article, as it is.")] = False,
) -> None:
    """Send articles to Kafka, keyed by their ids.

    What can't be read as an article is named and not sent; then the command ends with 1.
    """
    from dateline.broker import Producer, RecordTooLargeError
    from dateline.cli.console import messages
    from dateline.cli.inputs import read_inputs, total_size
    from dateline.cli.plain import short
    from dateline.contract import Rejection
    from dateline.contract.topics import RAW, REPLAY
    from dateline.enricher.intake import read
    from dateline.security import Security
    from dateline.settings import load_settings

    settings = load_settings()
    topic = (RAW if lane is Lane.RAW else REPLAY).name(settings.topic_prefix)
    size = total_size(files)
    console = messages()
    refused = 0
    producing = Producer(settings.kafka_bootstrap_servers, security=Security.of(settings))
    with _progress(console, size) as advance, producing as producer:
        for item in read_inputs(files):
            article = read(item.value)
            problem = f"{article.reason.value}: {article.message}" if isinstance(article, Rejection) else None
            sent = False
            if problem is None or anyway:
                try:
                    producer.send(topic, _key(article.id), item.value)
                except RecordTooLargeError as error:
                    problem = str(error)
                else:
                    sent = True
            if problem is not None:
                refused += not sent
                console.print(f"{short(item.name)}: {'sent anyway' if sent else 'not sent'}: {short(problem, 200)}")
            advance(item.size)
        count = producer.flush()
    console.print(f"{count} sent to {topic}" + (f", {refused} not sent" if refused else ""))
    if refused:
        raise typer.Exit(1)


def _key(article_id: str | None) -> bytes | None:
    return article_id.encode("utf-8", "surrogatepass") if article_id is not None else None


@contextmanager
def _progress(console: Console, size: int | None) -> Iterator[Callable[[int], None]]:
    """A bar over the bytes of the files, where the console is a terminal."""
    from rich.progress import Progress

    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("sending", total=size)
        yield lambda done: progress.advance(task, done)
