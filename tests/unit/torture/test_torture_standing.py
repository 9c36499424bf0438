"""What a compacted reader is left with of one article."""

import json

from dateline.contract.topics import DATES, ENRICHED, ENTITIES
from dateline.torture.standing import Ledger, Standing

ARTICLES, NAMES, DAYS = (topic.name("news") for topic in (ENRICHED, ENTITIES, DATES))


def take(ledger, topic, key, value):
    ledger.take(topic, key, None if value is None else json.dumps(value).encode())


def published(revision, *names):
    ledger = Ledger("harbour-1")
    take(ledger, ARTICLES, "harbour-1", {"revision": revision})
    for name in names:
        take(ledger, NAMES, f"harbour-1|person:{name.lower()}", {"entity": {"name": name}})
    take(ledger, DAYS, "harbour-1|2025-01-06", {"date": {"value": "2025-01-06"}})
    return ledger


def test_what_was_published_stands():
    standing = published(1, "Agnes Ahlgren", "Bruno Dufour").standing("news")
    assert standing == Standing(1, ("Agnes Ahlgren", "Bruno Dufour"), ("2025-01-06",))
    assert str(standing) == "revision 1; Agnes Ahlgren, Bruno Dufour, 2025-01-06"


def test_what_was_taken_back_does_not():
    ledger = published(2, "Agnes Ahlgren", "Bruno Dufour")
    take(ledger, NAMES, "harbour-1|person:bruno dufour", None)
    assert ledger.standing("news").names == ("Agnes Ahlgren",)


def test_of_a_killed_story_nothing_stands():
    ledger = published(2, "Agnes Ahlgren")
    for topic, key in list(ledger.newest):
        take(ledger, topic, key, None)
    assert str(ledger.standing("news")) == "nothing"


def test_other_articles_do_not_count_not_even_those_whose_ids_begin_alike():
    ledger = published(1, "Agnes Ahlgren")
    take(ledger, ARTICLES, "harbour-10", {"revision": 9})
    take(ledger, NAMES, "harbour-10|person:laura holm", {"entity": {"name": "Laura Holm"}})
    assert ledger.standing("news") == Standing(1, ("Agnes Ahlgren",), ("2025-01-06",))
