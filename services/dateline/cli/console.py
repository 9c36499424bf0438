"""Where the commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def output(width_in_files: int | None = None) -> Console:
    """The console of standard output; no markup. ``width_in_files`` is for tables that a program may read."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else width_in_files
    return Console(width=width, markup=False, highlight=False, emoji=False)


def messages() -> Console:
    """The console of standard error."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)
