"""HTML pages per second, ours beside trafilatura's, as a ratio.

    python -m bench.pages CORPORA [--pages 60] [--rounds 5]

CORPORA is a folder that holds ``sections/html_*.dev.jsonl.xz`` (whole pages; not part of this
repository). Both sides read the same pages in alternating rounds in one process: ours from
the page to sections, trafilatura from the page to its XML with metadata and formatting.
Printed: pages per second of each round, the medians, and the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import json
import lzma
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from dateline.contract import Article
from dateline.enricher.intake import Limits, read
from dateline.enricher.sections import find_sections

LIMITS = Limits(max_record_bytes=10**8, max_text_length=10**8)


def pages(corpora: Path, most: int) -> list[str]:
    """The first pages of each corpus, as many of one as of another."""
    files = sorted((corpora / "sections").glob("html_*.dev.jsonl.xz"))
    found = []
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["html"] for _, line in zip(range(most // len(files)), lines, strict=False)]
    return found


def ours(html: str) -> None:
    article = read(json.dumps({"id": "1", "html": html}).encode(), limits=LIMITS)
    if isinstance(article, Article):
        find_sections(article)


def peer(html: str) -> None:
    trafilatura.extract(html, output_format="xml", include_comments=False, include_formatting=True, with_metadata=True)


def pages_per_second(work: Callable[[str], None], htmls: Sequence[str]) -> float:
    began = time.perf_counter()
    for html in htmls:
        work(html)
    return len(htmls) / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    htmls = pages(args.corpora, args.pages)
    for work in (ours, peer):
        work(htmls[0])  # pays for imports
    rounds = []
    for number in range(1, args.rounds + 1):
        rounds.append((pages_per_second(ours, htmls), pages_per_second(peer, htmls)))
        print(f"round {number}: ours {rounds[-1][0]:.1f}, trafilatura {rounds[-1][1]:.1f} pages/s")
    mine, theirs = (statistics.median(side) for side in zip(*rounds, strict=True))
    ratio = statistics.median(a / b for a, b in rounds)
    print(f"{len(htmls)} pages, medians: ours {mine:.1f}, trafilatura {theirs:.1f} pages/s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
