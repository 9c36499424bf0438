from __future__ import annotations

from typing import Any

from dateline.contract import Article, Block, ParagraphKind, Role, Section
from dateline.enricher.sections import find_sections

STORY = "The council voted on Tuesday to close the bridge for repairs that will last until the end of the summer."
MORE = "Drivers will be sent over the northern crossing, which engineers strengthened during the winter months."


def sections(lines: list[tuple[str, str, int | None]], title: str | None = None) -> tuple[str, tuple[Section, ...]]:
    blocks, at = [], 0
    for kind, line, level in lines:
        values: dict[str, Any] = {"start": at, "end": at + len(line), "kind": kind, "level": level}
        blocks.append(Block(**values))
        at += len(line) + 1
    text = "\n".join(line for _, line, _ in lines)
    return text, find_sections(Article(id="a", text=text, blocks=tuple(blocks), title=title, digest="0")).sections


def test_the_pages_tree_gives_headline_headings_and_levels() -> None:
    _, found = sections(
        [
            ("heading", "Bridge to close", 1),
            ("byline", "Ann Lee", None),
            ("timestamp", "3 June 2024", None),
            ("paragraph", STORY, None),
            ("heading", "why now", 2),
            ("paragraph", MORE, None),
            ("heading", "the northern crossing", 3),
            ("quote", "We shall cope.", None),
            ("list", "two lanes", None),
        ]
    )
    assert [(s.role, s.level) for s in found] == [
        (Role.HEADLINE, None),
        (Role.BYLINE, None),
        (Role.TIMESTAMP, None),
        (Role.LEAD, None),
        (Role.BODY, 2),
        (Role.BODY, 3),
    ]
    assert [p.kind for p in found[-1].paragraphs] == [ParagraphKind.QUOTE, ParagraphKind.LIST]
    assert found[-1].heading is not None
    assert found[-1].heading.text == "the northern crossing"


def test_the_records_title_names_the_headline_of_a_page_without_h1() -> None:
    _, found = sections([("paragraph", "Bridge to Close", None), ("paragraph", STORY, None)], title="Bridge to close")
    assert [s.role for s in found] == [Role.HEADLINE, Role.LEAD]


def test_a_short_paragraph_that_is_furniture_by_its_words_is_boilerplate() -> None:
    _, found = sections([("paragraph", STORY, None), ("paragraph", "Sign up for our newsletter", None)])
    assert [s.role for s in found] == [Role.LEAD, Role.BOILERPLATE]


def test_a_heading_with_nothing_under_it_at_the_end_is_boilerplate() -> None:
    _, found = sections([("paragraph", STORY, None), ("heading", "More stories", 2), ("heading", "About us", 2)])
    assert [s.role for s in found] == [Role.LEAD, Role.BOILERPLATE]


def test_captions_and_boilerplate_of_the_tree_are_kept() -> None:
    _, found = sections([("paragraph", STORY, None), ("caption", "The bridge", None), ("boilerplate", "Ad", None)])
    assert [s.role for s in found] == [Role.LEAD, Role.CAPTION, Role.BOILERPLATE]


def test_a_dateline_is_cut_off_in_html_too() -> None:
    text, found = sections([("heading", "Bridge to close", 1), ("paragraph", f"OSLO (AP) — {STORY}", None)])
    assert [(s.role, text[s.start : s.end]) for s in found[1:]] == [(Role.DATELINE, "OSLO (AP) —"), (Role.LEAD, STORY)]


def test_links_under_a_heading_of_related_stories_are_boilerplate() -> None:
    _, found = sections(
        [
            ("paragraph", STORY, None),
            ("heading", "Related stories", 2),
            ("list", "Council elects mayor", None),
            ("list", "Market square repaved", None),
            ("heading", "The northern crossing", 2),
            ("paragraph", MORE, None),
        ]
    )
    assert [s.role for s in found] == [Role.LEAD, Role.BOILERPLATE, Role.BODY]


def test_a_heading_in_words_of_furniture_stays_where_prose_follows() -> None:
    _, found = sections(
        [
            ("paragraph", STORY, None),
            ("heading", "Recommended routes", 2),
            ("paragraph", MORE, None),
            ("heading", "Recommended stories", 2),
            ("list", "Council elects mayor", None),
        ]
    )
    assert [(s.role, s.heading and s.heading.text) for s in found] == [
        (Role.LEAD, None),
        (Role.BODY, "Recommended routes"),
        (Role.BOILERPLATE, None),
    ]


def test_a_byline_and_a_stamp_among_the_paragraphs_are_named() -> None:
    _, found = sections(
        [
            ("paragraph", "By Ann Lee", None),
            ("paragraph", "Published 3 June 2024", None),
            ("paragraph", STORY, None),
            ("paragraph", "$14.55", None),
        ]
    )
    assert [s.role for s in found] == [Role.BYLINE, Role.TIMESTAMP, Role.LEAD, Role.BODY]


def test_a_heading_under_the_headline_that_is_a_sentence_is_the_subheadline() -> None:
    deck = "Drivers must take the northern crossing until the end of August."
    _, found = sections([("heading", "Bridge to close", 1), ("heading", deck, 2), ("paragraph", STORY, None)])
    assert [s.role for s in found] == [Role.HEADLINE, Role.SUBHEADLINE, Role.LEAD]
    _, found = sections([("heading", "Bridge to close", 1), ("heading", "Why now", 2), ("paragraph", STORY, None)])
    assert [s.role for s in found] == [Role.HEADLINE, Role.BODY]
