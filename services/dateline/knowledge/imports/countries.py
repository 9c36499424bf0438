"""Wikidata's items of countries -> ISO 3166-1 codes, as the embedded store has them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from importlib.resources import as_file, files


@cache
def iso_of_item() -> Mapping[str, str]:
    """Item -> code of two letters: "Q142" -> "FR"."""
    with (
        as_file(files("dateline.knowledge") / "data" / "places.sqlite") as path,
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        rows = connection.execute("SELECT same_as FROM entry WHERE same_as LIKE '%iso3166%'").fetchall()
    known = [dict(json.loads(same_as)) for (same_as,) in rows]
    return {ids["wikidata"]: ids["iso3166"] for ids in known if "wikidata" in ids and len(ids["iso3166"]) == 2}
