"""Short news stories made from a seed: each names two persons, a place and days.

The same seed gives the same stories. Places are real; persons and events are not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIRST = ("Agnes", "Bruno", "Clara", "Daniel", "Elena", "Felix", "Greta", "Henrik", "Irene", "Jonas", "Laura", "Martin")
LAST = ("Ahlgren", "Bergmann", "Castell", "Dufour", "Eklund", "Ferrari", "Granqvist", "Holm", "Isaksen", "Jensen")
PLACES = (
    "Rotterdam",
    "Hamburg",
    "Lisbon",
    "Dublin",
    "Marseille",
    "Gothenburg",
    "Antwerp",
    "Bilbao",
    "Naples",
    "Tallinn",
)
BODIES = (
    "the Port Authority",
    "the European Commission",
    "the Red Cross",
    "Siemens",
    "Maersk",
    "Greenpeace",
    "Unilever",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TERMS = ("next week", "next month", "in early May", "by the end of the year", "in October 2025", "two days later")

# {a}, {b}: persons, {last}: the last name of {a}; {term}, {result}, {until}: three different terms.
OPENINGS = (
    "{place}, {dateline} - {a} reopened the old harbour of {place} on {day}, after talks with {b} of {body}.",
    "{a} and {b} signed an agreement on ferries in {place} on {day}, {body} said.",
    "A fire at a warehouse of {body} in {place} was put out on {day}, said {a}, who led the crews with {b}.",
    "Dock workers in {place} ended their strike on {day} after {a} met union leader {b}.",
    "{body} will close its office in {place}, {a} told {b} on {day}.",
)
MIDDLES = (
    "{last} said that {count} people had been waiting for it since {month}.",
    "The plan costs {count} million euros, and {b} expects the first results {result}.",
    '"We have lost enough time," {last} said. Work begins {term}.',
    "It was the second such meeting of {a} and {b} in {place} since {month}.",
)
ENDINGS = (
    "The council of {other} decides {until}.",
    "{b} is to report to {body} {until}.",
    "Talks between {place} and {other} begin {until}.",
)
MONTHS = ("January", "March 2024", "last summer", "September 2023")
BEGIN = date(2025, 1, 6)


def stories(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """``count`` raw articles, ids ``story-00000`` on, each id once."""
    chance = random.Random(f"{seed} articles")  # noqa: S311  to be repeated, not secret
    for number in range(count):
        yield _story(chance, number)


def _story(chance: random.Random, number: int) -> dict[str, Any]:
    published = BEGIN + timedelta(days=chance.randrange(200))
    (first, second), (place, other) = chance.sample(FIRST, 2), chance.sample(PLACES, 2)
    last, others = chance.sample(LAST, 2)
    words = {
        "a": f"{first} {last}",
        "b": f"{second} {others}",
        "last": last,
        "place": place,
        "other": other,
        "body": chance.choice(BODIES),
        "day": chance.choice(DAYS),
        "dateline": f"{published:%B} {published.day}",
        **dict(zip(("term", "result", "until"), chance.sample(TERMS, 3), strict=True)),
        "month": chance.choice(MONTHS),
        "count": str(chance.randrange(20, 900)),
    }
    sentences = [chance.choice(OPENINGS), *chance.sample(MIDDLES, 2), chance.choice(ENDINGS)]
    text = " ".join(_capital(sentence.format(**words)) for sentence in sentences)
    return {"id": f"story-{number:05}", "published_at": published.isoformat(), "text": text}


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def write_lines(path: Path, articles: list[dict[str, Any]]) -> None:
    """A file of JSON lines, as ``dateline produce`` reads it."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
