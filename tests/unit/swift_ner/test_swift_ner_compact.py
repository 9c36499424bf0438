"""Word vectors that take less room are the same vectors."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from dateline.enricher.entities.recognise import load_pipeline
from dateline.settings import Settings
from dateline.swift_ner.compact import CompactVectors, compacted


@pytest.fixture(scope="module")
def plain() -> Language:
    """The shipped model as spaCy loads it."""
    return load_pipeline(Settings().model)


def test_every_word_of_the_shipped_model_keeps_its_row(plain: Language) -> None:
    row_of = plain.vocab.vectors.key2row
    rows = CompactVectors(plain.vocab.vectors).rows(list(row_of))
    assert len(row_of) > 300_000
    assert rows.tolist() == list(row_of.values())


def test_words_without_a_vector_have_none_as_before(plain: Language) -> None:
    vectors = plain.vocab.vectors
    compact = CompactVectors(vectors)
    keys = [0, 1, 2**64 - 1, *(key + step for key in list(vectors.key2row)[::100] for step in (-1, 0, 1))]
    assert compact.rows(keys).tolist() == vectors.find(keys=keys).tolist()
    assert [key in compact for key in keys[:50]] == [key in vectors for key in keys[:50]]
    assert not compact.get_batch([0]).any()


def test_the_table_of_words_takes_a_fifth_of_spacy_s_at_most(plain: Language) -> None:
    row_of = plain.vocab.vectors.key2row
    compact = CompactVectors(plain.vocab.vectors)
    tracemalloc.start()
    try:
        dictionary = {int(str(key)): int(str(row)) for key, row in row_of.items()}
        theirs, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(dictionary) == len(compact)
    assert compact.bytes - compact.data.nbytes < theirs / 5


def test_spacy_itself_finds_the_same_names_with_them(plain: Language, shipped: Language) -> None:
    text = "Angela Merkel met the board of Fjord Lines in Nairobi on Monday, a zxqvian said."
    assert isinstance(shipped.vocab.vectors, CompactVectors)
    assert isinstance(plain.vocab.vectors, Vectors)
    ours, theirs = shipped(text), plain(text)
    assert [(e.text, e.label_) for e in ours.ents] == [(e.text, e.label_) for e in theirs.ents] != []
    layers = [pipeline.get_pipe("ner").model.get_ref("tok2vec") for pipeline in (shipped, plain)]
    embedded = [layer.predict([doc])[0] for layer, doc in zip(layers, (ours, theirs), strict=True)]
    assert np.array_equal(*embedded)


def test_vectors_without_a_row_for_each_word_are_left_as_they_are() -> None:
    floret = Vectors(data=np.zeros((50, 8), "f"), mode="floret", hash_count=2, minn=3, maxn=4)
    none = spacy.blank("en").vocab.vectors
    assert compacted(floret) is floret
    assert compacted(none) is none
