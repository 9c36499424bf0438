"""What an extractor chose is set back into the page's own tree, with headings, lists, captions and no furniture."""

import pytest
from lxml.html import document_fromstring

from dateline.enricher.intake.blocks import HTML, Line
from dateline.enricher.intake.html import extract
from dateline.enricher.intake.outline import outline
from dateline.enricher.intake.selection import select

LEAD = "The town council voted on Tuesday to close the old stone bridge until the end of the summer for repairs."
DETOUR = "Drivers will be sent over the northern crossing, which engineers strengthened during the winter months."
COST = "The work will cost four million crowns, twice as much as the first estimate of two years ago had said."
DOUBT = "Shopkeepers in the lower town fear that few customers will come by while the bridge stays closed to cars."
STORY = [LEAD, DETOUR, COST, DOUBT]


def selected(body: str, chosen: list[str] | None = None) -> list[Line]:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    return select(*outline(tree, HTML), STORY if chosen is None else chosen)


def kinds(lines: list[Line]) -> list[tuple[str | None, str]]:
    return [(line.tag.kind, line.text) for line in lines]


def test_headings_and_lists_that_the_extractor_lost_come_back_at_their_place() -> None:
    found = selected(
        f"<article><p>{LEAD}</p><h2>Which way now</h2><p>{DETOUR}</p>"
        f"<ul><li>Cars: north</li><li>Bicycles: ferry</li></ul>"
        f"<h3>What it costs</h3><p>{COST}</p><p>{DOUBT}</p></article>"
    )
    assert kinds(found) == [
        (None, LEAD),
        ("heading", "Which way now"),
        (None, DETOUR),
        ("list", "Cars: north"),
        ("list", "Bicycles: ferry"),
        ("heading", "What it costs"),
        (None, COST),
        (None, DOUBT),
    ]
    assert [line.tag.level for line in found if line.tag.kind == "heading"] == [2, 3]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="related-posts"><h3>Bridge closed in neighbouring town as well</h3><p>{}</p></div>',
        '<div class="o-newsletter__form"><h2>Our newsletter</h2><p>{}</p></div>',
        "<aside><h2>About the valley</h2><p>{}</p></aside>",
        '<section id="shareBar"><p>{}</p></section>',
        '<div role="complementary"><p>{}</p></div>',
        '<div class="intro hidden"><ul><li>{}</li></ul></div>',
    ],
)
def test_furniture_among_the_paragraphs_is_left_out(furniture: str) -> None:
    other = furniture.format("Every morning the whole town in your inbox, with all the news of the night.")
    found = selected(f"<article><p>{LEAD}</p><p>{DETOUR}</p>{other}<p>{COST}</p><p>{DOUBT}</p></article>")
    assert kinds(found) == [(None, line) for line in STORY]


def test_a_mark_that_the_article_bears_itself_says_nothing() -> None:
    found = selected(
        f'<div class="has-sidebar"><div class="sidebar-grid"><p>{LEAD}</p><p>{DETOUR}</p></div>'
        f'<div class="sidebar-grid"><h2>What it costs</h2><p>{COST}</p><p>{DOUBT}</p></div></div>'
    )
    assert ("heading", "What it costs") in kinds(found)
    assert len(found) == 5


def test_the_id_of_a_heading_is_made_of_its_words_and_marks_nothing() -> None:
    found = selected(f'<div><p>{LEAD}</p><p>{DETOUR}</p><h2 id="social-media">Social media</h2><p>{COST}</p></div>')
    assert ("heading", "Social media") in kinds(found)


def test_what_is_written_under_a_picture_is_a_caption() -> None:
    caption = "The old bridge before the repairs"
    for picture in (
        f"<figure><img src=x><figcaption>{caption}</figcaption></figure>",
        f'<div class="article-image"><img src=x><div class="text">{caption}</div></div>',
    ):
        found = selected(f"<article><p>{LEAD}</p>{picture}<p>{DETOUR}</p><p>{COST}</p></article>")
        assert kinds(found) == [(None, LEAD), ("caption", caption), (None, DETOUR), (None, COST)]


