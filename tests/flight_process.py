"""A process that looks names up in a slow knowledge behind the cache, once told to go: python flight_process.py
URL CALLS GO NAME...; CALLS is the file where each name that the knowledge is asked for becomes a line.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dateline.contract import EntityType
from dateline.knowledge import Answers, CachedKnowledge, Entry, Sharing


class Slow:
    slow = True
    version = "slow:1"

    def __init__(self, calls: Path) -> None:
        self.calls = calls

    def look_up(self, aliases: Sequence[str]) -> Answers:
        with self.calls.open("a") as file:
            file.write("".join(f"{os.getpid()} {alias}\n" for alias in aliases))
        time.sleep(1.0)
        found = {alias: (Entry("kb", alias, alias, EntityType.ORG, 0.5),) for alias in aliases}
        return Answers(found, version=self.version)


def main(url: str, calls: str, go: str, *names: str) -> None:
    knowledge = CachedKnowledge(Slow(Path(calls)), url, "t", timeout_s=2.0, sharing=Sharing(20.0, 60.0))
    print("ready", flush=True)
    while not Path(go).exists():
        time.sleep(0.005)
    answers = knowledge.look_up(names)
    print(json.dumps({name: [entry.id for entry in entries] for name, entries in answers.found.items()}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
