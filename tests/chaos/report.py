"""What each fault did, for the table at the end of the run; and the seed and the size of it."""

from __future__ import annotations

import os
import random
import secrets
import time
from dataclasses import dataclass

SEED = int(os.environ.get("CHAOS_SEED") or secrets.randbelow(1_000_000))
# The same for the processes that pytest-xdist starts.
os.environ["CHAOS_SEED"] = str(SEED)
# 1 is the full size: 50,000 articles and 20 kills in the first test. The default: about 15 minutes on 2 cores.
SCALE = float(os.environ.get("CHAOS_SCALE") or 0.06)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    fault: str
    sent: int
    lost: int
    twice: int
    seconds: float
    notes: str = ""


ROWS: list[Row] = []


def scaled(full: int, least: int) -> int:
    return max(least, round(full * SCALE))


def seeded(name: str) -> random.Random:
    """The chance of one test: the run's seed and its name, so that it can be repeated alone."""
    print(f"\n{name}: CHAOS_SEED={SEED} CHAOS_SCALE={SCALE:g}", flush=True)
    return random.Random(f"{SEED} {name}")


class Clock:
    """Seconds since it was made."""

    def __init__(self):
        self._began = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self._began


def table(rows):
    """The lines of the table, with its head."""
    width = max((len(row.fault) for row in rows), default=0)
    yield f"{'fault':{width}}  {'sent':>6} {'lost':>5} {'twice':>5} {'seconds':>7}  notes"
    for row in rows:
        yield f"{row.fault:{width}}  {row.sent:6} {row.lost:5} {row.twice:5} {row.seconds:7.1f}  {row.notes}"
