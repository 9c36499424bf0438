"""Reads the architecture of a token-to-vector model off the model itself, or finds that it is another.

What is known: ``embed``, any layers that look at one token at a time, then ``encode``, residual
blocks of window, maxout and layer normalisation (spacy.io/api/architectures, "Tok2Vec.v2",
"MaxoutWindowEncoder.v2"). Any width, depth, window and number of pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]

# Attributes that a token has from its form alone (the lexeme's), beside NORM and SPACY, which are the token's own.
OF_FORM = frozenset({"ORTH", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "ID", "LENGTH", "IS_SPACE", "IS_ALPHA", "IS_DIGIT",
                     "IS_PUNCT", "IS_TITLE", "IS_UPPER", "IS_LOWER", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"})  # fmt: skip
OF_TOKEN = ("NORM", "SPACY")
# The layers that may stand in a model that embeds: none that looks at a token's neighbours.
ONE_TOKEN = frozenset({"extract_features", "list2ragged", "ragged2list", "hashembed", "static_vectors", "maxout",
                       "layernorm", "dropout", "ints-getitem"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One residual block, its maxout laid out piece by piece.

    ``weights``: (rows of the window x width, pieces x width), ``bias``: (pieces x width), ``scale`` and ``shift``:
    (width). ``window``: rows on either side.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    width: int
    pieces: int
    window: int


@dataclass(frozen=True, slots=True)
class Architecture:
    """A model that embeds and encodes. ``pad``: zero rows between documents; ``columns``: what ``embed`` reads."""

    embed: Model[Any, Any]
    blocks: tuple[Block, ...]
    width: int
    pieces: int
    window: int
    pad: int
    columns: frozenset[str]

    @property
    def reads_space(self) -> bool:
        """Whether the white space after a token matters."""
        return "SPACY" in self.columns


def embedding_models(model: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    """The nodes of a model that are a ``Tok2Vec``."""
    return (node for node in model.walk() if node.has_ref("embed") and node.has_ref("encode"))


def architecture_of(model: Model[Any, Any]) -> Architecture | None:
    """The architecture of a ``Tok2Vec`` model; null where it is one that is not known here."""
    if type(model.ops) is not NumpyOps and model.ops.name not in ("numpy", "apple", "mkl"):
        return None
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    columns = _columns(embed)
    if not columns or not columns <= OF_FORM.union(OF_TOKEN) or not _is_of_one_token(embed):
        return None
    blocks = _leaves(encode)
    if encode.attrs.get("pad") is None or not blocks:
        return None
    found = [block for leaves in blocks if (block := _block(leaves)) is not None]
    forms = {(block.width, block.pieces, block.window) for block in found}
    if len(found) < len(blocks) or len(forms) != 1:
        return None
    [(width, pieces, window)] = forms
    if encode.attrs["pad"] < window * len(found):  # documents would see each other
        return None
    return Architecture(embed, tuple(found), width, pieces, window, encode.attrs["pad"], columns)


def _columns(embed: Model[Any, Any]) -> frozenset[str]:
    """The token attributes that the layers read."""
    found: set[str] = set()
    for node in embed.walk():
        if node.name == "extract_features":
            found.update(map(str, node.attrs["columns"]))
        if node.name == "static_vectors":
            found.add(str(node.attrs.get("key_attr", "ORTH")))
    return frozenset(found)


def _is_of_one_token(embed: Model[Any, Any]) -> bool:
    return all(node.name in ONE_TOKEN for node in embed.walk() if not node.layers)


def _leaves(encode: Model[Any, Any]) -> list[list[Model[Any, Any]]] | None:
    """The leaves of each residual block, in order; null where anything stands outside of them."""
    residuals = [node for node in encode.walk(order="dfs_pre") if _is_residual(node)]
    leaves = [[leaf for leaf in node.walk(order="dfs_pre") if not leaf.layers] for node in residuals]
    inside = {id(leaf) for block in leaves for leaf in block}
    outside = [leaf for leaf in encode.walk() if not leaf.layers and id(leaf) not in inside]
    return None if outside else leaves


def _is_residual(node: Model[Any, Any]) -> bool:
    """Whether the node is a residual connection itself, not a chain of them that is named after its first."""
    return (
        node.name.startswith("residual(")
        and len(node.layers) == 1
        and not any(inner.name.startswith("residual(") for inner in node.layers[0].walk())
    )


def _block(leaves: list[Model[Any, Any]]) -> Block | None:
    """The block of these leaves; null where they are others."""
    if [leaf.name for leaf in leaves if leaf.name != "dropout"] != ["expand_window", "maxout", "layernorm"]:
        return None
    expand, maxout, norm = leaves[:3]
    window = int(expand.attrs["window_size"])
    weights = maxout.get_param("W")
    width, pieces, size = weights.shape
    if size != (2 * window + 1) * width:
        return None
    return Block(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(size, pieces * width), dtype=np.float32),
        np.ascontiguousarray(maxout.get_param("b").T.reshape(-1), dtype=np.float32),
        np.ascontiguousarray(norm.get_param("G"), dtype=np.float32),
        np.ascontiguousarray(norm.get_param("b"), dtype=np.float32),
        width,
        pieces,
        window,
    )
