from __future__ import annotations

import pytest

from dateline.contract import Article, Role
from dateline.enricher.sections import find_sections
from dateline.enricher.sections.datelines import find_dateline


def parts(text: str) -> tuple[str | None, str | None, str | None] | None:
    found = find_dateline(text, 0, len(text))
    if found is None:
        return None
    spans = (found.parts.place, found.parts.date, found.parts.agency)
    assert all(span is None or text[span.start : span.end] == span.text for span in spans)
    place, date, agency = (span and span.text for span in spans)
    return place, date, agency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON, May 25 (AP) — Senators met late.", ("WASHINGTON", "May 25", "AP")),
        ("PARIS (Reuters) - Growers fear a late frost.", ("PARIS", None, "Reuters")),
        ("PUEBLO, Colo., March 9 - The mill said it would hire.", ("PUEBLO, Colo.", "March 9", None)),
        ("NEW YORK -- The exchange opened late on Monday.", ("NEW YORK", None, None)),
        ("Geneva, 3 June 2024 (AFP) - Delegates arrived.", ("Geneva", "3 June 2024", "AFP")),
        ("BEIJING, Sept. 24 (Xinhua) -- Exports grew.", ("BEIJING", "Sept. 24", "Xinhua")),
        ("McALLEN, Texas (AP) — The bridge reopened.", ("McALLEN, Texas", None, "AP")),
        ("RIO DE JANEIRO/LIMA (Reuters) - Miners met.", ("RIO DE JANEIRO/LIMA", None, "Reuters")),
        ("BERGEN, April 3- The firm said it will buy a rival.", ("BERGEN", "April 3", None)),
        ("New Delhi, May 2 (PTI): Voters queued early.", ("New Delhi", "May 2", "PTI")),
        ("(CNN) — The ship left port.", (None, None, "CNN")),
    ],
)
def test_a_dateline_is_read_into_place_date_and_agency(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister - a former judge - resigned.",
        "Oil prices rose again - for the third week.",
        "UPDATE - The council has now voted.",
        "Mr. Hale said so on Monday — and again on Tuesday.",
        "HARBOUR FEES TO RISE - PORT CHIEF",
        "A-levels: results are out on Thursday.",
        "12 - the number of seats.",
    ],
)
def test_an_ordinary_dash_makes_no_dateline(text: str) -> None:
    assert parts(text) is None


def test_the_dateline_section_covers_the_prefix_and_the_lead_starts_after_it() -> None:
    text = "Frost worries growers\n\nPARIS (Reuters) - Growers fear a late frost this week.\n\nPrices rose on Monday."
    sections = find_sections(Article(id="a", text=text, digest="0")).sections
    assert [(s.role, text[s.start : s.end]) for s in sections] == [
        (Role.HEADLINE, "Frost worries growers"),
        (Role.DATELINE, "PARIS (Reuters) -"),
        (Role.LEAD, "Growers fear a late frost this week."),
        (Role.BODY, "Prices rose on Monday."),
    ]
    assert sections[1].parts is not None
    assert sections[1].parts.agency is not None
    assert sections[1].parts.agency.text == "Reuters"


def test_a_paragraph_above_the_dateline_is_not_the_lead() -> None:
    standfirst = "Cold nights in April could cost the valley a third of its harvest, growers say."
    text = f"Frost worries growers\n\n{standfirst}\n\nPARIS, May 2 (AP) — Growers fear a late frost this week."
    sections = find_sections(Article(id="a", text=text, digest="0")).sections
    assert [s.role for s in sections] == [Role.HEADLINE, Role.SUBHEADLINE, Role.DATELINE, Role.LEAD]
