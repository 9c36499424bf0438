"""Time in tests: growth is compared, never an absolute time, and a busy machine gets another chance."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

CHANCES = 4


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of one run: other programs on the machine hardly count."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def grows_linearly(work: Callable[[int], object], size: int, *, room: float = 2.5, floor: float = 0.1) -> bool:
    """Whether four times the size takes about four times the time: at most ``4 * room`` times, plus ``floor`` seconds.

    Quadratic work takes sixteen times as long and fails every chance; noise does not.
    """
    return any(
        processor_seconds(lambda: work(4 * size)) < 4 * room * processor_seconds(lambda: work(size)) + floor
        for _ in range(CHANCES)
    )
