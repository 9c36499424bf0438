"""What a page says of itself fills in what the record does not say, and never more than that."""

import json

import pytest

from dateline.contract import Article, TimeOrigin, TimePrecision
from dateline.enricher.intake import read
from dateline.enricher.intake.html import Page, extract

BODY = (
    "<article><p>"
    + "The ferry sank in calm water off Portsmouth early on Monday, the coastguard said. " * 4
    + "</p></article>"
)


def page(head: str, body: str = BODY, html: str = "<html>") -> Page:
    return extract(f"{html}<head>{head}</head><body>{body}</body></html>", None)


def json_ld(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry sinks off Portsmouth",
    "datePublished": "2024-06-03T07:40:00+01:00",
    "dateModified": "2024-06-03T08:05:12Z",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Herald"},
    "inLanguage": "en-GB",
}


@pytest.mark.parametrize(
    "node",
    [
        NEWS,
        [{"@type": "BreadcrumbList"}, NEWS],
        {"@graph": [{"@type": "WebSite", "name": "Herald"}, NEWS]},
        {"@type": "WebPage", "name": "Page", "mainEntity": NEWS},
        {**NEWS, "@type": ["Article", "https://schema.org/NewsArticle"]},
    ],
    ids=["a node", "a list", "a graph", "a main entity", "several types"],
)
def test_json_ld_gives_times_with_hour_and_zone_authors_and_site(node: object) -> None:
    found = page(json_ld(node))
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.published.instant) == ("2024-06-03T07:40:00+01:00", "2024-06-03T06:40:00Z")
    assert (found.published.precision, found.published.origin) == (TimePrecision.SECOND, TimeOrigin.METADATA)
    assert found.modified.value == "2024-06-03T08:05:12Z"
    assert found.title == "Ferry sinks off Portsmouth"
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.site_name, found.language) == ("The Herald", "en-GB")


def test_references_within_a_graph_are_followed() -> None:
    graph = [{**NEWS, "author": {"@id": "#jane"}}, {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}]
    assert page(json_ld({"@graph": graph})).authors == ("Jane Doe",)


def test_meta_tags_serve_where_there_is_no_json_ld() -> None:
    found = page(
        meta("og:title", "Ferry sinks off Portsmouth")
        + meta("article:published_time", "2024-06-03T07:40+0100")
        + meta("article:modified_time", "2024-06-03")
        + meta("og:site_name", "The Herald")
        + meta("og:locale", "en_GB")
        + '<meta name="author" content="By Jane Doe and John Roe">'
        + '<link rel="canonical" href="https://herald.example/17">'
    )
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.published.precision) == ("2024-06-03T07:40+01:00", TimePrecision.MINUTE)
    assert found.modified.precision is TimePrecision.DAY
    assert found.title == "Ferry sinks off Portsmouth"
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.site_name, found.language, found.url) == ("The Herald", "en-GB", "https://herald.example/17")


def test_a_day_is_refined_by_whoever_gives_the_hour_of_the_same_day() -> None:
    day = json_ld({**NEWS, "datePublished": "2024-06-03"})
    same = page(day, '<time class="published" datetime="2024-06-03T07:40:00Z">today</time>' + BODY)
    other = page(day, '<time class="published" datetime="2024-06-05T07:40:00Z">later</time>' + BODY)
    assert same.published is not None
    assert other.published is not None
    assert (same.published.value, other.published.value) == ("2024-06-03T07:40:00Z", "2024-06-03")


def test_a_marked_time_element_gives_the_time() -> None:
    for mark in ('itemprop="datePublished"', "pubdate", 'class="entry-date"'):
        found = page("", f'<time {mark} datetime="2024-06-03T07:40:00Z">Monday</time>' + BODY)
        assert found.published is not None
        assert found.published.value == "2024-06-03T07:40:00Z"


def test_a_date_in_the_pages_text_is_found_as_a_day() -> None:
    found = page("", '<p class="byline">Published 3 June 2024</p>' + BODY)
    assert found.published is not None
    assert (found.published.value, found.published.instant) == ("2024-06-03", None)
    assert (found.published.precision, found.published.origin) == (TimePrecision.DAY, TimeOrigin.METADATA)


