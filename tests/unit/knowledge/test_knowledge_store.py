"""The knowledge file: what the embedded one knows, and how it fails."""

from __future__ import annotations

import os
import pickle
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from dateline.contract import EntityType
from dateline.knowledge import Entry, KnowledgeFileError, Store, open_knowledge
from dateline.knowledge.aliases import alias_key
from dateline.knowledge.draft import Draft, write
from dateline.knowledge.entry import decode, encode
from dateline.knowledge.store import FORMAT


@pytest.fixture(scope="module")
def places() -> Store:
    return open_knowledge(None)


def small(path: Path, *extra: Draft) -> Path:
    oslo = Draft("geonames", "1", "Velmar", EntityType.GPE, 0.6, "city", aliases={"Velmar": 0, "Velmaria": 1})
    write(path, [oslo, *extra])
    return path


@pytest.mark.parametrize(
    ("spelling", "same"),
    [
        ("São Paulo", "Sao Paulo"),
        ("U.S.", "US"),
        ("the United States", "United States"),
        ("COTE D'IVOIRE", "Côte d’Ivoire"),
        ("Guinea-Bissau", "Guinea Bissau"),
        ("Washington, D.C.", "Washington DC"),
        ("  New\u00a0York ", "New York"),
        ("ﬁji", "Fiji"),
    ],
)
def test_spellings_of_one_name_share_a_key(spelling: str, same: str) -> None:
    assert alias_key(spelling) == alias_key(same) != ""


@pytest.mark.parametrize(("one", "other"), [("US", "us"), ("IT", "It"), ("LA", "La"), ("Peru", "Perm")])
def test_names_that_differ_have_different_keys(one: str, other: str) -> None:
    assert alias_key(one) != alias_key(other)


@pytest.mark.parametrize("nothing", ["", " ", "...", "\u0301"])
def test_what_is_no_name_has_no_key(nothing: str) -> None:
    assert alias_key(nothing) == ""


@pytest.mark.parametrize(
    ("alias", "kb", "id_", "type_"),
    [
        ("United States", "geonames", "6252001", "GPE"),
        ("U.S.", "geonames", "6252001", "GPE"),
        ("Britain", "geonames", "2635167", "GPE"),
        ("Ivory Coast", "geonames", "2287781", "GPE"),
        ("Republic of Korea", "geonames", "1835841", "GPE"),
        ("Calif.", "geonames", "5332921", "GPE"),
        ("Mumbai", "geonames", "1275339", "GPE"),
        ("Bombay", "geonames", "1275339", "GPE"),
        ("Gaza Strip", "wikidata", "Q39760", "GPE"),
        ("West Bank", "wikidata", "Q36678", "GPE"),
        ("Europe", "wikidata", "Q46", "LOC"),
        ("Scotland", "iso3166", "GB-SCT", "GPE"),
        ("Puerto Rico", "geonames", "4566966", "GPE"),
    ],
)
def test_the_embedded_file_knows_places(places: Store, alias: str, kb: str, id_: str, type_: str) -> None:
    best = places.look_up([alias]).found[alias][0]
    assert (best.kb, best.id, best.type) == (kb, id_, type_)


def test_every_country_of_iso_3166_is_known_with_its_wikidata_id(places: Store) -> None:
    pycountry = pytest.importorskip("pycountry")
    for country in pycountry.countries:
        answers = places.look_up([country.name]).found[country.name]
        ids = [dict(entry.same_as) for entry in answers]
        assert any(known.get("iso3166") == country.alpha_2 and known["wikidata"][0] == "Q" for known in ids), (
            country.name
        )


@pytest.mark.parametrize("alias", ["XQZ", "PAR", "us", "Burns", "", "x" * 5000, "\ud800", "'; DROP TABLE alias; --"])
def test_what_is_no_known_place_has_no_entry(places: Store, alias: str) -> None:
    answers = places.look_up([alias])
    assert answers.reached
    assert answers.found == {alias: ()}


def test_every_alias_that_was_asked_is_answered_best_first(places: Store) -> None:
    answers = places.look_up(["Paris", "Nowhereville", "Paris"])
    assert list(answers.found) == ["Paris", "Nowhereville"]
    priors = [entry.prior for entry in answers.found["Paris"]]
    assert len(priors) > 1
    assert priors == sorted(priors, reverse=True)
    assert all(0.0 <= prior <= 1.0 for prior in priors)


def test_the_file_says_its_version_and_where_its_facts_are_from(places: Store) -> None:
    assert len(places.version) == 16
    assert "CC BY 4.0" in places.meta["sources"]
    assert places.path.stat().st_size < 15_000_000


def test_a_look_up_takes_some_microseconds(places: Store) -> None:
    names = [row[0] for row in sqlite3.connect(places.path).execute("SELECT DISTINCT alias FROM alias LIMIT 5000")]
    took = []
    for _ in range(3):
        began = time.process_time()
        places.look_up(names)
        took.append((time.process_time() - began) / len(names))
    assert min(took) < 100e-6  # under 20 on a quiet machine


def test_an_alias_of_lower_rank_lowers_the_prior(tmp_path: Path) -> None:
    found = Store(small(tmp_path / "k.sqlite")).look_up(["Velmar", "Velmaria"]).found
    assert found["Velmar"][0].prior == pytest.approx(0.6)
    assert found["Velmaria"][0].prior == pytest.approx(0.5)


