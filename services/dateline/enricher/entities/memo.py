"""Remembers the names of paragraphs: news repeats itself, in copies, updates and boilerplate.

Bounded by bytes, the longest unused goes first. Belongs to one recogniser, whose answers for a text never
change, so that a paragraph's hash is the whole key.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from dateline.enricher.entities.labels import Recognised

# At most, by tracemalloc on CPython 3.12: a paragraph's key and its place in the dictionary, and each of its names.
ENTRY_BYTES = 200
NAME_BYTES = 130


@dataclass(frozen=True, slots=True)
class MemoStats:
    """Paragraphs looked up since the start: found, or not."""

    hits: int = 0
    misses: int = 0


class Memo:
    """The names of the paragraphs last met, in at most about ``limit`` bytes; 0 remembers nothing."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._found: dict[bytes, tuple[Recognised, ...]] = {}
        self._hits = self._misses = 0
        self.bytes = 0

    @property
    def stats(self) -> MemoStats:
        """Its look-ups so far."""
        return MemoStats(self._hits, self._misses)

    def get(self, text: str) -> tuple[Recognised, ...] | None:
        """The names of a text, or None where it is not remembered."""
        if not self._limit:
            return None
        key = _key(text)
        names = self._found.pop(key, None)
        if names is None:
            self._misses += 1
            return None
        self._found[key] = names  # again the last in the dictionary's order
        self._hits += 1
        return names

    def put(self, text: str, names: tuple[Recognised, ...]) -> None:
        """Remember the names of a text."""
        size = _size(names)
        key = _key(text)
        if size > self._limit or key in self._found:
            return
        self._found[key] = names
        self.bytes += size
        while self.bytes > self._limit:
            oldest = next(iter(self._found))
            self.bytes -= _size(self._found.pop(oldest))


def _key(text: str) -> bytes:
    # No two texts with the same 16 bytes can be made on purpose or will be met by chance.
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _size(names: tuple[Recognised, ...]) -> int:
    return ENTRY_BYTES + NAME_BYTES * len(names)
