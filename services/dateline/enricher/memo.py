"""What was worked out before, kept while there is room: a bounded memory of results by content.

Syndicated stories repeat paragraphs and whole articles. Keys are hashes of all that a result
hangs on; the least recently used goes first. One instance for one thread of one process.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

T = TypeVar("T")

# What a key and its place in the dictionary take.
OVERHEAD_BYTES = 200
# An entry may take this part of all the room: one giant article does not push out everything else.
LARGEST_SHARE = 0.1


def key_of(*parts: str) -> bytes:
    """The key of a result that hangs on these texts, in this order; equal for no other by chance (128 bits)."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little"))
        digest.update(encoded)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class MemoStats:
    """Look-ups since the process began."""

    hits: int = 0
    misses: int = 0


class Memo(Generic[T]):
    """Results by key, at most ``most_bytes`` of them as their sizes were stated; 0 keeps nothing."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._entries: OrderedDict[bytes, tuple[T, int]] = OrderedDict()
        self._size = self._hits = self._misses = 0

    def get(self, key: bytes) -> T | None:
        """The result, null where it is not known."""
        entry = self._entries.get(key)
        if entry is None:
            self._misses += 1
            return None
        self._hits += 1
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: bytes, result: T, size: int) -> None:
        """Keep a result of ``size`` bytes, if it is not too large for that."""
        size += OVERHEAD_BYTES
        if key in self._entries or size > self._most * LARGEST_SHARE:
            return
        self._entries[key] = (result, size)
        self._size += size
        while self._size > self._most:
            _, (_, freed) = self._entries.popitem(last=False)
            self._size -= freed

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self._size

    def stats(self) -> MemoStats:
        """A snapshot of the counters."""
        return MemoStats(self._hits, self._misses)
