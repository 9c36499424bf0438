"""A spaCy pipeline's NER component alone, with its word vectors made small.

Takes any pipeline whose NER embeds words itself (no listener) with hash embeddings and static
vectors; gives one that recognises the same names. Training is left to ``finetune``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.vectors import Vectors

STATIC = "static_vectors"


@dataclass(frozen=True)
class WordRows:
    """Distinct vectors, float32 (rows, width), and the row of each lower-case word."""

    data: np.ndarray
    row_of: dict[str, int]


def read_ner(folder: Path) -> Language:
    """The pipeline in ``folder`` with nothing but its NER. Raises ``ValueError`` where that can't stand alone."""
    config = spacy.util.load_config(folder / "config.cfg")
    embedding = config["components"]["ner"]["model"]["tok2vec"]["@architectures"]
    if "Listener" in embedding:
        raise ValueError(f"the NER of {folder} listens to another component's embedding ({embedding})")
    return spacy.load(folder, exclude=[name for name in config["nlp"]["pipeline"] if name != "ner"])


def compacted(source: Language) -> Language:
    """The same recogniser with its vectors projected once, and found by lower-case word.

    The layer of static vectors multiplies each by one matrix: done here once for all, its output
    is kept, and the matrix becomes the identity. Upper-case forms of a word share its vector in
    spaCy's own English pipelines, so that one key does for all; forms that have no key of their
    own (0.1 % of the tokens of news) are read as the word.
    """
    old = source.get_pipe("ner")
    matrix = _layer(old).get_param("W")
    rows = word_rows(source)
    nlp = spacy.blank("en")
    nlp.tokenizer.from_bytes(source.tokenizer.to_bytes())
    nlp.vocab.lookups.set_table("lexeme_norm", source.vocab.lookups.get_table("lexeme_norm"))
    nlp.vocab.vectors = vectors_of(rows.data @ matrix.T, rows.row_of, nlp)
    new = nlp.add_pipe("ner", config=_architecture(source))
    new.moves.from_bytes(old.moves.to_bytes())
    nlp.initialize()
    for target, origin in zip(new.model.walk(), old.model.walk(), strict=True):
        for name in origin.param_names:
            target.set_param(name, origin.get_param(name))
        target.attrs.update(origin.attrs)
    width = matrix.shape[0]
    _layer(new).set_param("W", np.eye(width, dtype=np.float32))
    return nlp


def word_rows(source: Language) -> WordRows:
    """The distinct vectors of ``source`` and its words in lower case; the lower-case form's own vector wins."""
    vectors, strings = source.vocab.vectors, source.vocab.strings
    data, distinct = np.unique(vectors.data, axis=0, return_inverse=True)
    row_of: dict[str, int] = {}
    for key, row in vectors.key2row.items():
        word = strings[int(key)]
        lower = word.lower()
        if lower == word or lower not in row_of:
            row_of[lower] = int(distinct.reshape(-1)[row])
    return WordRows(data, dict(sorted(row_of.items())))


def vectors_of(data: np.ndarray, row_of: dict[str, int], nlp: Language) -> Vectors:
    """The vectors of a table, found by the tokens' LOWER."""
    vectors = Vectors(strings=nlp.vocab.strings, data=np.ascontiguousarray(data, np.float32), attr="LOWER")
    # The string store gives the key: for the names of spaCy's own symbols ("mark") it is not their hash.
    vectors.key2row = {nlp.vocab.strings.add(word): row for word, row in row_of.items()}
    return vectors


def write(nlp: Language, folder: Path, meta: dict[str, Any]) -> None:
    """Write a pipeline of ``compacted`` as a folder that ``spacy.load`` reads.

    Two files are written by hand: spaCy 3.8 reads which attribute finds a vector but writes it
    only for floret vectors; and of 343,000 strings none is needed, since keys are hashes.
    """
    nlp.meta.update(meta)
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)
    (folder / "vocab/vectors.cfg").write_text(json.dumps({"mode": "default", "attr": int(LOWER)}) + "\n", "utf-8")
    (folder / "vocab/strings.json").write_text("[]\n", "utf-8")


def _layer(ner: Any) -> Any:
    return next(node for node in ner.model.walk() if node.name == STATIC)


def _architecture(source: Language) -> dict[str, Any]:
    return {"model": source.config["components"]["ner"]["model"]}
