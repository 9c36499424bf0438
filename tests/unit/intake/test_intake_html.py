"""Pages and fragments become text with one block a line, each block of its kind, and nothing that is not read."""

import json

import pytest

from dateline.contract import Article
from dateline.enricher.intake import read
from dateline.enricher.intake.html import Page, extract

PARAGRAPHS = [
    "The ferry Solent Star sank in calm water off Portsmouth early on Monday, the coastguard said, an hour after it had"
    " left the harbour for Cherbourg.",
    "All 214 people on board were brought ashore by lifeboats and two trawlers that had been fishing nearby and came to"
    " help within minutes of the first call.",
    "Engineers who looked at the wreck with a diving robot said that a door in the bow had not been closed, but that it"
    " was too early to say why nobody on the bridge had noticed.",
    "The company has stopped its three sister ships until their doors have been looked at, and has offered passengers"
    " their money back or a later crossing.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="iso-8859-1"><title>Ferry sinks off Portsmouth | The Herald</title>
<style>p {{ color: red }}</style><script>var teaser = "Buy now";</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Ferry sinks off Portsmouth</h1>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<h2>What the <em>divers</em> saw</h2><p>{PARAGRAPHS[2]}</p>
<blockquote><p>“We never saw it coming,” said a passenger who had slept on deck.</p></blockquote>
<h3>What happens next</h3><p>{PARAGRAPHS[3]}</p>
<ul><li>A first report is due in <b>four weeks</b>.</li><li>The captain keeps his licence until then.</li></ul>
</article></main><footer><p>© 2024 The Herald. All rights reserved.</p></footer></body></html>"""


def lines(page: Page) -> list[tuple[str, int | None, str]]:
    return [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]


def check(page: Page) -> None:
    """The blocks are the text's lines, in order, without a gap."""
    assert "\n".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    assert [len(line) for line in page.text.split("\n")] == [b.end - b.start for b in page.blocks] or not page.blocks
    assert all(b.start < b.end for b in page.blocks)
    assert page.text.encode("utf-8").decode("utf-8") == page.text


def test_a_page_gives_its_article_with_headings_quotes_and_lists_in_order() -> None:
    page = extract(PAGE, None)
    check(page)
    body = [line for line in lines(page) if line[2] != "Ferry sinks off Portsmouth"]
    assert body == [
        ("paragraph", None, PARAGRAPHS[0]),
        ("paragraph", None, PARAGRAPHS[1]),
        ("heading", 2, "What the divers saw"),
        ("paragraph", None, PARAGRAPHS[2]),
        ("quote", None, "“We never saw it coming,” said a passenger who had slept on deck."),
        ("heading", 3, "What happens next"),
        ("paragraph", None, PARAGRAPHS[3]),
        ("list", None, "A first report is due in four weeks."),
        ("list", None, "The captain keeps his licence until then."),
    ]
    assert (page.title, page.language) == ("Ferry sinks off Portsmouth", "en-GB")


def test_the_article_has_the_pages_blocks_and_title() -> None:
    found = read(json.dumps({"id": "1", "html": PAGE}).encode())
    assert isinstance(found, Article)
    page = extract(PAGE, None)
    assert (found.text, found.blocks, found.title) == (page.text, page.blocks, "Ferry sinks off Portsmouth")
    titled = read(json.dumps({"id": "1", "html": PAGE, "title": "Ferry lost", "language": "en"}).encode())
    assert isinstance(titled, Article)
    assert (titled.title, titled.language) == ("Ferry lost", "en")


def test_the_same_page_gives_the_same_result_each_time() -> None:
    assert extract(PAGE, "https://herald.example/17") == extract(PAGE, "https://herald.example/17")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("The ferry sank.", [("paragraph", None, "The ferry sank.")]),
        ("<p>The  ferry\n\tsank.</p>", [("paragraph", None, "The ferry sank.")]),
        ("<p>The&nbsp;ferry &amp; crew &lt;all&gt;</p>", [("paragraph", None, "The ferry & crew <all>")]),
        ("<p>A fer\xadry\u200b sank.</p>", [("paragraph", None, "A ferry sank.")]),
        ("<p><b>Fer</b>ry <i>sank</i>.</p>", [("paragraph", None, "Ferry sank.")]),
        ("<div>One<div>Two</div>Three</div>", [("paragraph", None, t) for t in ("One", "Two", "Three")]),
        ("<p>One<br>line</p>", [("paragraph", None, "One line")]),
        ("<p>One<br> <br/>Two<br><br><br>Three</p>", [("paragraph", None, t) for t in ("One", "Two", "Three")]),
        (
            "<h2>What we <a href='#'>know</a></h2><p>It sank.</p>",
            [("heading", 2, "What we know"), ("paragraph", None, "It sank.")],
        ),
        ("<h4><div>Inner</div></h4>", [("heading", 4, "Inner")]),
        ("<ol><li>One<ul><li>Two</li></ul>rest</li></ol>", [("list", None, t) for t in ("One", "Two", "rest")]),
        ("<ul><li><h3>Point</h3><p>Text</p></li></ul>", [("heading", 3, "Point"), ("list", None, "Text")]),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", [("quote", None, "One"), ("quote", None, "Two")]),
        ("<figure><img alt=x><figcaption>The ferry.</figcaption></figure>", [("caption", None, "The ferry.")]),
        (
            "<table><tr><th>Ship<th>Crew</tr><tr><td><td>14</tr></table>",
            [("paragraph", None, "Ship | Crew"), ("paragraph", None, "14")],
        ),
        ("<p>He said: <q>It <b>sank</b></q>. <q>So</q></p>", [("paragraph", None, "He said: “It sank”. “So”")]),
        (
            "<p>One</p><script>two()</script><style>p{}</style><p>Three</p>",
            [("paragraph", None, "One"), ("paragraph", None, "Three")],
        ),
        ("<p>One<script>two()</script> three</p>", [("paragraph", None, "One three")]),
        ("<p>One</p><p hidden>Two</p><p style='Display: None'>Three</p>", [("paragraph", None, "One")]),
        ("<p>One</p><template><p>Two</p></template><noscript>Three</noscript>", [("paragraph", None, "One")]),
        ("<nav><p>Home</p></nav><p>One</p><button>Share</button>", [("paragraph", None, "One")]),
        ("<!-- note --><p>One<!-- note --></p>", [("paragraph", None, "One")]),
        ("<p>The\x00 ferry\x0b sank.</p>", [("paragraph", None, "The ferry sank.")]),
        ("<p>&#0;&#xD800;&#x110000;ferry</p>", None),
        ("<p>unclosed <b>bold <p>next", [("paragraph", None, "unclosed bold"), ("paragraph", None, "next")]),
        ("<hl2>What we know</hl2><p>It sank.</p>", [("heading", 2, "What we know"), ("paragraph", None, "It sank.")]),
        ("", []),
        (" \n ", []),
        ("<p></p>", []),
        ("<br>", []),
        ("<!-- only -->", []),
        ("<html></html>", []),
        ("<?xml version='1.0' encoding='latin-1'?><p>Größe</p>", [("paragraph", None, "Größe")]),
    ],
)
def test_a_fragment_is_read_whole(html: str, expected: list | None) -> None:
    page = extract(html, None)
    check(page)
    if expected is not None:
        assert lines(page) == expected


def test_a_fragment_says_nothing_of_itself() -> None:
    page = extract("<h1>Ferry sinks</h1><p>It sank on 3 June 2024, wrote Jane Doe.</p>", None)
    assert (page.title, page.authors, page.published, page.url) == (None, (), None, None)


def test_a_page_without_an_article_gives_its_visible_text() -> None:
    page = extract("<html><head><title>Notice</title></head><body><p>Closed today.</p></body></html>", None)
    check(page)
    assert (page.text, page.title) == ("Closed today.", "Notice")


def test_a_page_in_one_form_is_still_read() -> None:
    page = extract(f"<html><body><form><p>{PARAGRAPHS[0]}</p><input value='x'></form></body></html>", None)
    assert PARAGRAPHS[0] in page.text


def test_no_script_gets_into_the_text_of_a_page() -> None:
    spoiled = PAGE.replace("</article>", "<script>alert('one')</script><script type=x>two()</script></article>")
    page = extract(spoiled, None)
    check(page)
    assert "alert" not in page.text
    assert "two()" not in page.text
