"""Background and sentence spans against a corpus with the discourse role of each sentence.

    python -m bench.background CORPORA

CORPORA is a folder that holds ``sections/text_discourse.dev.jsonl.xz`` (news with a role for
each sentence; not part of this repository). Printed for all documents, and apart for those
that no rule was chosen on (index % 5 = 4 by sorted id): precision and recall of sentences in
sections marked ``background`` against those whose role is a historical or previous event,
and precision and recall of sentence spans (exact, headlines aside).
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dateline.contract import Article, Role, SectionFunction
from dateline.enricher.sections import find_sections

BACKGROUND = frozenset({"historical_event", "previous_event"})


def count(row: dict[str, Any]) -> Counter[str]:
    """What one document adds to the counts."""
    text, gold = row["text"], [line for line in row["lines"] if line["sentence"] != "H"]
    found = find_sections(Article(id=row["id"], text=text, digest="0"))
    marked = [(s.start, s.end) for s in found.sections if s.function is SectionFunction.BACKGROUND]
    counts: Counter[str] = Counter()
    for line in gold:
        inside = any(start <= line["start"] and line["end"] <= end for start, end in marked)
        counts["background"] += line["role"] in BACKGROUND
        counts["marked"] += inside
        counts["marked rightly"] += inside and line["role"] in BACKGROUND
    headlines = {s.id for s in found.sections if s.role is Role.HEADLINE}
    spans = {(line["start"], line["end"]) for line in gold}
    split = {(s.start, s.end) for s in found.sentences if s.section not in headlines}
    counts["sentences"] += len(spans)
    counts["split"] += len(split)
    counts["split rightly"] += len(spans & split)
    return counts


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "-"


def main() -> None:
    path = Path(sys.argv[1]) / "sections" / "text_discourse.dev.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: row["id"])
    for name, chosen in (("all", rows), ("aside", rows[4::5])):
        counts = sum((count(row) for row in chosen), Counter())
        print(f"{name}: {len(chosen)} documents")
        print("  background precision", ratio(counts["marked rightly"], counts["marked"]))
        print("  background recall   ", ratio(counts["marked rightly"], counts["background"]))
        print("  sentences precision ", ratio(counts["split rightly"], counts["split"]))
        print("  sentences recall    ", ratio(counts["split rightly"], counts["sentences"]))


if __name__ == "__main__":
    main()
