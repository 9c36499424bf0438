"""What runs under the guard ends with the process that asked for it, however that one ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.sandbox import GuardedProcess, SandboxError, guard

PARENT = """
import sys, time
from pathlib import Path
from dateline.sandbox import GuardedProcess
folder = Path(sys.argv[1])
process = GuardedProcess(sys.argv[2:], folder / "log", remove=folder)
print(process.pid, flush=True)
time.sleep(60)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def alive(pid: int) -> bool:
    try:
        # A zombie that nobody has collected yet has ended.
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def ended_within(pid: int, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


def parent_of(folder: Path, *command: str) -> tuple[subprocess.Popen[str], int]:
    folder.mkdir(parents=True)
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder), *command], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_command_ends_and_its_folder_goes_when_its_parent_is_ended_by_a_signal(tmp_path, number):
    parent, pid = parent_of(tmp_path / "run", "sleep", "60")
    assert alive(pid)
    parent.send_signal(number)
    parent.wait()
    assert ended_within(pid, 5)
    ends = time.monotonic() + 5
    while (tmp_path / "run").exists() and time.monotonic() < ends:
        time.sleep(0.02)
    assert not (tmp_path / "run").exists()


def test_a_paused_command_ends_too_when_its_parent_is_killed(tmp_path):
    parent, pid = parent_of(tmp_path / "server", "sleep", "60")
    os.kill(pid, signal.SIGSTOP)
    parent.kill()
    parent.wait()
    assert ended_within(pid, 5)


def test_a_command_that_ignores_sigterm_is_killed_after_the_grace_when_its_parent_is_gone(tmp_path):
    folder = tmp_path / "server"
    parent, pid = parent_of(folder, sys.executable, "-c", STUBBORN)
    while "up" not in (folder / "log").read_text():
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    time.sleep(0.5)
    assert alive(pid), "it ignores SIGTERM, so it must still be there"
    assert ended_within(pid, guard.GRACE_S + 3)


def test_a_command_dies_when_its_guard_is_killed(tmp_path):
    process = GuardedProcess(["sleep", "60"], tmp_path / "log")
    os.kill(process._guard.pid, signal.SIGKILL)
    assert ended_within(process.pid, 5)


def test_the_children_that_a_command_leaves_behind_are_swept(tmp_path):
    process = GuardedProcess(["sh", "-c", "sleep 60 & echo $!"], tmp_path / "log")
    assert process.wait(5) == 0
    grandchild = int((tmp_path / "log").read_text())
    assert ended_within(grandchild, 5)


@pytest.mark.parametrize(("command", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -KILL $$", 128 + 9)])
def test_the_exit_code_is_the_commands_own(tmp_path, command, code):
    assert GuardedProcess(["sh", "-c", command], tmp_path / "log").wait(5) == code


def test_stop_asks_first_and_uses_force_after_the_grace(tmp_path):
    polite = GuardedProcess(["sleep", "60"], tmp_path / "polite")
    assert polite.stop(5) == 128 + signal.SIGTERM
    stubborn = GuardedProcess([sys.executable, "-c", STUBBORN], tmp_path / "stubborn")
    while "up" not in (tmp_path / "stubborn").read_text():
        time.sleep(0.02)
    assert stubborn.stop(0.3) == 128 + signal.SIGKILL


def test_a_command_that_does_not_exist_is_an_error_with_the_reason(tmp_path):
    with pytest.raises(SandboxError, match="No such file"):
        GuardedProcess(["no-such-server"], tmp_path / "log")


def test_output_goes_to_the_end_of_the_log(tmp_path):
    log = tmp_path / "log"
    for word in ("first", "second"):
        GuardedProcess(["echo", word], log).wait(5)
    assert log.read_text() == "first\nsecond\n"
