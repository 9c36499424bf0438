"""Word vectors that take less room find the same rows."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from dateline.enricher.entities.recognise import load_pipeline
from dateline.settings import Settings
from dateline.swift_ner.compact import Rows, compact


@pytest.fixture(scope="module")
def as_loaded() -> dict[int, int]:
    """The table of the shipped model as spaCy keeps it."""
    table: dict[int, int] = load_pipeline(Settings().model).vocab.vectors.key2row
    return table


def test_every_word_of_the_shipped_model_keeps_its_row(as_loaded: dict[int, int]) -> None:
    rows = Rows(as_loaded)
    assert len(rows) == len(as_loaded) > 300_000
    assert all(rows.get(key, -1) == row for key, row in as_loaded.items())


def test_other_words_have_no_row_as_before(as_loaded: dict[int, int]) -> None:
    rows = Rows(as_loaded)
    near = [key + step for key in list(as_loaded)[::100] for step in (-1, 1)]
    for key in [0, 1, 2**64 - 1, *near]:
        assert rows.get(key, -1) == as_loaded.get(key, -1)
        assert (key in rows) == (key in as_loaded)
    with pytest.raises(KeyError):
        rows[0]


def test_the_rows_take_a_fifth_of_the_dictionary_at_most(as_loaded: dict[int, int]) -> None:
    tracemalloc.start()
    try:
        rows = Rows(as_loaded)
        compacted, _ = tracemalloc.get_traced_memory()
        copy = {int(str(key)): int(str(row)) for key, row in as_loaded.items()}
        dictionary = tracemalloc.get_traced_memory()[0] - compacted
    finally:
        tracemalloc.stop()
    assert copy == dict(rows)
    assert compacted < dictionary / 5


def test_spacy_itself_finds_the_same_names_and_vectors_with_compact_ones(shipped: Language) -> None:
    plain = load_pipeline(Settings().model)
    text = "Angela Merkel met the board of Fjord Lines in Nairobi on Monday, a zxqvian said."
    assert isinstance(shipped.vocab.vectors.key2row, Rows)
    assert isinstance(plain.vocab.vectors.key2row, dict)
    ours, theirs = shipped(text), plain(text)
    assert [(e.text, e.label_) for e in ours.ents] == [(e.text, e.label_) for e in theirs.ents] != []
    for here, there in zip(ours, theirs, strict=True):
        assert here.has_vector == there.has_vector
        assert np.array_equal(here.vector, there.vector)


def test_vectors_without_a_row_for_each_word_are_left_as_they_are() -> None:
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(data=np.zeros((50, 8), "f"), mode="floret", hash_count=2, minn=3, maxn=4)
    compact(nlp.vocab.vectors)
    assert not isinstance(nlp.vocab.vectors.key2row, Rows)
