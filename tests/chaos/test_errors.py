"""An error at every step of a record's way: it is tried again, or the worker says why and ends. Never silence."""

from __future__ import annotations

import itertools
import signal
import time

import pytest

from chaos import faults
from chaos.fleet import story
from chaos.report import SCALE, seeded

ARTICLES = 12
MORE_AFTER_S = 15
PATIENCE_S = 120
SETTLED_AFTER_S = 1.2
# Each goes through its share of the steps with one fleet.
PARTS = 3


class Supervised:
    """One worker that is started again when it ends, as a supervisor would, and the orders that it obeys."""

    def __init__(self, fleet, orders):
        self.fleet = fleet
        self.orders = orders
        self.sent = []
        self.ends = []
        self.worker = fleet.start_worker()
        self.send()
        self.until(lambda: fleet.observer.count == len(self.sent), "the first articles are not out")

    def send(self):
        new = [story(n) for n in range(len(self.sent), len(self.sent) + ARTICLES)]
        self.sent += [article["id"] for article in new]
        self.fleet.send_all(new)
        self.sent_at = time.monotonic()

    def mended(self):
        """Start the worker again if it ended; it must have said why, and not as if all were well."""
        if self.worker.poll() is None:
            return
        log = self.worker.log.read_text()
        assert self.worker.returncode > 0, f"exit code {self.worker.returncode}\n{log[-3000:]}"
        assert '"worker has to end"' in log or "dateline: " in log, log[-3000:]
        self.ends.append(self.worker)
        self.worker = self.fleet.start_worker()

    def until(self, condition, otherwise):
        def supervised():
            self.mended()
            return condition()

        self.fleet.until(supervised, otherwise, PATIENCE_S)

    def start_again(self):
        self.worker.send_signal(signal.SIGTERM)
        self.worker.wait(60)
        self.worker = self.fleet.start_worker()

    def came_by(self, order):
        """Whether an order is carried out; while it is not, there is more to work on from time to time."""
        if order.exists() and time.monotonic() > self.sent_at + MORE_AFTER_S:
            self.send()
        return not order.exists()

    def meets(self, step, error, let_pass, times):
        """Lay the order, make the worker come by that step, and wait until all is out; how often it ended."""
        ended, began = len(self.ends), time.monotonic()
        order = self.orders / step.name
        order.write_text(f"{error},{let_pass},{times}")
        self.send()
        other = None
        if step.at == "start":
            self.start_again()
        elif step.at == "rebalance":
            other = self.fleet.start_worker()
        self.until(lambda: self.came_by(order), f"the worker never came to the step {step.name!r}")
        if other is not None:
            other.send_signal(signal.SIGTERM)
            other.wait(60)
        self.until(lambda: self.fleet.observer.count == len(self.sent), f"silence after {error!r} at {step.name!r}")
        if not step.retried and len(self.ends) == ended:
            # Some ends come after the work is done: they are this step's, not the next one's.
            time.sleep(SETTLED_AFTER_S)
            self.until(lambda: not self.fleet.logged(self.worker, "worker has to end"), "the worker does not end")
        return len(self.ends) - ended, time.monotonic() - began


@pytest.mark.parametrize("part", range(PARTS))
def test_an_error_at_any_step_is_tried_again_or_ends_the_worker_with_a_message(make_fleet, tmp_path, part):
    chance = seeded(f"errors at every step, part {part}")
    folder = faults.install(tmp_path / "faults")
    fleet = make_fleet(4, folders=[folder], DATELINE_PUBLISH_PATIENCE_S="30")
    supervised = Supervised(fleet, folder / "orders")
    fleet.begin()
    steps = list(itertools.islice(faults.STEPS, part, None, PARTS))
    # At full size every error of a step, else one of them by chance.
    chosen = [(step, e) for step in steps for e in (step.errors if SCALE >= 1 else [chance.choice(step.errors)])]
    chance.shuffle(chosen)
    ends = 0
    for step, error in chosen:
        let_pass = chance.randrange(3) if step.at == "work" else 0
        # Each end costs a start of some seconds.
        times = chance.choice((1, 3)) if step.retried else 1
        ended, seconds = supervised.meets(step, error, let_pass, times)
        assert not (step.retried and ended), f"{error!r} at {step.name!r} ended the worker"
        how = f"the worker ended {ended} times" if ended else "in place"
        print(f"  {step.name}: {error} x {times} after {let_pass}: {how}, {seconds:.1f} s", flush=True)
        ends += ended
    notes = f"{len(chosen)} errors at {len(steps)} steps; the worker ended {ends} times"
    fleet.close_books(f"errors at every step, part {part}", supervised.sent, notes=notes)
