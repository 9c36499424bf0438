"""Workers that faults are done to: started on the tiny model, watched from outside, always ended."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

from chaos.counting import Observer, tally
from chaos.report import ROWS, Clock, Row
from kit import Installation

FIRST = ("Anna", "Bela", "Carl", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ivo", "Jonna")
LAST = ("Ahlgren", "Bergman", "Castell", "Dufour", "Eklund", "Falk", "Granqvist", "Holm", "Isaksen", "Jensen")
# Kafka's lowest for a group's session by default is 6 s.
SHORT = {"DATELINE_SESSION_TIMEOUT_S": "6", "DATELINE_TRANSACTION_TIMEOUT_S": "6"}
PATIENCE_S = 180


def story(number, order=""):
    """A short article that names two persons and a day; ``order`` is a word that the model obeys."""
    first, second = f"{FIRST[number % 10]} {LAST[number // 10 % 10]}", f"{LAST[number % 7]} {FIRST[number // 7 % 10]}"
    text = f"{first} met {second} by the harbour on 7 October 2023. {order} It was meeting number {number} of theirs."
    return {"id": f"story-{number}", "text": text, "published_at": "2024-05-25"}


def children(pid):
    """The processes that a process has started and that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
            command = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(parent) == pid and state != "Z" and "spawn_main" in command:
            found.append(int(stat.parent.name))
    return found


class Fleet(Installation):
    """An installation whose workers can be killed, paused and replaced, and what comes of it counted."""

    def __init__(self, topics, folder, model, folders=(), **settings):
        """``folders``: more of them for the workers' PYTHONPATH, before all others."""
        super().__init__(topics, folder)
        path = os.pathsep.join(filter(None, (*map(str, folders), str(model), os.environ.get("PYTHONPATH"))))
        self._settings = {"DATELINE_MODEL": "chaos_model", "PYTHONPATH": path, **SHORT, **settings}
        self.observer = Observer(topics)
        self.clock = Clock()

    def start_worker(self, **settings):
        return super().start_worker(**{**self._settings, **settings})

    def start_workers(self, count, **settings):
        """Start several and wait until the group has given each its share."""
        workers = [self.start_worker(**settings) for _ in range(count)]
        self.until(lambda: all(self.partitions(w) for w in workers), "the workers have no partitions")
        return workers

    def begin(self):
        """The time that counts starts now."""
        self.clock = Clock()

    def kill(self, worker):
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def logged(self, worker, event):
        """What a worker logged under one event, as dictionaries."""
        lines = (line for line in worker.log.read_text(errors="replace").splitlines() if f'"{event}"' in line)
        return [read for line in lines if line.startswith("{") and (read := json.loads(line))["event"] == event]

    def partitions(self, worker):
        """The partitions that a worker said last that it has."""
        said = self.logged(worker, "partitions assigned")
        return said[-1]["partitions"] if said else []

    def ready(self, worker):
        """Whether a worker has opened every partition that it has."""
        opened = {said["partition"] for said in self.logged(worker, "partition ready")}
        return bool(mine := set(self.partitions(worker))) and mine <= opened

    def until(self, condition, otherwise, patience_s=PATIENCE_S):
        late = time.monotonic() + patience_s
        while not condition():
            assert time.monotonic() < late, f"{otherwise} after {patience_s} s\n{self.tails()}"
            time.sleep(0.05)

    def until_out(self, count, patience_s=PATIENCE_S):
        """Until so many articles are visible, enriched or dead."""
        self.until(lambda: self.observer.count >= count, f"fewer than {count} are out", patience_s)

    def problem_of(self, worker, patience_s):
        """What a worker says when it ends because of a problem."""
        self.until(lambda: worker.poll() is not None, "the worker went on in silence", patience_s)
        assert worker.returncode == 1, self.tails()
        return worker.log.read_text()

    def tails(self):
        out = f"{self.observer.count} are out"
        living = "\n".join(f"--- {w.log.name} exit {w.poll()}\n{w.log.read_text()[-2500:]}" for w in self.workers[-4:])
        return f"{out}\n{living}"

    def close_books(self, fault, sent, dead=(), notes="", patience_s=PATIENCE_S):
        """Wait until all is out, let the workers finish in order, count everything, and note it in the table."""
        try:
            self.until_out(len(sent), patience_s)
        except AssertionError:
            missing = len(sent) - len(self.observer.keys)
            ROWS.append(Row(fault, len(sent), missing, 0, self.clock.seconds, f"not out after {patience_s} s"))
            raise
        seconds = self.clock.seconds
        # Whoever stops in order has committed all that it took: nothing can come out after this.
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        for worker in self.workers:
            worker.wait(60)
        counted = tally(self.topics, sent, dead)
        ROWS.append(Row(fault, counted.sent, counted.lost, counted.twice, seconds, notes))
        print(ROWS[-1], counted.second, sep="\n", flush=True)
        assert (counted.lost, counted.twice) == (0, 0), counted.problems
        return counted

    def stop(self):
        super().stop()
        self.observer.close()
