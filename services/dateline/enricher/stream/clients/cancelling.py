"""Tells a cancellation that somebody asked for from one that fell out of a library.

A future that a client cancels raises CancelledError in whoever waits for it. asyncio's task groups
and Faust take that for an orderly end and forget the task: work would stand still in silence.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator


class StrayCancellationError(RuntimeError):
    """Something was cancelled, and nobody asked for it."""


@contextlib.contextmanager
def strays_raise() -> Iterator[None]:
    """Within it, a cancellation that was not asked of this task is an error like any other."""
    try:
        yield
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise StrayCancellationError("work was cancelled, and nobody asked for it") from error
