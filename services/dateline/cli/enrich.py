"""``dateline enrich``: the pipeline without Kafka, on files or on a stream of JSON lines."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.contract import EnrichedArticle, Kill, Rejection
    from dateline.settings import Settings


def enrich(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="JSON, text or HTML, one article each; `-` or nothing: standard input.", show_default=False
        ),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One raw article a line in, one enriched article a line out, same order.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a page for reading.")] = False,
) -> None:
    """Enrich articles without Kafka: sections, entities and dates.

    With --jsonl it uses every core; a line that is rejected gives {"id", "rejected": {"reason", "message"}}
    in its place, a kill notice {"id", "killed": true}.
    """
    from dateline.settings import load_settings

    settings = load_settings()
    from dateline.cli.inputs import STANDARD_INPUT

    if jsonl:
        _enrich_lines(files or [STANDARD_INPUT], settings)
    else:
        _enrich_files(files or [STANDARD_INPUT], settings, as_json=as_json)


def _enrich_lines(files: list[str], settings: Settings) -> None:
    from dateline.enricher.lines import enrich_lines

    out = sys.stdout.buffer
    for file in files:
        with _opened(file) as source:
            for line in enrich_lines(source, settings):
                out.write(line + b"\n")
                out.flush()


def _enrich_files(files: list[str], settings: Settings, *, as_json: bool) -> None:
    from dateline.cli.inputs import read_inputs
    from dateline.contract import EnrichedArticle
    from dateline.enricher.assembly import open_cached_knowledge, open_pipeline
    from dateline.enricher.lines import LineHandler, as_line

    handler = LineHandler(settings, open_pipeline(settings, open_cached_knowledge(settings)))
    failed = False
    for result in (r for item in read_inputs(files) for r in handler.results([handler.read(item.value)])):
        if as_json:
            sys.stdout.buffer.write(as_line(result) + b"\n")
        elif isinstance(result, EnrichedArticle):
            _show(result)
        failed = _complain(result) or failed
    if failed:
        raise typer.Exit(1)


def _show(article: EnrichedArticle) -> None:
    from rich.console import Console

    from dateline.cli.render import render

    Console().print(render(article))


def _complain(result: EnrichedArticle | Kill | Rejection) -> bool:
    from dateline.contract import Kill, Rejection

    if isinstance(result, Rejection):
        typer.echo(f"rejected ({result.reason.value}): {result.message}", err=True)
        return True
    if isinstance(result, Kill):
        typer.echo(f"{result.id} is a kill notice: there is nothing to enrich", err=True)
    return False


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    from dateline.cli.errors import CliError
    from dateline.cli.inputs import STANDARD_INPUT

    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        source = Path(name).open("rb")  # noqa: SIM115  closed below
    except OSError as error:
        raise CliError(f"cannot read {name}: {error.strerror}") from None
    with source:
        yield source
