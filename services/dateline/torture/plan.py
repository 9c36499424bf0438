"""When what is sent and who is killed: the same for every side, repeated by its seed.

Time is told in articles, not in seconds, so that a slow machine is struck at the same
points: a round sends its share, and its kill falls when so many more are out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

KILLS = 3
WORKERS = 3
# Of a round's articles, how many are to be out when its kill falls: between these shares.
EARLIEST, LATEST = 0.1, 0.6
# In which round Redis is killed, and in which it is started again.
REDIS_DIES, REDIS_RETURNS = 1, 2


@dataclass(frozen=True, slots=True)
class Round:
    """Articles ``first`` to ``stop`` (exclusive); ``victim`` is killed when ``kill_after`` more are out than before.

    ``victim`` counts the living workers, oldest first; None where nobody is killed.
    """

    first: int
    stop: int
    kill_after: int = 0
    victim: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One torture; ``rounds`` in their order."""

    seed: int
    articles: int
    rounds: tuple[Round, ...]


def make_plan(seed: int, articles: int) -> Plan:
    """One round a kill and a last one without, all of about the same size."""
    chance = random.Random(f"{seed} plan")  # noqa: S311  to be repeated, not secret
    bounds = [articles * number // (KILLS + 1) for number in range(KILLS + 2)]
    rounds = []
    for first, stop in pairwise(bounds[:-1]):
        share = EARLIEST + (LATEST - EARLIEST) * chance.random()
        rounds.append(Round(first, stop, max(1, int(share * (stop - first))), chance.randrange(WORKERS)))
    return Plan(seed, articles, (*rounds, Round(bounds[-2], bounds[-1])))
