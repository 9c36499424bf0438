from __future__ import annotations

import numpy as np
import pytest

from dateline.contract import Article, Role, Section
from dateline.enricher.sections import find_sections
from dateline.enricher.sections.evidence import line_evidence
from dateline.enricher.sections.features import line_features
from dateline.enricher.sections.letters import read_letters, words_again
from dateline.enricher.sections.line_classes import LineClass
from dateline.enricher.sections.line_model import shipped_model
from dateline.enricher.sections.lines import split_lines
from timing import grows_linearly

STORY = [
    "River towns count the cost of a wet spring",
    "Farmers along the lower river say that they have lost a third of their early crops to floods since March.",
    "“We have never planted so late,” said Maria Lopes, who grows onions near the mouth of the river.",
    "The ministry of agriculture promised loans on Thursday, but growers said that these would come too late.",
    "Insurers expect claims to pass 40 million euros, twice as much as in the last wet year.",
]
DAMS = [
    "Engineers opened two of the four dams upstream on Friday to make room for more rain.",
    "The dams were built in the 1960s and hold less water each year because silt has settled behind them.",
]
LINKS = [
    "Related stories",
    "Minister visits flooded valley",
    "Ten photographs of the great flood",
    "Why onions cost more this year",
    "Sign up for our newsletter",
]


def sections(lines: list[str]) -> tuple[Section, ...]:
    return find_sections(Article(id="a", text="\n".join(lines), digest="0")).sections


def headings(lines: list[str]) -> list[str]:
    return [s.heading.text for s in sections(lines) if s.heading]


def test_links_to_related_stories_at_the_end_are_boilerplate() -> None:
    found = sections([*STORY, *DAMS, *LINKS])
    text = "\n".join([*STORY, *DAMS, *LINKS])
    assert found[-1].role is Role.BOILERPLATE
    assert text[found[-1].start :] == "\n".join(LINKS)


def test_a_short_line_between_paragraphs_opens_a_section() -> None:
    lines = [*STORY, "Two dams opened early", *DAMS]
    assert headings(lines) == ["Two dams opened early"]
    last = sections(lines)[-1]
    assert [p.end - p.start for p in last.paragraphs] == [len(line) for line in DAMS]


def test_a_heading_is_found_between_advertisements() -> None:
    lines = [*STORY[:3], "Advertisement", *STORY[3:], "Advertisement", "Two dams opened early", "Advertisement", *DAMS]
    assert headings(lines) == ["Two dams opened early"]


def test_a_list_of_names_is_not_headings() -> None:
    names = ["Maria Lopes", "João Pereira", "Ana Sousa", "Rui Carvalho", "Inês Duarte", "Tiago Nunes"]
    assert headings([*STORY, "The growers who signed the letter are:", *names, *DAMS]) == []


def test_a_question_of_the_reporter_heads_the_answer() -> None:
    lines = [*STORY[:3], "How long will the water stay?", *STORY[3:], "Who pays for the damage?", *DAMS]
    assert headings(lines) == ["How long will the water stay?", "Who pays for the damage?"]


def test_clean_copy_of_an_agency_is_all_article() -> None:
    lines = [*STORY[1:], *DAMS]
    assert {s.role for s in sections(lines)} == {Role.LEAD, Role.BODY}
    assert headings(lines) == []


def test_what_the_model_decides_has_a_confidence_and_what_a_form_decides_has_none() -> None:
    dated = "LISBON, May 2 (AP) — " + STORY[1]
    by_role = {s.role: s for s in sections([STORY[0], dated, *STORY[2:], *LINKS])}
    assert by_role[Role.DATELINE].confidence is None
    assert by_role[Role.BOILERPLATE].confidence is not None
    assert 0.5 < by_role[Role.BODY].confidence <= 1  # type: ignore[operator]


def test_probabilities_of_each_line_sum_to_one() -> None:
    text = "\n".join([*STORY, *DAMS, *LINKS, "…", "2024"])
    lines = split_lines(text)
    letters = read_letters(text, lines)
    found = shipped_model().probabilities(line_evidence(line_features(lines), letters), letters)
    assert found.shape == (len(lines), len(LineClass))
    assert np.allclose(found.sum(1), 1, atol=1e-4)


def test_long_texts_are_read_in_stretches_and_every_line_gets_its_class() -> None:
    text = "\n".join([*STORY, *DAMS] * 700)
    lines = split_lines(text)
    letters = read_letters(text, lines)
    found = shipped_model().probabilities(line_evidence(line_features(lines), letters), letters)
    assert len(found) == len(lines) == 4900
    assert np.isfinite(found).all()


def test_confidences_rise_with_the_probabilities() -> None:
    model = shipped_model()
    worth = model.confidence(np.linspace(0, 1, 50, dtype=np.float32))
    assert (np.diff(worth) >= 0).all()
    assert 0 <= worth[0] < worth[-1] <= 1


def test_words_are_followed_to_the_lines_where_they_stand_again() -> None:
    text = "Onions rot\nAdvertisement\nThe onions were lost to the water.\nRain"
    lines = split_lines(text)
    again = words_again(read_letters(text, lines), np.array([False, False, True, False]))
    within_one, within_three = again.lines[0, :2]
    next_paragraph = again.prose[0, 0]
    assert (within_one, within_three, next_paragraph) == (0.0, 1.0, 1.0)
    assert not again.prose[3].any()


def test_letters_are_counted_the_same_whatever_stands_around_a_line() -> None:
    alone = read_letters("Zwölf Äpfel!", split_lines("Zwölf Äpfel!"))
    text = "\n\n  Zwölf Äpfel!  \n\nund Birnen"
    among = read_letters(text, split_lines(text))
    assert (alone.words[0], alone.capitalised[0]) == (among.words[0], among.capitalised[0]) == (2, 2)
    assert set(alone.bucket.tolist()) == set(among.bucket[among.row == 0].tolist())


@pytest.mark.parametrize("text", ["…\n—\n***", "\U0001f6a2", "\ud800 x", "İİİ\nẞ", "a" * 5000, "1\n" * 300])
def test_texts_without_words_or_of_odd_characters_are_read(text: str) -> None:
    covered = "".join(text[s.start : s.end] for s in find_sections(Article(id="a", text=text, digest="0")).sections)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["word\n", "Two dams opened early\n", "a b c d\n", "ab ", "é\n", "same same\n\n"])
def test_time_grows_with_the_number_of_lines_and_no_faster(unit: str) -> None:
    articles = {n: Article(id="a", text=unit * (n // len(unit)), digest="0") for n in (20_000, 80_000)}
    assert grows_linearly(lambda n: find_sections(articles[n]), 20_000, room=3, floor=0.2)
