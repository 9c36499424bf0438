"""What is known of words: from texts to the numbers of their tokens' embeddings, each computed once.

A text is split at spaces; each piece that was met before is looked up with its tokens, the others go
through spaCy's own tokenizer and embedding together. Everything is kept by text and hashes, never by
pointers into spaCy's vocabulary, so that a memory zone may free its strings.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from dateline.swift_ner.architecture import Architecture
from dateline.swift_ner.crossings import Crossings
from dateline.swift_ner.embeddings import Embeddings
from dateline.swift_ner.growing import Growing

# Bytes of a piece beside its string and the columns: its entry in a dictionary and its number.
PIECE_BYTES = 130

# The number of pieces with white space other than the single spaces between pieces: such texts are read whole.
ODD = 0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of several texts in a row.

    ``rows``: numbers of embeddings; ``starts``, ``ends``: code points in their own text; ``lengths``: tokens per text.
    """

    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lengths: NDArray[np.int64]


class Lexicon:
    """Pieces and embeddings met so far, in at most about ``limit`` bytes: beyond, it begins anew."""

    def __init__(self, nlp: Language, architecture: Architecture, limit: int) -> None:
        self._nlp = nlp
        self._architecture = architecture
        self._limit = limit
        # Another tokenizer may look at more than one piece at a time: its texts are all read whole.
        self._crossings = Crossings(nlp.tokenizer) if type(nlp.tokenizer) is Tokenizer else None
        self._begin()

    def _begin(self) -> None:
        self.embeddings = Embeddings(self._architecture)
        self._pieces: dict[str, int] = {}
        # Pieces at a text's end, where no space follows; only for models that read that.
        self._finals: dict[str, int] = {}
        # Per piece: its first token, how many it has, its length, and the masks of Crossings.
        self._first, self._count, self._length = Growing(np.int64), Growing(np.int64), Growing(np.int64)
        self._after, self._before = Growing(np.uint64), Growing(np.uint64)
        # Per token of a piece: its embedding, and where it is in the piece.
        self._row, self._start, self._end = Growing(np.int32), Growing(np.int64), Growing(np.int64)
        for column in (self._first, self._count, self._length, self._after, self._before):
            column.extend([0])
        self._beside = 0

    @property
    def bytes(self) -> int:
        """About what it holds."""
        columns = (self._first, self._count, self._length, self._after, self._before, self._row, self._start, self._end)
        return self.embeddings.bytes + self._beside + sum(column.bytes for column in columns)

    def read(self, texts: Sequence[str]) -> Tokens:
        """The tokens of texts, as spaCy's tokenizer makes them."""
        if self.bytes > self._limit:
            self._begin()
        if self._crossings is None:
            found: list[list[int]] = [[] for _ in texts]
            whole = list(range(len(texts)))
        else:
            found = self._look_up([text.split(" ") for text in texts])
            whole = [at for at, numbers in enumerate(found) if ODD in numbers] + self._joined(found)
        pieces, tokens = len(self._first), len(self._row)
        if whole:
            with zone(self._nlp):
                for at in set(whole):
                    found[at] = [self._add_whole(texts[at])]
        read = self._spread(found)
        for column in (self._first, self._count, self._length, self._after, self._before):
            column.truncate(pieces)
        for column in (self._row, self._start, self._end):
            column.truncate(tokens)
        return read

    def _look_up(self, split: list[list[str]]) -> list[list[int]]:
        """The numbers of the pieces of each text; those not met before are learned first."""
        found = self._numbers(split)
        missing = [at for at, numbers in enumerate(found) if None in numbers]
        if missing:
            inner: dict[str, None] = {}
            finals: dict[str, None] = {}
            for at in missing:
                unknown = [piece for piece, number in zip(split[at], found[at], strict=True) if number is None]
                if self._architecture.reads_space and found[at][-1] is None:
                    finals[unknown.pop()] = None
                inner.update(dict.fromkeys(unknown))
            self._learn(list(inner), list(finals))
            for at, numbers in zip(missing, self._numbers([split[at] for at in missing]), strict=True):
                found[at] = numbers
        return found  # type: ignore[return-value]  # none is None any more

    def _numbers(self, split: list[list[str]]) -> list[list[int | None]]:
        get = self._pieces.get
        found = [list(map(get, pieces)) for pieces in split]
        if self._architecture.reads_space:
            for numbers, pieces in zip(found, split, strict=True):
                numbers[-1] = self._finals.get(pieces[-1])
        return found

    def _learn(self, inner: list[str], finals: list[str]) -> None:
        with zone(self._nlp):
            for known, pieces, together in ((self._pieces, inner, True), (self._finals, finals, False)):
                plain = [piece for piece in pieces if piece.split() == [piece]]
                known.update(dict.fromkeys(pieces, ODD))
                self._beside += sum(PIECE_BYTES + sys.getsizeof(piece) for piece in pieces)
                for group in [plain] if together else [[piece] for piece in plain]:
                    self._learn_together(known, group)

    def _learn_together(self, known: dict[str, int], pieces: list[str]) -> None:
        """Read pieces as one text; in halves, where a special case could join some of them."""
        if not pieces or self._crossings is None:
            return
        after, before = self._crossings.masks(pieces)
        if len(pieces) > 1 and len(Crossings.between(after, before)):
            self._learn_together(known, pieces[: len(pieces) // 2])
            self._learn_together(known, pieces[len(pieces) // 2 :])
            return
        # A space follows on the last piece too, unless it ends its text and the model reads that.
        text = " ".join(pieces) + ("" if known is self._finals else " ")
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        begin = np.cumsum(lengths + 1) - lengths - 1
        rows, starts, ends = self._tokenise(text)
        first = np.searchsorted(starts, begin)
        count = np.diff(first, append=len(starts))
        number = len(self._first)
        self._first.extend(first + len(self._row))
        self._row.extend(rows)
        self._start.extend(starts - np.repeat(begin, count))
        self._end.extend(ends - np.repeat(begin, count))
        for column, values in (
            (self._count, count),
            (self._length, lengths),
            (self._after, after),
            (self._before, before),
        ):
            column.extend(values)
        known.update(zip(pieces, range(number, number + len(pieces)), strict=True))

    def _joined(self, found: list[list[int]]) -> list[int]:
        """Numbers of the texts in which a special case may reach across a space."""
        numbers = np.fromiter(chain.from_iterable(found), np.intp)
        at = Crossings.between(self._after.array[numbers], self._before.array[numbers])
        if not len(at):
            return []
        ends = np.cumsum([len(pieces) for pieces in found])
        of = np.searchsorted(ends, at, side="right")
        return list(of[at + 1 < ends[of]].tolist())

    def _add_whole(self, text: str) -> int:
        """A whole text as a piece of its own, for this call only."""
        rows, starts, ends = self._tokenise(text)
        number = len(self._first)
        self._first.extend([len(self._row)])
        for column, values in ((self._row, rows), (self._start, starts), (self._end, ends)):
            column.extend(values)
        self._count.extend([len(rows)])
        self._length.extend([len(text)])
        return number

    def _tokenise(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """Embedding, start and end of each token that spaCy's tokenizer finds. Within a memory zone."""
        return self.embeddings.rows(self._nlp.tokenizer(text))

    def _spread(self, found: list[list[int]]) -> Tokens:
        """From the pieces of each text to its tokens."""
        pieces = np.fromiter(chain.from_iterable(found), np.intp)
        per_text = np.fromiter(map(len, found), np.intp, len(found))
        count = self._count.array[pieces]
        # Where each piece begins in its text: after the pieces and the spaces before it.
        reach = np.cumsum(self._length.array[pieces] + 1)
        first_piece = np.cumsum(per_text) - per_text
        before = reach - self._length.array[pieces] - 1
        begin = before - np.repeat(before[first_piece], per_text) if len(pieces) else before
        # Each token's place in the columns: its piece's first, and so many more.
        total = np.cumsum(count)
        shift = self._first.array[pieces] - (total - count)
        at = np.arange(total[-1] if len(total) else 0) + np.repeat(shift, count)
        offset = np.repeat(begin, count)
        lengths = np.add.reduceat(count, first_piece) if len(pieces) else np.zeros(0, np.int64)
        return Tokens(self._row.array[at], self._start.array[at] + offset, self._end.array[at] + offset, lengths)


def zone(nlp: Language) -> AbstractContextManager[Any]:
    """A memory zone, or the one that the caller has opened: they can't be nested."""
    return nullcontext() if nlp.vocab.in_memory_zone else nlp.memory_zone()
