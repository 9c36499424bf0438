"""What may pass for an answer: anything else is garbage, and neither linked, cached nor published.

Types, ranges, lengths and characters are checked, since what is linked goes into the event.
A wrong answer of the right form (another Paris) can't be told from a right one here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from dateline.contract import EntityType
from dateline.knowledge.entry import Entry

# Entries for one alias; the embedded store gives at most 30.
MOST_ENTRIES = 50
# Other knowledge bases that one entry names.
MOST_SAME_AS = 50
# Characters of a text, by field. The longest of the embedded file: a label of 60, an id of 10.
LONGEST = {"kb": 40, "id": 200, "label": 300, "description": 2_000, "url": 2_000, "admin1": 300}

# Controls, lone surrogates, line separators, and what turns the direction of the text around it. Not the joiners
# (U+200C, U+200D) that Persian and Indic names are written with.
_HOSTILE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_URL = re.compile(r"https?://[^\s<>\"]+\Z")


def is_text(value: Any, longest: int) -> bool:
    """Whether a value is a text that can be shown: not empty, not too long, nothing hostile in it."""
    return (
        type(value) is str
        and 0 < len(value) <= longest
        and ((value.isascii() and value.isprintable()) or not _HOSTILE.search(value))
    )


def is_entry(entry: Any) -> bool:
    """Whether a value is an ``Entry`` whose every field is what ``Entry`` says."""
    return (
        type(entry) is Entry
        and is_text(entry.kb, LONGEST["kb"])
        and is_text(entry.id, LONGEST["id"])
        and is_text(entry.label, LONGEST["label"])
        and type(entry.type) is EntityType
        and _is_number(entry.prior, 0.0, 1.0)
        and (entry.description is None or is_text(entry.description, LONGEST["description"]))
        and (entry.url is None or (is_text(entry.url, LONGEST["url"]) and _URL.match(entry.url) is not None))
        and (entry.same_as == () or _is_same_as(entry.same_as))
        and (entry.lat is None or _is_number(entry.lat, -90.0, 90.0))
        and (entry.lon is None or _is_number(entry.lon, -180.0, 180.0))
        and (entry.country is None or (type(entry.country) is str and _COUNTRY.match(entry.country) is not None))
        and (entry.admin1 is None or is_text(entry.admin1, LONGEST["admin1"]))
    )


def are_entries(entries: Any) -> TypeGuard[tuple[Entry, ...]]:
    """Whether a value is what one alias can be answered with: a tuple of entries, perhaps empty."""
    return type(entries) is tuple and len(entries) <= MOST_ENTRIES and all(map(is_entry, entries))


def vetted(asked: Sequence[str], found: Any) -> dict[str, tuple[Entry, ...]]:
    """The sound ones of the answers, by alias.

    Nothing at all of what is no mapping, or answers what was not asked: who does that can't
    be believed in the rest.
    """
    if not isinstance(found, Mapping) or len(found) > len(asked) or not set(found) <= set(asked):
        return {}
    return {alias: entries for alias in asked if are_entries(entries := found.get(alias))}


def _is_number(value: Any, least: float, most: float) -> bool:
    """NaN is in no range."""
    return type(value) in (float, int) and least <= value <= most


def _is_same_as(pairs: Any) -> bool:
    return (
        type(pairs) is tuple
        and len(pairs) <= MOST_SAME_AS
        and all(
            type(pair) is tuple
            and len(pair) == 2
            and is_text(pair[0], LONGEST["kb"])
            and is_text(pair[1], LONGEST["id"])
            for pair in pairs
        )
    )
