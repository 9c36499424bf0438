"""Where spaCy's special cases could reach across a space, so that pieces of a text may not be read one by one.

The tokenizer splits at white space first, but looks for special cases (":-)") over the tokens of the whole
text. A match over a space changes nothing itself, yet it can keep a shorter one beside it from being used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokenizer import Tokenizer

BITS = 64


class Crossings:
    """Tells from the end of one piece and the beginning of the next whether a special case may span both.

    Each piece has two masks: what could follow it within some special case, and what it begins with.
    Never a false "no"; a "yes" costs the time of reading that text whole.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        follows: dict[str, int] = defaultdict(int)
        begins: dict[str, int] = {}
        for left, right in _neighbours(tokenizer):
            begins.setdefault(right, 1 << len(begins) % BITS)
            follows[left[::-1]] |= begins[right]  # looked for at the end of a piece, so written backwards
        self._follows, self._begins = dict(follows), begins
        self._longest_left = max(map(len, follows), default=0)
        self._longest_right = max(map(len, begins), default=0)

    def masks(self, pieces: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """For each piece the mask of what may follow on it within a special case, and of what it begins with."""
        after = [_any(self._follows, piece[: -self._longest_left - 1 : -1]) for piece in pieces]
        before = [_any(self._begins, piece[: self._longest_right]) for piece in pieces]
        return np.array(after, np.uint64), np.array(before, np.uint64)

    @staticmethod
    def between(after: NDArray[np.uint64], before: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Numbers of the pieces that a special case may join to their successor."""
        return np.flatnonzero(after[:-1] & before[1:])


def _neighbours(tokenizer: Tokenizer) -> Iterator[tuple[str, str]]:
    """Words that stand beside each other in a special case, as the tokenizer sees it without special cases."""
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
        words = [token.text for token in bare(rule)]
        yield from pairwise(words)
    # All others at once: what no space parts belongs to one rule.
    tokens = list(bare(" ".join(rule for rule in tokenizer.rules if rule.split() == [rule])))
    for left, right in pairwise(tokens):
        if not left.whitespace_:
            yield left.text, right.text


def _any(masks: dict[str, int], text: str) -> int:
    """The masks of all beginnings of ``text``."""
    mask = 0
    for length in range(1, len(text) + 1):
        mask |= masks.get(text[:length], 0)
    return mask
