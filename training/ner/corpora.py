"""Openly licensed texts with names marked, and without.

A row has ``id``, ``text`` and ``mentions`` (start, end, type: PER, ORG, LOC, MISC or OTHER); a
plain one ``id`` and ``text``. What the marks mean for OntoNotes' types is left to ``marks``.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

# Parts of re3d (github.com/dstl/re3d) have a licence each. Left out: BBC Online, which is the BBC's.
RE3D_CLOSED = frozenset(
    {
        "re3d-3095FB15AFF7",
        "re3d-55AE94FC6D11",
        "re3d-62A11A900C21",
        "re3d-A0302EA7B1BD",
        "re3d-A575C2B05115",
        "re3d-AEBFCD2500E5",
        "re3d-DC40EB7B4BDB",
        "re3d-DDC23537DF2D",
    }
)
PARTS = 4


@dataclass(frozen=True)
class Corpus:
    """``exhaustive``: every name is marked, as OntoNotes would bound it, so that what is not marked is none."""

    name: str
    file: str
    exhaustive: bool
    weight: int


CORPORA = (
    Corpus("wikigold", "entities/wikigold.jsonl", exhaustive=True, weight=1),
    Corpus("wnut17", "entities/wnut17.jsonl", exhaustive=False, weight=1),
    Corpus("gum-news", "entities/gum-news.jsonl", exhaustive=False, weight=1),
    Corpus("re3d", "entities/re3d.jsonl", exhaustive=False, weight=1),
    Corpus("meantime", "dates/meantime-dev.jsonl", exhaustive=False, weight=1),
)


@dataclass(frozen=True)
class Passage:
    """A line of a document with its marks: (start, end, type). ``part``: 0 to ``PARTS`` - 1, one for a document."""

    corpus: str
    exhaustive: bool
    part: int
    text: str
    marks: tuple[tuple[int, int, str], ...]


def read_passages(folder: Path) -> list[Passage]:
    """Every line of every open document below ``folder``."""
    return [passage for corpus in CORPORA for passage in _read(corpus, folder)]


def part_of(document: str) -> int:
    return zlib.crc32(document.encode()) % PARTS


def _read(corpus: Corpus, folder: Path) -> list[Passage]:
    found = []
    for line in (folder / corpus.file).read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in RE3D_CLOSED:
            continue
        at = 0
        for text in row["text"].split("\n"):
            end = at + len(text)
            marks = tuple(
                (m["start"] - at, m["end"] - at, m["type"])
                for m in row.get("mentions", ())
                if at <= m["start"] and m["end"] <= end
            )
            if text.strip():
                found.append(Passage(corpus.name, corpus.exhaustive, part_of(str(row["id"])), text, marks))
            at = end + 1
    return found
