"""Reads a loaded spaCy pipeline: is it one that this package computes itself, and with which weights?

Anything unknown raises ``UnsupportedError`` with the reason; nothing is guessed from names or versions.
What is done with the weights is left to ``lexicon``, ``encoder`` and ``decoder``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDS, LENGTH, LOWER, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX
from spacy.language import Language
from spacy.ml.tb_framework import forward as transition_forward
from spacy.pipeline.ner import EntityRecognizer
from spacy.pipeline.tok2vec import Tok2Vec, Tok2VecListener

Floats = NDArray[np.float32]

# Layers whose output for a token depends on that token alone, by the module of their forward function.
TOKEN_LOCAL = frozenset(
    {
        "thinc.layers.array_getitem",
        "thinc.layers.chain",
        "thinc.layers.concatenate",
        "thinc.layers.dropout",
        "thinc.layers.hashembed",
        "thinc.layers.layernorm",
        "thinc.layers.list2ragged",
        "thinc.layers.maxout",
        "thinc.layers.ragged2list",
        "thinc.layers.with_array",
        "spacy.ml.featureextractor",
        "spacy.ml.staticvectors",
    }
)

# Attributes that a token's text, norm and following space decide, so that its embedding can be kept.
DECIDED = frozenset({ORTH, LOWER, NORM, SHAPE, PREFIX, SUFFIX, LENGTH, SPACY}) | {
    number for name, number in IDS.items() if name.startswith(("IS_", "LIKE_"))
}


class UnsupportedError(Exception):
    """The pipeline is not of a kind that is computed here. The message says what it has instead."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """One residual block: ``x + layer_norm(maxout(window(x) @ weights + bias))``.

    ``weights`` (width, pieces, width x (2 x window + 1)), ``bias`` (width, pieces), ``gain`` and ``shift`` (width).
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class Scorer:
    """From encoded tokens to the scores of moves.

    ``project`` (hidden, width) with ``project_bias``; ``lower`` (3, hidden, pieces, hidden) for the three tokens of a
    state, with ``lower_bias`` (hidden, pieces) and ``absent`` (3, hidden, pieces) in place of a token that a state
    has not; ``upper`` (moves, hidden) with ``upper_bias``, or None where the hidden layer is the scores.
    """

    project: Floats
    project_bias: Floats
    lower: Floats
    lower_bias: Floats
    absent: Floats
    upper: Floats | None
    upper_bias: Floats | None


@dataclass(frozen=True, slots=True)
class Architecture:
    """All that recognition needs of a pipeline.

    ``embed`` maps docs to one array (tokens, width) each, and reads ``attributes`` of their tokens.
    """

    embed: Any
    attributes: frozenset[int]
    width: int
    window: int
    pad: int
    convolutions: tuple[Convolution, ...]
    scorer: Scorer
    moves: tuple[str, ...]

    @property
    def reads_space(self) -> bool:
        """Does the embedding of a token depend on whether a space follows?"""
        return SPACY in self.attributes


def read(nlp: Language) -> Architecture:
    """The architecture of a pipeline's one NER component. Raises UnsupportedError."""
    ner = _only_ner(nlp)
    model = ner.model
    if model._func is not transition_forward:
        raise UnsupportedError(f"its NER model is {model.name!r}, not spaCy's transition model")
    if any(layer.ops.device_type != "cpu" for layer in model.walk()):
        raise UnsupportedError("it does not run on the CPU")
    if ner.cfg.get("beam_width", 1) != 1:
        raise UnsupportedError("it searches with a beam")
    if model.attrs["unseen_classes"]:
        raise UnsupportedError("it has labels that it never learned")
    layers = list(_links(model.get_ref("tok2vec")))
    if isinstance(layers[0], Tok2VecListener):
        layers = [*_links(_upstream(nlp, layers[0]).model), *layers[1:]]
    *tok2vec, _, project = layers
    *embed, encoder = tok2vec
    _check_token_local(embed)
    window, convolutions = _convolutions(encoder)
    width = convolutions[0].gain.shape[0]
    if encoder.attrs["pad"] < window * len(convolutions):
        raise UnsupportedError("its paragraphs are padded by less than its windows reach")
    return Architecture(
        embed=_Chain(tuple(embed)),
        attributes=frozenset(_attributes(embed, nlp)),
        width=width,
        window=window,
        pad=window * len(convolutions),
        convolutions=convolutions,
        scorer=_scorer(model, project),
        moves=tuple(ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)),
    )


