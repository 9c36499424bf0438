"""The words of an article, for questions that few articles need: read once, and only when asked."""

from __future__ import annotations

import re
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]{3,}")


class Words:
    """The words of an article, for questions that few articles need."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def written(self) -> frozenset[str]:
        """The distinct words of three letters or more, as written."""
        return frozenset(_WORD.findall(self.text))

    @cached_property
    def folded(self) -> frozenset[str]:
        """The same, case folded."""
        return frozenset(word.casefold() for word in self.written)
