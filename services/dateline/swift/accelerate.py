"""Puts the fast layers in the place of spaCy's, after showing on a few sentences that they give the same."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from dateline.swift.architecture import Architecture, Floats, architecture_of, embedding_models
from dateline.swift.embeddings import Embeddings
from dateline.swift.encoder import Encoder

log = logging.getLogger(__name__)

# Documents that go through together: more rows than this only leave the cache.
ROWS = 4096
# Sums in another order differ in the last digits; a wrong layer differs in the first.
TOLERANCE = 1e-3
SAMPLE = (
    "OSLO (AP) -- The Norwegian central bank raised its rate to 4.25% on Thursday, Governor Kari Aasen said.",
    "“We can't wait,” Ms. O'Neill told Reuters; shares of Baltic-based Førde & Sønner A/S fell 3.7 percent!",
    "Who?",
    "MINISTERS MEET IN QUITO",
    "The U.N. envoy, María del Carmen Ibáñez-Ruiz, left e-mail@example.org at 10:30 a.m. for talks in N'Djamena.  2024",
)


class BlasOps(NumpyOps):  # type: ignore[misc]  # thinc is untyped here
    """Thinc's operations with numpy's matrix product, whose library is the faster of the two."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """``x @ y``, either transposed if asked for."""
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


@dataclass(frozen=True, slots=True)
class Accelerated:
    """What was done: components whose models are fast now, and what speaks against it for the others."""

    components: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def accelerate(nlp: Language) -> Accelerated:
    """Rewrite the models of a loaded pipeline in place, as far as they are known and the fast ones give the same.

    Training goes on with the layers as they were. Not for several threads at once.
    """
    done: list[str] = []
    reasons: list[str] = []
    for name, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in embedding_models(model) if isinstance(model, Model) else ():
            architecture = architecture_of(node)
            if architecture is None:
                reasons.append(f"{name}: another architecture")
            elif (difference := _replace(node, architecture, nlp)) > TOLERANCE:
                reasons.append(f"{name}: a difference of {difference:.2g}")
                log.warning("%s stays as it is: the fast layers would differ by %.2g", name, difference)
            else:
                done.append(name)
                _use_blas(model)
    return Accelerated(tuple(done), tuple(reasons))


def _replace(node: Model[Any, Any], architecture: Architecture, nlp: Language) -> float:
    """Make a node fast; gives the largest difference on the sample, which undoes it where it is too large."""
    plain = node._func
    with nlp.memory_zone():
        docs = [nlp.make_doc(text) for text in SAMPLE]
        expected = node.predict(docs)
        node._func = _forward(architecture, plain)
        found = node.predict(docs)
    difference = max(float(np.abs(a - b).max()) for a, b in zip(expected, found, strict=True))
    if not difference <= TOLERANCE:
        node._func = plain
        return float("inf") if np.isnan(difference) else difference
    return difference


def _use_blas(model: Model[Any, Any]) -> None:
    """For what is left beside the fast layers: the embedding of new words, the parser's own products."""
    ops = BlasOps()
    for node in model.walk():
        if type(node.ops) is NumpyOps:
            node.ops = ops


def _forward(architecture: Architecture, plain: Callable[..., Any]) -> Callable[..., Any]:
    """The forward function of the node: documents in, an array for each out."""
    embeddings, encoder = Embeddings(architecture), Encoder(architecture)

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Callable[..., Any]]:
        if is_train:
            result: tuple[list[Floats], Callable[..., Any]] = plain(model, docs, is_train)
            return result
        vectors: list[Floats] = [np.zeros((0, architecture.width), np.float32)] * len(docs)
        for batch in _batches(docs):
            embedded = embeddings([docs[at] for at in batch])
            for at, rows in zip(batch, encoder(embedded, [len(docs[at]) for at in batch]), strict=True):
                vectors[at] = rows
        return vectors, _no_backprop

    return forward


def _batches(docs: Sequence[Doc]) -> list[list[int]]:
    """Numbers of the documents that are not empty, in groups of about so many tokens."""
    groups: list[list[int]] = []
    size = ROWS
    for at, doc in enumerate(docs):
        if len(doc):
            if size >= ROWS:
                groups.append([])
                size = 0
            groups[-1].append(at)
            size += len(doc)
    return groups


def _no_backprop(_: Any) -> Any:
    raise RuntimeError("the fast layers do not learn")
