"""What went before is marked as background where that is clear, and only there."""

from __future__ import annotations

import pytest

from dateline.contract import Article, PublishTime, Role, Section, SectionFunction, TimeOrigin, TimePrecision
from dateline.enricher.sections import find_sections
from dateline.enricher.sections.background import _ENDINGS, _HEADINGS, _OPENINGS, _is_cue

NEWS = [
    "The council voted on Tuesday to close the old bridge for repairs that will last until the end of the summer.",
    "Drivers will be sent over the northern crossing, the mayor said on Wednesday, and asked them to be patient.",
    "Shopkeepers in the lower town fear that few customers will come while the bridge stays closed to cars.",
]
PAST = [
    "The bridge was built in 1872 by the engineer Otto Brandt, who died before the first train crossed the river.",
    "A flood tore two of its arches away in 1954, and the town rebuilt them in concrete within a single winter.",
]
LATER = "Ferries for cyclists leave the old harbour every half hour from six in the morning, the company said."
AFTER = "The council will meet again on Monday to decide who pays for the ferry that cyclists are to take."


def found(paragraphs: list[str], published: str | None = "2024-06-03") -> tuple[str, tuple[Section, ...]]:
    text = "\n\n".join(paragraphs)
    time = PublishTime(value=published, precision=TimePrecision.DAY, origin=TimeOrigin.RECORD) if published else None
    return text, find_sections(Article(id="a", text=text, published=time, digest="0")).sections


def functions(sections: tuple[Section, ...]) -> list[tuple[Role, SectionFunction | None, int]]:
    return [(section.role, section.function, len(section.paragraphs)) for section in sections]


@pytest.mark.parametrize("published", ["2024-06-03", None])
def test_paragraphs_in_a_row_dated_in_earlier_years_are_background(published: str | None) -> None:
    text, sections = found([*NEWS, *PAST, AFTER + " It was last closed in 2024."], published)
    assert functions(sections) == [
        (Role.LEAD, None, 1),
        (Role.BODY, None, 2),
        (Role.BODY, SectionFunction.BACKGROUND, 2),
        (Role.BODY, None, 1),
    ]
    assert text[sections[2].start : sections[2].end] == "\n\n".join(PAST)
    assert [section.id for section in sections] == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*NEWS, PAST[0], AFTER],
        [*NEWS, PAST[0], PAST[1] + " Today it is closed again.", AFTER],
        [NEWS[0], *PAST, AFTER],
        [*NEWS, "The bridge was closed in 2024 for a week.", "It was opened again in 2024 with a feast.", AFTER],
        [*NEWS, AFTER],
    ],
    ids=["one paragraph", "with the present", "in the opening", "of the year itself", "none"],
)
def test_what_is_not_clear_is_not_marked(paragraphs: list[str]) -> None:
    assert [section.function for section in found(paragraphs)[1] if section.function] == []


def test_a_heading_that_says_so_makes_its_section_background() -> None:
    _, sections = found(["Bridge to close for repairs", *NEWS, "How We Got Here", AFTER, "Ferry Times", LATER])
    assert [(s.heading.text, s.function) for s in sections if s.heading] == [
        ("How We Got Here", SectionFunction.BACKGROUND),
        ("Ferry Times", None),
    ]


def test_the_example_of_every_heading_is_one() -> None:
    assert [
        example for example in [*_HEADINGS.values(), *_OPENINGS.values(), *_ENDINGS.values()] if not _is_cue(example)
    ] == []
