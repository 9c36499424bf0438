"""How sure an entity is: the probability that a mention's span and type are right.

A logistic model over what the votes left open; its few weights were fitted to openly licensed
labelled text by ``training/train_votes.py``. Only for people, organisations and places: for
the other types there was too little to fit to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from math import exp, log1p

from dateline.contract import EntityGroup

WEIGHTS: dict[str, float] = json.loads(files(__package__).joinpath("confidence_weights.json").read_text("utf-8"))
# Never certain: the fit has seen some thousand entities.
LEAST, MOST = 0.02, 0.98


def traits(group: EntityGroup, name: str, odds: float, mentions: int, found: int) -> dict[str, float]:
    """What the confidence of an entity rests on.

    ``odds``: natural logarithm of the odds that its votes give its type; ``found``: how many
    of its mentions the model itself had found.
    """
    size = name.count(" ") + 1
    return {
        "any": 1.0,
        "odds": max(-4.0, min(6.0, odds)),
        "mentions": min(3.0, log1p(mentions)),
        "filled": 1.0 - found / mentions,
        group.value: 1.0,
        f"{group.value}_odds": max(-4.0, min(6.0, odds)),
        f"words_{min(size, 4)}": 1.0,
    }


def confidence(group: EntityGroup, of: Mapping[str, float]) -> float | None:
    """0..1, in hundredths; null where it cannot be said."""
    if group is EntityGroup.OTHER:
        return None
    score = sum(WEIGHTS.get(name, 0.0) * value for name, value in of.items())
    return round(min(MOST, max(LEAST, 1.0 / (1.0 + exp(-score)))), 2)
