"""What several sources say of one thing becomes one entry; what was read survives an interruption."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.contract import EntityType
from dateline.knowledge import KnowledgeFileError, Store
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports import ImportStoppedError, Request, reading, run, stage_path
from dateline.knowledge.imports.stage import Stage
from knowledge_kit import dump, entity, statement, terms


def rows(path: Path, *objects: Any) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in objects))
    return path


def test_the_same_city_of_two_sources_is_one_entry_with_the_names_of_both(
    tmp_path: Path, base: Path, imported: Any
) -> None:
    claims = {"P31": [statement("P31", "Q515")], "P1566": [statement("P1566", "100")], "P214": [statement("P214", "5")]}
    long = {"en": {"language": "en", "value": "largest city of the Vestmark"}}
    path = dump(tmp_path / "d.json", [entity("Q100", "Velmar", links=999, claims=claims, descriptions=long,
                                             aliases=terms("Velmaria"))])  # fmt: skip
    report, store = imported(path, base=base)
    (entry,) = store.look_up(["Velmaria"]).found["Velmaria"]
    assert (entry.kb, entry.id, entry.country, entry.lat) == ("geonames", "100", "NO", 1.5)
    assert dict(entry.same_as) == {"wikidata": "Q100", "viaf": "5"}
    assert entry.description == "largest city of the Vestmark"
    assert store.look_up(["Velmar"]).found["Velmar"][0].prior == pytest.approx(0.9)
    assert (report.entries, report.new, report.merged) == (1, 0, 1)


def test_several_imports_add_up_and_a_file_that_is_imported_again_changes_nothing(
    tmp_path: Path, base: Path, imported: Any
) -> None:
    out = tmp_path / "k.sqlite"
    first = rows(tmp_path / "a.jsonl", {"qid": "Q1", "name": "Ada Quill", "type": "person"})
    second = rows(tmp_path / "b.jsonl", {"qid": "Q1", "name": "Ada Quill-Roe", "type": "person"},
                  {"qid": "Q2", "name": "Bo Rask", "type": "person"})  # fmt: skip
    imported(first, base=base)
    _, store = imported(second, base=out)
    assert [len(store.look_up([name]).found[name]) for name in ("Velmar", "Ada Quill", "Ada Quill-Roe", "Bo Rask")] == [
        1
    ] * 4
    assert store.look_up(["Ada Quill-Roe"]).found["Ada Quill-Roe"][0].label == "Ada Quill"
    _, again = imported(second, base=out)
    assert again.version == store.version
    assert [source["what"] for source in json.loads(again.meta["sources"])] == ["a.jsonl (jsonl)", "b.jsonl (jsonl)"]


def test_things_of_different_ids_stay_apart_though_a_third_says_they_are_one(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "s")
    stage.add(Draft("wikidata", "Q1", "Velmar", EntityType.GPE, 0.5, "", {"geonames": "1"}))
    stage.add(Draft("wikidata", "Q2", "Velmar Municipality", EntityType.GPE, 0.5, "", {"geonames": "1"}))
    stage.add(Draft("geonames", "1", "Velmar", EntityType.GPE, 0.6, ""))
    assert [(draft.id, draft.prior) for draft, _ in stage.drafts()] == [("Q1", 0.6), ("Q2", 0.5)]
    stage.close()


def test_a_person_is_never_merged_with_a_place_whatever_their_ids_say(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "s")
    stage.add(Draft("wikidata", "Q1", "Paris", EntityType.GPE, 0.5, ""))
    stage.add(Draft("wikidata", "Q1", "Paris", EntityType.PERSON, 0.5, ""))
    assert len(stage) == 2
    stage.close()


def test_the_order_of_files_does_not_change_what_a_name_is_found_as(tmp_path: Path, imported: Any) -> None:
    one = rows(
        tmp_path / "a.jsonl", *({"qid": f"Q{n}", "name": f"Ada Quill{n}", "type": "person"} for n in range(1, 50))
    )
    other = rows(
        tmp_path / "b.jsonl", *({"qid": f"Q{n}", "name": f"Ada Quill{n}", "type": "person"} for n in range(49, 0, -1))
    )
    assert imported(one)[1].version == imported(other)[1].version


class Stopped(BaseException):
    """As Ctrl-C: nobody catches it."""


def stopping_after(calls: int) -> Callable[..., None]:
    count = iter(range(calls))

    def progress(*_: object) -> None:
        if next(count, None) is None:
            raise Stopped

    return progress


@pytest.mark.parametrize("how", ["plain", "gzip", "gzip of many members", "bzip2 of many streams", "csv", "subclasses"])
def test_an_import_that_is_interrupted_goes_on_where_it_was(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "STEP", 10)
    monkeypatch.setattr(reading, "COMMIT_S", 0.0)
    path = dump(tmp_path / "d.json", [entity(f"Q{n}", f"Ada Quill{n}") for n in range(1, 301)])
    data = path.read_bytes()
    parts = [data[at : at + 7000] for at in range(0, len(data), 7000)]
    if how == "csv":
        path.write_text("qid,name,type\n" + "".join(f'Q{n},"Ada\n Quill{n}",person\n' for n in range(1, 301)))
    elif how == "gzip":
        path.write_bytes(gzip.compress(data))
    elif "many" in how:
        path.write_bytes(b"".join(map(gzip.compress if "gzip" in how else bz2.compress, parts)))
    request = Request((path,), tmp_path / "k.sqlite", None, subclasses=how == "subclasses")
    read: list[int] = []

    def watching(what: str, done: int, total: int, lines: int, kept: int) -> None:
        read.append(lines)

    for stop in (7, 9 if how != "subclasses" else 40):
        with pytest.raises(Stopped):
            run(request, stopping_after(stop))
        assert not request.out.exists()
    report = run(request, watching)
    assert report.resumed
    assert report.entries == report.files[0].kept == report.new == 300
    assert min(read) > 100  # what was read before is not read again
    assert not stage_path(request.out).exists()
    whole = tmp_path / "whole.sqlite"
    run(Request((path,), whole, None), lambda *_: None)
    assert Store(whole).version == report.version


def test_an_unfinished_import_of_other_files_is_not_lost_by_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "STEP", 10)
    monkeypatch.setattr(reading, "COMMIT_S", 0.0)
    path = dump(tmp_path / "d.json", [entity(f"Q{n}", f"Ada Quill{n}") for n in range(1, 301)])
    with pytest.raises(Stopped):
        run(Request((path,), tmp_path / "k.sqlite", None), stopping_after(5))
    other = Request((path,), tmp_path / "k.sqlite", None, least_sitelinks=1)
    with pytest.raises(ImportStoppedError, match=r"unfinished import with other files or options.*--restart"):
        run(other, lambda *_: None)
    assert run(other, lambda *_: None, restart=True).entries == 300


def test_a_damaged_archive_keeps_what_was_read_for_when_it_is_copied_again(tmp_path: Path, imported: Any) -> None:
    path = dump(tmp_path / "d.json", [entity(f"Q{n}", f"Ada Quill{n}") for n in range(1, 3001)])
    whole = gzip.compress(path.read_bytes())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImportStoppedError, match=r"damaged as a gzip file.*what was read before is kept"):
        imported(path)
    assert stage_path(tmp_path / "k.sqlite").exists()
    assert not (tmp_path / "k.sqlite").exists()


def test_two_imports_into_one_file_at_the_same_time_are_refused(tmp_path: Path, imported: Any) -> None:
    stage = Stage(stage_path(tmp_path / "k.sqlite"))
    with pytest.raises(ImportStoppedError, match="another import into the same file runs"):
        imported(dump(tmp_path / "d.json", [entity("Q1", "Ada Quill")]))
    stage.close()


def test_a_full_disk_is_said_and_the_old_file_stays(
    tmp_path: Path, base: Path, imported: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = base.read_bytes()
    path = dump(tmp_path / "d.json", [entity(f"Q{n}", f"Ada Quill{n}") for n in range(1, 3000)])
    begin = Stage.__init__

    def small(self: Stage, path: Path) -> None:
        begin(self, path)
        self.connection.execute("PRAGMA max_page_count = 40")

    with monkeypatch.context() as patch:
        patch.setattr(Stage, "__init__", small)
        with pytest.raises(ImportStoppedError, match=r"the disk of .* is full: free some space"):
            imported(path, base=base, out=base)
    assert base.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
    assert imported(path, base=base, out=base, restart=True)[0].entries == 3000


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000])
def test_a_base_that_is_no_knowledge_file_is_said(content: bytes, tmp_path: Path, imported: Any) -> None:
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(content)
    with pytest.raises(KnowledgeFileError, match=r"damaged|no knowledge file"):
        imported(dump(tmp_path / "d.json", [entity("Q1", "Ada Quill")]), base=bad)


def test_an_import_of_nothing_leaves_everything_as_it_was(tmp_path: Path, base: Path, imported: Any) -> None:
    before = base.read_bytes()
    path = dump(tmp_path / "d.json", [entity("Q1", "Ada Quill", links=2), entity("Q2", "Rock", "Q999")])
    with pytest.raises(ImportStoppedError, match=r"nothing to import: 1 with fewer sitelinks, 1 of no class"):
        imported(path, base=base, out=base, least_sitelinks=3)
    assert base.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["base.sqlite", "d.json"]
