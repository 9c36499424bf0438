"""The words of an article, for questions that few articles need: read once, and only when asked."""

from __future__ import annotations

import re
from functools import cached_property

# English's letters alone: a word with others falls into pieces, in the article as in the description.
_WORD = re.compile(r"[a-z]{3,}")


def words_in(text: str) -> list[str]:
    """The words of three letters or more, in lower case, in order."""
    return _WORD.findall(text.lower())


class Words:
    """An article's text and its distinct words."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def distinct(self) -> frozenset[str]:
        """As ``words_in`` has them."""
        return frozenset(words_in(self.text))
