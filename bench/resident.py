"""What the kernel says of a process: memory, files, threads (proc(5))."""

from __future__ import annotations

from pathlib import Path

KIB = 1024


def resident_bytes(pid: int) -> int:
    """Bytes in memory now (VmRSS)."""
    return _status(pid)["VmRSS"]


def peak_bytes(pid: int) -> int:
    """The most bytes that it ever had in memory (VmHWM)."""
    return _status(pid)["VmHWM"]


def threads(pid: int) -> int:
    """Number of threads."""
    return _status(pid)["Threads"]


def open_files(pid: int) -> int:
    """Number of open file descriptors."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _status(pid: int) -> dict[str, int]:
    """The numbers of ``status``; those in kB as bytes."""
    found = {}
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        number, _, unit = value.strip().partition(" ")
        if number.isdigit():
            found[name] = int(number) * (KIB if unit == "kB" else 1)
    return found


def children(pid: int) -> list[int]:
    """The worker processes that a process has started, in the order of their start."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = _status(int(entry.name))["PPid"]
            command = (entry / "cmdline").read_text()
        except (OSError, KeyError):
            continue
        if parent == pid and "spawn_main" in command:
            found.append(int(entry.name))
    return sorted(found)
