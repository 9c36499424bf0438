"""Unify and the windows under input that nobody would write: linear time, spans that hold."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.contract import Entity
from dateline.enricher.entities import Recognised, unify
from dateline.enricher.entities.recognise import TYPE_OF_LABEL
from dateline.enricher.entities.windows import LONGEST_RUN, WINDOW, windows
from timing import grows_linearly, processor_seconds

MEGABYTE = 1_000_000


def sound(text: str, entities: tuple[Entity, ...]) -> None:
    """What holds for every result, whatever the input."""
    mentions = sorted((m for e in entities for m in e.mentions), key=lambda m: m.start)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert len({e.key for e in entities}) == len(entities)
    assert all(list(e.mentions) == sorted(e.mentions, key=lambda m: m.start) for e in entities)


def timed(text: str, mentions: list[Recognised]) -> tuple[tuple[Entity, ...], float]:
    began = time.process_time()
    story = unify(text, mentions)
    return story, time.process_time() - began


def every(text: str, name: str, label: str) -> list[Recognised]:
    result, at = [], text.find(name)
    while at >= 0:
        result.append(Recognised(at, at + len(name), label))
        at = text.find(name, at + len(name))
    return result


def test_one_word_a_hundred_thousand_times() -> None:
    text = "Burns " * 100_000
    story, took = timed(text, every(text, "Burns", "PERSON"))
    sound(text, story)
    assert [len(e.mentions) for e in story] == [100_000]
    assert took < 15


def test_a_name_of_five_thousand_characters() -> None:
    for name in ("B" + "a" * 5000, "Ba " * 1666 + "Ba", "Ali bin " * 625 + "Ali"):
        text = f"Then {name} spoke. President {name} left."
        sound(text, unify(text, every(text, name, "PERSON")))


def test_twenty_thousand_names_take_four_times_as_long_as_five_thousand() -> None:
    def story(count: int) -> tuple[str, list[Recognised]]:
        chance = random.Random(7)
        names = ["".join(chance.choices("abcdefghijklm", k=6)).title() for _ in range(2 * count)]
        lines, mentions, at = [], [], 0
        for first, last in zip(names[::2], names[1::2], strict=True):
            lines.append(f"Mayor {first} {last}, {last} Corp.\n")
            mentions.append(Recognised(at + 6, at + 13 + len(last), "PERSON"))
            mentions.append(Recognised(at + 15 + len(last), at + 20 + 2 * len(last), "ORG"))
            at += len(lines[-1])
        return "".join(lines), mentions

    stories = {count: story(count) for count in (5_000, 20_000)}
    sound(stories[20_000][0], unify(*stories[20_000]))
    assert grows_linearly(lambda count: unify(*stories[count]), 5_000, floor=0.5)


def test_twenty_thousand_people_with_one_surname() -> None:
    text = "".join(f"Judge {chr(65 + n % 26)}a{'abcdefghij'[n % 10]}{n:05d} Smith met Smith.\n" for n in range(20_000))
    story, took = timed(text, every(text, "Smith", "PERSON"))
    sound(text, story)
    assert took < 10


@pytest.mark.parametrize(
    "shape",
    ["1", "\n", "a", "A", " ", "(", '"', "'s ", "Monday ", "U.S.", "bin ", "President ", "A-", ", ", "Ab\n", "日"],
)
def test_a_megabyte_of_one_shape_with_a_name_in_it(shape: str) -> None:
    half = shape * (MEGABYTE // 2 // len(shape))
    text = f"{half} Ann Lowe {half} Lowe "
    at = len(half) + 1
    mentions = [
        Recognised(at, at + 8, "PERSON"),
        Recognised(0, len(half), "ORG"),
        Recognised(at - 1, len(text), "PERSON"),
    ]
    assert processor_seconds(lambda: sound(text, unify(text, mentions))) < 5


@pytest.mark.parametrize("shape", ["1", "\n", "a", "日", "(a", "word ", "W" * 300 + " ", " "])
def test_windows_are_bounded_in_order_and_inside_the_text(shape: str) -> None:
    text = shape * (MEGABYTE // len(shape))
    cut = list(windows(text))
    assert all(0 < w.end - w.start <= WINDOW for w in cut)
    assert all(a.end <= b.start for a, b in itertools.pairwise(cut))
    assert not cut or cut[-1].end <= len(text)
    assert processor_seconds(lambda: list(windows(text))) < 3


def test_windows_cover_every_word_and_end_at_white_space() -> None:
    text = "Some words of a long paragraph. " * 1000
    cut = list(windows(text))
    assert "".join(text[w.start : w.end] for w in cut) == text
    assert all(text[w.end : w.end + 1] in (" ", "") for w in cut)


def test_a_run_of_letters_is_cut_and_a_run_of_anything_else_left_out() -> None:
    assert [w.end - w.start for w in windows("字" * 450)] == [LONGEST_RUN, LONGEST_RUN, 50]
    assert [(w.start, w.end) for w in windows("See " + "0x7f/" * 100 + " there")] == [(0, 4), (504, 510)]


@pytest.mark.parametrize(
    "text",
    [
        "ПРЕЗИДЕНТ Иван Петров met Ann Lowe, محمد بن سلمان and 习近平 in ΑΘΗΝΑ.",
        "PRESIDENT ANN LOWE SAID KENYA WILL VOTE. LOWE LEFT. KENYA VOTED.",
        "\ud800 Ann \udfff Lowe \x00 Kenya \u202e Lowe",
        "İstanbul ﬁrst ǅ Ann Lowe İ ß ŉ Lowe",
    ],
)
def test_mixed_scripts_capitals_and_broken_unicode(text: str) -> None:
    words = [Recognised(text.index(w), text.index(w) + len(w), "PERSON") for w in text.split() if len(w) > 2]
    sound(text, unify(text, words))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann",
                "Lowe",
                "bin",
                "al-",
                "Mr.",
                "President",
                "of",
                "State",
                "Inc.",
                "(",
                ")",
                "'s",
                "U.S.",
                ",",
                "\n",
                "KENYA",
                "Kenya",
                "Kenyan",
                "in",
                "and",
                "\u00a0",
                "日本",
                "the",
                ".",
            ]
        ),
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 30), st.sampled_from(sorted(TYPE_OF_LABEL)))),
)
def test_whatever_a_model_reports_the_spans_hold(words: list[str], spans: list[tuple[int, int, str]]) -> None:
    text = " ".join(words)
    mentions = [Recognised(min(s, len(text)), min(s + n, len(text)), label) for s, n, label in spans]
    story = unify(text, mentions)
    sound(text, story)
    assert unify(text, mentions) == story


@pytest.mark.parametrize(
    "shape",
    ["Anna ", "Anna Berg ", "Norway ", "Anna.com ", "A-", "Inc. ", "de la Cruz ", "Anna - ", "Dean 1 ", "Sun\nAnna "],
)
def test_a_megabyte_of_what_looks_like_missed_names(shape: str) -> None:
    text = shape * (MEGABYTE // len(shape)) + "Open Quill and Quill."
    at = len(text)
    mentions = [Recognised(at - 21, at - 11, "ORG"), Recognised(at - 6, at - 1, "ORG")]
    assert processor_seconds(lambda: sound(text, unify(text, mentions))) < 15
