"""Hostile records neither crash nor stall the intake: sizes and depths that no article has."""

import json
import time
from collections.abc import Callable

import pytest

from dateline.contract import Article, Reason, Rejection
from dateline.enricher.intake import Limits, read

ONE_MB = 1_000_000
WORDS = "The ferry sank in calm water off Portsmouth. "


def timed(record: dict, seconds: float) -> Article | Rejection:
    value = json.dumps(record, ensure_ascii=False).encode()
    began = time.process_time()  # other programs on the machine do not count
    found = read(value, limits=Limits(max_record_bytes=10**8, max_text_length=10**8))
    assert time.process_time() - began < 2 * seconds  # twice what a quiet machine needs at most
    assert isinstance(found, Article | Rejection)
    if isinstance(found, Article):
        assert "\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text or not found.blocks
    return found


UNITS = ["7", "\n", "a", "Monday ", "[", "<", "&", "&amp;", "\x00", "\u200b", "</p>", "<br", '"', "2024-05-01 "]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_one_thing_in_html_is_read_in_time(unit: str) -> None:
    timed({"id": "1", "html": unit * (ONE_MB // len(unit))}, seconds=6)


@pytest.mark.parametrize("field", ["text", "body", "description", "title", "byline", "url", "pubDate"])
def test_a_megabyte_of_one_thing_in_another_field_is_read_in_time(field: str) -> None:
    for unit in ("7", "\n", "<p ", "</p>"):
        timed({"id": "1", field: unit * (ONE_MB // len(unit))}, seconds=3)


@pytest.mark.parametrize("unit", ["a ", "1", ", ", "and ", "@", "(", "By "])
def test_long_bylines_and_times_are_left_alone(unit: str) -> None:
    found = timed({"text": WORDS, "byline": unit * 50_000, "published": unit * 50_000}, seconds=1)
    assert isinstance(found, Article)
    assert (found.authors, found.published) == ((), None)


SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<p>a</p>" * n,
    "line breaks": lambda n: "a<br>" * n,
    "empty cells": lambda n: "<table><tr>" + "<td></td>" * n,
    "cells of line breaks": lambda n: "<table><tr>" + "<td><br></td>" * n,
    "list items": lambda n: "<ul>" + "<li>a" * n,
    "links": lambda n: "<p>" + "<a href=x>a</a> " * n,
    "headings": lambda n: "<h1>Monday</h1>" * n,
    "times": lambda n: "<time class=published datetime=2024-05-01></time>" * n,
    "meta tags": lambda n: "<meta name=author content='Jane Doe'>" * n,
    "scripts": lambda n: "<script type='application/ld+json'>{}</script>" * n,
    "quotes": lambda n: "<p>" + "<q>a</q>" * n,
    "marked blocks": lambda n: "<div class='related-posts share bar' id='toc'>a</div>" * n,
    "repeated paragraphs": lambda n: f"<p>{WORDS}</p><h2>Monday</h2>" * (n // 4),
    "unclosed buttons": lambda n: ("<button>" * 60 + "a" + "</button>" * 60) * (n // 60) + "<h1>Monday</h1>",
    "twins": lambda n: "<div class='body'><div class='row'>" + f"<div class='body'><p>{WORDS}</p></div>" * (n // 4),
    "spaces in a style": lambda n: f"<p style='{' ' * n}'>a</p>",
}


@pytest.mark.parametrize("page", [True, False], ids=["page", "fragment"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_time_for_many_elements_grows_no_faster_than_they_do(shape: Callable[[int], str], page: bool) -> None:
    html = shape(12_000)
    timed({"id": "1", "html": f"<html><head></head><body>{html}</body></html>" if page else html}, seconds=5)


def test_a_page_at_the_bounds_of_what_trafilatura_is_given_is_read_in_time() -> None:
    html = "<html><body>" + ("<ul><li>" * 28 + WORDS + "</li></ul>" * 28) * 150 + "</body></html>"
    assert isinstance(timed({"id": "1", "html": html}, seconds=20), Article)


@pytest.mark.parametrize("levels", [100, 200, 300, 490])
def test_a_deep_page_is_flattened_and_nothing_in_it_lost(levels: int) -> None:
    html = "<html><body>" + "<div>" * levels + f"<p>{WORDS}</p>" + "</div>" * levels + "<p>The end.</p></body></html>"
    found = timed({"id": "1", "html": html}, seconds=3)
    assert isinstance(found, Article)
    assert WORDS.strip() in found.text
    assert "The end." in found.text


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "q", "h2"])
def test_a_page_deeper_than_the_parser_goes_is_refused_by_name(tag: str) -> None:
    found = timed({"id": "1", "html": "<p>The end.</p>" + f"<{tag}>" * 50_000 + WORDS}, seconds=3)
    assert isinstance(found, Rejection)
    assert (found.reason, found.id) == (Reason.INVALID_ARTICLE, "1")
    assert "nested deeper than 500 levels" in found.message


@pytest.mark.parametrize("written", ["a{}=b ", "a{} ", "a{}/", 'a{}="b"', "<a{} ", 'a{}=">"\n'])
def test_an_element_with_attributes_by_the_thousand_is_refused_by_name(written: str) -> None:
    attributes = "".join(written.format(i) for i in range(100_000))
    found = timed({"id": "1", "html": f"<!-- <p a=' --><p>{WORDS}</p><p {attributes}>The end.</p>"}, seconds=3)
    assert isinstance(found, Rejection)
    assert "an element has more than 256 attributes" in found.message


def test_a_wide_extra_is_checked_in_time() -> None:
    assert isinstance(timed({"id": "1", "text": WORDS, "cms": [[[]]] * 100_000}, seconds=4), Article)


def test_a_deep_record_with_a_lone_surrogate_is_refused_in_time() -> None:
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
        value = b'{"text":"\\ud800","tree":' + opening * 100_000 + b"1" + closing * 100_000 + b"}"
        found = read(value)
        assert isinstance(found, Rejection)
        assert found.reason in (Reason.INVALID_JSON, Reason.INVALID_ARTICLE)


def test_a_graph_of_references_to_itself_is_read_once() -> None:
    graph = [{"@id": "#a", "@type": "NewsArticle", "articleBody": WORDS, "author": {"@id": "#a"}}] * 1_000
    assert isinstance(timed({"@graph": graph}, seconds=2), Article)


def test_bytes_in_another_encoding_inside_of_html_do_no_harm() -> None:
    for charset in ("utf-16", "iso-2022-jp", "utf-7", "x-nonsense", "latin-1"):
        html = f'<html><head><meta charset="{charset}"></head><body><p>Größe: {WORDS * 10}</p></body></html>'
        found = timed({"id": "1", "html": html}, seconds=2)
        assert isinstance(found, Article)
        assert "Größe" in found.text
