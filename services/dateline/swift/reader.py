"""Runs a loaded pipeline over texts and gives plain spans, with as little around the model as possible.

spaCy computes a dozen attributes of each word that it meets for the first time, and a memory
zone forgets them all at its end. Here the zone lasts over many calls, until the
vocabulary has grown by so many words: memory stays bounded and most words are met once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.swift.accelerate import accelerate

# Texts in one forward pass, which go through the layers one beside the other.
BATCH = 128
# Words that a zone may hold, about 300 bytes each, before it is ended.
MOST_WORDS = 40_000

# Start and end (code points of the text), label.
SpanLabel = tuple[int, int, str]


class Reader:
    """A loaded pipeline that reads entities. One instance for one thread of one process.

    ``components``: the names of those that are fast. Results are those of ``nlp.pipe``.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.components = accelerate(nlp).components
        # All of them are fast: spaCy's own steps, without what ``nlp.pipe`` does around each document.
        self._is_direct = len(self.components) == len(nlp.pipeline)
        self._zone: AbstractContextManager[Any] | None = None
        self._words = 0

    def __call__(self, texts: Sequence[str]) -> list[list[SpanLabel]]:
        """The entities of each text, in order."""
        found: list[list[SpanLabel]] = []
        self._open_zone()
        try:
            for at in range(0, len(texts), BATCH):
                docs = self._read(texts[at : at + BATCH])
                found += [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
        except BaseException:
            self._close_zone()
            raise
        return found

    def _read(self, texts: Sequence[str]) -> Sequence[Doc]:
        if not self._is_direct:
            return list(self._nlp.pipe(texts, batch_size=BATCH))
        docs = [self._nlp.make_doc(text) for text in texts]
        for _, component in self._nlp.pipeline:
            component.set_annotations(docs, component.predict(docs))
        return docs

    def _open_zone(self) -> None:
        """Begin a zone where there is none, or where the one that there is has grown too large."""
        if self._zone is not None and len(self._nlp.vocab) - self._words > MOST_WORDS:
            self._close_zone()
        if self._zone is None:
            self._words = len(self._nlp.vocab)
            self._zone = self._nlp.memory_zone()
            self._zone.__enter__()

    def _close_zone(self) -> None:
        zone, self._zone = self._zone, None
        if zone is not None:
            zone.__exit__(None, None, None)
