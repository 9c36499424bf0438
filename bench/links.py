"""Links beside gold: how many are right, how many of those that could be made are made, and what a score is worth.

    python -m bench.links GOLD.jsonl ... [--knowledge FILE] [--hide] [--errors N]

GOLD lines are ``{"id", "text", "mentions": [{"start", "end", "type", "kb_id"}]}``, ``kb_id`` a Wikidata id or ``NIL``;
mentions without one count neither way. The whole pipeline reads the texts. *right*: of linked mentions that overlap a
gold one, those with its id. *made*: of gold mentions whose entity the knowledge holds, those linked to it. With
``--hide`` every text is read twice, each time without one half of the knowledge's entries (places apart), so that half
of the people and organisations are unknown: their mentions must stay unlinked.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from rich.console import Console
from rich.table import Table

from dateline.contract import Article, EnrichedArticle, EntityType, Link
from dateline.enricher.assembly import open_pipeline
from dateline.enricher.intake import read
from dateline.knowledge import Answers, Entry, Knowledge, Store, open_knowledge
from dateline.settings import load_settings

TYPES = {"PER": "people", "ORG": "organisations", "LOC": "places"}
# Upper edges of the bins of scores.
BINS = (0.8, 0.85, 0.9, 0.95, 0.99, 1.0)
# Articles that the pipeline takes at once.
BATCH = 16
_PLACES = (EntityType.GPE, EntityType.LOC, EntityType.FAC)

Gold = dict[str, Any]
console = Console(width=150, highlight=False)


class Hiding:
    """Knowledge without the entries, places apart, whose id falls into one half."""

    def __init__(self, inner: Store, half: int) -> None:
        self._inner, self._half = inner, half
        self.version = f"{inner.version}-{half}"

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """As the knowledge itself, less what is hidden."""
        answers = self._inner.look_up(aliases)
        return replace(answers, found={alias: self._shown(entries) for alias, entries in answers.found.items()})

    def _shown(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        return tuple(e for e in entries if e.type in _PLACES or not hidden(e.id, self._half))


def hidden(identifier: str, half: int) -> bool:
    """Whether an id is in the half that is left out."""
    return crc32(identifier.encode()) % 2 == half


@dataclass(slots=True)
class Tally:
    """What was counted: by outcome, and of scores by bin."""

    counts: Counter[str] = field(default_factory=Counter)
    bins: dict[float, list[tuple[float, bool]]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> str:
        """A percentage; empty where there is nothing to divide by."""
        return f"{100 * self.counts[part] / self.counts[whole]:.1f}" if self.counts[whole] else ""


def wikidata(link: Link | None) -> str | None:
    """The Wikidata id of a link."""
    if link is None:
        return None
    return link.id if link.kb == "wikidata" else link.same_as.get("wikidata")


def count(tally: Tally, gold: Gold, article: EnrichedArticle, holds: frozenset[str]) -> None:
    """Add one article's links to the tally."""
    known = [m for m in gold["mentions"] if "kb_id" in m]
    unsaid = [m for m in gold["mentions"] if "kb_id" not in m]
    links = [
        (m.start, m.end, m.text, e.link, found)
        for e in article.entities
        if e.link and (found := wikidata(e.link))
        for m in e.mentions
    ]
    for start, end, text, link, found in links:
        if any(start < m["end"] and m["start"] < end for m in unsaid):
            continue
        beside = [m for m in known if start < m["end"] and m["start"] < end]
        exact = any((m["start"], m["end"], m["kb_id"]) == (start, end, found) for m in beside)
        tally.counts.update(system=1, exact=exact)
        if not beside:
            continue
        right = any(m["kb_id"] == found for m in beside)
        tally.counts.update(linked=1, right=right)
        tally.bins.setdefault(next(b for b in BINS if (link.score or 0) <= b), []).append((link.score or 0, right))
        if not right:
            tally.wrong[
                f"{text} -> {link.label} ({link.description}), is {beside[0].get('label', beside[0]['kb_id'])}"
            ] += 1
    for mention in known:
        if not mention["kb_id"].startswith("Q"):
            continue
        made = any(s < mention["end"] and mention["start"] < e and q == mention["kb_id"] for s, e, _, _, q in links)
        tally.counts.update(gold=1, given=made)
        if mention["kb_id"] in holds:
            kind = mention["type"]
            tally.counts.update({"held": 1, "made": made, f"held {kind}": 1, f"made {kind}": made})
            if not made:
                tally.missed[
                    f"{gold['text'][mention['start'] : mention['end']]} ({kind} {mention.get('label', '')})"
                ] += 1


