"""Organisations: short forms of their names. "Petrel Holdings Inc." -> "Petrel", "Federal Reserve (Fed)" -> "Fed".

Also reads the acronyms of places ("United Arab Emirates", "UAE"): the form is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.contract import GROUP_OF, EntityGroup
from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import Found, bare, words

_PARENTHESIS = re.compile(r" ?\(([A-Z][\w.&-]{1,9})\)")
_ACRONYM = re.compile(r"[A-Z][A-Z.&]{1,9}")
# Words that an acronym passes over: "Department of the Interior" -> "DOI" or "DI".
_PASSED = lexicon.words_of("of the and for in on to & de la du des")


def short_company(name: str) -> str | None:
    """The name without its legal form; null where there is none, or nothing is left."""
    parts = words(name)
    size = len(parts)
    while size > 1 and bare(parts[size - 1]) in lexicon.COMPANY_SUFFIXES:
        size -= 1
    if size == len(parts):
        return None
    while size > 1 and parts[size - 1] in ("&", "and"):
        size -= 1
    short = " ".join(parts[:size]).rstrip(",")
    # "First Group", "The Company": what is left must be a name of its own.
    return short if len(short) > 2 and short[0].isupper() and bare(short) not in lexicon.OPENERS else None


def introduced(text: str, mentions: Sequence[Found]) -> dict[str, str]:
    """Acronyms that the story introduces: "Federal Reserve (Fed)" -> {"Fed": "Federal Reserve"}."""
    result: dict[str, str] = {}
    for mention in mentions:
        if " " not in mention.name or GROUP_OF[mention.type] is EntityGroup.PERSON:
            continue
        if (found := _PARENTHESIS.match(text, mention.end)) and abbreviates(found.group(1), mention.name):
            result.setdefault(found.group(1), mention.name)
    return result


def abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` occur in ``name`` in their order, the first one at its start."""
    letters = [c for c in short.casefold() if c.isalnum()]
    rest = iter(name.casefold())
    return bool(letters) and name[:1].casefold() == letters[0] and all(c in rest for c in letters)


def initials(names: Iterable[str], acronyms: Iterable[str]) -> dict[str, str]:
    """Acronyms among the names that another name's initials spell: {"CIA": "Central Intelligence Agency"}."""
    spelled: dict[str, str] = {}
    for name in names:
        parts = [part for part in words(name) if part]
        if not 2 <= len(parts) <= 10:
            continue
        spelled.setdefault("".join(part[0] for part in parts if part not in _PASSED).upper(), name)
        spelled.setdefault("".join(part[0] for part in parts).upper(), name)
    return {short: spelled[key] for short in acronyms if (key := short.replace(".", "")) in spelled}


def acronyms(ballots: Mapping[str, object]) -> list[str]:
    """The names that look like an acronym: "CIA", "U.N."."""
    return [name for name in ballots if len(name) <= 10 and _ACRONYM.fullmatch(name)]
