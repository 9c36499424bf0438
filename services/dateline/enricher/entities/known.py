"""The form in which ``unify`` is told what knowledge has under the article's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dateline.contract import EntityType

# Name -> what it can be, with how much the world speaks of it as that (0..1, logarithmic).
Known = Mapping[str, Sequence[tuple[EntityType, float]]]
NOTHING_KNOWN: Known = MappingProxyType({})
