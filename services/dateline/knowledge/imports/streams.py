"""Files as lines, however they are compressed, with the place reached, to which a later run can go back.

Reads plain files, gzip, bzip2, Zstandard and a zip archive of one file. Memory is bounded
by the longest line that is let through.
"""

from __future__ import annotations

import bz2
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dateline.knowledge.imports.errors import ImportStoppedError

# Bytes of one line. Wikidata's longest entities are some megabytes; beyond, a file is no dump of lines.
LONGEST_LINE = 32 * 1024 * 1024
CHUNK = 256 * 1024
# Files that lie beside the data in GeoNames' archives.
_BESIDE = ("readme.txt", "iso-languagecodes.txt")

_MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PK\x03\x04", "zip"))


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file was read.

    ``plain`` counts bytes after decompression. A reader that comes back begins at the
    compressed byte ``raw``, where a stream (member) of the file begins, with plain byte
    ``base``, and skips what lies between.
    """

    plain: int = 0
    raw: int = 0
    base: int = 0


def compression(path: Path) -> str | None:
    """How a file is compressed, by its first bytes, whatever its name."""
    with path.open("rb") as file:
        start = file.read(4)
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)


class Source:
    """A file, open for reading from a place on. ``consumed`` and ``size`` are bytes as they lie on the disk."""

    def __init__(self, path: Path, place: Place = Place()) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._file = path.open("rb")
        self._kind = compression(path)
        self._raw, self._base = place.raw, place.base
        self._plain = 0
        self._blocks = self._opened()
        self._skip(place.plain)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def consumed(self) -> int:
        """Bytes of the file that were read; for progress."""
        return self._file.tell()

    def place(self, plain: int) -> Place:
        """Where to begin again after ``plain`` bytes."""
        return Place(plain, self._raw, self._base) if self._base <= plain else Place(plain)

    def lines(self) -> Iterator[tuple[bytes | None, int]]:
        """Lines without their ends, each with the number of plain bytes up to and with it; None for one too long."""
        parts: list[bytes] = []
        length, at = 0, self._plain
        for block in self._blocks:
            pieces = block.split(b"\n")
            for last, piece in enumerate(pieces, 1 - len(pieces)):
                length += len(piece)
                if length <= LONGEST_LINE:
                    parts.append(piece)
                else:
                    parts.clear()
                if last == 0:
                    break
                at += length + 1
                yield (b"".join(parts) if length <= LONGEST_LINE else None), at
                parts.clear()
                length = 0
        if length:
            yield (b"".join(parts) if length <= LONGEST_LINE else None), at + length

    def head(self, size: int) -> bytes:
        """The first bytes, at least ``size`` where there are so many; damage behind them is for later."""
        data = b""
        try:
            while len(data) < size and (block := next(self._blocks, b"")):
                data += block
        except ImportStoppedError:
            if not data:
                raise
        return data

    def stream(self) -> BinaryIO:
        """The plain bytes as a file."""
        return io.BufferedReader(_Raw(self._blocks), CHUNK)

    def _opened(self) -> Iterator[bytes]:
        self._file.seek(self._raw)
        self._plain = self._base
        if self._kind == "gzip":
            return self._members(lambda: zlib.decompressobj(wbits=31))
        if self._kind == "bzip2":
            return self._members(bz2.BZ2Decompressor)
        if self._kind == "zstd":
            import zstandard

            reader = zstandard.ZstdDecompressor().stream_reader(self._file, read_across_frames=True)
            return self._told(iter(lambda: reader.read(CHUNK), b""))
        if self._kind == "zip":
            return self._told(self._archived())
        return iter(lambda: self._file.read(CHUNK), b"")

    def _archived(self) -> Iterator[bytes]:
        with zipfile.ZipFile(self._file) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/") and name.lower() not in _BESIDE]
            if len(names) != 1:
                raise ImportStoppedError(
                    f"{self.path} holds {len(names)} files ({', '.join(names[:5])}): unpack it and name the one to read"
                )
            with archive.open(names[0]) as member:
                yield from iter(lambda: member.read(CHUNK), b"")

    def _told(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Blocks; what is broken in the compression is said in words."""
        try:
            yield from blocks
        except ImportStoppedError:
            raise
        except Exception as error:
            raise self._broken(error) from error

    def _members(self, begin: Callable[[], Any]) -> Iterator[bytes]:
        """Gzip and bzip2, stream after stream: large dumps are written as many, each a place to begin again."""
        decompressor, fresh, plain = begin(), True, self._base
        data = b""
        while data := data or self._file.read(CHUNK):
            try:
                block = decompressor.decompress(data, CHUNK)
                while block:
                    fresh = False
                    plain += len(block)
                    yield block
                    rest = getattr(decompressor, "unconsumed_tail", b"")
                    block = b"" if decompressor.eof else decompressor.decompress(rest, CHUNK)
            except (OSError, zlib.error, EOFError) as error:
                if fresh and plain:
                    return  # padding after the last stream, as gzip and bzip2 themselves pass over it
                raise self._broken(error) from error
            data = b""
            if decompressor.eof:
                data = decompressor.unused_data
                self._raw, self._base = self._file.tell() - len(data), plain
                decompressor, fresh = begin(), True
            elif block == b"":
                fresh = False
        if not fresh:
            raise self._broken(EOFError("it ends in the middle"))

    def _broken(self, error: Exception) -> ImportStoppedError:
        return ImportStoppedError(
            f"{self.path} is damaged as a {self._kind} file near byte {self._file.tell():,} ({error}): "
            "copy it again, then run the same command; what was read before is kept"
        )

    def _skip(self, plain: int) -> None:
        """To a plain byte: at once in a plain file, through the decompression in others."""
        if self._kind is None:
            self._file.seek(plain)
            self._plain = plain
            return
        rest = b""
        while self._plain < plain:
            block = next(self._blocks, b"")
            if not block:
                return
            self._plain += len(block)
            if self._plain > plain:
                rest = block[plain - self._plain :]
                self._plain = plain
        if rest:
            blocks = self._blocks
            self._blocks = (block for group in ((rest,), blocks) for block in group)


class _Raw(io.RawIOBase):
    """Blocks as a raw file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        if not self._left:
            self._left = memoryview(next(self._blocks, b""))
        length = min(len(buffer), len(self._left))
        buffer[:length] = self._left[:length]
        self._left = self._left[length:]
        return length
