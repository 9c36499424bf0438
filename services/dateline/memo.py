"""Remembers what was worked out for a text: news repeats itself, in copies, updates and boilerplate.

Bounded by bytes, the longest unused goes first. Belongs to one worker, whose answers for a text never
change, so that the text's hash is the whole key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

T = TypeVar("T")

# A key and its place in the dictionary; measured with tracemalloc on CPython 3.12.
ENTRY_BYTES = 200


@dataclass(frozen=True, slots=True)
class MemoStats:
    """Texts looked up since the start: found, or not."""

    hits: int = 0
    misses: int = 0


class Memo(Generic[T]):
    """What was last found for texts, in at most about ``limit`` bytes; 0 remembers nothing.

    ``size_of``: the bytes that a result takes.
    """

    def __init__(self, limit: int, size_of: Callable[[T], int]) -> None:
        self._limit = limit
        self._size_of = size_of
        self._found: dict[bytes, T] = {}
        self._hits = self._misses = 0
        self.bytes = 0

    @property
    def stats(self) -> MemoStats:
        """Its look-ups so far."""
        return MemoStats(self._hits, self._misses)

    def get(self, text: str) -> T | None:
        """What was found for a text, or None where it is not remembered."""
        return self._get(_key(text)) if self._limit else None

    def put(self, text: str, result: T) -> None:
        """Remember what was found for a text."""
        if self._limit:
            self._put(_key(text), result)

    def recall(self, text: str, find: Callable[[], T]) -> T:
        """What is remembered for a text, else what ``find`` finds, from now on remembered."""
        if not self._limit:
            return find()
        key = _key(text)
        result = self._get(key)
        if result is None:
            result = find()
            self._put(key, result)
        return result

    def _get(self, key: bytes) -> T | None:
        result = self._found.pop(key, None)
        if result is None:
            self._misses += 1
            return None
        self._found[key] = result  # again the last in the dictionary's order
        self._hits += 1
        return result

    def _put(self, key: bytes, result: T) -> None:
        size = self._size(result)
        if size > self._limit or key in self._found:
            return
        self._found[key] = result
        self.bytes += size
        while self.bytes > self._limit:
            oldest = next(iter(self._found))
            self.bytes -= self._size(self._found.pop(oldest))

    def _size(self, result: T) -> int:
        return ENTRY_BYTES + self._size_of(result)


def _key(text: str) -> bytes:
    # No two texts with the same 16 bytes can be made on purpose or will be met by chance.
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
