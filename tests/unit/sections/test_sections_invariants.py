from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.contract import Article, Role
from dateline.enricher.sections import find_sections
from timing import grows_linearly

LINES = st.sampled_from(
    [
        "The port authority said on Tuesday that the harbour would stay closed until the dredging is finished.",
        "PARIS, May 2 (AP) — Growers fear a late frost this week. Prices rose.",
        "Storm Damage",
        "What happens next?",
        "14:05 GMT",
        "By Ann Lee",
        "Published May 25, 2024 10:05 am EDT",
        "Read more",
        "Leave a Reply",
        "Photo: Ann Lee",
        "• new cranes",
        "1. A numbered line",
        "“We won,” she said. “Twice.”",
        "Advertisement",
        "",
        "  \t",
        "   indented words that run on and on without an end and stop in the",
        "2024",
        "—",
        "\u200d",
        "é\u0301🚢 ship",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=25).map("\n".join), st.text(max_size=300))


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, title=st.none() | st.just("Storm Damage"))
def test_every_character_but_white_space_lies_in_exactly_one_section(text: str, title: str | None) -> None:
    got = find_sections(Article(id="a", text=text, title=title, digest="0"))
    at = 0
    for section in got.sections:
        assert at <= section.start < section.end
        assert not text[at : section.start].strip()
        at = section.end
    assert not text[at:].strip()


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_paragraphs_headings_and_parts_lie_in_their_section_in_order(text: str) -> None:
    for section in find_sections(Article(id="a", text=text, digest="0")).sections:
        at = section.start
        if section.heading:
            assert section.role is Role.BODY
            assert section.heading.start == section.start
            assert text[section.heading.start : section.heading.end] == section.heading.text
            at = section.heading.end
        for paragraph in section.paragraphs:
            assert at <= paragraph.start < paragraph.end <= section.end
            assert not text[at : paragraph.start].strip()
            at = paragraph.end
        assert at == section.end
        assert (section.parts is not None) == (section.role is Role.DATELINE)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_sentences_cover_headline_lead_and_body_paragraphs(text: str) -> None:
    got = find_sections(Article(id="a", text=text, digest="0"))
    for section in got.sections:
        own = [s for s in got.sentences if s.section == section.id]
        split = section.role in (Role.HEADLINE, Role.LEAD, Role.BODY)
        assert bool(own) == (split and bool(section.paragraphs))
        covered = "".join(text[s.start : s.end] for s in own)
        wanted = "".join(text[p.start : p.end] for p in section.paragraphs) if split else ""
        assert "".join(covered.split()) == "".join(wanted.split())


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "a",
        "a.",
        "A. ",
        "ab\n",
        '"',
        '." ',
        "Monday ",
        "(",
        "- ",
        "1",
        "2024-05-25 ",
        "14:05\n",
        "Read more\n",
        '"I will go now," he said. ',
        "“",
    ],
)
def test_time_grows_with_the_length_of_hostile_text_and_no_faster(unit: str) -> None:
    articles = {n: Article(id="a", text=unit * (n // len(unit)), digest="0") for n in (20_000, 80_000)}
    assert grows_linearly(lambda n: find_sections(articles[n]), 20_000, room=3, floor=0.2)
