"""Free ports on this machine, below the range that the kernel hands to outgoing connections.

A port of that range could be taken by any client while its server is down; a client that
reconnects can even be connected to itself (TCP simultaneous open), and so keep a restarted
server out. Two processes can still choose the same: who binds second fails and chooses again.
"""

from __future__ import annotations

import random
import socket
from pathlib import Path

from dateline.sandbox.errors import SandboxError

HOST = "127.0.0.1"
LOWEST = 15_000
USUAL_EPHEMERAL = 32_768
TRIES = 500

_choice = random.SystemRandom()


def _ephemeral_start() -> int:
    try:
        start = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return USUAL_EPHEMERAL
    return start if start > LOWEST + 1000 else 65_535


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        # As servers do: connections that wait for their end (TIME_WAIT) do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Distinct ports on which nothing listens, chosen at random. Raises SandboxError."""
    end = _ephemeral_start()
    found: set[int] = set()
    for _ in range(TRIES):
        if is_free(port := _choice.randrange(LOWEST, end)):
            found.add(port)
        if len(found) == count:
            return list(found)
    raise SandboxError(f"no free port between {LOWEST} and {end} on {HOST}: end some of the servers that listen there")
