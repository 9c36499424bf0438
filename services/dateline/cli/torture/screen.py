"""What a person sees of the torture: acts, commands as they could be typed, what happens when, a count that moves.

On a terminal the count stays in one line; elsewhere it is told now and then. Fits into 80 columns.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dateline.torture.counting import Count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

# Seconds between two lines of progress where there is no terminal to draw on.
TOLD_EVERY_S = 10.0


class Screen:
    """Prints; knows nothing of what it means."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._began = time.monotonic()
        self._told = self._began
        self._status: Status | None = None

    def act(self, title: str, sentences: str) -> None:
        """A new part; times count from here."""
        self._began = self._told = time.monotonic()
        self.console.print()
        self.console.print(Text(title, "bold"))
        self.console.print(sentences)
        self.console.print()

    def say(self, text: str) -> None:
        """A plain line."""
        self.console.print(text)

    def typed(self, command: str) -> None:
        """A command, as a person would type it; never broken, so that it can be copied."""
        self.console.print(Text(f"$ {command}", "bold cyan"), soft_wrap=True)

    def look(self, sentence: str) -> None:
        """What to look at in what was just shown."""
        self.console.print(Text(f"-> {sentence}\n", "green"))

    def event(self, text: str) -> None:
        """Something happened, and when."""
        seconds = Text(f"{time.monotonic() - self._began:5.0f} s  ", "dim")
        self.console.print(seconds + Text(text, "bold cyan" if text.startswith("$ ") else ""), soft_wrap=True)

    def progress(self, out: int, of: int, doing: str) -> None:
        """The count that moves."""
        if self._status is not None:
            self._status.update(f"{time.monotonic() - self._began:3.0f} s  {out:,} of {of:,} out; {doing}")
        elif time.monotonic() - self._told >= TOLD_EVERY_S:
            self._told = time.monotonic()
            self.event(f"{out:,} of {of:,} out; {doing}")

    @contextmanager
    def moving(self) -> Iterator[None]:
        """While this lasts, progress moves in place; nobody else may write to the terminal."""
        if not self.console.is_terminal:
            yield
            return
        # ASCII: a terminal that can't show braille would show its escapes.
        with self.console.status("", spinner="line") as self._status:
            try:
                yield
            finally:
                self._status = None

    @contextmanager
    def waiting(self, doing: str) -> Iterator[None]:
        """While something short is waited for."""
        if not self.console.is_terminal:
            yield
            return
        with self.console.status(f"{doing} …", spinner="line"):
            yield

    def table(self, ours: Sequence[Count], theirs: Count | None) -> None:
        """Both sides, topic by topic: due, lost, twice."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("")
        for column in ("sent", "came", "lost", "twice"):
            table.add_column(column, justify="right")
        table.add_row(Text("Dateline", "bold"))
        for count in ours:
            table.add_row(*_cells(count))
        if theirs is not None:
            table.add_row()
            table.add_row(Text("plain Faust agent, exactly_once", "bold"))
            table.add_row(*_cells(theirs))
        self.console.print()
        self.console.print(table)


def _cells(count: Count) -> tuple[Text, ...]:
    cells = [Text(f"  {count.topic}"), Text(f"{count.due:,}"), Text(f"{count.came:,}")]
    return (*cells, *(Text(f"{number:,}", "bold red" if number else "green") for number in (count.lost, count.twice)))
