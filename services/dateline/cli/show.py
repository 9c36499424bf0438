"""Any record of any of our topics as something to print: the article view, or a short table."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.broker import ReceivedRecord, describe
from dateline.cli.plain import short
from dateline.cli.render import render, render_tombstone
from dateline.contract import EnrichedArticle
from dateline.contract.topics import ENRICHED

MOST_FIELDS = 20
VALUE_LIMIT = 160


def show(record: ReceivedRecord) -> RenderableType:
    """The record, whatever is in it. Never raises for what a producer wrote."""
    if not record.topic.endswith(f".{ENRICHED.suffix}"):
        return _table(record)
    if record.value is None:
        return render_tombstone((record.key or b"").decode("utf-8", "replace"))
    try:
        return render(EnrichedArticle.model_validate_json(record.value))
    except ValidationError as error:
        what = f"not an enriched article of this version: {short(error.errors(include_url=False)[0]['msg'], 100)}"
        return Group(Text(what, "red"), _table(record))


def _table(record: ReceivedRecord) -> RenderableType:
    described = describe(record)
    title = f"{record.topic}[{record.partition}] @ {record.offset}  {described['timestamp'] or ''}"
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, max_width=40)
    table.add_column(overflow="fold")
    table.add_row("key", short(described["key"], VALUE_LIMIT))
    for name, value in described["headers"][:MOST_FIELDS]:
        table.add_row(short(name, 40), short(value, VALUE_LIMIT))
    for name, value in _fields(described["value"]):
        table.add_row(Text(name, "bold"), value)
    return Group(Text(short(title, 120), "bold"), table, Text())


def _fields(value: Any) -> list[tuple[str, str]]:
    if value is None:
        return [("value", "null (takes back what was under this key)")]
    if not isinstance(value, dict):
        return [("value", short(value, VALUE_LIMIT))]
    fields = [(short(name, 40), short(content, VALUE_LIMIT)) for name, content in list(value.items())[:MOST_FIELDS]]
    if (more := len(value) - MOST_FIELDS) > 0:
        fields.append(("…", f"{more} more fields"))
    return fields
