"""What is known of words: from texts to the numbers of their tokens' embeddings, each computed once.

A text is split at spaces; each piece that was met before is looked up with its tokens, the others go
through spaCy's own tokenizer and embedding together. Everything is kept by text and hashes, never by
pointers into spaCy's vocabulary, so that a memory zone may free its strings.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from dateline.swift_ner.architecture import Architecture
from dateline.swift_ner.crossings import Crossings
from dateline.swift_ner.embeddings import Embeddings
from dateline.swift_ner.growing import Growing
from dateline.swift_ner.zones import learning

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
        self._by_pieces = False
        if type(nlp.tokenizer) is Tokenizer:
            self._crossings = Crossings(nlp.tokenizer)
            self._by_pieces = self._crossings.separator is not None
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
        if self._by_pieces:
            found = self._look_up([text.split(" ") for text in texts])
            whole = [at for at, numbers in enumerate(found) if ODD in numbers] + self._joined(found)
        else:
            found = [[] for _ in texts]
            whole = list(range(len(texts)))
        pieces, tokens = len(self._first), len(self._row)
        if whole:
            with learning(self._nlp, self._architecture.attributes):
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
        with learning(self._nlp, self._architecture.attributes):
            for known, pieces in ((self._pieces, inner), (self._finals, finals)):
                plain = [piece for piece in pieces if piece.split() == [piece]]
                known.update((piece, ODD) for piece in pieces if piece.split() != [piece])
                self._beside += sum(PIECE_BYTES + sys.getsizeof(piece) for piece in pieces)
                for group in [plain] if known is self._pieces else [[piece] for piece in plain]:
                    if group:
                        known.update(zip(group, self._add(group, ends_text=known is self._finals), strict=True))

    def _add(self, pieces: list[str], ends_text: bool) -> range:
        """Read pieces as one text, with a word between that keeps them apart. Returns their numbers."""
        between = f" {self._crossings.separator} "
        text = between.join(pieces) + ("" if ends_text else " ")
        length = np.fromiter(map(len, pieces), np.int64, len(pieces))
        begin = np.cumsum(length + len(between)) - length - len(between)
        rows, starts, ends = self._tokenise(text)
        piece = np.searchsorted(begin, starts, side="right") - 1
        inside = starts < (begin + length)[piece]
        rows, starts, ends, piece = rows[inside], starts[inside], ends[inside], piece[inside]
        count = np.bincount(piece, minlength=len(pieces))
        stop = np.cumsum(count)
        after, before = self._crossings.masks(
            pieces,
            [text[start:end] for start, end in zip(begin.tolist(), ends[stop - count].tolist(), strict=True)],
            [text[start:end] for start, end in zip(starts[stop - 1].tolist(), (begin + length).tolist(), strict=True)],
        )
        first_token, first_piece = len(self._row), len(self._first)
        for column, values in (
            (self._first, first_token + stop - count),
            (self._count, count),
            (self._length, length),
            (self._after, after),
            (self._before, before),
            (self._row, rows),
            (self._start, starts - begin[piece]),
            (self._end, ends - begin[piece]),
        ):
            column.extend(values)
        return range(first_piece, first_piece + len(pieces))

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