@dataclass(frozen=True, slots=True)
class _Chain:
    layers: tuple[Any, ...]

    def __call__(self, docs: Any) -> list[Floats]:
        for layer in self.layers:
            docs = layer.predict(docs)
        return list(docs)


def _only_ner(nlp: Language) -> Any:
    ners = [pipe for _, pipe in nlp.pipeline if type(pipe) is EntityRecognizer]
    others = [name for name, pipe in nlp.pipeline if type(pipe) not in (EntityRecognizer, Tok2Vec)]
    if len(ners) != 1 or others:
        raise UnsupportedError(
            f"its components are {', '.join(nlp.pipe_names)}: not one 'ner', with or without 'tok2vec'"
        )
    return ners[0]


def _upstream(nlp: Language, listener: Any) -> Any:
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, Tok2Vec) and any(heard is listener for heard in pipe.listeners):
            return pipe
    raise UnsupportedError(
        f"its NER component listens to {listener.upstream_name!r}, which is not a Tok2Vec of its own"
    )


def _links(model: Any) -> Iterator[Any]:
    """The layers of a chain, of chains within it too."""
    if model._func.__module__ == "thinc.layers.chain":
        for layer in model.layers:
            yield from _links(layer)
    else:
        yield model


def _check_token_local(layers: list[Any]) -> None:
    for layer in layers:
        unknown = [part.name for part in layer.walk() if part._func.__module__ not in TOKEN_LOCAL]
        if unknown or layer.attrs.get("pad"):
            raise UnsupportedError(f"its embedding has a layer {(unknown or [layer.name])[0]!r}")


def _convolutions(encoder: Any) -> tuple[int, tuple[Convolution, ...]]:
    """Half the width of the windows, and each block."""
    residual = [
        block._func.__module__ == "thinc.layers.residual" for layer in encoder.layers for block in _links(layer)
    ]
    if encoder._func.__module__ != "thinc.layers.with_array" or not all(residual):
        raise UnsupportedError(f"its encoder is {encoder.name!r}, not a stack of residual convolutions")
    blocks, windows = [], set()
    for block in _links(encoder.layers[0]):
        parts = {part._func.__module__.rpartition(".")[2]: part for part in _links(block.layers[0])}
        if set(parts) - {"dropout"} != {"expand_window", "maxout", "layernorm"}:
            raise UnsupportedError(f"its convolutions are made of {', '.join(parts)}")
        windows.add(parts["expand_window"].attrs["window_size"])
        maxout, norm = parts["maxout"], parts["layernorm"]
        blocks.append(Convolution(_array(maxout, "W"), _array(maxout, "b"), _array(norm, "G"), _array(norm, "b")))
    if len(windows) != 1 or len({block.weights.shape for block in blocks}) != 1:
        raise UnsupportedError("its convolutions differ in shape")
    return windows.pop(), tuple(blocks)


def _attributes(embed: list[Any], nlp: Language) -> set[int]:
    """What the embedding reads of a token."""
    read: set[int] = set()
    for layer in (part for link in embed for part in link.walk()):
        if layer._func.__module__ == "spacy.ml.featureextractor":
            read |= {IDS[column] if isinstance(column, str) else column for column in layer.attrs["columns"]}
        elif layer._func.__module__ == "spacy.ml.staticvectors":
            read.add(getattr(nlp.vocab.vectors, "attr", ORTH))
    if not read <= DECIDED:
        raise UnsupportedError("its embedding reads attributes that other components set")
    return read


def _scorer(model: Any, project: Any) -> Scorer:
    lower = model.get_ref("lower")
    upper = model.get_ref("upper") if model.attrs["has_upper"] else None
    if project._func.__module__ != "thinc.layers.linear" or lower.get_dim("nF") != 3:
        raise UnsupportedError(f"its states are described by {lower.get_dim('nF')} tokens, not 3")
    return Scorer(
        project=_array(project, "W"),
        project_bias=_array(project, "b"),
        lower=_array(lower, "W"),
        lower_bias=_array(lower, "b"),
        absent=_array(lower, "pad")[0],
        upper=None if upper is None else _array(upper, "W"),
        upper_bias=None if upper is None else _array(upper, "b"),
    )


def _array(layer: Any, name: str) -> Floats:
    value = layer.get_param(name)
    if not isinstance(value, np.ndarray) or value.dtype != np.float32:
        raise UnsupportedError(f"the weights of its layer {layer.name!r} are not single precision on the CPU")
    return value
