"""One side's run: articles in rounds, a worker killed in each, until everything is out or nothing comes.

The same for both sides. What is shown of it while it goes on, a ``Report`` decides; what
came of it is counted later.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from dateline.broker import Consumer
from dateline.sandbox import Redis, tail
from dateline.torture.crew import Crew
from dateline.torture.errors import TortureError
from dateline.torture.group import Group
from dateline.torture.plan import REDIS_DIES, REDIS_RETURNS, WORKERS, Plan

# The first start of all workers: each loads its model.
START_PATIENCE_S = 120.0
# Until the group is whole again after a kill: the session time-out, and a worker's start on a busy machine.
REJOIN_PATIENCE_S = 60.0
# Until the moment of a kill. Where articles were lost it never comes, and the kill falls all the same.
MOMENT_PATIENCE_S = 30.0
# No new article for so long: whatever is missing is lost. Longer than the transaction time-out that Faust leaves at
# aiokafka's default of 60 s, for which a dead worker's open transaction could hold back what is there.
QUIET_S = 70.0
LOOK_S = 0.1


class Report(Protocol):
    """Where the run tells what happens."""

    def event(self, text: str) -> None:
        """Something was done, or found."""

    def progress(self, out: int, of: int, doing: str) -> None:
        """How many distinct articles are out by now; called many times a second."""


@dataclass(slots=True)
class Ordeal:
    """The parts of one run. ``send`` sends the articles of one round; ``redis`` is killed too, if there is one."""

    plan: Plan
    crew: Crew
    group: Group
    reader: Consumer
    report: Report
    send: Callable[[int], None]
    redis: Redis | None = None
    _out: set[bytes] = field(default_factory=set, init=False)

    def run(self) -> None:
        """Go through all rounds, and wait until it has settled. Raises TortureError where workers do not start."""
        self._begin()
        members = self.group.members()
        for number, part in enumerate(self.plan.rounds):
            if number and part.victim is not None:
                # The last round has no kill to wait for: it comes while the group is not whole.
                self._rejoin(members)
            members, before = self.group.members(), len(self._out)
            self.send(number)
            if part.victim is not None:
                self._strike(number, part.victim, before + part.kill_after)
        self._settle()

    def _begin(self) -> None:
        """Start all, and wait until each has its share. Raises TortureError."""
        for _ in range(WORKERS):
            self.crew.start()
        ends = time.monotonic() + START_PATIENCE_S
        while len(self.group.members()) < WORKERS:
            ended = self.crew.take_ended()
            if ended or time.monotonic() > ends:
                what = f"ended with {ended[0].poll()}" if ended else f"did not join within {START_PATIENCE_S:g} s"
                raise TortureError(
                    f"a worker of {self.crew.side.name} {what}. The log of the last ends:\n{tail(self.crew.log)}"
                )
            time.sleep(LOOK_S)
            self.report.progress(0, self.plan.articles, "the workers start")

    def _strike(self, number: int, index: int, moment: int) -> None:
        """Wait until so many are out, kill, and start another."""
        if not self._until(lambda: len(self._out) >= moment, MOMENT_PATIENCE_S, "at work"):
            self.report.event(f"not {moment:,} out within {MOMENT_PATIENCE_S:g} s; the kill falls all the same")
        victim = self.crew.kill(index % len(self.crew.living))
        self.report.event(f"$ kill -9 {victim.pid}    # worker {index + 1} of {WORKERS}, at {self._share()}")
        if self.redis is not None and number == REDIS_DIES:
            self.report.event(f"$ kill -9 {self.redis.pid}    # Redis")
            self.redis.kill()
        self.crew.start()
        if self.redis is not None and number == REDIS_RETURNS:
            self.redis.start()
            self.report.event("Redis is back")

    def _rejoin(self, members: frozenset[str]) -> None:
        """Until the group is whole again, with others than before."""
        whole = self._until(
            lambda: len(now := self.group.members()) >= WORKERS and now != members,
            REJOIN_PATIENCE_S,
            "a new worker joins",
        )
        if not whole:
            self.report.event(f"its group was not whole again within {REJOIN_PATIENCE_S:g} s")

    def _settle(self) -> None:
        """Until all are out, or nothing new came for QUIET_S; then the workers finish in order.

        Whoever stops in order has committed all that it took, so nothing comes afterwards.
        """
        seen, since = len(self._out), time.monotonic()
        while len(self._out) < self.plan.articles and time.monotonic() - since < QUIET_S:
            self._look("the rest comes")
            if len(self._out) > seen:
                seen, since = len(self._out), time.monotonic()
        if (missing := self.plan.articles - len(self._out)) > 0:
            self.report.event(f"nothing new for {QUIET_S:g} s; {missing:,} articles have not come")
        self.crew.stop()

    def _until(self, condition: Callable[[], bool], patience_s: float, doing: str) -> bool:
        """Look on until the condition holds; whether it did within the time."""
        ends = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > ends:
                return False
            self._look(doing)
        return True

    def _look(self, doing: str) -> None:
        """Read what came; start another where a worker ended by itself, as a supervisor would."""
        self._out.update(record.key for record in self.reader.poll(LOOK_S) if record.key)
        for worker in self.crew.take_ended():
            self.report.event(f"a worker ended by itself with {worker.poll()}; another one starts")
            self.crew.start()
        self.report.progress(len(self._out), self.plan.articles, doing)

    def _share(self) -> str:
        return f"{len(self._out):,} of {self.plan.articles:,} out"
