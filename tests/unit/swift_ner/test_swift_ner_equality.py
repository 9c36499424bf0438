"""The names are spaCy's own: on real text, on odd text, for every shape of its convolutional pipelines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from spacy.language import Language
from spacy.vectors import Vectors

from dateline.contract import Article
from dateline.enricher.intake import read
from dateline.samples import samples
from dateline.swift_ner import Name, SwiftReader

MEMORY = 64 * 1024 * 1024


@pytest.fixture(scope="module")
def sample_paragraphs() -> list[str]:
    articles = [read(value) for _, value in samples()]
    return [p for article in articles if isinstance(article, Article) for p in article.text.split("\n") if p]


def by_spacy(nlp: Language, texts: Sequence[str]) -> list[list[Name]]:
    with nlp.memory_zone():
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts, batch_size=32)]


def test_real_paragraphs_have_the_names_that_spacy_finds(shipped: Language, sample_paragraphs: list[str]) -> None:
    expected = by_spacy(shipped, sample_paragraphs)
    assert sum(map(len, expected)) > 100
    assert list(SwiftReader(shipped, MEMORY)(sample_paragraphs)) == expected


def test_odd_texts_have_the_names_that_spacy_finds(shipped: Language, odd_texts: list[str]) -> None:
    expected = by_spacy(shipped, odd_texts)
    reader = SwiftReader(shipped, MEMORY)
    for text, names, found in zip(odd_texts, expected, reader(odd_texts), strict=True):
        assert found == names, text[:200]
    # And once more, when every piece is known.
    assert list(reader(odd_texts)) == expected


def test_a_text_alone_has_the_names_that_it_has_among_others(shipped: Language, sample_paragraphs: list[str]) -> None:
    reader = SwiftReader(shipped, MEMORY)
    together = list(reader(sample_paragraphs))
    assert [next(reader([text])) for text in sample_paragraphs] == together


def test_it_works_inside_a_memory_zone_that_the_caller_opened(shipped: Language) -> None:
    reader = SwiftReader(shipped, MEMORY)
    with shipped.memory_zone():
        first = list(reader(["Angela Merkel visited Zwickau-Planitz."]))
    assert first == list(reader(["Angela Merkel visited Zwickau-Planitz."])) != [[]]


def test_the_vocabulary_does_not_grow(shipped: Language) -> None:
    reader = SwiftReader(shipped, MEMORY)
    before = len(shipped.vocab.strings)
    list(reader([f"Zyx{number}qua left Vrbnik{number}." for number in range(200)]))
    assert len(shipped.vocab.strings) == before


def vectors() -> Vectors:
    table = Vectors(shape=(40, 24))
    chance = np.random.default_rng(3)
    for number, word in enumerate(["Angela", "Merkel", "said", "that", "France", "the", "agree", "Paris", "Москва"]):
        table.add(word, row=number, vector=chance.normal(size=24).astype("f"))
    return table


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"encode": {"depth": 5, "window_size": 2}},
        {"encode": {"depth": 1, "maxout_pieces": 1}},
        {"encode": {"maxout_pieces": 2}},
        {"embed": {"attrs": ["NORM", "SPACY", "IS_SPACE", "LOWER"], "rows": [500, 10, 10, 300]}},
        {"embed": {"attrs": ["ORTH"], "rows": [700]}},
        {"parser": {"use_upper": False}},
        {"parser": {"maxout_pieces": 1, "hidden_width": 48}},
        {"shared": True},
        {"vectors": vectors()},
    ],
    ids=lambda shape: (
        " ".join(f"{layer} {'' if layer == 'vectors' else options}".strip() for layer, options in shape.items())
        or "plain"
    ),
)
def test_every_shape_of_the_layers_gives_spacy_s_names(
    shape: dict[str, object], make_untrained: Callable[..., Language], odd_texts: list[str]
) -> None:
    nlp = make_untrained(**shape)
    texts = odd_texts[:150]
    expected = by_spacy(nlp, texts)
    assert sum(map(len, expected)) > 100
    assert list(SwiftReader(nlp, MEMORY)(texts)) == expected
