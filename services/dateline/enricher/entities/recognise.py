"""Recognises names with a spaCy pipeline: paragraphs in, plain spans out.

Loads only the NER component and what it listens to, cuts giant paragraphs into windows,
and never lets a ``Doc`` out. What the names mean within the story is left to ``unify``.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language

from dateline.enricher.entities.labels import TYPE_OF_LABEL, Recognised
from dateline.enricher.entities.windows import Window, windows
from dateline.memo import Memo, MemoStats
from dateline.swift_ner import accelerate

__all__ = ["TYPE_OF_LABEL", "ModelError", "Recognised", "Recogniser", "load_pipeline", "model_folder"]

# What CPython 3.12 needs for a name, measured with tracemalloc.
NAME_BYTES = 130

# Pipelines that come with the package; training/ner makes them.
SHIPPED = Path(__file__).parent / "models"


class ModelError(Exception):
    """The model is not installed, or cannot recognise entities. The message says what to do."""


class Recogniser:
    """A loaded model. ``model`` is its name and version ("en_core_web_sm 3.8.0").

    The same texts give the same spans. Between calls it remembers words, and up to ``memo_bytes``
    of paragraphs with their names.
    """

    def __init__(self, nlp: Any, memo_bytes: int = 0) -> None:
        self._nlp = nlp
        self._read = accelerate(nlp)
        self._memo: Memo[tuple[Recognised, ...]] = Memo(memo_bytes, lambda names: NAME_BYTES * len(names))
        self._longest = int(nlp.max_length)
        meta = nlp.meta
        self.model = f"{meta['lang']}_{meta['name']} {meta['version']}"

    @classmethod
    def load(cls, model: str, memo_bytes: int = 0) -> Recogniser:
        """Load a shipped or installed pipeline by name, or one from a folder.

        Raises ``ModelError`` where there is none, or where it has no NER component.
        """
        return cls(load_pipeline(model), memo_bytes)

    def __call__(self, texts: Sequence[str]) -> list[tuple[Recognised, ...]]:
        """The names in each text, in order, not overlapping; offsets are code points of that text.

        All windows of all texts go through the model together. A name that a window's end
        cuts is lost: windows are thousands of characters long and end at white space.
        """
        remembered = {text: self._memo.get(text) for text in dict.fromkeys(texts)}
        known = {text: spans for text, spans in remembered.items() if spans is not None}
        found: dict[str, list[Recognised]] = {text: [] for text in remembered if text not in known}
        cut = [(text, window) for text in found for window in windows(text, self._longest)]
        for text, recognised in self._run(cut):
            found[text].append(recognised)
        for text, spans in found.items():
            known[text] = tuple(spans)
            self._memo.put(text, known[text])
        return [known[text] for text in texts]

    @property
    def memo(self) -> MemoStats:
        """How often a paragraph's names were remembered."""
        return self._memo.stats

    def _run(self, cut: list[tuple[str, Window]]) -> Iterator[tuple[str, Recognised]]:
        names = self._read([text[w.start : w.end] for text, w in cut])
        for (text, window), found in zip(cut, names, strict=True):
            for start, end, label in found:
                if label in TYPE_OF_LABEL:
                    yield text, Recognised(window.start + start, window.start + end, label)


def load_pipeline(model: str) -> Language:
    """As spaCy loads it, with what names need and nothing else. Raises as ``Recogniser.load``."""
    folder = model_folder(model)
    config = util.load_config(folder / "config.cfg")
    wanted = _needed(config)
    if not wanted:
        raise ModelError(f"the spaCy pipeline {model!r} has no 'ner' component: choose one that has")
    return spacy.load(folder, exclude=[name for name in config["nlp"]["pipeline"] if name not in wanted])


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
