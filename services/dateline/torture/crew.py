"""The workers of one side: child processes that are started, killed, stopped, and always ended.

Dateline's and the plain Faust agent's are handled alike: the same settings, one log each.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dateline.sandbox import GuardedProcess

GRACE_S = 30.0
LOOK_S = 0.1
# Kafka's lowest for a group's session by default; the longest that a killed worker's partitions wait.
SESSION_S = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are tortured; ``command`` starts a worker, ``typed`` is how a person writes it."""

    name: str
    prefix: str
    group: str
    command: tuple[str, ...]
    typed: str


DATELINE = Side("Dateline", "news", "dateline", (sys.executable, "-m", "dateline.cli", "worker"), "dateline worker")
PLAIN_COMMAND = "faust -A dateline.torture.plain_faust worker --without-web"
PLAIN = Side(
    "plain Faust",
    "plain",
    "plain",
    (sys.executable, "-m", *PLAIN_COMMAND.split(), "--loglevel", "info"),
    PLAIN_COMMAND,
)


class Crew:
    """The workers of a side, each with its log in ``logs``. A context that ends them all."""

    def __init__(self, side: Side, environment: Mapping[str, str], logs: Path, *, remove: Path | None = None) -> None:
        self.side = side
        self._environment, self._logs, self._remove = environment, logs, remove
        self.living: list[GuardedProcess] = []
        self.log = logs / "none.log"

    def start(self, **settings: str) -> GuardedProcess:
        """One more worker; ``log`` is its log."""
        number = 1 + sum(1 for _ in self._logs.glob(f"{self.side.prefix}-*.log"))
        self.log = self._logs / f"{self.side.prefix}-{number}.log"
        # Faust keeps a folder beside where it is started; two workers must not share it.
        folder = self._logs / f"{self.side.prefix}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**self._environment, "FAUST_DATADIR": str(folder), **settings}
        worker = GuardedProcess(self.side.command, self.log, env=environment, remove=self._remove)
        self.living.append(worker)
        return worker

    def kill(self, index: int) -> GuardedProcess:
        """SIGKILL one, counted from the oldest."""
        victim = self.living.pop(index)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        return victim

    def take_ended(self) -> list[GuardedProcess]:
        """Those that ended by themselves since the last look; they are of the crew no longer."""
        ended = [worker for worker in self.living if worker.poll() is not None]
        self.living = [worker for worker in self.living if worker not in ended]
        return ended

    def stop(self) -> None:
        """Tell all to finish and leave, and wait until they have; who takes too long is killed."""
        for worker in self.living:
            worker.send_signal(signal.SIGTERM)
        ends = time.monotonic() + GRACE_S
        while any(worker.poll() is None for worker in self.living) and time.monotonic() < ends:
            time.sleep(LOOK_S)
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self.living:
            worker.send_signal(signal.SIGKILL)
        for worker in self.living:
            worker.wait()
        self.living = []
