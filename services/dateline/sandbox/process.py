"""A child process that ends with this one, and what can be done to it.

``GuardedProcess`` runs a command under ``guard.py``; ``Server`` gives the servers of the
sandbox the same five verbs. What a server is and when it is ready, its own module says.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from dateline.sandbox import guard
from dateline.sandbox.errors import SandboxError, start_failure

Progress = Callable[[str], None]


def silent(message: str) -> None:
    """The progress that nobody wants to see."""


class GuardedProcess:
    """A command that ends when this process ends, even by SIGKILL.

    Its standard output and error go to the end of ``log``. With ``remove``, that folder is
    deleted if this process ends first. It gets no signals from this terminal.

    Raises SandboxError if the command can't be started.
    """

    def __init__(
        self, command: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None, remove: Path | None = None
    ) -> None:
        self._ours, theirs = socket.socketpair()
        removal = ["--remove", str(remove)] if remove else []
        with theirs, log.open("ab") as output:
            self._guard = subprocess.Popen(  # noqa: S603
                # -I -S: nothing of the user's environment or site-packages is needed, or waited for.
                [sys.executable, "-I", "-S", guard.__file__, str(theirs.fileno()), *removal, "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        with self._ours.makefile("rb", buffering=0) as file:
            line = file.readline()
        if not line:
            self.wait()
            raise start_failure(Path(command[0]).name, "can't be started", log)
        self.pid = int(line)

    def poll(self) -> int | None:
        """The exit code (128 + n for signal n), None while it runs."""
        return self._guard.poll()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        code = self._guard.wait(timeout)
        self._ours.close()
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the process itself, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def stop(self, grace: float) -> int:
        """SIGTERM, then SIGKILL after ``grace`` seconds. The exit code."""
        self.send_signal(signal.SIGTERM)
        self.send_signal(signal.SIGCONT)
        try:
            return self.wait(grace)
        except subprocess.TimeoutExpired:
            self.send_signal(signal.SIGKILL)
            return self.wait()


class Server(ABC):
    """One server: its data in ``folder``, its address the same from its first start on.

    ``remove`` is a folder that is deleted if this process dies before it can do so itself.
    """

    name: str
    grace_s = 15.0
    start_timeout_s = 60.0

    def __init__(self, folder: Path, *, remove: Path | None = None) -> None:
        self.folder = folder
        self._remove = remove
        self._process: GuardedProcess | None = None

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.folder / f"{self.name.lower()}.log"

    @property
    def pid(self) -> int | None:
        """The server's process id, None while it does not run."""
        return self._process.pid if self._process is not None and self.running else None

    @property
    def running(self) -> bool:
        """Whether the process lives (a paused one does)."""
        return self._process is not None and self._process.poll() is None

    @abstractmethod
    def start(self, progress: Progress = silent) -> Self:
        """Start it and wait until it answers. Raises SandboxError."""

    @abstractmethod
    def _answers(self, written: int) -> bool:
        """Whether it is ready; ``written`` is the length that its log had before this start."""

    def _launch(self, command: Sequence[str]) -> None:
        """Run the command until the server answers."""
        written = self.log.stat().st_size if self.log.exists() else 0
        self._process = GuardedProcess(command, self.log, remove=self._remove)
        ends = time.monotonic() + self.start_timeout_s
        while not self._answers(written):
            if not self.running:
                raise start_failure(self.name, "ended while starting", self.log, written)
            if time.monotonic() > ends:
                self.kill()
                raise start_failure(self.name, f"did not answer within {self.start_timeout_s:.0f} s", self.log, written)
            time.sleep(0.05)

    def stop(self) -> None:
        """End it in order; its data stay."""
        if self._process is not None:
            self._process.stop(self.grace_s)

    def kill(self) -> None:
        """End it at once, as a crash would; its data stay."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def pause(self) -> None:
        """Hold it still, as a machine that hangs would."""
        if not self.running:
            raise SandboxError(f"{self.name} does not run, so it can't be paused: start it first")
        assert self._process is not None  # noqa: S101
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused server go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self if self.running else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