def test_equal_contents_have_equal_versions_and_others_do_not(tmp_path: Path) -> None:
    one, same = small(tmp_path / "a.sqlite"), small(tmp_path / "b.sqlite")
    more = small(tmp_path / "c.sqlite", Draft("geonames", "2", "Torvik", EntityType.GPE, 0.5, "city"))
    assert Store(one).version == Store(same).version != Store(more).version
    assert one.read_bytes() == same.read_bytes()


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFileError, match=r"no knowledge file at .*gone\.sqlite.*DATELINE_KNOWLEDGE"):
        open_knowledge(tmp_path / "gone.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\x00" + b"\x7f" * 5000])
def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.sqlite"
    path.write_bytes(content)
    with pytest.raises(KnowledgeFileError, match=r"damaged|no knowledge file"):
        Store(path)


def test_a_database_of_something_else_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE news (id)")
    connection.close()
    with pytest.raises(KnowledgeFileError, match="no knowledge file of Dateline"):
        Store(path)


def test_a_file_of_another_format_is_a_clear_error(tmp_path: Path) -> None:
    path = small(tmp_path / "old.sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT - 1}")
    connection.close()
    with pytest.raises(KnowledgeFileError, match=f"has format {FORMAT - 1}.*reads format {FORMAT}"):
        Store(path)


def test_a_file_cut_short_is_a_clear_error_or_answers_as_unreached(tmp_path: Path) -> None:
    towns = [
        Draft("geonames", str(n), f"Town {n}", EntityType.GPE, 0.5, "city", aliases={f"Town {n}": 0})
        for n in range(9, 5000)
    ]
    path = small(tmp_path / "cut.sqlite", *towns)
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            store = Store(path)
        except KnowledgeFileError:
            continue
        answers = store.look_up([f"Town {n}" for n in range(9, 5000)])
        assert not answers.reached
        assert answers.reason


def test_damage_in_the_middle_of_a_page_never_raises(tmp_path: Path) -> None:
    path = small(tmp_path / "k.sqlite")
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 7):
        data[at] ^= 0xFF
    path.write_bytes(data)
    try:
        answers = Store(path).look_up(["Velmar"])
    except KnowledgeFileError:
        return
    assert set(answers.found) == {"Velmar"}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_store_can_be_used_after_a_fork_and_sent_to_another_process(places: Store) -> None:
    places.look_up(["Oslo"])
    child = os.fork()
    if child == 0:
        known = places.look_up(["Oslo"]).found["Oslo"]
        os._exit(0 if known and known[0].country == "NO" else 1)
    assert os.waitpid(child, 0)[1] == 0
    copy = pickle.loads(pickle.dumps(places))
    assert copy.look_up(["Oslo"]) == places.look_up(["Oslo"])


def test_a_store_can_be_used_from_several_threads(places: Store) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(places.look_up(["Oslo"]).found["Oslo"]))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert min(found) >= 1


def test_entries_survive_the_form_they_are_cached_in(places: Store) -> None:
    for entries in places.look_up(["Paris", "Kenya", "Europe", "Nowhereville"]).found.values():
        assert decode(encode(entries)) == entries


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        b"{}",
        b"[1]",
        b"[[]]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'[["a","b","c","NOTYPE",0.5,null,null,[],null,null,null,null]]',
        b'[["a","b","c","GPE","much",null,null,[],null,null,null,null]]',
        b'[["a","b","c","GPE",0.5,null,null,[["x"]],null,null,null,null]]',
        b'[["a","b",7,"GPE",0.5,null,null,[],null,null,null,null]]',
    ],
)
def test_bytes_that_are_no_entries_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(data)


def test_an_entry_is_an_immutable_record() -> None:
    entry = Entry("geonames", "1", "Velmar", EntityType.GPE, 0.5)
    with pytest.raises(AttributeError):
        entry.label = "Other"  # type: ignore[misc]


def rewritten(path: Path, column: str, value: object) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE entry SET {column} = ? WHERE label = 'Velmar'", (value,))
    connection.close()
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [("type", "PLANET"), ("type", 7), ("prior", "much"), ("kb", 99), ("same_as", "{"), ("same_as", "[1]"),
     ("same_as", '[["a"]]'), ("same_as", "[" * 100_000), ("same_as", b"\xff")],
)  # fmt: skip
def test_a_broken_entry_costs_only_the_names_that_it_has(tmp_path: Path, column: str, value: object) -> None:
    torvik = Draft("geonames", "2", "Torvik", EntityType.GPE, 0.5, "city", aliases={"Torvik": 0})
    store = Store(rewritten(small(tmp_path / "k.sqlite", torvik), column, value))
    answers = store.look_up(["Velmar", "Torvik", "Nowhere"])
    assert answers.found["Torvik"][0].id == "2"
    assert answers.reason == "knowledge file k.sqlite has broken entries"
    assert answers.unanswered == {"Velmar"}


def test_a_file_cut_short_under_an_open_store_is_unreached_and_read_again_once_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    whole = open_knowledge(None).path.read_bytes()
    path.write_bytes(whole)
    store = Store(path)
    assert store.look_up(["Peru"]).reached
    path.write_bytes(whole[:4096])
    names = ["Peru", *(f"{letter}an" for letter in "BCDFGHJKLMNPRST")]
    reasons = {store.look_up(names).reason for _ in range(3)}
    assert reasons == {"knowledge file k.sqlite can't be read"}
    path.write_bytes(whole)
    assert store.look_up(["Peru"]).found["Peru"]
