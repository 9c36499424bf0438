from __future__ import annotations

import pytest

from dateline.contract import Article, Quote
from dateline.enricher.sections import find_sections

OPENING = (
    "The port authority said on Tuesday that the eastern harbour would stay closed until the dredging is finished."
)


def quotes(*paragraphs: str) -> tuple[Quote, ...]:
    text = "\n\n".join(["Eastern harbour to stay closed", OPENING, *paragraphs])
    found = find_sections(Article(id="a", text=text, digest="0")).quotes
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(text[s.start : s.end] == s.text for q in found for s in (q.speaker, q.cue) if s)
    return found


def said(*paragraphs: str) -> list[tuple[str, str | None, str | None]]:
    return [(q.text, q.speaker and q.speaker.text, q.cue and q.cue.text) for q in quotes(*paragraphs)]


@pytest.mark.parametrize(
    ("paragraph", "quote", "speaker", "cue"),
    [
        ("“We were not told of it,” Ann Lee said.", "“We were not told of it,”", "Ann Lee", "said"),
        ('"We were not told of it," said Ann Lee, a docker.', '"We were not told of it,"', "Ann Lee", "said"),
        ("''We were not told of it,'' Mr. Lee said.", "''We were not told of it,''", "Mr. Lee", "said"),
        ("“We were not told of it,” she told the paper.", "“We were not told of it,”", "she", "told"),
        ("“Who was told of it?” the harbour master asked.", "“Who was told of it?”", "the harbour master", "asked"),
        ("Lee later added: “We were not told of it.”", "“We were not told of it.”", "Lee", "added"),
        ("“It will stay closed,” according to the ministry.", "“It will stay closed,”", "the ministry", "according to"),
    ],
)
def test_a_direct_quote_has_its_speaker_and_cue(paragraph: str, quote: str, speaker: str, cue: str) -> None:
    assert said(paragraph) == [(quote, speaker, cue)]


def test_a_quote_that_its_attribution_interrupts_is_one_span() -> None:
    paragraph = "“We will go now,” Sen. Tom Lee said on Monday. “Nobody stays.”"
    assert said(paragraph) == [(paragraph, "Sen. Tom Lee", "said")]


def test_two_quotes_of_two_speakers_are_two() -> None:
    got = said("“We will go now,” Lee said. His brother disagreed. “Nobody leaves today,” Ray said.")
    assert [speaker for _, speaker, _ in got] == ["Lee", "Ray"]


def test_a_paragraph_in_marks_belongs_to_who_spoke_last() -> None:
    got = said("“We were not told of it,” Ann Lee said.", "“It will cost us a summer.”")
    assert got[1] == ("“It will cost us a summer.”", "Ann Lee", None)


def test_a_quote_over_two_paragraphs_is_one_a_paragraph() -> None:
    got = said(
        "“We were not told of it, Ann Lee said, and it hurts,” said Tom Ray.", "“We will go on", "“and on,” he said."
    )
    assert [text for text, _, _ in got] == ["“We were not told of it, Ann Lee said, and it hurts,”", "“We will go on"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The plan, known as “Quiet Water”, was drawn up in May.",
        "He called the closure “a blow” and left.",
        "The film “The Long Way Back Home” opens on Friday in the old town.",
        'A mark that nobody closes: " is left alone.',
    ],
)
def test_titles_and_scare_quotes_are_no_quotes(paragraph: str) -> None:
    assert said(paragraph) == []


def test_marks_do_not_pair_across_paragraphs() -> None:
    assert said('He held up five fingers (5").', 'The board is 6" wide, she said.') == []
