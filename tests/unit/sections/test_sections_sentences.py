from __future__ import annotations

import pytest

from dateline.contract import Article
from dateline.enricher.sections import find_sections
from dateline.enricher.sections.abbreviations import BEFORE_NAME, BEFORE_NUMBER, EITHER
from dateline.enricher.sections.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The talks failed.", "Both sides left."],
        ["Tom R. Hale met Sen. Maria Lopez on Jan. 5.", "They agreed."],
        ["The U.S. Senate voted.", "It passed."],
        ["He flew to the U.S.", "The visit was short."],
        ["Shares of Barrow & Co. fell 2.5 percent.", "The No. 3 lender lost more."],
        ["Police in St. Louis made an arrest.", "Nobody was hurt."],
        ["“We won.”", "Then he sat down."],
        ["''We can't go on,'' he said.", "''It must stop.''"],
        ["“Really?” Smith asked.", "“Yes!” he said."],
        ["Who knows?", "Nobody does!", "So be it."],
        ["They waited ... and then left.", "Nobody came."],
        ["The vote is at 5 p.m. Monday.", "Results follow."],
        ["The shop closes at 9 p.m.", "The street is empty then."],
        ["J. P. Morgan and J.K. Rowling were named.", "So was a third."],
        ["It grew 3.4 percent to $1.2 billion.", "(Analysts had expected less.)"],
        ["The answer was No.", "We asked again."],
        ["He lives in Washington, D.C. with his wife.", "She works there."],
        ["one sentence without a stop"],
    ],
)
def test_sentences_are_split_where_a_reader_would(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_the_example_of_every_abbreviation_is_one_sentence() -> None:
    examples = [*BEFORE_NAME.values(), *BEFORE_NUMBER.values(), *EITHER.values()]
    assert [example for example in examples if sentences(example) != [example]] == []


def test_sentences_of_headline_lead_and_body_carry_their_section() -> None:
    text = (
        "Frost worries growers\n\nPARIS (Reuters) - Growers fear a late frost this week. Prices rose.\n\n"
        "Cold Nights Ahead\n\nForecasters expect three cold nights in a row, the office said. Growers lit fires."
    )
    got = find_sections(Article(id="a", text=text, digest="0"))
    assert [(text[s.start : s.end], s.section) for s in got.sentences] == [
        ("Frost worries growers", "s1"),
        ("Growers fear a late frost this week.", "s3"),
        ("Prices rose.", "s3"),
        ("Forecasters expect three cold nights in a row, the office said.", "s4"),
        ("Growers lit fires.", "s4"),
    ]


def test_a_sentence_may_run_over_a_wrapped_line() -> None:
    assert sentences("The talks\nfailed. Both\nsides left.") == ["The talks\nfailed.", "Both\nsides left."]
