"""GeoNames' files: places, their other names, their first-level divisions."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from dateline.contract import EntityType
from dateline.knowledge.imports import ImportStoppedError


def place(geoname: str, name: str, feature: str = "P", code: str = "PPL", people: str = "99999", **changes: str) -> str:
    fields = {"id": geoname, "name": name, "ascii": name, "others": "", "lat": "59.91273", "lon": "10.74609",
              "class": feature, "code": code, "country": "NO", "cc2": "", "admin1": "12", "admin2": "", "admin3": "",
              "admin4": "", "people": people, "elevation": "", "dem": "26", "zone": "Europe/Oslo",
              "day": "2024-01-01"}  # fmt: skip
    return "\t".join((fields | changes).values())


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_places_have_type_prior_position_country_and_division(tmp_path: Path, imported: Any) -> None:
    cities = written(tmp_path / "cities500.txt", place("1", "Velmar"), place("2", "Torvik Fjord", "H", "FJD", "0"))
    divisions = written(tmp_path / "admin1CodesASCII.txt", "NO.12\tVestmark\tVestmark\t77")
    report, store = imported(cities, divisions)
    velmar, fjord = (store.look_up([name]).found[name][0] for name in ("Velmar", "Torvik Fjord"))
    assert (velmar.kb, velmar.id, velmar.type, velmar.prior) == ("geonames", "1", EntityType.GPE, 0.5)
    assert (velmar.lat, velmar.lon, velmar.country, velmar.admin1) == (59.9127, 10.7461, "NO", "Vestmark")
    assert velmar.description == "city, Vestmark, NO"
    assert velmar.url == "https://www.geonames.org/1"
    assert (fjord.type, fjord.prior) == (EntityType.LOC, 0.5)
    assert [file.kind for file in report.files] == ["geonames-divisions", "geonames"]


def test_countries_and_capitals_are_spoken_of_more_than_their_size_says(tmp_path: Path, imported: Any) -> None:
    country = place("5", "Norland", "A", "PCLI", "9999999", country="NL", admin1="00", others="Nordland,NLD,norland")
    _, store = imported(written(tmp_path / "all.txt", country, place("6", "Capital City", code="PPLC")))
    assert store.look_up(["Norland"]).found["Norland"][0].prior == pytest.approx(0.8)
    assert dict(store.look_up(["Nordland"]).found["Nordland"][0].same_as) == {"iso3166": "NL"}
    assert store.look_up(["Capital City"]).found["Capital City"][0].prior == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (place("9", "Old Town", code="PPLH"), "historical"),
        (place("9", "Ruined Town", code="PPLQ"), "historical"),
        (place("9", "Old County", "A", "ADM2H"), "historical"),
        (place("9", "Harbour Hotel", "S", "HTL"), "of other feature classes"),
        (place("9", "Small Town", people="99"), "with fewer people"),
        (place("x", "Odd Town"), "broken lines"),
        (place("9", "", "P"), "broken lines"),
        ("only\tthree\tcolumns", "broken lines"),
    ],
)
def test_what_is_not_wanted_is_counted(line: str, why: str, tmp_path: Path, imported: Any) -> None:
    report, _ = imported(written(tmp_path / "a.txt", place("1", "Velmar"), line), least_population=100)
    assert (report.files[0].kept, report.files[0].skipped) == (1, {why: 1})


def test_other_names_of_the_languages_asked_for_are_added_whatever_the_order_of_the_files(
    tmp_path: Path, imported: Any
) -> None:
    names = written(
        tmp_path / "alternateNamesV2.txt",
        "10\t1\ten\tVelmar-on-Sea\t1\t\t\t\t\t",
        "11\t1\ten\tOld Velmar\t\t\t\t1\t\t",
        "12\t1\tde\tWelmar\t\t\t\t\t\t",
        "13\t1\t\tVellmar\t\t\t\t\t\t",
        "14\t1\tiata\tVLM\t\t\t\t\t\t",
        "15\t1\tlink\thttps://example.org/velmar\t\t\t\t\t\t",
        "16\t1\twkdt\tQ100\t\t\t\t\t\t",
        "17\t999\ten\tNowhere\t\t\t\t\t\t",
        "18\t1\ten\tVeltown",
    )
    report, store = imported(names, written(tmp_path / "cities.txt", place("1", "Velmar")))
    for known in ("Velmar-on-Sea", "Vellmar", "Veltown"):
        assert store.look_up([known]).found[known][0].id == "1"
    for unknown in ("Old Velmar", "Welmar", "VLM", "Nowhere", "https://example.org/velmar"):
        assert store.look_up([unknown]).found[unknown] == ()
    assert dict(store.look_up(["Velmar"]).found["Velmar"][0].same_as) == {"wikidata": "Q100"}
    assert report.files[1].skipped["of places that are not there"] == 1


def test_an_archive_of_geonames_is_read_as_it_was_downloaded(tmp_path: Path, imported: Any) -> None:
    path = tmp_path / "NO.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Readme for GeoNames")
        archive.writestr("NO.txt", place("1", "Velmar") + "\n")
    assert imported(path)[0].files[0].kept == 1
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", place("1", "Velmar"))
        archive.writestr("b.txt", place("2", "Torvik"))
    with pytest.raises(ImportStoppedError, match=r"holds 2 files \(a\.txt, b\.txt\)"):
        imported(path)
