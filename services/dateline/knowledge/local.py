"""The cache in the process, in front of Redis: the answers used last, bounded by number, bytes and time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from dateline.knowledge.entry import Entry

Answer = tuple[Entry, ...]

# Bytes that a key and its answer cost beside the answer's JSON: the dictionary's slot, the tuples.
OVERHEAD = 200


class LocalCache:
    """Least recently used answers. Times are seconds of whatever clock the caller has."""

    def __init__(self, entries: int, size: int) -> None:
        self._most = entries
        self._most_bytes = size
        self._answers: OrderedDict[str, tuple[Answer, float, int]] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def known(self, keys: Mapping[str, str], now: float) -> dict[str, Answer]:
        """What is there of aliases and their keys, by alias; what is too old goes."""
        answers, found = self._answers, {}
        for alias, key in keys.items():
            if (known := answers.get(key)) is None:
                continue
            if now < known[1]:
                answers.move_to_end(key)
                found[alias] = known[0]
            else:
                self._drop(key)
        return found

    def put(self, key: str, answer: Answer, size: int, until: float) -> None:
        """Keep an answer whose JSON has ``size`` bytes, until a time; what was used longest ago gives way."""
        cost = size + len(key) + OVERHEAD
        self._drop(key)
        if not self._most or cost > self._most_bytes:
            return
        self._answers[key] = (answer, until, cost)
        self.bytes += cost
        while len(self._answers) > self._most or self.bytes > self._most_bytes:
            self.bytes -= self._answers.popitem(last=False)[1][2]

    def _drop(self, key: str) -> None:
        if (known := self._answers.pop(key, None)) is not None:
            self.bytes -= known[2]
