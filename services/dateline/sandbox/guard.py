"""Runs one server and ends it when the process that asked for it ends, however that ends.

    python guard.py FD [--remove FOLDER] -- COMMAND...

FD is one end of a socket pair whose other end only the parent holds: the kernel closes it
even when the parent is killed. The guard writes the server's pid to it, then waits. Stands
alone (standard library, no import of the package), so that it starts in milliseconds.
"""

import contextlib
import ctypes
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import types

# Seconds that a server may take to close its files once its parent is gone.
GRACE_S = 5.0
# Seconds between looks at the parent's pid, for a parent whose socket a forked child still holds.
LOOK_S = 1.0
PR_SET_PDEATHSIG = 1


def _die_with_guard() -> None:
    """In the server before it starts: SIGKILL when the guard itself is killed (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _start(command: list[str], parent: socket.socket, wakeup: int) -> "subprocess.Popen[bytes] | None":
    signal.signal(signal.SIGCHLD, _nothing)
    signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
    try:
        # A group of its own, so that what the server leaves behind can be swept.
        server = subprocess.Popen(command, preexec_fn=_die_with_guard, process_group=0)  # noqa: S603
    except OSError as error:
        print(f"guard: {command[0]} can't be started: {error}", file=sys.stderr, flush=True)  # noqa: T201
        return None
    with contextlib.suppress(OSError):
        parent.sendall(b"%d\n" % server.pid)
    return server


def _nothing(number: int, frame: types.FrameType | None) -> None:
    """A handler, not SIG_IGN: what is ignored stays ignored in the server."""


def _wait(server: "subprocess.Popen[bytes]", parent: socket.socket, woken: socket.socket) -> bool:
    """Wait for the server's end (False) or the parent's (True)."""
    parents_pid = os.getppid()
    while server.poll() is None:
        readable, _, _ = select.select([parent, woken], [], [], LOOK_S)
        if woken in readable:
            woken.recv(4096)
        if parent in readable and not parent.recv(4096):
            return True
        if os.getppid() != parents_pid:
            return True
    return False


def _end(server: "subprocess.Popen[bytes]") -> None:
    """End the server: politely, then by force."""
    for number in (signal.SIGTERM, signal.SIGCONT):
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(number)
    try:
        server.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main(arguments: list[str]) -> int:
    """Run the server; its exit code, or 128 + the signal that ended it."""
    split = arguments.index("--")
    options, command = arguments[:split], arguments[split + 1 :]
    parent = socket.socket(fileno=int(options[0]))
    remove = options[2] if options[1:2] == ["--remove"] else None
    woken, wakeup = socket.socketpair()
    wakeup.setblocking(False)
    server = _start(command, parent, wakeup.fileno())
    if server is None:
        return 127
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _nothing)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    orphaned = _wait(server, parent, woken)
    if orphaned:
        _end(server)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGKILL)
    if orphaned and remove is not None:
        shutil.rmtree(remove, ignore_errors=True)
    return server.returncode if server.returncode >= 0 else 128 - server.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
