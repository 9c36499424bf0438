"""The commands with Wikidata's API switched on: links that the file alone does not give, the same each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from dateline.cli.doctor import _wikidata
from dateline.settings import Settings
from knowledge_kit import entity
from wikidata_kit import Wikibase

ARTICLE = {
    "id": "a-1",
    "title": "New head for bank",
    "text": "LONDON, May 3 - Angela Merkel met Emmanuel Macron in Paris on Tuesday. Merkel then flew home.",
    "published_at": "2024-05-03",
}


@pytest.fixture
def base():
    served = Wikibase(entity("Q567", "Angela Merkel", links=180), entity("Q3052772", "Emmanuel Macron", links=190))
    yield served
    served.close()


def enriched(article, **environment):
    return subprocess.run(
        [sys.executable, "-m", "dateline.cli", "enrich", "--json"],
        input=json.dumps(article).encode(), capture_output=True, timeout=100, env={**os.environ, **environment},
    )  # fmt: skip


def test_an_article_is_linked_through_the_api_and_is_the_same_event_each_time(base):
    settings = {"DATELINE_WIKIDATA_URL": base.url, "DATELINE_WIKIDATA_RATE": "1000"}
    first, second = enriched(ARTICLE, **settings), enriched(ARTICLE, **settings)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    article = json.loads(first.stdout)
    links = {e["name"]: e["link"] and f"{e['link']['kb']}:{e['link']['id']}" for e in article["entities"]}
    assert links["Angela Merkel"] == "wikidata:Q567"
    assert links["Paris"] == "geonames:2988507"
    assert article["provenance"]["links"]["status"] == "ok"
    assert "+wikidata-api:en:1@127.0.0.1" in article["provenance"]["links"]["model"]


def test_a_missing_contact_is_said_before_anything_is_asked():
    done = enriched(ARTICLE, DATELINE_WIKIDATA_URL="wikidata")
    assert done.returncode == 1
    assert b"DATELINE_WIKIDATA_CONTACT" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_doctor_tells_whether_the_api_answers(base):
    assert _wikidata(Settings()).ok
    assert "candidates" in _wikidata(Settings(wikidata_url=base.url)).detail
    base.close()
    gone = _wikidata(Settings(wikidata_url=base.url))
    assert (gone.ok, gone.needed) == (False, False)
    assert "could not be reached" in gone.detail
