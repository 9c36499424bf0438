"""Knowledge for one batch of articles: all its answers are of one version, which the events will name.

Knowledge can be replaced between two look-ups; then the batch is to be done again.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.entry import Answers, Knowledge


class ReplacedError(Exception):
    """The knowledge was replaced since the batch's first look-up."""

    def __init__(self) -> None:
        super().__init__("knowledge was replaced in the middle of a batch")


class OneVersion:
    """Asks ``inner``; itself a ``Knowledge``, for one batch."""

    def __init__(self, inner: Knowledge) -> None:
        self._inner = inner
        self._before = inner.version
        self._answered: str | None = None

    @property
    def version(self) -> str:
        """That which answered; where nothing had to be asked, or could be, that at the batch's start."""
        return self._answered or self._before

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean. Raises ``ReplacedError`` where it is of another version than the answers before."""
        answers = self._inner.look_up(aliases)
        if answers.version is not None:
            if self._answered not in (None, answers.version):
                raise ReplacedError
            self._answered = answers.version
        return answers
