"""One small enriched article, written by hand, for whoever shows or judges articles."""

import pytest

from dateline.contract import EnrichedArticle

TEXT = "Ferry sails again\n\nThe crisis\n\nMarta Quental went to Paris last week and wept.\n\nRead more…"


def span(text, **fields):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, **fields}


def layer(status="ok", reason=None):
    return {"component": "test", "version": "1", "model": None, "status": status, "reason": reason}


def article_fields(**changes):
    body = TEXT.index("The crisis")
    boilerplate = TEXT.index("Read more")
    fields = dict.fromkeys(EnrichedArticle.model_fields) | {
        "id": "ferry-1",
        "event_id": "0f",
        "title": "Ferry sails again",
        "authors": ["Ada Byrne"],
        "published": {
            "value": "2024-05-25T23:43:17",
            "instant": None,
            "precision": "second",
            "origin": "record",
        },
        "text": TEXT,
        "sections": [
            {"id": "s1", "role": "headline", "start": 0, "end": 17, "paragraphs": [{"start": 0, "end": 17}]},
            {
                "id": "s2",
                "role": "body",
                "level": 2,
                "heading": span("The crisis"),
                "start": body,
                "end": boilerplate - 2,
                "paragraphs": [{"start": body + 12, "end": boilerplate - 2}],
            },
            {"id": "s3", "role": "boilerplate", "start": boilerplate, "end": len(TEXT), "paragraphs": []},
        ],
        "sentences": [],
        "quotes": [],
        "entities": [
            {
                "id": "e1",
                "key": "person:marta quental",
                "type": "PERSON",
                "label": "PERSON",
                "group": "person",
                "name": "Marta Quental",
                "titles": ["Chief executive"],
                "mentions": [span("Marta Quental", section="s2")],
            },
            {
                "id": "e2",
                "key": "geonames:2988507",
                "type": "GPE",
                "label": "GPE",
                "group": "place",
                "name": "Paris",
                "mentions": [span("Paris", section="s2")],
                "link": {"kb": "geonames", "id": "2988507", "label": "Paris"},
            },
        ],
        "dates": [
            span(
                "last week",
                id="d1",
                section="s2",
                type="DATE",
                value="2024-W20",
                interval={"begin": "2024-05-13", "end": "2024-05-20"},
                precision="week",
            )
        ],
        "timeline": [],
        "provenance": {
            **dict.fromkeys(("sections", "entities", "links", "dates"), layer()),
            **dict.fromkeys(("quotes", "timeline"), layer("skipped", "not built yet")),
        },
        "extra": {},
    }
    return fields | changes


@pytest.fixture
def make_article():
    """An article with the given fields changed."""
    return lambda **changes: EnrichedArticle.model_validate(article_fields(**changes))


@pytest.fixture
def article(make_article):
    return make_article()
