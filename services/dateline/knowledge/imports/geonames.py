"""GeoNames' files -> drafts: the tables of places, of alternate names and of first-level divisions.

The columns are those of GeoNames' own readme. Places become entries; alternate names are
added to entries that are there already, so their file comes after the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import priors, text

PLACE_COLUMNS = 19
DIVISION_COLUMNS = 4
# Four columns, then flags that may be left out; the newer form has two more for years.
NAME_COLUMNS = range(4, 11)

# Feature class -> type: A divisions, P settlements, H waters, L areas, T mountains, V forests, S buildings, R roads.
CLASSES = {
    "A": EntityType.GPE,
    "P": EntityType.GPE,
    "H": EntityType.LOC,
    "L": EntityType.LOC,
    "T": EntityType.LOC,
    "U": EntityType.LOC,
    "V": EntityType.LOC,
    "S": EntityType.FAC,
    "R": EntityType.FAC,
}
# Hotels and farms, roads, undersea forms and woods are many and hardly ever in the news.
USUAL = frozenset("APHLT")
# Settlements that are no more: abandoned, destroyed. Codes of former divisions, countries and settlements end in H.
_GONE = frozenset({"PPLQ", "PPLW"})
_COUNTRIES = re.compile(r"PCL[A-Z]*")
# Feature code -> what a reader is told; others by their class.
DESCRIPTIONS = {
    "PPLC": "capital",
    "ADM1": "first-level division",
    "ADM2": "second-level division",
    "ADM3": "third-level division",
    "CONT": "continent",
    "ISL": "island",
    "LK": "lake",
    "MT": "mountain",
    "MTS": "mountains",
    "OCN": "ocean",
    "PRK": "park",
    "RGN": "region",
    "SEA": "sea",
    "STM": "river",
    "AIRP": "airport",
}
_CLASS_SAID = {"A": "administrative division", "P": "city", "H": "water", "L": "area", "T": "landform", "S": "building"}
# Alternate names that are none: codes of airports, post offices and ports, and addresses.
_NO_NAMES = frozenset({"post", "iata", "icao", "faac", "link", "fr_1793", "unlc", "tcid", "phon", "piny"})
# Names without a language that are written as names in Latin script are.
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ‘’'][A-Za-zÀ-ɏḀ-ỿ'’‘ .,()\-]*")
# Settlements below this keep only their main name: the other names of small towns are rarely theirs in the news.
NAMED_OTHERWISE = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places: feature classes, least population, and languages of alternate names."""

    classes: frozenset[str] = USUAL
    least_population: int = 0
    languages: tuple[str, ...] = ("en",)


def place_of(fields: list[str], wanted: Wanted, divisions: Mapping[str, str]) -> Draft | str:
    """The draft of a line of ``allCountries`` or ``cities…``, or why it is none."""
    (geoname, name, _, others, lat, lon, feature, code, country, _, admin1, _, _, _, people, *_) = fields
    kind = CLASSES.get(feature)
    label = text.name_of(name)
    if not geoname.isdecimal() or kind is None or label is None:
        return "broken lines"
    if feature not in wanted.classes:
        return "of other feature classes"
    if code in _GONE or (feature in "AP" and code.endswith("H")):
        return "historical"
    population = text.number_of(people) or 0.0
    if population < wanted.least_population:
        return "with fewer people"
    division = divisions.get(f"{country}.{admin1}")
    is_country = _COUNTRIES.fullmatch(code) is not None
    draft = Draft("geonames", geoname, label, kind, _prior(feature, code, population), "")
    draft.lat, draft.lon = text.point_of(lat, lon)
    draft.country = text.country_of(country)
    draft.admin1 = None if is_country else division
    if is_country and draft.country:
        draft.same_as["iso3166"] = draft.country
    said = "country or territory" if is_country else DESCRIPTIONS.get(code, _CLASS_SAID.get(feature, "place"))
    where = division if division != label else None
    draft.description = ", ".join(filter(None, (said, where, None if is_country else draft.country)))
    draft.called(label)
    if population >= NAMED_OTHERWISE or is_country:
        names = [name for name in others.split(",") if _is_name(name)][: text.MOST_NAMES]
        draft.called(*map(text.name_of, names), rank=priors.OTHER_NAME)
    return draft


def _prior(feature: str, code: str, population: float) -> float:
    fame = priors.FAME if code == "PPLC" or code.startswith("PCL") else 0.0
    if population:
        return min(1.0, priors.of_population(population) + fame)
    return (priors.UNPEOPLED if feature == "P" else priors.UNCOUNTED) + fame


def _is_name(name: str) -> bool:
    """Whether a name of unknown language is one, and not a code or a transliteration in lower case."""
    return len(name) > 3 and not name.isupper() and _LATIN.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class OtherName:
    """A line of ``alternateNames``: another name of a place, or its id in Wikidata."""

    geoname: str
    name: str
    is_wikidata: bool
    rank: int


def other_name_of(fields: list[str], wanted: Wanted) -> OtherName | str:
    """The name in a line of ``alternateNames``, or why it is none."""
    _, geoname, language, name, preferred, _, _, historic = (*fields, *[""] * 4)[:8]
    if not geoname.isdecimal():
        return "broken lines"
    if language == "wkdt":
        item = text.qid_of(name)
        return OtherName(geoname, item, True, 0) if item else "broken lines"
    if language in _NO_NAMES or historic == "1":
        return "codes, links and historic names"
    known = language.partition("-")[0] in wanted.languages
    if not known and (language not in ("", "abbr") or not (language == "abbr" or _is_name(name))):
        return "in other languages"
    label = text.name_of(name)
    if label is None:
        return "broken lines"
    return OtherName(geoname, label, False, 0 if known and preferred == "1" else priors.OTHER_NAME)


def division_of(fields: list[str]) -> Iterator[tuple[str, str]]:
    """The code and name in a line of ``admin1CodesASCII.txt``: "FR.11", "Île-de-France"."""
    label = text.name_of(fields[1])
    if label and "." in fields[0]:
        yield fields[0], label
