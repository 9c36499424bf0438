"""Chooses who reads the names: this package where it gives what spaCy gives, else spaCy itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

from spacy.language import Language

from dateline.swift_ner.architecture import UnsupportedError
from dateline.swift_ner.compact import compacted
from dateline.swift_ner.reader import Name, SwiftReader
from dateline.swift_ner.zones import zone

# Texts to the names in each, in order; whatever is left of a call when its iterator is dropped is not done.
Reader = Callable[[Sequence[str]], Iterator[list[Name]]]

# Words and embeddings that are remembered, in bytes. 370,000 tokens of mixed news, encyclopedia and posts filled
# 40 MB. With 16 MB the second half of them took 13 % more time, with 8 MB 17 %, with 32 MB none.
# Since then keys take 100 bytes less of a token's 700: 28 MB hold as many.
MEMORY = 28 * 1024 * 1024

# Paragraphs in one forward pass of spaCy: 64 was about the fastest of 16 to 1,000; the names are the same with all.
BATCH = 64

log = logging.getLogger(__name__)


def accelerate(nlp: Language, memory: int = MEMORY) -> Reader:
    """A reader of names for a pipeline: quick where the pipeline's kind is known and a check holds, else spaCy's.

    The check compares both on a few sentences; where they differ, a warning says so. Takes about
    50 ms. The pipeline must not be changed or saved afterwards: its word vectors are made compact.
    """
    try:
        swift = SwiftReader(nlp, memory)
    except UnsupportedError as reason:
        log.info("names are read by spaCy alone: %s", reason)
        return plain(nlp)
    vectors = nlp.vocab.vectors
    if differing := [text for text, same in _compare(nlp, swift) if not same]:
        log.warning(
            "names are read by spaCy alone, which is slower: reading them quickly gave other names for %d of the "
            "sentences that are tried at the start, the first of them %r",
            len(differing),
            differing[0],
        )
        nlp.vocab.vectors = vectors
        return plain(nlp)
    return swift


def plain(nlp: Language) -> Reader:
    """A reader that is spaCy itself."""

    def read(texts: Sequence[str]) -> Iterator[list[Name]]:
        with zone(nlp):
            for doc in nlp.pipe(texts, batch_size=BATCH):
                yield [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]

    return read


def _compare(nlp: Language, swift: SwiftReader) -> Iterator[tuple[str, bool]]:
    sentences = files(__package__).joinpath("sentences.txt").read_text(encoding="utf-8").splitlines()
    expected = list(plain(nlp)(sentences))
    nlp.vocab.vectors = compacted(nlp.vocab.vectors)
    for text, names, found in zip(sentences, expected, swift(sentences), strict=True):
        yield text, names == found
