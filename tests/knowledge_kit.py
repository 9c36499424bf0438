"""Entities in the form of Wikidata's JSON dumps, for whoever tests imports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def statement(known: str, value: Any, rank: str = "normal", snaktype: str = "value") -> dict[str, Any]:
    """A statement as a dump has it; items are given as "Q5", anything else is the value itself."""
    snak: dict[str, Any] = {"snaktype": snaktype, "property": known, "datatype": "wikibase-item"}
    if snaktype == "value":
        if isinstance(value, str) and value[:1] == "Q" and value[1:].isdecimal():
            item = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
            snak["datavalue"] = {"value": item, "type": "wikibase-entityid"}
        else:
            snak["datavalue"] = {"value": value, "type": "string"}
    return {"mainsnak": snak, "type": "statement", "id": f"{known}$1", "rank": rank}


def entity(item: str, label: str | None, kind: str | None = "Q5", links: int = 3, **changes: Any) -> dict[str, Any]:
    """An item with a label, a class and sitelinks."""
    found: dict[str, Any] = {
        "type": "item",
        "id": item,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "descriptions": [],
        "aliases": [],
        "claims": {"P31": [statement("P31", kind)]} if kind else [],
        "sitelinks": {f"w{n}wiki": {"site": f"w{n}wiki", "title": label, "badges": []} for n in range(links)} or [],
        "pageid": 1,
        "ns": 0,
        "title": item,
        "lastrevid": 7,
        "modified": "2024-01-01T00:00:00Z",
    }
    return found | changes


def dump(path: Path, entities: Sequence[dict[str, Any] | str]) -> Path:
    """A dump as Wikidata writes it: an array, one entity a line, a comma behind all but the last."""
    lines = [one if isinstance(one, str) else json.dumps(one, separators=(",", ":")) for one in entities]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return path


def terms(*values: str, language: str = "en") -> dict[str, Any]:
    return {language: [{"language": language, "value": value} for value in values]}
