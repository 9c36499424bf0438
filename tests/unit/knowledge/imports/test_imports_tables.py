"""CSV and JSON lines: columns by their usual names or as said, types, ids, priors, and what is wrong in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.contract import EntityType
from dateline.knowledge import Store
from dateline.knowledge.imports import ImportStoppedError, Kind
from dateline.knowledge.imports.mapping import said


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(path: Path, *rows: Any) -> Path:
    return written(path, "".join(json.dumps(row) + "\n" for row in rows))


def only(store: Store, name: str) -> Any:
    (entry,) = store.look_up([name]).found[name]
    return entry


def test_json_lines_need_no_mapping_where_keys_have_usual_names(tmp_path: Path, imported: Any) -> None:
    row = {"qid": "Q7", "name": "Ada Quill", "type": "person", "aliases": ["A. Quill"], "description": "politician",
           "sitelinks": 9, "country": "no", "unknown": [1]}  # fmt: skip
    _, store = imported(lines(tmp_path / "people.jsonl", row))
    entry = only(store, "Ada Quill")
    assert (entry.kb, entry.id, entry.type, entry.prior) == ("wikidata", "Q7", EntityType.PERSON, 0.5)
    assert (entry.description, entry.country) == ("politician", "NO")
    assert only(store, "A. Quill").prior == pytest.approx(0.4)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_with_whatever_parts_its_columns(delimiter: str, tmp_path: Path, imported: Any) -> None:
    rows = [["id", "name", "type", "lat", "lon", "population"], ["9", "Velmar", "city", "1.5", "-2.25", "99999"]]
    text = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    _, store = imported(written(tmp_path / "towns.csv", text))
    entry = only(store, "Velmar")
    assert (entry.kb, entry.id, entry.type, entry.lat, entry.lon) == ("towns", "9", EntityType.GPE, 1.5, -2.25)
    assert entry.prior == pytest.approx(0.5)


def test_a_table_of_wikidata_s_query_service_is_read_as_it_is(tmp_path: Path, imported: Any) -> None:
    text = ('item,itemLabel,itemDescription,itemAltLabel\n'
            'http://www.wikidata.org/entity/Q7,Ada Quill,politician,"A. Quill, Ada Roe"\n')  # fmt: skip
    _, store = imported(written(tmp_path / "query.csv", text), kind=EntityType.PERSON)
    assert [only(store, name).id for name in ("Ada Quill", "A. Quill", "Ada Roe")] == ["Q7"] * 3


def test_a_document_with_a_list_of_rows_is_read_also_that_of_the_query_service(tmp_path: Path, imported: Any) -> None:
    rows = [{"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"},
             "itemLabel": {"xml:lang": "en", "type": "literal", "value": "Ada Quill"}}]  # fmt: skip
    document = {"head": {"vars": ["item", "itemLabel"]}, "results": {"bindings": rows}}
    report, store = imported(written(tmp_path / "query.json", json.dumps(document, indent=1)), kind=EntityType.PERSON)
    assert (report.files[0].kind, only(store, "Ada Quill").id) == ("json", "Q7")
    plain = json.dumps([{"name": "Bo Rask", "type": "PER"}, {"name": "Cy Dahl", "type": "PER"}])
    assert imported(written(tmp_path / "list.json", plain))[0].files[0].kept == 2


def test_columns_are_said_by_options_and_by_a_file(tmp_path: Path, imported: Any) -> None:
    csv = written(tmp_path / "mps.csv", "who,nr,known_as,wd,vf\nAda Quill,7,A. Quill;Ada Roe,Q7,99\n")
    columns = said(["label=who", "id=nr", "aliases=known_as:;", "wikidata=wd", "same_as.viaf=vf"])
    _, store = imported(csv, columns=columns, kind=EntityType.PERSON, kb="parliament")
    assert dict(only(store, "Ada Roe").same_as) == {"parliament": "7", "viaf": "99"}
    toml = written(tmp_path / "map.toml", 'label = "who"\nid = "nr"\naliases = "known_as:;"\n[same_as]\nviaf = "vf"\n')
    assert said([], toml).keys() == {"label", "id", "aliases", "same_as.viaf"}
    assert said(["label=name.full"])["label"].of({"name": {"full": "Ada"}}) == "Ada"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["name"], "FIELD=COLUMN"),
        (["names=x"], r"“names” is no field.*label"),
        (["label=who"], r"no column “who” for label; the columns are title_x, foo"),
    ],
)
def test_a_mapping_that_fits_nothing_says_what_there_is(
    option: list[str], message: str, tmp_path: Path, imported: Any
) -> None:
    csv = written(tmp_path / "a.csv", "title_x,foo\nAda Quill,1\n")
    with pytest.raises(ImportStoppedError, match=message):
        imported(csv, columns=said(option), kind=EntityType.PERSON)


def test_columns_that_are_not_recognised_are_named(tmp_path: Path, imported: Any) -> None:
    csv = written(tmp_path / "a.csv", "who,what\nAda Quill,person\n")
    with pytest.raises(
        ImportStoppedError, match=r"no column holds the names; the columns are who, what.*--map label=who"
    ):
        imported(csv)
    assert not list(tmp_path.glob("*.import"))


def test_a_mapping_file_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportStoppedError, match="neither TOML nor JSON"):
        said([], written(tmp_path / "map.toml", "label: name"))
    with pytest.raises(ImportStoppedError, match="can't be read"):
        said([], tmp_path / "gone.toml")


def test_what_rows_are_is_told_by_columns_of_one_kind_or_asked_for(tmp_path: Path, imported: Any) -> None:
    _, store = imported(written(tmp_path / "mps.csv", "id,name,gender,wikidata\na,Ada Quill,female,Q7\n"))
    assert only(store, "Ada Quill").type is EntityType.PERSON
    assert dict(only(store, "Ada Quill").same_as) == {"mps": "a"}
    with pytest.raises(ImportStoppedError, match="--type PERSON"):
        imported(written(tmp_path / "x.csv", "id,name\na,Ada Quill\n"))


@pytest.mark.parametrize(
    ("word", "kind"),
    [("PER", "PERSON"), ("http://schema.org/Organization", "ORG"), ("dbo:Person", "PERSON"), ("Q515", "GPE"),
     ("work_of_art", "WORK_OF_ART"), ("Political Party", "ORG"), ("LOC", "LOC"), (["thing", "city"], "GPE"),
     ("Croatian football club", "ORG"), ("association football club", "ORG"), ("prime minister", "PERSON")],
)  # fmt: skip
def test_words_for_types_are_understood(word: Any, kind: str, tmp_path: Path, imported: Any) -> None:
    _, store = imported(lines(tmp_path / "a.jsonl", {"name": "Velmar", "type": word}))
    assert only(store, "Velmar").type.value == kind


def test_a_row_of_a_type_that_is_not_known_is_counted_or_takes_the_one_that_was_said(
    tmp_path: Path, imported: Any
) -> None:
    rows = lines(tmp_path / "a.jsonl", {"name": "Velmar", "type": "MISC"}, {"name": "Ada Quill", "type": "PER"})
    report, _ = imported(rows)
    assert (report.files[0].kept, report.files[0].skipped) == (1, {"of a type that is not known": 1})
    assert imported(rows, kind=EntityType.ORG, restart=True)[0].files[0].kept == 2


@pytest.mark.parametrize(
    ("fields", "prior"),
    [({}, 0.5), ({"prior": 0.31}, 0.31), ({"prior": 31}, 0.5), ({"prior": "NaN"}, 0.5), ({"sitelinks": 99}, 0.7),
     ({"sitelinks": 0}, 0.3), ({"sitelinks": -5}, 0.3), ({"sitelinks": "1e400"}, 0.5), ({"sitelinks": 1e300}, 1.0),
     ({"population": 10**9}, 0.5)],
)  # fmt: skip
def test_a_prior_comes_from_what_is_counted(fields: Any, prior: float, tmp_path: Path, imported: Any) -> None:
    _, store = imported(lines(tmp_path / "a.jsonl", {"name": "Ada Quill", "type": "person", **fields}))
    assert only(store, "Ada Quill").prior == pytest.approx(prior)


def test_places_are_weighed_by_people_and_by_pages_as_the_embedded_ones(tmp_path: Path, imported: Any) -> None:
    rows = [
        {"name": "Velmar", "type": "city", "population": "99,999"},
        {"name": "Torvik", "type": "city", "sitelinks": 99},
    ]
    _, store = imported(lines(tmp_path / "a.jsonl", *rows))
    assert (only(store, "Velmar").prior, only(store, "Torvik").prior) == (0.5, 0.6)


def test_organisations_and_people_are_found_under_what_news_calls_them(tmp_path: Path, imported: Any) -> None:
    rows = [{"name": "Paxar Holdings Corp", "type": "company"}, {"name": "James C. Miller III", "type": "person"},
            {"name": "Sund GmbH & Co. KG", "type": "company"}, {"name": "J. K. Rask", "type": "person"}]  # fmt: skip
    _, store = imported(lines(tmp_path / "a.jsonl", *rows))
    assert only(store, "Paxar Holdings").prior == pytest.approx(0.5)
    assert only(store, "Paxar").prior == pytest.approx(0.3)
    assert only(store, "James Miller").label == "James C. Miller III"
    assert only(store, "Sund").label == "Sund GmbH & Co. KG"
    for nobody in ("Miller", "Rask", "J. Rask"):
        assert store.look_up([nobody]).found[nobody] == ()


@pytest.mark.parametrize("text", ["", "   \n", "\ufeff"])
def test_an_empty_file_is_said(text: str, tmp_path: Path, imported: Any) -> None:
    with pytest.raises(ImportStoppedError, match="is empty"):
        imported(written(tmp_path / "a.csv", text))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><p>404", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        ("name,type\nJosé,person\n".encode("latin-1"), "not UTF-8.*iconv"),
        (b"{not json", "is not JSON"),
        (b"[1, 2, 3]", "no list of objects"),
        (b"\x1f\x8bnonsense", "damaged as a gzip file"),
        (b"PK\x03\x04nonsense", "damaged as a zip file"),
    ],
)
def test_what_can_t_be_read_says_what_it_is(content: bytes, message: str, tmp_path: Path, imported: Any) -> None:
    with pytest.raises(ImportStoppedError, match=message):
        imported(written(tmp_path / "file", content))
    assert not list(tmp_path.glob("k.*"))


def test_a_file_that_is_missing_or_a_folder_is_said(tmp_path: Path, imported: Any) -> None:
    with pytest.raises(ImportStoppedError, match=r"there is no file .*gone\.csv"):
        imported(tmp_path / "gone.csv")
    with pytest.raises(ImportStoppedError, match="no regular file"):
        imported(tmp_path)


def test_a_format_that_was_said_and_is_not_there_is_said(tmp_path: Path, imported: Any) -> None:
    csv = written(tmp_path / "a.csv", "name,type\nAda Quill,person\n")
    with pytest.raises(ImportStoppedError, match="no wikidata: its first line"):
        imported(csv, said=Kind.WIKIDATA)
    with pytest.raises(ImportStoppedError, match="has 1 columns parted by tabs"):
        imported(csv, said=Kind.GEONAMES)


def test_broken_rows_are_counted_and_the_others_kept(tmp_path: Path, imported: Any) -> None:
    rows = b'{"name": "Ada Quill", "type": "person"}\n{"name": broken\n\n[1]\n{"name": "Bo Rask", "type": "person"}\n'
    report, _ = imported(written(tmp_path / "a.jsonl", rows))
    assert (report.files[0].kept, report.files[0].skipped) == (2, {"broken lines": 2})
    long = b"name,type\nAda Quill,person\n" + b'"' + b"x" * 2_000_000 + b'",person\nBo Rask,person\n\xff\xfe,person\n'
    report, _ = imported(written(tmp_path / "a.csv", long), restart=True)
    assert report.files[0].kept == 2
    assert sum(report.files[0].skipped.values()) == 2


@pytest.mark.parametrize("name", ["x" * 301, "a\x00b", "\u202eevil", "...", "", " "])
def test_names_that_are_none_are_counted(name: str, tmp_path: Path, imported: Any) -> None:
    rows = lines(tmp_path / "a.jsonl", {"name": name, "type": "person"}, {"name": "Ada Quill", "type": "person"})
    report, _ = imported(rows)
    assert (report.files[0].kept, sum(report.files[0].skipped.values())) == (1, 1)


def test_nothing_of_a_row_is_followed_and_all_of_it_is_bounded(tmp_path: Path, imported: Any) -> None:
    row = {"name": '=cmd|"/C calc"!A1', "type": "org", "id": "file:///etc/passwd",
           "aliases": [f"N{n}x" for n in range(5000)],
           "description": "<script>alert(1)</script>" + "x" * 5000, "wikidata": "javascript:alert(1)"}  # fmt: skip
    _, store = imported(lines(tmp_path / "a.jsonl", row))
    entry = only(store, '=cmd|"/C calc"!A1')
    assert (entry.kb, entry.id, entry.url, entry.same_as) == ("a", "file:///etc/passwd", None, ())
    assert len(entry.description) == 300
    assert store.look_up(["N4999x"]).found["N4999x"] == ()


def test_a_key_that_only_late_lines_have_is_read_too(tmp_path: Path, imported: Any) -> None:
    first = [{"qid": f"Q{n}", "name": f"Velmar Works {n}", "type": "company"} for n in range(1, 301)]
    last = {"qid": "Q999", "name": "Ada Quill", "type": "person", "description": "judge", "aliases": ["Ada Roe"]}
    _, store = imported(lines(tmp_path / "mixed.jsonl", *first, last))
    assert only(store, "Ada Roe").description == "judge"
    (tmp_path / "mixed.json").write_text(json.dumps([*first, last]))
    _, store = imported(tmp_path / "mixed.json")
    assert only(store, "Ada Roe").description == "judge"


def test_lines_with_ever_new_keys_are_read_with_the_first_thousand(tmp_path: Path, imported: Any) -> None:
    rows = [{"qid": f"Q{n}", "name": f"Petrel {n}", "type": "company", f"key {n}": 1} for n in range(1, 1500)]
    _, store = imported(lines(tmp_path / "hostile.jsonl", *rows, {**rows[0], "qid": "Q5000", "name": "Velmar Rail"}))
    assert only(store, "Velmar Rail").id == "Q5000"
