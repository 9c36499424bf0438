"""Recognises names with a spaCy pipeline: paragraphs in, plain spans out.

Loads only the NER component and what it listens to, cuts giant paragraphs into windows,
and never lets a ``Doc`` out. What the names mean within the story is left to ``unify``.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy import util

from dateline.enricher.entities.labels import TYPE_OF_LABEL, Recognised
from dateline.enricher.entities.windows import windows
from dateline.swift import Reader

__all__ = ["TYPE_OF_LABEL", "ModelError", "Recognised", "Recogniser", "model_folder"]

# Pipelines that come with the package; training/ner makes them.
SHIPPED = Path(__file__).parent / "models"


class ModelError(Exception):
    """The model is not installed, or cannot recognise entities. The message says what to do."""


class Recogniser:
    """A loaded model. ``model`` is its name and version ("en_core_web_sm 3.8.0"), ``components`` what is loaded of it.

    The same texts give the same spans, whatever was read before.
    """

    def __init__(self, nlp: Any) -> None:
        self._read = Reader(nlp)
        self.components = tuple(nlp.pipe_names)
        self._longest = int(nlp.max_length)
        meta = nlp.meta
        self.model = f"{meta['lang']}_{meta['name']} {meta['version']}"

    @classmethod
    def load(cls, model: str) -> Recogniser:
        """Load a shipped or installed pipeline by name, or one from a folder.

        Raises ``ModelError`` where there is none, or where it has no NER component.
        """
        folder = model_folder(model)
        config = util.load_config(folder / "config.cfg")
        wanted = _needed(config)
        if not wanted:
            raise ModelError(f"the spaCy pipeline {model!r} has no 'ner' component: choose one that has")
        unwanted = [name for name in config["nlp"]["pipeline"] if name not in wanted]
        return cls(spacy.load(folder, exclude=unwanted))

    def __call__(self, texts: Sequence[str]) -> list[tuple[Recognised, ...]]:
        """The names in each text, in order, not overlapping; offsets are code points of that text.

        All windows of all texts go through the model together. A name that a window's end
        cuts is lost: windows are thousands of characters long and end at white space.
        """
        cut = [(at, window) for at, text in enumerate(texts) for window in windows(text, self._longest)]
        found: list[list[Recognised]] = [[] for _ in texts]
        spans = self._read([texts[at][window.start : window.end] for at, window in cut])
        for (at, window), names in zip(cut, spans, strict=True):
            found[at] += [
                Recognised(window.start + start, window.start + end, label)
                for start, end, label in names
                if label in TYPE_OF_LABEL
            ]
        return [tuple(names) for names in found]


def model_folder(model: str) -> Path:
    """The folder that holds a pipeline's ``config.cfg``: the argument itself, a shipped one, or an installed package's.

    Raises ``ModelError`` where there is none.
    """
    folder = Path(model)
    if (folder / "config.cfg").is_file():
        return folder
    if model.isidentifier() and (SHIPPED / model / "config.cfg").is_file():
        return SHIPPED / model
    if not model.isidentifier() or find_spec(model) is None:
        shipped = ", ".join(sorted(path.name for path in SHIPPED.iterdir()))
        raise ModelError(
            f"no spaCy pipeline {model!r}: it is neither shipped with Dateline ({shipped}), "
            "nor an installed package, nor a folder with a config.cfg. "
            "Install the package, or set DATELINE_MODEL to one that is installed."
        )
    # Importing registers whatever code of its own the package brings.
    package = Path(str(importlib.import_module(model).__file__)).parent
    meta = util.load_meta(package / "meta.json")
    return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _needed(config: dict[str, Any]) -> set[str]:
    """Names of the NER components, and of the shared embedding where one of them listens to it.

    A component listens where its ``tok2vec`` is an architecture named ``…Listener``
    (spacy.io/usage/embeddings-transformers, "Shared embedding layers").
    """
    components = config["components"]
    pipeline = config["nlp"]["pipeline"]
    ners = [name for name in pipeline if components[name].get("factory") == "ner"]
    needed = set(ners)
    for name in ners:
        layer = components[name].get("model", {}).get("tok2vec", {})
        if "Listener" not in layer.get("@architectures", ""):
            continue
        upstream = layer.get("upstream", "*")
        before = pipeline[: pipeline.index(name)]
        shared = [other for other in before if _embeds(components[other])]
        needed.update([upstream] if upstream in pipeline else shared)
    return needed


def _embeds(component: dict[str, Any]) -> bool:
    return component.get("factory") in {"tok2vec", "transformer", "curated_transformer"}
