"""Whether a compressed record batch fits into memory, found out before it is decompressed whole.

Kafka bounds a batch as it is sent; a megabyte of zstd can hold gigabytes. What decompresses it
are Kafka's client and its libraries; here it is only measured, in a stream, up to a limit.
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import IO

import lz4.frame
import zstandard

# A batch of the raw topic's largest size, compressed thirty-fold; news compresses three- to tenfold.
MOST_BYTES = 64 * 1024 * 1024
STEP_BYTES = 1024 * 1024

# Kafka's numbers of the codecs, the lowest three bits of a batch's attributes.
CODEC_BITS = 0b111
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4

# Java's snappy wraps blocks in a stream: magic bytes, two versions, then blocks with their length in front.
XERIAL = b"\x82SNAPPY\x00"
XERIAL_HEADER = 16
BLOCK = struct.Struct(">i")


def fits(codec: int, data: bytes, most: int = MOST_BYTES) -> bool:
    """Whether ``data`` decompresses to at most ``most`` bytes. What is no such data fits: its reader will say so."""
    if (pieces := _PIECES.get(codec)) is None:
        return True
    size = 0
    try:
        for piece in pieces(data):
            size += piece
            if size > most:
                return False
    except (OSError, zlib.error, RuntimeError, EOFError, zstandard.ZstdError, struct.error, ValueError):
        return True
    return True


def _gzip(data: bytes) -> Iterator[int]:
    return _read(gzip.GzipFile(fileobj=io.BytesIO(data)))


def _lz4(data: bytes) -> Iterator[int]:
    return _read(lz4.frame.LZ4FrameFile(io.BytesIO(data)))


def _zstd(data: bytes) -> Iterator[int]:
    return _read(zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True))


def _read(stream: IO[bytes] | gzip.GzipFile) -> Iterator[int]:
    """Through all frames of the stream: a decompressor may read on behind the first."""
    with stream:
        while piece := stream.read(STEP_BYTES):
            yield len(piece)


def _snappy(data: bytes) -> Iterator[int]:
    """As the blocks themselves say, since their reader makes room for what they say."""
    if not data.startswith(XERIAL):
        yield _said(data, 0)
        return
    at = XERIAL_HEADER
    while at < len(data):
        (length,) = BLOCK.unpack_from(data, at)
        yield _said(data, at + BLOCK.size)
        at += BLOCK.size + max(length, 0)


def _said(data: bytes, at: int) -> int:
    """The length in front of a snappy block: seven bits a byte, the lowest first."""
    size = 0
    for shift, byte in enumerate(data[at : at + 5]):
        size |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return size


_PIECES: dict[int, Callable[[bytes], Iterator[int]]] = {GZIP: _gzip, SNAPPY: _snappy, LZ4: _lz4, ZSTD: _zstd}