def test_a_text_that_the_page_holds_twice_is_read_once() -> None:
    copy = f"<h2>Which way now</h2><p>{DETOUR}</p><h2>What it costs</h2><p>{COST}</p>"
    chosen = [LEAD, "Which way now", DETOUR, "What it costs", COST, "Which way now", DETOUR, "What it costs", COST]
    found = selected(f"<main><p>{LEAD}</p><div>{copy}</div><div>{copy}</div></main>", chosen)
    assert [line.text for line in found] == [LEAD, "Which way now", DETOUR, "What it costs", COST]


def test_titles_of_other_stories_are_no_headings() -> None:
    found = selected(
        f'<article><p>{LEAD}</p><div><h3><a href="/mayor">Mayor to leave office at the end of the year</a></h3></div>'
        f"<p>{DETOUR}</p><p>{COST}</p></article>"
    )
    assert kinds(found) == [(None, line) for line in STORY[:3]]


def test_the_pieces_of_an_article_that_the_extractor_saw_one_of_are_joined() -> None:
    pieces = [f'<div class="row"><div class="body">{"".join(f"<p>{line}</p>" for line in part)}</div></div>'
              for part in (STORY[:2], STORY[2:])]  # fmt: skip
    page = (
        f'<div class="chunks">{"".join(pieces)}</div><article><div class="body"><p>Another story.</p></div></article>'
    )
    assert [line.text for line in selected(page, STORY[:2])] == STORY


def test_above_the_story_stand_headline_byline_and_time() -> None:
    found = selected(
        f'<main><h1>Bridge to close</h1><div class="byline">By Ann Lee</div><div class="article-date">3 June 2024</div>'
        f'<div class="tools">Print</div><p>{LEAD}</p><p>{DETOUR}</p></main>'
    )
    assert kinds(found)[:4] == [
        ("heading", "Bridge to close"),
        ("byline", "By Ann Lee"),
        ("timestamp", "3 June 2024"),
        (None, LEAD),
    ]


def test_bold_paragraphs_are_headings_where_a_page_has_no_others() -> None:
    bold = f"<p>{LEAD}</p><p><strong>Which way now</strong></p><p>{DETOUR}</p><p><b>What it costs</b></p><p>{COST}</p>"
    chosen = [*STORY, "Which way now", "What it costs"]
    assert [k for k, _ in kinds(selected(f"<div>{bold}</div>", chosen))] == [None, "heading", None, "heading", None]
    with_heading = f"<div>{bold}<h2>And then?</h2><p>{DOUBT}</p></div>"
    assert [t for k, t in kinds(selected(with_heading, chosen)) if k] == ["And then?"]
    one = f"<div><p>{LEAD}</p><p><b>Which way now</b></p><p>{DETOUR}</p></div>"
    assert [k for k, _ in kinds(selected(one, chosen))] == [None, None, None]


def test_nothing_is_selected_where_nothing_was_chosen() -> None:
    assert selected("<p>Closed today.</p>", []) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>What we know <a href='#know'>#</a></h2><p>It sank.</p>", "What we know\nIt sank."),
        ("<h2>What we know<a href='#know'>¶</a></h2><p>It sank.</p>", "What we know\nIt sank."),
        ("<h3><button>Who paid?</button></h3><p>The town.</p>", "Who paid?\nThe town."),
        ("<h2 class='sr-only'>Article content</h2><p>It sank.</p>", "It sank."),
        ("<button>Menu<main><p>It sank.</p></main></button>", "Menu\nIt sank."),
        ("<div hidden><main><p>It sank.</p></main></div>", "It sank."),
        ("<div style='display: none'><h1>Sunk</h1><p>It sank.</p></div><p>It sank.</p>", "It sank."),
        ("<div hidden><p>Loading</p></div><p>It sank.</p>", "It sank."),
    ],
)
def test_what_a_reader_sees_is_read(html: str, expected: str) -> None:
    assert extract(html, None).text == expected


def test_a_heading_beside_other_cells_is_no_heading_of_a_section() -> None:
    page = extract("<table><tr><th><h4>Ship</h4></th><th><h4>Crew</h4></th></tr></table><h2>Lost</h2><p>All.</p>", None)
    assert [(b.kind, page.text[b.start : b.end]) for b in page.blocks] == [
        ("paragraph", "Ship"),
        ("paragraph", "Crew"),
        ("heading", "Lost"),
        ("paragraph", "All."),
    ]
