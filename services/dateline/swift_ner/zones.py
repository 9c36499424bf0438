"""Memory zones: spaCy's vocabulary does not grow by what is read within, and is as it was afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager

from spacy.attrs import IS_SPACE, NORM
from spacy.language import Language


@contextmanager
def zone(nlp: Language) -> Iterator[None]:
    """A memory zone, or the one that the caller has opened: they can't be nested."""
    if nlp.vocab.in_memory_zone:
        yield
    else:
        with nlp.memory_zone():
            yield


@contextmanager
def learning(nlp: Language, attributes: Set[int]) -> Iterator[None]:
    """A memory zone in which new words get only the attributes that are read.

    spaCy computes some twenty of each new word, in Python (is it like a URL?), which was a third of the
    time to learn it. In a zone of the caller's they get all, since that one's words outlive this.
    """
    vocab = nlp.vocab
    if vocab.in_memory_zone:
        yield
        return
    getters = vocab.lex_attr_getters
    with nlp.memory_zone():
        vocab.lex_attr_getters = {a: get for a, get in getters.items() if a in attributes or a in (IS_SPACE, NORM)}
        try:
            yield
        finally:
            vocab.lex_attr_getters = getters
