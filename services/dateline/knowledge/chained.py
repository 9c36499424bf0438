"""Two knowledges as one: the second is asked only for names of which the first knows nothing.

So an embedded store answers at once what it has, and a slow provider adds what it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.entry import Answers, Knowledge


class ChainedKnowledge:
    """``first``, then ``second``; itself a ``Knowledge``.

    A name that the first could not be asked for is not asked of the second: what the second
    says of it could be another knowledge base's id for what the first knows.
    """

    def __init__(self, first: Knowledge, second: Knowledge) -> None:
        self._first = first
        self._second = second

    @property
    def version(self) -> str:
        """Both: an answer could come from either."""
        return _both(self._first.version, self._second.version)

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean. Where either could not be asked, its reason, and the names that it owes."""
        answers = self._first.look_up(aliases)
        owed = frozenset() if answers.reached else answers.unanswered or frozenset(_unknown(answers))
        missing = [alias for alias in _unknown(answers) if alias not in owed]
        if not missing:
            version = None if answers.version is None else _both(answers.version, self._second.version)
            return Answers(answers.found, answers.reached, answers.reason, answers.unanswered, version)
        more = self._second.look_up(missing)
        if not more.reached:
            owed |= more.unanswered or frozenset(_unknown(more))
        reasons = [a.reason for a in (answers, more) if not a.reached and a.reason]
        return Answers(
            {**answers.found, **more.found},
            answers.reached and more.reached,
            reasons[0] if reasons else None,
            owed,
            None if answers.version is None else _both(answers.version, more.version or self._second.version),
        )


def _unknown(answers: Answers) -> list[str]:
    return [alias for alias, entries in answers.found.items() if not entries]


def _both(first: str, second: str) -> str:
    return f"{first}+{second}"
