"""Articles to measure with: varied ones made from the repo's own samples, or a corpus that is given.

The generators take whole paragraphs of the samples, in a new order and with other names and
numbers, so that no two articles are the same and no paragraph is met twice. ``unending`` makes
up names that were never there before, so that whatever remembers words or names goes on growing.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from dateline.contract import Article
from dateline.enricher.intake import read
from dateline.samples import samples

FIRST = ["Anna", "Omar", "Lucia", "Kenji", "Fatima", "Peter", "Ingrid", "Tomás", "Grace", "Viktor", "Leila", "Samuel"]
LAST = [
    "Keller",
    "Haddad",
    "Romero",
    "Tanaka",
    "Okafor",
    "Novak",
    "Lindgren",
    "Silva",
    "Mbeki",
    "Petrov",
    "Farah",
    "Ward",
]
PLACES = [
    "Lisbon",
    "Oslo",
    "Nairobi",
    "Manila",
    "Denver",
    "Osaka",
    "Quito",
    "Gdansk",
    "Perth",
    "Tunis",
    "Leeds",
    "Sofia",
]
SYLLABLES = tuple(re.findall("[a-z]+", "ba dor vel ki mur ansa tel ro gri oste lun fa hjel zo ter pri wen sa mi kra"))
# Of a folder of development corpora: the files with English news, and the lengths (code points) that are articles.
CORPORA = (
    "sections/text_wcxb.dev.jsonl.xz",
    "sections/text_fundus.dev.jsonl.xz",
    "dates/timebank.jsonl",
    "dates/aquaint.jsonl",
    "dates/meantime-dev.jsonl",
    "entities/ieer-apw.jsonl",
    "entities/gum-news.jsonl",
)
LEAST, MOST = 300, 60_000
CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")


def generated(number: int, seed: int = 7) -> list[dict[str, str]]:
    """``number`` raw articles of two to twelve paragraphs, the same for the same seed."""
    rng = random.Random(seed)
    paragraphs = [p for p in _paragraphs() if len(p) > 120]
    return [_article(n, rng, paragraphs) for n in range(number)]


def unending(seed: int) -> Iterator[dict[str, str]]:
    """Raw articles without end; each names persons and places that no other does."""
    rng = random.Random(seed)
    paragraphs = [p for p in _paragraphs() if len(p) > 120]
    for number in count():
        made = _article(number, rng, paragraphs)
        yield {**made, "text": made["text"] + "\n\n" + _news_of_nobody(rng)}


def _news_of_nobody(rng: random.Random) -> str:
    first, last, place, firm = (_invented(rng) for _ in range(4))
    return (
        f"{first} {last}, who leads the {firm} Group in {place}, met Mayor {_invented(rng)} {_invented(rng)} there "
        f"on {rng.randint(1, 28)} May {rng.randint(1950, 2024)}. {last} said the {_invented(rng)} River would be next."
    )


def _invented(rng: random.Random) -> str:
    """A word that looks like a name; of 20 syllables three to five: three million."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 5))).capitalize()


def corpus(path: Path, number: int) -> list[dict[str, str]]:
    """The first ``number`` articles of a JSON-lines file with `text` (and `dct`); .xz is read as it is."""
    opener = lzma.open if path.suffix == ".xz" else open
    articles = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            articles.append({"id": str(row["id"]), "text": row["text"], "published_at": row.get("dct") or "2024-05-25"})
            if len(articles) == number:
                break
    return articles


def from_folder(folder: Path, seed: int = 7) -> list[dict[str, str]]:
    """English news of a folder of development corpora, shuffled: pages as flat text, newswire, Wikinews."""
    rows: list[dict[str, str]] = []
    for name in CORPORA:
        path = folder / name
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        rows += [
            {
                "id": f"{path.name.partition('.')[0]}-{row['id']}",
                "text": row["text"],
                "published_at": row.get("dct") or "2024-05-25",
            }
            for row in found
            if row.get("lang", "en") == "en" and LEAST <= len(row["text"]) <= MOST
        ]
    random.Random(seed).shuffle(rows)
    return rows


def _article(number: int, rng: random.Random, paragraphs: list[str]) -> dict[str, str]:
    chosen = rng.sample(paragraphs, rng.randint(2, min(12, len(paragraphs))))
    text = "\n\n".join(_varied(p, rng) for p in chosen)
    day = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {"id": f"bench-{number}", "title": chosen[0][:60], "text": text, "published_at": day}


def _varied(paragraph: str, rng: random.Random) -> str:
    """The paragraph with other names inside its sentences and other numbers, so that no cache knows it."""
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    words = CAPITALISED.sub(lambda m: rng.choice(PLACES) if rng.random() < 0.3 else m[0], paragraph)
    return f"{words} {name} spoke in {rng.choice(PLACES)} on June {rng.randint(1, 30)}, so file {rng.random():.6f}."


def _paragraphs() -> Iterator[str]:
    for _, value in samples():
        found = read(value)
        if isinstance(found, Article):
            yield from (p.replace("\n", " ") for p in re.split(r"\n\s*\n|\n", found.text))
