"""Reads records whose headers are broken, which aiokafka's reader stops at for ever.

Kafka stores a header's name as the bytes that it was sent, and some clients send any bytes; a compressed batch
can hold headers that are no headers, or gigabytes. A name that is not UTF-8 is escaped, headers that can't be
told apart are kept as one, and what can't be taken apart at all arrives whole, as a value. The record after it is read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.record.util import decode_varint

from dateline.contract.headers import UNREADABLE
from dateline.enricher.stream.clients.decompression import CODEC_BITS, fits

# Offset and length, which every version of the format has in front; then the magic byte, after the leader's epoch.
OVERHEAD = struct.Struct(">qi")
MAGIC_AT, MAGIC = 16, 2
# The attributes' lower byte, and the bytes of a batch before its records.
ATTRIBUTES_AT, HEADER_BYTES = 22, 61
LONGEST_VARINT = 10

Headers = list[tuple[str, bytes | None]]


class Record(NamedTuple):
    """What the rest of aiokafka asks of a record. ``timestamp``: milliseconds since the epoch."""

    offset: int
    timestamp: int
    timestamp_type: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    checksum: None = None


class LenientRecords:
    """Stands in for aiokafka's ``MemoryRecords``: the record batches of a fetch response."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._batches = MemoryRecords(data)
        self._at = 0

    def size_in_bytes(self) -> int:
        """Bytes of all batches."""
        return int(self._batches.size_in_bytes())

    def has_next(self) -> bool:
        """Whether there is another whole batch."""
        return bool(self._batches.has_next())

    def next_batch(self) -> Any:
        """The next batch; null at the end."""
        batch = self._batches.next_batch()
        if batch is None:
            return None
        first = self._at
        self._at += OVERHEAD.size + OVERHEAD.unpack_from(self._data, first)[1]
        # Older formats know no headers.
        return batch if self._data[first + MAGIC_AT] < MAGIC else _Batch(batch, self._data[first : self._at])


class _Batch:
    """aiokafka's batch, read again from its bytes where aiokafka stops."""

    def __init__(self, batch: Any, data: bytes) -> None:
        self._batch = batch
        self._data = data
        self._read = 0
        self._again: Iterator[Record] | None = None
        codec = data[ATTRIBUTES_AT] & CODEC_BITS
        if codec and not fits(codec, data[HEADER_BYTES:]):
            whole = Record(batch.next_offset - 1, batch.max_timestamp, 0, None, data, [(UNREADABLE, b"compressed")])
            self._again = iter([whole])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> _Batch:
        return self

    def __next__(self) -> Any:
        if self._again is None:
            try:
                record = next(self._batch)
            except (UnicodeDecodeError, CorruptRecordException):
                self._again = _records(self._data)
                for _ in range(self._read):
                    next(self._again)
            else:
                self._read += 1
                return record
        return next(self._again)


def _records(data: bytes) -> Iterator[Record]:
    batch = _DefaultRecordBatchPy(data)
    batch._maybe_uncompress()
    buffer = bytes(batch._buffer)
    at = batch._pos
    for number in range(batch._num_records):
        try:
            length, at = _varint(buffer, at)
            end = at + length
            if length < 0 or end > len(buffer):
                raise ValueError("longer than its batch")
        except ValueError:
            # Nothing behind it can be found either; offsets of what is lost are skipped.
            yield Record(batch.base_offset + number, batch.max_timestamp, 0, None, buffer[at:], [(UNREADABLE, b"")])
            return
        yield _record(batch, buffer[at:end], number)
        at = end


def _record(batch: Any, body: bytes, number: int) -> Record:
    """A record from its bytes, without its length; ``number``: its place in the batch."""
    try:
        since, at = _varint(body, 1)  # behind the attributes
        delta, at = _varint(body, at)
        key, at = _bytes(body, at)
        value, at = _bytes(body, at)
    except ValueError:
        return Record(batch.base_offset + number, batch.max_timestamp, 0, None, body, [(UNREADABLE, b"")])
    appended = batch.timestamp_type == batch.LOG_APPEND_TIME
    timestamp = batch.max_timestamp if appended else batch.first_timestamp + since
    offset = batch.base_offset + delta
    return Record(offset, timestamp, batch.timestamp_type, key, value, _headers(body, at))


def _headers(body: bytes, first: int) -> Headers:
    """The headers, to the record's end; as they are under one name where they can't be told apart."""
    try:
        count, at = _varint(body, first)
        found: Headers = []
        for _ in range(count):
            name, at = _bytes(body, at)
            value, at = _bytes(body, at)
            found.append(((name or b"").decode("utf-8", "backslashreplace"), value))
    except ValueError:
        return [(UNREADABLE, body[first:])]
    return found


def _bytes(body: bytes, at: int) -> tuple[bytes | None, int]:
    """Bytes with their length in front; -1 is null. Raises ValueError where they reach beyond the end."""
    length, at = _varint(body, at)
    if length < 0:
        return None, at
    if at + length > len(body):
        raise ValueError("longer than its record")
    return body[at : at + length], at + length


def _varint(buffer: bytes, at: int) -> tuple[int, int]:
    """A number and the place behind it. Raises ValueError where there is none."""
    try:
        value, after = decode_varint(bytearray(buffer[at : at + LONGEST_VARINT]), 0)
    except IndexError:
        raise ValueError("ends within a number") from None
    return int(value), at + int(after)


def install() -> None:
    """Have every consumer of this process read this way."""
    fetcher.MemoryRecords = LenientRecords
