"""When the quick reader is used, when spaCy's own, and how much is remembered."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.enricher.entities.recognise import load_pipeline
from dateline.settings import Settings
from dateline.swift_ner import Name, SwiftReader, accelerate
from dateline.swift_ner.architecture import UnsupportedError, read
from dateline.swift_ner.lexicon import Lexicon

MEMORY = 64 * 1024 * 1024
SENTENCES = ["Angela Merkel visited France on Monday.", "", "The U.N. met in Nairobi."]


def by_spacy(nlp: Language, texts: Sequence[str]) -> list[list[Name]]:
    return [[(e.start_char, e.end_char, e.label_) for e in nlp(text).ents] for text in texts]


def test_the_shipped_model_is_read_quickly(shipped: Language) -> None:
    assert isinstance(accelerate(shipped), SwiftReader)


def test_a_shared_embedding_is_followed_to_its_component(make_untrained: Callable[..., Language]) -> None:
    assert isinstance(accelerate(make_untrained(shared=True)), SwiftReader)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda nlp: nlp.add_pipe("sentencizer", first=True), "its components are sentencizer, ner"),
        (lambda nlp: nlp.get_pipe("ner").cfg.update(beam_width=4), "searches with a beam"),
        (lambda nlp: nlp.get_pipe("ner").model.attrs.update(unseen_classes={3}), "labels that it never learned"),
    ],
)
def test_a_pipeline_of_another_kind_is_left_to_spacy(
    change: Callable[[Language], Any], reason: str, make_untrained: Callable[..., Language]
) -> None:
    nlp = make_untrained()
    change(nlp)
    with pytest.raises(UnsupportedError, match=reason):
        read(nlp)
    reader = accelerate(nlp)
    assert not isinstance(reader, SwiftReader)
    assert list(reader(SENTENCES)) == by_spacy(nlp, SENTENCES)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ({"encode": {"@architectures": "spacy.MishWindowEncoder.v2", "maxout_pieces": None}}, "made of expand_window"),
        ({"embed": {"attrs": ["NORM", "TAG"], "rows": [500, 50]}}, "attributes that other components set"),
        ({"parser": {"extra_state_tokens": True}}, "described by 6 tokens"),
    ],
    ids=["mish", "tags", "six tokens"],
)
def test_layers_of_another_kind_are_left_to_spacy(
    shape: dict[str, Any], reason: str, make_untrained: Callable[..., Language]
) -> None:
    with pytest.raises(UnsupportedError, match=reason):
        read(make_untrained(**shape))


def test_a_pipeline_without_ner_says_what_it_has() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    with pytest.raises(UnsupportedError, match="sentencizer"):
        read(nlp)


def test_other_names_at_the_start_are_a_warning_and_spacy_reads_with_its_own_vectors(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shipped = load_pipeline(Settings().model)
    vectors = shipped.vocab.vectors

    def broken(self: SwiftReader, texts: Sequence[str]) -> Iterator[list[Name]]:
        return iter([names[1:] for names in self._read(texts)])

    monkeypatch.setattr(SwiftReader, "__call__", broken)
    with caplog.at_level(logging.WARNING):
        reader = accelerate(shipped)
    assert not isinstance(reader, SwiftReader)
    assert "gave other names" in caplog.text
    assert shipped.vocab.vectors is vectors
    assert list(reader(SENTENCES)) == by_spacy(shipped, SENTENCES)


def test_a_tokenizer_of_another_kind_reads_every_text_whole(make_untrained: Callable[..., Language]) -> None:
    nlp = make_untrained()

    class Letters:
        def __call__(self, text: str) -> Doc:
            return Doc(nlp.vocab, words=list(text.replace(" ", "")), spaces=[False] * len(text.replace(" ", "")))

    nlp.tokenizer = Letters()
    assert list(SwiftReader(nlp, MEMORY)(["Oslo", "", "EU"])) == by_spacy(nlp, ["Oslo", "", "EU"])


def invented(seed: int) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghij", k=9)).title() for _ in range(50))


def test_what_is_remembered_stays_under_its_limit_and_names_stay_the_same(shipped: Language) -> None:
    limit = 1_000_000
    bounded, unbounded = SwiftReader(shipped, limit), SwiftReader(shipped, MEMORY)
    most = 0
    for start in range(0, 60, 10):
        texts = [invented(seed) for seed in range(start, start + 10)]
        assert list(bounded(texts)) == list(unbounded(texts))
        most = max(most, bounded.lexicon.bytes)
    # It is looked at before each group of texts, so that one group can come on top.
    assert limit / 2 < most < 2 * limit
    assert unbounded.lexicon.bytes > 2 * limit


def test_known_words_are_not_tokenised_again(shipped: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = SwiftReader(shipped, MEMORY)
    first = list(reader(SENTENCES))
    monkeypatch.setattr(Lexicon, "_tokenise", lambda *_: pytest.fail("tokenised"))
    assert list(reader(["The U.N. visited France on Monday.", "Angela Merkel met in Nairobi."])) != first


@pytest.mark.parametrize(
    "text",
    [
        "He said it : ) and left . D.C. is far.",
        "The workers ' strike and their boss ' s car, at 9 a.m .",
        "She smiled :-) ) and he : -) did not ( o: o ) .",
    ],
)
def test_special_cases_that_reach_over_a_space_are_read_as_spacy_reads_them(shipped: Language, text: str) -> None:
    reader = SwiftReader(shipped, MEMORY)
    # Each piece is learned alone first, so that only the look across the space can tell.
    list(reader(text.split()))
    tokens = reader.lexicon.read([text])
    doc = shipped.tokenizer(text)
    assert tokens.starts.tolist() == [token.idx for token in doc]
    assert tokens.ends.tolist() == [token.idx + len(token) for token in doc]


def test_a_text_that_the_tokenizer_can_t_read_leaves_the_reader_as_it_was(shipped: Language) -> None:
    reader = SwiftReader(shipped, MEMORY)
    with pytest.raises(UnicodeEncodeError):
        list(reader(["Angela Merkel visited Fran\ud800ce on Monday."]))
    assert not shipped.vocab.in_memory_zone
    assert list(reader(SENTENCES)) == by_spacy(shipped, SENTENCES)
    assert [token.like_num for token in shipped("Nobody owed 17 euros.")] == [False, False, True, False, False]
