"""A dump of 200 MB is read in memory that does not grow with it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dateline.knowledge import Store
from knowledge_kit import entity, statement, terms

MB = 1_000_000
WHOLE, PART = 200 * MB, 40 * MB
# Peak memory of the larger import above that of the smaller, of five times the size.
MOST_GROWTH_KB = 20_000

MEASURED = """
    import re, sys
    from pathlib import Path
    from dateline.knowledge.imports import Request, run
    report = run(Request((Path(sys.argv[1]),), Path(sys.argv[2]), None), lambda *_: None)
    # Not getrusage, which a child inherits from its parent.
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
    print(report.entries, report.files[0].lines, peak)
"""


def generated(path: Path, size: int) -> int:
    """A dump of so many bytes, in which every other entity is of a class that is kept; how many are."""
    random.seed(7)
    filler = {f"P{n}": [statement(f"P{n}", f"Q{n}")] for n in range(1000, 1004)}
    languages = [f"x{chr(97 + n)}" for n in range(10)]
    kept = at = 0
    with path.open("wb", buffering=MB) as file:
        file.write(b"[\n")
        number = 0
        while at < size:
            number += 1
            wanted = number % 2 == 0
            name = f"Ada Quill {number:x}"
            thing = entity(f"Q{number}", name, "Q5" if wanted else "Q13442814", links=number % 20)
            thing["labels"] |= {code: {"language": code, "value": name} for code in languages}
            thing["aliases"] = terms(f"A. Quill {number:x}", f"A. {random.random()}")
            thing["claims"] |= filler
            at += file.write((",\n" if number > 1 else "").encode() + json.dumps(thing, separators=(",", ":")).encode())
            kept += wanted
        file.write(b"\n]\n")
    return kept


def measured(path: Path, out: Path) -> tuple[int, int, int]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURED), str(path), str(out)],
        capture_output=True, text=True, check=True, env=os.environ,
    )  # fmt: skip
    entries, lines, peak = map(int, done.stdout.split())
    return entries, lines, peak


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    path, peaks = tmp_path / "dump.json", []
    for size in (PART, WHOLE):
        kept = generated(path, size)
        assert path.stat().st_size >= size
        entries, lines, peak = measured(path, tmp_path / "k.sqlite")
        peaks.append(peak)
        assert (entries, lines // 2) == (kept, kept)
        path.unlink()
    print(f"peak memory, {PART // MB} MB: {peaks[0]:,} KiB, {WHOLE // MB} MB, {entries:,} entries: {peaks[1]:,} KiB")
    assert peaks[1] - peaks[0] < MOST_GROWTH_KB
    assert Store(tmp_path / "k.sqlite").look_up(["Ada Quill 4"]).found["Ada Quill 4"][0].id == "Q4"
