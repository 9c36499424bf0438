"""Where spaCy's special cases could reach across a space, so that pieces of a text may not be read one by one.

The tokenizer splits at white space first, but then looks for special cases (":-)") over the tokens of the
whole text. A match over a space changes nothing itself, yet it can keep a shorter one beside it from being used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokenizer import Tokenizer

BITS = 64

# Words to put between pieces that are read together, so that no special case reaches from one to the next.
SEPARATORS = ("the", "of", "der", "de", "qqq", "zzz")


class Crossings:
    """Tells from the end of one piece and the beginning of the next whether a special case may span both.

    Each piece has two masks: what could follow it within some special case, and what it begins with. Never a
    false "no"; a "yes" costs the time of reading that text whole. ``separator`` is None where a tokenizer's
    rules leave no word to use as one: every text must then be read whole.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        cases = dict(_cases(tokenizer))
        self._begins: dict[str, int] = {}
        follows: dict[str, int] = defaultdict(int)
        for left, right in (pair for words in cases.values() for pair in pairwise(words)):
            self._begins.setdefault(right, 1 << len(self._begins) % BITS)
            follows[left] |= self._begins[right]
        self._follows = dict(follows)
        parts = {word for words in cases.values() for word in words}
        usable = (word for word in SEPARATORS if word not in parts and [t.text for t in tokenizer(word)] == [word])
        self.separator = next(usable, None)
        # What a special case leaves at its ends. Of other words it is known that they were no special case.
        results = [[token.text for token in tokenizer(case)] for case in cases]
        self._first = {words[0] for words in results}
        self._last = {words[-1] for words in results}

    def masks(
        self, pieces: Sequence[str], first: Iterable[str], last: Iterable[str]
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """For each piece, of which the first and last token are given, what may follow and what it begins with."""
        after = [
            self._follows.get(word, 0) if word not in self._last else _any(self._follows, piece.endswith)
            for piece, word in zip(pieces, last, strict=True)
        ]
        before = [
            self._begins.get(word, 0) if word not in self._first else _any(self._begins, piece.startswith)
            for piece, word in zip(pieces, first, strict=True)
        ]
        return np.array(after, np.uint64), np.array(before, np.uint64)

    @staticmethod
    def between(after: NDArray[np.uint64], before: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Numbers of the pieces that a special case may join to their successor."""
        return np.flatnonzero(after[:-1] & before[1:])


def _cases(tokenizer: Tokenizer) -> Iterator[tuple[str, list[str]]]:
    """The special cases that the tokenizer, without them, would split: each with its words then."""
    bare = Tokenizer(
        tokenizer.vocab,
        rules={},
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
    )
    spaced = [rule for rule in tokenizer.rules if rule.split() != [rule]]
    for rule in spaced:
        yield rule, [token.text for token in bare(rule)]
    # All others at once, which is three times as fast: no token reaches over a space.
    words: list[str] = []
    for token in bare("".join(rule + " " for rule in tokenizer.rules if rule.split() == [rule])):
        words.append(token.text)
        if token.whitespace_:
            if len(words) > 1:
                yield "".join(words), words
            words = []


def _any(masks: dict[str, int], has: Callable[[str], bool]) -> int:
    """The masks of all words that a piece begins or ends with."""
    mask = 0
    for word, bits in masks.items():
        if has(word):
            mask |= bits
    return mask
