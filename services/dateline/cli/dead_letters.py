"""Dead letters for people: a table, one letter whole, counts. And what they write to name some of them.

What comes from the topic is untrusted: cleaned or escaped, and bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from dateline.broker.dead_letters import DeadLetter, Filters, Position
from dateline.broker.describe import iso_utc
from dateline.cli.errors import CliError
from dateline.cli.plain import escaped, short
from dateline.contract import Reason

# Columns of a table where it goes to a file or another program, which should get whole lines.
WIDE = 300
KEY_LIMIT = 40
MESSAGE_LIMIT = 200
MOST_HEADERS = 100
HEADER_LIMIT = 8_000
VALUE_LIMIT = 6_000

NO_REASON = "(none)"
# "90m", "2h", "3d": so long ago.
_AGO = re.compile(r"([0-9]{1,6})([smhdw])")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


# --- What people write -----------------------------------------------------------------------


def parse_time(written: str, now: datetime) -> int:
    """``2h`` ago, or an ISO 8601 time (without a zone: UTC), as ms since 1970. Raises CliError."""
    try:
        if ago := _AGO.fullmatch(written.strip()):
            instant = now - timedelta(**{UNITS[ago[2]]: int(ago[1])})
        else:
            read = datetime.fromisoformat(written.strip())
            instant = read if read.tzinfo else read.replace(tzinfo=UTC)
        return (instant - EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError) as error:
        raise CliError(
            f"{short(written, 40)} is not a time: write 2024-05-25T23:43:17Z, 2024-05-25 (both UTC), "
            "or how long ago: 90m, 2h, 3d, 1w"
        ) from error


def parse_position(written: str) -> Position:
    """``3:17``. Raises CliError."""
    try:
        return Position.parse(written)
    except ValueError as error:
        raise CliError(short(error, 120)) from error


def filters_of(
    reasons: Iterable[str] | None,
    since: str | None,
    until: str | None,
    ids: Iterable[str] | None,
    positions: Iterable[str] | None = None,
) -> Filters:
    """The filters that the options of a command say. Raises CliError."""
    now = datetime.now(UTC)
    wanted = frozenset(reasons or ())
    if unknown := wanted - {reason.value for reason in Reason}:
        raise CliError(
            f"there is no reason {short(min(unknown), 40)}; there are {', '.join(reason.value for reason in Reason)}"
        )
    return Filters(
        reasons=wanted,
        since_ms=parse_time(since, now) if since is not None else None,
        until_ms=parse_time(until, now) if until is not None else None,
        ids=frozenset(ids or ()),
        positions=frozenset(parse_position(position) for position in positions or ()),
    )


# --- What people see -------------------------------------------------------------------------


def counts(reasons: Counter[str | None]) -> Table:
    """How many letters there are of each reason, the most frequent first."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    for reason, count in reasons.most_common():
        table.add_row(f"{count:,}", short(reason or NO_REASON, KEY_LIMIT))
    return table


def letter_table(rows: Iterable[dict[str, Any]]) -> Table:
    """One line a letter, from ``summary``."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("time", no_wrap=True)
    # Where it is narrow, these two give way.
    table.add_column("key", min_width=8)
    table.add_column("reason", no_wrap=True)
    table.add_column("message", min_width=8)
    table.add_column("attempt", justify="right", no_wrap=True)
    table.add_column("position", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            _to_seconds(row["time"]),
            _one_line("-" if row["key"] is None else row["key"], KEY_LIMIT),
            short(row["reason"] or NO_REASON, KEY_LIMIT),
            _one_line(row["message"] or "", MESSAGE_LIMIT),
            str(row["attempt"]),
            row["position"],
        )
    return table


def _one_line(text: object, limit: int) -> Text:
    return Text(short(text, limit), no_wrap=True, overflow="ellipsis")


def _to_seconds(iso: str | None) -> str:
    return iso[:19] + "Z" if iso else "-"


def bounded(row: dict[str, Any]) -> dict[str, Any]:
    """A summary of which many can be held in memory, whatever is in them: enough for the table."""
    return {name: text[: 4 * MESSAGE_LIMIT] if isinstance(text, str) else text for name, text in row.items()} | {
        "key": short(row["key"], KEY_LIMIT) if row["key"] is not None else None
    }


def render_letter(letter: DeadLetter) -> RenderableType:
    """All headers and the value, escaped and up to a limit."""
    record = letter.record
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", max_width=42, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row("written", iso_utc(record.timestamp) or "-")
    table.add_row("key", _shown(record.key, HEADER_LIMIT))
    for name, value in record.headers[:MOST_HEADERS]:
        table.add_row(escaped(name[:HEADER_LIMIT]), _shown(value, HEADER_LIMIT))
    if (more := len(record.headers) - MOST_HEADERS) > 0:
        table.add_row("…", f"{more:,} more headers")
    size = "" if record.value is None else f", {len(record.value):,} bytes"
    head = Text(f"\nvalue{size}", "bold")
    return Group(
        Text(f"{record.topic} {letter.position}", "bold"), table, head, Text(_shown(record.value, VALUE_LIMIT))
    )


def _shown(data: bytes | None, limit: int) -> str:
    """Bytes as text, what is no text or unsafe as escapes."""
    if data is None:
        return "null"
    text = data.decode("utf-8", "backslashreplace")
    more = f"\n… {len(text) - limit:,} more characters" if len(text) > limit else ""
    return escaped(text[:limit].rstrip("\n")) + more


@contextmanager
def progress(console: Console, doing: str, *, wanted: bool = True) -> Iterator[Callable[[int, int], None]]:
    """A bar where the console is a terminal; it is told how much further it is, and of how much."""
    # Standard output is for results, and not to be led through the bar's console.
    with Progress(
        console=console, transient=True, redirect_stdout=False, disable=not (wanted and console.is_terminal)
    ) as bar:
        task = bar.add_task(doing, total=None)

        def advance(by: int, total: int) -> None:
            bar.update(task, advance=by, total=total)

        yield advance
