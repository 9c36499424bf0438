"""What the embedded store holds besides today's places.

Former countries, seas, mountains, regions and counties (``world.csv``), well-known
organisations (``organizations.csv``), companies and brands (``brands.csv``). Used by ``build`` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.tables import table


def things(taken: Collection[str]) -> Iterator[Draft]:
    """One draft a Wikidata id that is not ``taken``; the first table that has it counts.

    Raises ``ValueError`` for a row whose type or prior is none.
    """
    tables = (table("world.csv"), table("organizations.csv"), table("brands.csv"))
    rows = {row["wikidata"]: row for row in chain(*reversed(tables)) if row["wikidata"] not in taken}
    for _, row in sorted(rows.items()):
        draft = Draft(
            kb="wikidata",
            id=row["wikidata"],
            label=row["name"],
            type=EntityType(row["type"]),
            prior=float(row["prior"]),
            description=row["description"],
            same_as={"wikidata": row["wikidata"]},
            country=row["country"] or None,
        )
        draft.called(row["name"], *row["aliases"].split("|"))
        yield draft
