"""Files that hold articles -> the values to send: JSON, JSON lines, plain text, HTML, or standard input.

By the name's ending, else by what is inside. What the values mean, intake decides.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.cli.errors import CliError

STANDARD_INPUT = "-"
JSON_LINES = (".jsonl", ".ndjson")
HTML = (".html", ".htm", ".xhtml")
# HTML Standard, 13.2.3.2: a page declares its encoding within its first 1,024 bytes.
_CHARSET = re.compile(rb"charset\s{0,20}=\s{0,20}[\"']?([A-Za-z0-9_.:-]{1,40})")


@dataclass(frozen=True, slots=True)
class Input:
    """One value to send; ``name`` says where it came from, ``size`` how many bytes of the file it took."""

    name: str
    value: bytes
    size: int


def total_size(names: Iterable[str]) -> int | None:
    """Bytes of all files, None where standard input is among them. Raises CliError for a missing one."""
    paths = [_existing(name) for name in names if name != STANDARD_INPUT]
    return sum(path.stat().st_size for path in paths) if STANDARD_INPUT not in names else None


def read_inputs(names: Iterable[str]) -> Iterator[Input]:
    """Every value of every file, in order; JSON lines are read one at a time. Raises CliError."""
    for name in names:
        if name == STANDARD_INPUT:
            yield from _read("standard input", "", sys.stdin.buffer)
        else:
            path = _existing(name)
            with path.open("rb") as file:
                yield from _read(name, path.suffix.lower(), file)


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise CliError(f"{name} is not a file that can be read")
    return path


def _read(name: str, ending: str, file: BinaryIO) -> Iterator[Input]:
    if ending in JSON_LINES:
        yield from _lines(name, file)
        return
    if ending in HTML:
        whole = file.read()
        yield Input(name, _wrap("html", decode_html(whole)), len(whole))
        return
    first = file.readline()
    if ending != ".json" and _is_object(first):
        yield from _lines(name, [first])
        yield from _lines(name, file, 2)
        return
    whole = first + file.read()
    if ending == ".json" or whole.lstrip()[:1] in (b"{", b"["):
        yield from _json(name, whole)
    elif whole.lstrip()[:1] == b"<":
        yield Input(name, _wrap("html", decode_html(whole)), len(whole))
    else:
        yield Input(name, _wrap("text", _decode_text(name, whole)), len(whole))


def _lines(name: str, lines: Iterable[bytes], first: int = 1) -> Iterator[Input]:
    for number, line in enumerate(lines, first):
        if line.strip():
            yield Input(f"{name}:{number}", line.strip(), len(line))


def _json(name: str, whole: bytes) -> Iterator[Input]:
    """One value; a list gives one a member. What is not JSON goes on as it is, for intake to name."""
    try:
        parsed = json.loads(whole)
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, list):
        yield Input(name, whole, len(whole))
        return
    for number, member in enumerate(parsed, 1):
        value = json.dumps(member).encode("ascii")
        yield Input(f"{name}[{number}]", value, len(whole) // len(parsed))


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _wrap(field: str, text: str) -> bytes:
    return json.dumps({field: text}).encode("ascii")


def _decode_text(name: str, whole: bytes) -> str:
    try:
        return whole.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CliError(f"{name} is not UTF-8 (byte {error.start}): convert it, for example with iconv") from error


def decode_html(whole: bytes) -> str:
    """A page's text: UTF-8, else the encoding that it declares, else Windows-1252 (the web's default)."""
    try:
        return whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(whole[:1024])
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name if declared else "cp1252"
        return whole.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return whole.decode("cp1252", "replace")
