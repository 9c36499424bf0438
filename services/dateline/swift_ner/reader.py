"""Names of many texts: words to embeddings, embeddings to vectors in context, vectors to names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.language import Language

from dateline.swift_ner.architecture import read
from dateline.swift_ner.decoder import Decoder
from dateline.swift_ner.encoder import Encoder
from dateline.swift_ner.lexicon import Lexicon

# (start, end, label): code points of the text, ``end`` exclusive; the model's own label.
Name = tuple[int, int, str]

# Characters that go through the layers together: about 5,000 tokens, whose vectors are 2 MB a layer.
TOGETHER = 25_000


class SwiftReader:
    """Reads names with the weights of a spaCy pipeline, without its Docs. Not for several threads at once.

    Raises UnsupportedError where the pipeline is of another kind than is computed here. What it
    remembers of words stays under about ``memory`` bytes.
    """

    def __init__(self, nlp: Language, memory: int) -> None:
        self.architecture = read(nlp)
        self.lexicon = Lexicon(nlp, self.architecture, memory)
        self._encoder = Encoder(self.architecture)
        self._decoder = Decoder(self.architecture)

    def __call__(self, texts: Sequence[str]) -> Iterator[list[Name]]:
        """The names in each text, in order, not overlapping."""
        for group in _together(texts):
            yield from self._read(group)

    def _read(self, texts: Sequence[str]) -> list[list[Name]]:
        tokens = self.lexicon.read(texts)
        pad, lengths = self._encoder.pad, tokens.lengths
        # Each text's tokens after one more padding than the text before.
        at = np.arange(len(tokens.rows)) + np.repeat(pad * np.arange(1, len(lengths) + 1), lengths)
        padded = np.zeros(len(tokens.rows) + pad * (len(lengths) + 1), np.int32)
        padded[at] = tokens.rows
        embeddings = self.lexicon.embeddings
        encoded = self._encoder(padded, embeddings.vectors)[at]
        ends = np.cumsum(lengths)
        last = ends[lengths > 0] - 1
        found: list[list[Name]] = [[] for _ in texts]
        names = self._decoder(encoded, embeddings.space[tokens.rows], last)
        first = np.array([start for start, _, _ in names], np.intp)
        stop = np.array([end for _, end, _ in names], np.intp) - 1
        whose = np.searchsorted(ends, first, side="right")
        places = zip(whose.tolist(), tokens.starts[first].tolist(), tokens.ends[stop].tolist(), names, strict=True)
        for text, start, end, (_, _, label) in places:
            found[text].append((start, end, label))
        return found


def _together(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first = size = 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= TOGETHER:
            yield texts[first : at + 1]
            first, size = at + 1, 0
    if first < len(texts):
        yield texts[first:]
