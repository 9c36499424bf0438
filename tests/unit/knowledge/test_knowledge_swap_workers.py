"""Worker processes that run on while the knowledge file is replaced: later events name the new version."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft, write
from dateline.knowledge.imports import Request, run
from dateline.knowledge.store import LOOK_S


def entry(name: str, mark: str) -> Draft:
    return Draft("test", name.casefold(), name, EntityType.GPE, 0.9, mark, aliases={name: 0})


def link_of(event: dict[str, Any]) -> tuple[str, str]:
    (oslo,) = [entity for entity in event["entities"] if entity["name"] == "Oslo"]
    return event["provenance"]["links"]["model"], oslo["link"]["description"]


class Running:
    """``dateline enrich --jsonl`` on two processes, fed and read while it runs."""

    def __init__(self, knowledge: Path) -> None:
        environment = {**os.environ, "DATELINE_KNOWLEDGE": str(knowledge), "DATELINE_PROCESSES": "2"}
        environment.pop("REDIS_URL", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dateline.cli", "enrich", "--jsonl"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
        )  # fmt: skip
        self.events: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def send(self, start: int, count: int) -> None:
        assert self.process.stdin is not None
        for number in range(start, start + count):
            story = {"id": str(number), "text": f"Trams were late in Oslo on day {number}, the city of Oslo said."}
            self.process.stdin.write(json.dumps(story).encode() + b"\n")
        self.process.stdin.flush()

    def wait_for(self, count: int) -> None:
        deadline = time.monotonic() + 60
        while len(self.events) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(self.events) >= count

    def finish(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.reader.join(60)
        assert self.process.wait(10) == 0


@pytest.mark.slow
def test_workers_go_over_to_an_imported_file_without_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    first = write(path, [entry("Oslo", "before")])
    running = Running(path)
    try:
        running.send(0, 100)
        running.wait_for(1)
        row = {"id": "oslo", "name": "Oslo", "type": "city", "description": "after the import"}
        (tmp_path / "test.jsonl").write_text(json.dumps(row) + "\n")
        second = run(Request((tmp_path / "test.jsonl",), path, path), lambda *_: None).version
        running.wait_for(100)
        time.sleep(2 * LOOK_S)
        running.send(100, 100)
        running.finish()
    finally:
        running.process.kill()
    assert [event["id"] for event in running.events] == [str(number) for number in range(200)]
    assert link_of(running.events[0]) == (first, "before")
    assert {link_of(event) for event in running.events} == {(first, "before"), (second, "after the import")}
    assert {link_of(event) for event in running.events[-50:]} == {(second, "after the import")}
