from __future__ import annotations

import pytest

from dateline.enricher.sections import phrases
from dateline.enricher.sections.cues import Cue, boilerplate_cue, fold, is_caption

STRONG = (
    phrases.WHOLES | phrases.STARTS | phrases.SHORT_STARTS | phrases.INSIDE | phrases.SHORT_INSIDE
)  # a stronger cue may stand on the same line
LINKS = phrases.LINK_OPENERS | phrases.LINK_LABELS


def cue(line: str) -> Cue:
    return boilerplate_cue(fold(line), len(line.split()))


def test_the_example_of_every_phrase_is_a_strong_cue() -> None:
    assert [line for line in STRONG.values() if cue(line) < Cue.STRONG] == []


def test_the_example_of_every_weak_label_is_a_weak_cue() -> None:
    assert [line for line in phrases.WEAK_WHOLES.values() if cue(line) is not Cue.WEAK] == []


def test_the_example_of_every_link_opener_opens_links() -> None:
    assert [line for line in LINKS.values() if cue(line) not in (Cue.LINKS, Cue.STOP)] == []


def test_the_example_of_every_stop_ends_the_article() -> None:
    assert [line for line in phrases.STOPS.values() if cue(line) is not Cue.STOP] == []


def test_the_example_of_every_credit_is_a_caption() -> None:
    marks = (phrases.CREDIT_STARTS | phrases.CREDIT_ENDS | phrases.SHORT_CREDITS).values()
    assert [line for line in marks if not is_caption(line, fold(line), len(line.split()))] == []


@pytest.mark.parametrize(
    "line",
    [
        "Latest figures show that fewer trains ran late",
        "Popular with walkers, the path was closed after the storm.",
        "Part of the reason is that the region has had three dry winters, growers said on Friday.",
        "“Nobody reads the terms of service,” she said.",
        "Shopkeepers closed early on Friday.",
        "The company's shares were sold.",
        "Getting there was hard.",
    ],
)
def test_ordinary_sentences_hold_no_cue(line: str) -> None:
    assert cue(line) is Cue.NONE


def test_a_sentence_that_names_an_agency_or_a_courtesy_is_no_caption() -> None:
    sentences = [
        "The Reuters/Ipsos poll showed that two in three voters had made up their minds by the end of the summer.",
        "The team was flown home on Sunday, courtesy of the governor, after a week of storms and closed roads.",
        "Dr. Ann Lee of St. Mary's Hospital treated them.",
    ]
    assert [line for line in sentences if is_caption(line, fold(line), len(line.split()))] == []


def test_every_phrase_is_written_as_it_is_compared() -> None:
    tables = [getattr(phrases, name) for name in dir(phrases) if name.isupper()]
    assert [phrase for table in tables for phrase in table if phrase != fold(phrase)] == []
