"""`dateline demo --torture` as a person runs it: what it ends with, what can be typed meanwhile, what it leaves behind.

The whole of it, with the plain Faust agent beside it and at full size, is tests/chaos/test_torture.py.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.sandbox import find_redis

SEED = os.environ.get("CHAOS_SEED") or "1"
# An idle machine needs about a minute; on a busy one workers take long to start.
PATIENCE_S = 420
STAYS = "Ctrl-C ends it all."


@pytest.fixture
def torture(tmp_path):
    """The demo as a child, its output in a file; killed with all that it started if the test fails."""
    started = []

    def start(*options):
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        output = tmp_path / "output"
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline.cli", "demo", "--torture", "--seed", SEED, *options],
            env=environment, stdout=output.open("wb"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        process.output = output
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def until(process, text):
    """Wait until the output holds the text; the output so far."""
    late = time.monotonic() + PATIENCE_S
    while text not in (said := process.output.read_text()):
        assert process.poll() is None, said
        assert time.monotonic() < late, said
        time.sleep(0.2)
    return said


def alive(folder):
    """Processes that have the folder in their command line or their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in said and int(process.name) != os.getpid():
            found.append((process / "cmdline").read_text().replace("\0", " ")[:200])
    return found


def type_in_another_terminal(said, command):
    entrance = re.search(r"^\$ (cd .* && \. \./environment)$", said, re.MULTILINE)[1]
    return subprocess.run(["sh", "-c", f"{entrance} && {command}"], capture_output=True, text=True, timeout=60)


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE_S * 2)
def test_the_torture_loses_nothing_repeats_nothing_and_its_commands_work_as_printed(torture, tmp_path):
    process = torture("--articles", "400", "--alone", "--stay")
    said = until(process, STAYS)
    assert "Dateline:    0 lost, 0 twice, over 5 topics" in said
    assert said.count("$ kill -9 ") == 3 + (find_redis() is not None), "three workers, and Redis"
    assert re.search(r"article.enriched.v1 +400 +400 +0 +0\n", said)
    assert said.count("  kept  ") == 6
    assert "BROKEN" not in said
    for command in re.findall(r"^\$ (dateline (?:consume|dlq (?:list|show)) .*)$", said, re.MULTILINE):
        done = type_in_another_terminal(said, command)
        assert done.returncode == 0, (command, done.stderr)
    events = type_in_another_terminal(said, "dateline consume --to-end --article harbour-1 --json").stdout.splitlines()
    assert [event for event in events if '"value": null' in event] == events[-1:], "published twice, then taken back"
    assert len(events) == 3
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0, process.output.read_text()[-2000:]
    assert alive(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["output"], "a folder is left"


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE_S)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_ended_in_the_middle_it_leaves_no_process_and_no_folder(torture, tmp_path, number):
    process = torture("--articles", "400")
    until(process, "$ dateline worker")
    time.sleep(2)
    assert sum("dateline.cli worker" in command for command in alive(tmp_path)) >= 3
    process.send_signal(number)
    assert process.wait(60) == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    late = time.monotonic() + 30
    while (left := alive(tmp_path)) or len(list(tmp_path.iterdir())) > 1:
        assert time.monotonic() < late, (left, list(tmp_path.iterdir()))
        time.sleep(0.2)
