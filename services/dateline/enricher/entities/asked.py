"""What knowledge answered, as plain data for ``unify``, and what a missing answer means for an article.

Whoever asks is ``pipeline``, once for all names of a batch; ``link`` reuses the answers.
"""

from __future__ import annotations

from collections.abc import Set

from dateline.contract import EntityType, LayerStatus
from dateline.knowledge import Answers

# Below it an entry says nothing of a name's type: tens of thousands of brands are called like people, places and words.
LEAST_PRIOR = 0.42


def types_known(answers: Answers) -> dict[str, tuple[tuple[EntityType, float], ...]]:
    """The types and priors of what was found, by name."""
    return {
        name: tuple((entry.type, entry.prior) for entry in of if entry.prior >= LEAST_PRIOR)
        for name, of in answers.found.items()
        if of
    }


def status(needed: Set[str], answers: Answers) -> tuple[LayerStatus, str | None]:
    """How the layer went for an article that needed these names: ``degraded`` where one of them has no answer.

    Where nobody knows which names have none, any could.
    """
    if answers.reached or not needed or (answers.unanswered and answers.unanswered.isdisjoint(needed)):
        return LayerStatus.OK, None
    return LayerStatus.DEGRADED, answers.reason
