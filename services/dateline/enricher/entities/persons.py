"""People: which full names are one person, and which short forms each goes by.

"William J. Burns" and "William Burns" are one; "Burns" means him. Where two people share a
surname, a short form means whoever was last named in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import bare, words

# Names with more words than this are not split into forms: they are lists that were taken for a name.
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class People:
    """``canonical``: full name -> the person's fullest name. ``aliases``: short form -> the people it can mean.

    ``short``: fullest name -> the short forms of that person.
    """

    canonical: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    short: dict[str, list[str]] = field(default_factory=dict)


def people(full_names: Iterable[str], known: Iterable[str]) -> People:
    """Group full names (two words or more) into people and list their short forms.

    ``known`` are names of one word that the model took for a person: a given name is a short
    form only where it is among them, a surname always. Linear in the number of names.
    """
    split = [(name, words(name)) for name in full_names]
    split.sort(key=lambda item: -len(item[1]))  # stable: by length, then as they came
    result = People()
    by_ends: dict[tuple[str, str], str] = {}
    by_part: dict[str, list[str]] = defaultdict(list)
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    first_names: dict[str, dict[str, None]] = defaultdict(dict)
    singles = set(known)
    surnames = {parts[-1] for _, parts in split}
    for name, parts in split:
        if len(parts) > MOST_WORDS:
            result.canonical[name] = name
            continue
        parts = _without_generation(parts)
        ends = (bare(parts[0]), bare(parts[-1]))
        owner = by_ends.get(ends) or _only(by_part.get(" ".join(parts).casefold())) or _initial(by_ends, parts)
        result.canonical[name] = owner or name
        if owner is None:
            owner = name
            by_ends[ends] = name
            by_ends.setdefault((ends[0][0], ends[1]), name)  # "W. Burns"
            for part in _parts(parts):
                by_part[part].append(name)
        if parts[0] in surnames:
            continue  # "Warhol Prints": a surname with a common word, beside "Andy Warhol"
        for form in _short_forms(parts):
            aliases[form][owner] = None
        if parts[0] in singles:
            first_names[parts[0]][owner] = None
    # A surname is nobody else's given name.
    for form, owners in {**first_names, **aliases}.items():
        result.aliases[form] = list(owners)
        for owner in owners:
            result.short.setdefault(owner, []).append(form)
    return result


def _initial(by_ends: dict[tuple[str, str], str], parts: Sequence[str]) -> str | None:
    """The person whose given name an initial abbreviates: "W. Burns"."""
    first = bare(parts[0]).replace(".", "")
    return by_ends.get((first[0], bare(parts[-1]))) if len(first) == 1 else None


def _only(names: list[str] | None) -> str | None:
    return names[0] if names and len(names) == 1 else None


def _without_generation(parts: list[str]) -> list[str]:
    while len(parts) > 2 and bare(parts[-1]) in lexicon.GENERATIONS:
        parts = parts[:-1]
    return parts if bare(parts[-1]) else parts[:-1] or parts


def _parts(parts: Sequence[str]) -> Iterable[str]:
    """Beginnings and ends of two words or more that can stand for the whole name."""
    for size in range(2, len(parts)):
        yield " ".join(parts[:size]).casefold()
        yield " ".join(parts[-size:]).casefold()


def _short_forms(parts: Sequence[str]) -> Iterable[str]:
    """The surname, with and without its particles: "el-Sisi", "Sisi"; "bin Salman", "Salman"."""
    last = parts[-1].rstrip(",")
    if last.isupper() and not parts[0].isupper():
        return  # an acronym that was taken into the name
    if len(bare(last)) > 1 and last[0].isupper():
        yield last
    head, hyphen, tail = last.partition("-")
    if hyphen and head.casefold() in lexicon.PARTICLES and len(tail) > 2:
        yield last
        yield tail
    at = len(parts) - 1
    while at > 1 and parts[at - 1].casefold() in lexicon.PARTICLES:
        at -= 1
        yield " ".join(parts[at:])