def held(path: Path, half: int | None) -> frozenset[str]:
    """The Wikidata ids in a knowledge file, less those that are hidden."""
    sql = "SELECT k.name, e.kb_id, e.type, e.same_as FROM entry AS e JOIN kb AS k ON k.id = e.kb"
    ids = set()
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for kb, identifier, kind, same_as in connection.execute(sql):
            if half is None or kind in _PLACES or not hidden(identifier, half):
                ids.add(identifier if kb == "wikidata" else dict(json.loads(same_as or "[]")).get("wikidata"))
    return frozenset(ids - {None})


def measured(
    golds: Mapping[str, Sequence[Gold]], knowledge: Knowledge, holds: frozenset[str]
) -> Iterator[tuple[str, Tally]]:
    """Each corpus with its tally."""
    pipeline = open_pipeline(load_settings(), knowledge)
    for name, rows in golds.items():
        tally = Tally()
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            articles = [read(json.dumps({"id": str(g["id"]), "text": g["text"]}).encode()) for g in batch]
            sound = [(g, a) for g, a in zip(batch, articles, strict=True) if isinstance(a, Article)]
            for (gold, _), article in zip(sound, pipeline.enrich([a for _, a in sound]), strict=True):
                count(tally, gold, article, holds)
        yield name, tally


def added(tallies: Sequence[Tally]) -> Tally:
    """Several tallies as one."""
    total = Tally()
    for tally in tallies:
        total.counts.update(tally.counts)
        total.wrong.update(tally.wrong)
        total.missed.update(tally.missed)
        for edge, scores in tally.bins.items():
            total.bins.setdefault(edge, []).extend(scores)
    return total


def show(tallies: Mapping[str, Tally], errors: int) -> None:
    """Print the tables."""
    table = Table(
        "corpus", "links", "right %", "made %", *TYPES.values(), "strict P", "strict R", "strict F1", "given %"
    )
    total = added(list(tallies.values()))
    for name, tally in {**tallies, "all": total}.items():
        c = tally.counts
        f1 = 200 * c["exact"] / (c["system"] + c["gold"]) if c["system"] + c["gold"] else 0.0
        kinds = (tally.share(f"made {kind}", f"held {kind}") for kind in TYPES)
        strict = (tally.share("exact", "system"), tally.share("exact", "gold"), f"{f1:.1f}")
        table.add_row(
            name, str(c["linked"]), tally.share("right", "linked"), tally.share("made", "held"), *kinds, *strict,
            tally.share("given", "gold"),
        )  # fmt: skip
    console.print(table)
    reliability = Table("score up to", "links", "mean score", "right %")
    for edge, scores in sorted(total.bins.items()):
        mean = sum(score for score, _ in scores) / len(scores)
        right = 100 * sum(right for _, right in scores) / len(scores)
        reliability.add_row(f"{edge:.2f}", str(len(scores)), f"{mean:.3f}", f"{right:.1f}")
    console.print(reliability)
    for title, counted in (("wrong", total.wrong), ("missed", total.missed)):
        for line, times in counted.most_common(errors):
            console.print(f"{title:>7} {times:4} {line}", markup=False)


def main() -> None:
    """Print the tables of the gold files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", nargs="+", type=Path)
    options.add_argument("--knowledge", type=Path, help="a knowledge file; by default the embedded one")
    options.add_argument("--hide", action="store_true")
    options.add_argument(
        "--errors", type=int, default=0, help="so many of the wrong and of the missed, most frequent first"
    )
    asked = options.parse_args()
    golds = {p.stem: [json.loads(line) for line in p.read_text(encoding="utf-8").splitlines()] for p in asked.gold}
    store = open_knowledge(asked.knowledge)
    runs = []
    for half in (0, 1) if asked.hide else (None,):
        sys.stderr.write("reading ...\n" if half is None else f"reading, half {half} hidden ...\n")
        knowledge: Knowledge = store if half is None else Hiding(store, half)
        runs.append(dict(measured(golds, knowledge, held(store.path, half))))
    show({name: added([run[name] for run in runs]) for name in golds}, asked.errors)


if __name__ == "__main__":
    main()
