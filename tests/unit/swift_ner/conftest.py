"""Pipelines with learned weights, and small ones of other shapes with random weights."""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from dateline.enricher.entities.recognise import Recogniser
from dateline.settings import Settings

WORDS = r"""
Angela Merkel said that France , the U.N. and the I.M.F. can't agree on $ 1.5bn at 9:30a.m. in Port-au-Prince
:-) :) ;-) ( ) : 8-) <3 ' 's s 'em em' don't dont cannot gonna a.m. D.C. C++ O'Brien's workers' (ಠ_ಠ) ¯\(ツ)/¯
東京 Москва 🇫🇷 👩‍👩‍👧 naïve ﬁnance İstanbul ẞ ǆ 1,000,000 -- --- … “ ” https://a.example/b?c=d me@example.org
"""

LABELS = ["PERSON", "ORG", "GPE", "DATE"]


@pytest.fixture(scope="session")
def shipped() -> Language:
    """The model that Dateline ships with, as it loads it."""
    nlp: Language = Recogniser.load(Settings().model)._nlp
    return nlp


def untrained(
    embed: dict[str, Any] | None = None,
    encode: dict[str, Any] | None = None,
    parser: dict[str, Any] | None = None,
    shared: bool = False,
    vectors: Any = None,
) -> Language:
    """A pipeline of spaCy's own layers with random weights: it finds many names, all of them nonsense."""
    tok2vec: dict[str, Any] = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 32,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [500, 100, 250, 250],
            "include_static_vectors": vectors is not None,
        }
        | (embed or {}),
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 32,
            "depth": 2,
            "window_size": 1,
            "maxout_pieces": 3,
        }
        | (encode or {}),
    }
    tok2vec["encode"] = {name: value for name, value in tok2vec["encode"].items() if value is not None}
    nlp = spacy.blank("en")
    if vectors is not None:
        nlp.vocab.vectors = vectors
    if shared:
        nlp.add_pipe("tok2vec", config={"model": tok2vec})
        tok2vec = {"@architectures": "spacy.Tok2VecListener.v1", "width": 32, "upstream": "*"}
    ner = nlp.add_pipe("ner", config={"model": {"tok2vec": tok2vec} | (parser or {})})
    for label in LABELS:
        ner.add_label(label)
    nlp.initialize()
    randomise(nlp)
    return nlp


def randomise(nlp: Language) -> None:
    """Give every weight a random value, the classification's too, which spaCy starts with zeros."""
    chance = np.random.default_rng(7)
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk():
            for name in layer.param_names:
                shape = layer.get_param(name).shape
                spread = 1.0 if len(shape) > 1 else 0.2
                layer.set_param(name, chance.normal(0, spread / np.sqrt(shape[-1]), shape).astype("f"))
        ner = pipe.model
        if "unseen_classes" in ner.attrs:
            ner.attrs["unseen_classes"] = set()


@pytest.fixture
def make_untrained() -> Any:
    """The function `untrained`."""
    return untrained


@pytest.fixture(scope="session")
def odd_texts() -> list[str]:
    """Texts that no newspaper prints, and every service meets."""
    chance = random.Random(11)
    spaces = [" ", "  ", "\n", "\t", "\u00a0", "\u2009", "\u3000", "\r\n", " \n ", "\u2028", "\x1c", "\x85"]
    words = re.findall(r"\S+", WORDS)
    mixed = [
        "".join(w + chance.choice(spaces) for w in chance.choices(words, k=chance.randrange(1, 40))) for _ in range(300)
    ]
    plain = [" ".join(chance.choices(words, k=chance.randrange(1, 60))) for _ in range(300)]
    extremes = [
        "",
        " ",
        "  ",
        "\n",
        "\u00a0",
        "x",
        ".",
        ":",
        "Paris",
        " Paris",
        "Paris ",
        "  Paris  ",
        ") :",
        ": )",
        "' s",
    ]
    long = [" ".join(chance.choices(words, k=10_000)), "Paris" * 40, "a" * 900, "(" * 60, "🙂" * 80]
    return [*extremes, *mixed, *plain, *long]
