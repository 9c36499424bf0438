"""A server before Redis that hands everything on as it is, or late, or answers nonsense itself."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time

from dateline.sandbox.ports import HOST

REPLIES = (
    b"+OK\r\n",
    b"-ERR what\r\n",
    b"$5\r\nhello\r\n",
    b"*3\r\n:1\r\n$-1\r\n+x\r\n",
    b":9999999999999999999999\r\n",
    b"$1000000000\r\nshort\r\n",
    b"HTTP/1.1 400 Bad Request\r\n\r\n",
    b"\x00\xff\xfe garbage without an end",
    b"*-1\r\n",
)


class Listener:
    """A TCP server on a free port, a thread for each connection; ``url`` for REDIS_URL."""

    def __init__(self):
        self.served = 0
        self._server = socket.create_server((HOST, 0))
        self._open = [self._server]
        self.url = f"redis://{HOST}:{self._server.getsockname()[1]}/0"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self._open.append(connection)
                self.served += 1
                threading.Thread(target=self._serve_quietly, args=(connection,), daemon=True).start()

    def _serve_quietly(self, connection):
        with connection, contextlib.suppress(OSError):
            self.serve(connection)

    def serve(self, connection):
        raise NotImplementedError

    def close(self):
        for opened in self._open:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()


class Relay(Listener):
    """Stands before the real Redis; ``mode``: faithful, slow (each reply ``delay_s`` late) or nonsense."""

    def __init__(self, port, chance: random.Random, delay_s=1.0):
        self.mode = "faithful"
        self.nonsense_sent = 0
        self._port, self._chance, self._delay_s = port, chance, delay_s
        super().__init__()

    def serve(self, connection):
        real = None
        try:
            while data := connection.recv(64 * 1024):
                if self.mode == "nonsense":
                    self.nonsense_sent += 1
                    connection.sendall(self._chance.choice(REPLIES))
                    continue
                if real is None:
                    real = socket.create_connection((HOST, self._port))
                    self._open.append(real)
                    threading.Thread(target=self._back, args=(real, connection), daemon=True).start()
                real.sendall(data)
        finally:
            if real is not None:
                real.close()

    def _back(self, real, connection):
        with contextlib.suppress(OSError):
            while data := real.recv(64 * 1024):
                if self.mode == "slow":
                    time.sleep(self._delay_s)
                connection.sendall(data)
            connection.close()
