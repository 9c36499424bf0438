"""The inside of a worker process: build the handler, then batches in, results out.

It ignores the signals that a terminal or a supervisor sends to the whole group, and ends
when the parent's end of the pipe closes, however the parent ended.
"""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

Handler = Callable[[Sequence[Any]], Sequence[Any]]
Builder = Callable[[Any], Handler]

# numpy's libraries would start a thread per core in every process and fight over the cores.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Ready:
    """The handler is built."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The builder or the handler raised: what a person reads first, and where it happened."""

    message: str
    stack: str


def serve(connection: Connection, build: Builder, argument: Any) -> None:
    """Run until the pipe closes: the first message out is `Ready` or `Raised`, then one reply a batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        try:
            handler = build(argument)
        except Exception as error:  # noqa: BLE001  whatever it is, the parent must hear of it
            connection.send(_raised(error))
            return
        connection.send(Ready())
        while True:
            batch = connection.recv()
            try:
                reply: Any = list(handler(batch))
            except Exception as error:  # noqa: BLE001  the parent isolates the item that raises
                reply = _raised(error)
            connection.send(reply)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone, or done with us


def _raised(error: Exception) -> Raised:
    return Raised(f"{type(error).__name__}: {error}", traceback.format_exc())