def test_a_mere_year_on_the_page_is_no_publish_date() -> None:
    assert page("", BODY + "<footer>© 2019 The Herald</footer>").published is None


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>Ferry sinks off Portsmouth</h1>", "Ferry sinks off Portsmouth"),
        ("<h1>The Herald</h1><h1>Ferry <i>sinks</i> off Portsmouth</h1>", "Ferry sinks off Portsmouth"),
        ("<h1><span>Ferry sinks off</span> Portsmouth</h1><h1>More news</h1>", "Ferry sinks off Portsmouth"),
        ("<h1>Ship lost in calm sea</h1>", "Ship lost in calm sea"),
        ("<h1></h1>", "Ferry sinks off Portsmouth – Herald"),
        ("", "Ferry sinks off Portsmouth – Herald"),
    ],
)
def test_the_title_is_the_heading_that_the_metadata_confirm(body: str, title: str) -> None:
    assert page(meta("og:title", "Ferry sinks off Portsmouth &amp;#8211; Herald"), body + BODY).title == title


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "null",
        "[" * 100_000,
        '{"@type": "NewsArticle", "datePublished": 7, "author": 7, "headline": [1], "publisher": null}',
        '{"@type": "NewsArticle", "headline": "\\ud800"}',
        '{"@graph": {"@graph": {"@graph": 1}}}',
    ],
)
def test_broken_json_ld_costs_nothing_but_itself(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>' + meta("og:title", "Ferry sinks")
    assert page(head).title == "Ferry sinks"


def test_raw_newlines_in_json_ld_are_forgiven() -> None:
    head = '<script type="application/ld+json">{"@type": "Article", "headline": "Ferry\n\tsinks"};</script>'
    assert page(head).title == "Ferry sinks"


def test_a_title_of_unlikely_length_is_none() -> None:
    assert page(meta("og:title", "Ferry " * 5_000)).title is None


def test_the_record_comes_before_the_page() -> None:
    html = f"<html lang='fr'><head>{json_ld(NEWS)}</head><body>{BODY}</body></html>"
    sent = {
        "id": "1",
        "html": html,
        "title": "Ferry lost",
        "published_at": "2024-06-02",
        "modified_at": "2024-06-04",
        "authors": ["Ann Poe"],
        "source": "Agency",
        "language": "en",
        "url": "https://agency.example/1",
    }
    own, filled = read(json.dumps(sent).encode()), read(json.dumps({"id": "1", "html": html}).encode())
    assert isinstance(own, Article)
    assert isinstance(filled, Article)
    assert own.published is not None
    assert own.modified is not None
    assert (own.published.value, own.published.origin) == ("2024-06-02", TimeOrigin.RECORD)
    assert own.modified.value == "2024-06-04"
    assert (own.title, own.authors, own.source, own.language) == ("Ferry lost", ("Ann Poe",), "Agency", "en")
    assert own.url == "https://agency.example/1"
    assert filled.published is not None
    assert filled.published.origin is TimeOrigin.METADATA
    assert (filled.authors, filled.source, filled.language) == (("Jane Doe", "John Roe"), "The Herald", "fr")


def test_plain_text_is_never_mixed_with_a_pages_metadata() -> None:
    html = f"<html><head>{json_ld(NEWS)}</head><body>{BODY}</body></html>"
    found = read(json.dumps({"id": "1", "text": "The ferry sank.", "html": html}).encode())
    assert isinstance(found, Article)
    assert (found.text, found.title, found.authors, found.published) == ("The ferry sank.", None, (), None)


def test_a_time_element_marked_as_updated_gives_the_modified_time() -> None:
    posted = "<time itemprop='datePublished' datetime='2024-06-03'></time>"
    found = page("", "<time class='updated' datetime='2024-06-04T10:00:00Z'></time>" + posted + BODY)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == ("2024-06-03", "2024-06-04T10:00:00Z")


@pytest.mark.parametrize(
    "mark",
    [
        meta("article:modified_time", "2024-11-05T09:00:00Z"),
        json_ld({"@type": "NewsArticle", "dateModified": "2024-11-05T09:00:00Z"}),
    ],
)
def test_the_search_for_first_publication_is_not_led_by_a_later_change(mark: str) -> None:
    found = page(mark, "<p>Posted on June 3, 2024</p>" + BODY)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == ("2024-06-03", "2024-11-05T09:00:00Z")
