"""What the API says -> entries: hits of a search, and entities in Wikibase's JSON.

Entities are read as those of a dump are (``knowledge.imports.wikidata``): one table of
classes, one way of reading claims, one scale of priors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import URLS, Draft
from dateline.knowledge.entry import Entry
from dateline.knowledge.imports import priors, text
from dateline.knowledge.imports.kinds import wikidata_classes
from dateline.knowledge.imports.wikidata import Filter, draft_of
from dateline.knowledge.store import RANK_STEP
from dateline.knowledge.vetting import is_entry
from dateline.knowledge.wikidata.errors import GarbageError

# What a hit can have been found by. Not its id: a text that says "Q42" means no writer.
NAMES = frozenset({"label", "alias"})


def hits(answer: Mapping[str, Any], name: str, most: int) -> tuple[str, ...]:
    """The items of a search that are called ``name``, best first; it also finds what only begins so.

    Raises ``GarbageError`` where the answer is none of a search.
    """
    found = answer.get("search")
    if not isinstance(found, list):
        raise GarbageError
    key = alias_key(name)
    items = (_item(hit, key) for hit in found[:most])
    return tuple(dict.fromkeys(item for item in items if item))


def _item(hit: Any, key: str) -> str | None:
    match = hit.get("match") if isinstance(hit, dict) else None
    if not isinstance(match, dict) or match.get("type") not in NAMES:
        return None
    called = text.name_of(match.get("text"))
    return text.qid_of(hit.get("id")) if called and alias_key(called) == key else None


def drafts(answer: Mapping[str, Any], language: str) -> dict[str, Draft | None]:
    """The entities that were asked for, by the id they were asked by; null for what is missing or of no known class.

    An item that was merged into another comes as that other. Raises ``GarbageError`` where
    the answer holds no entities.
    """
    found = answer.get("entities")
    if not isinstance(found, dict):
        raise GarbageError
    wanted = Filter(wikidata_classes().get, languages=(language,))
    made = {item: draft_of(entity, wanted) if isinstance(entity, dict) else None for item, entity in found.items()}
    return {item: draft if isinstance(draft, Draft) else None for item, draft in made.items()}


def entry_of(draft: Draft, name: str) -> Entry | None:
    """The entry that a name means; its prior is lower where that is not the label. Null for what is not sound."""
    rank = 0 if alias_key(draft.label) == alias_key(name) else priors.OTHER_NAME
    entry = Entry(
        draft.kb,
        draft.id,
        draft.label,
        draft.type,
        max(0.0, round(draft.prior - RANK_STEP * rank, 3)),
        draft.description or None,
        URLS[draft.kb].replace("{id}", draft.id),
        tuple(sorted(draft.same_as.items())),
        draft.lat,
        draft.lon,
        draft.country,
        draft.admin1,
    )
    return entry if is_entry(entry) else None
