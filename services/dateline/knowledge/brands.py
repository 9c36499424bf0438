"""Makes ``data/brands.csv``, the companies and brands of the embedded store, from name-suggestion-index.

    npm pack name-suggestion-index@8.0.20260918
    tar -xzf name-suggestion-index-8.0.20260918.tgz
    python -m dateline.knowledge.brands package

The package lists what mappers meet on signs, with Wikidata's ids, labels and descriptions. A
tool for developers, for whenever a newer package is wanted: the build reads the table alone.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pycountry

from dateline.contract import EntityType
from dateline.knowledge.tables import DATA

VERSION = "8.0.20260918"

# A name on signs is said far less often than that of a town, and many are ordinary words ("Target", "Gap").
PRIOR = 0.3
# Found all over the world.
EVERYWHERE = 0.1
# Characters of a description.
DESCRIPTION = 80

# "Apple Inc." -> "Apple"; "Sony Group" stays what it is.
_FORM = re.compile(
    r",? (?:Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|LLC|PLC|plc|AG|SE|GmbH|N\.V|S\.A)\.?$"
)
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏḀ-ỿ'’&.,!+\-/ ]{2,60}")
# Operators are all kinds of things, municipalities above all; these words tell organisations.
_ORGANISATION = re.compile(
    r"\b(?:company|corporation|conglomerate|agency|authority|airline|railway|railroad|bank|manufacturer|utility"
    r"|retailer|chain|organi[sz]ation|charity|university|department|ministry|institution|service provider)\b"
)


def brands(package: Path) -> list[dict[str, str]]:
    """One row a Wikidata id, in the columns of ``organizations.csv``.

    Raises ``OSError`` or ``ValueError`` where ``package`` is not the package of this version.
    """
    said = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if said != VERSION:
        raise ValueError(f"{package} is version {said} of name-suggestion-index; this program reads {VERSION}")
    trees = json.loads((package / "dist/json/nsi.min.json").read_text(encoding="utf-8"))["nsi"]
    facts = json.loads((package / "dist/wikidata/wikidata.min.json").read_text(encoding="utf-8"))["wikidata"]
    signs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for tree in sorted(trees):
        kind = tree.partition("/")[0].removesuffix("s")  # "brands/shop/shoes" -> "brand"
        for item in trees[tree]["items"]:
            qid = item["tags"].get(f"{kind}:wikidata")
            if qid in facts and (kind == "brand" or _is_organisation(facts[qid])):
                signs[qid].append(item)
    rows = (_row(qid, items, facts[qid]) for qid, items in sorted(signs.items()))
    return [row for row in rows if row["name"]]


def _is_organisation(facts: dict[str, Any]) -> bool:
    return _ORGANISATION.search(facts.get("description") or "") is not None


def _row(qid: str, signs: list[dict[str, Any]], facts: dict[str, Any]) -> dict[str, str]:
    """What one organisation is called on all its signs, and where they stand."""
    label = str(facts.get("label") or signs[0]["displayName"])
    names = [label, _FORM.sub("", label)]
    places: set[str] = set()
    for sign in signs:
        names += [sign["tags"].get("brand:en", ""), sign["tags"].get("name:en", ""), sign["displayName"]]
        places.update(str(place) for place in sign["locationSet"]["include"])
    written = list(dict.fromkeys(name for name in names if _LATIN.fullmatch(name)))
    only = places.pop() if len(places) == 1 else ""
    return {
        "wikidata": qid,
        "name": written[0] if written else "",
        "type": EntityType.ORG.value,
        "country": _country(only),
        "prior": f"{PRIOR + (EVERYWHERE if '001' in (*places, only) else 0.0):.1f}",
        "description": _short(facts.get("description") or "brand"),
        "aliases": "|".join(written[1:]),
    }


def _country(place: str) -> str:
    """ISO 3166-1, where the place is a country's code; the package's "fx" is France without its overseas regions."""
    code = "FR" if place == "fx" else place.upper()
    return code if len(code) == 2 and pycountry.countries.get(alpha_2=code) else ""


def _short(description: str) -> str:
    return description if len(description) <= DESCRIPTION else description[:DESCRIPTION].rpartition(" ")[0] + " …"


def main(arguments: list[str]) -> int:
    """Command line: the folder where the package was unpacked."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m dateline.knowledge.brands PACKAGE\n")
        return 2
    try:
        rows = brands(Path(arguments[0]))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with (DATA / "brands.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stderr.write(f"{DATA / 'brands.csv'}: {len(rows)} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
