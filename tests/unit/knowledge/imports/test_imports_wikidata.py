"""The dump reader: every shape that the format allows, and what is no entry."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from dateline.contract import EntityType
from dateline.knowledge.imports.wikidata import BROKEN, FEW_LINKS, NO_CLASS, NO_ITEM, NO_LABEL, Filter, bare, entity_of
from knowledge_kit import dump, entity, statement, terms

CLASSES = {"Q5": EntityType.PERSON, "Q515": EntityType.GPE, "Q43229": EntityType.ORG}


def read(thing: Any, **wanted: Any) -> Any:
    line = thing if isinstance(thing, bytes) else json.dumps(thing).encode()
    return entity_of(bare(line), Filter(CLASSES.get, **wanted))


def test_a_person_has_label_names_description_type_and_a_prior_from_sitelinks() -> None:
    draft = read(
        entity(
            "Q42", "Ada B. Quill", links=9, aliases=terms("A. Quill", "Ada Quill-Roe"),
            descriptions={"en": {"language": "en", "value": "Norwegian politician"}},
        )
    )  # fmt: skip
    assert (draft.kb, draft.id, draft.label, draft.type) == ("wikidata", "Q42", "Ada B. Quill", EntityType.PERSON)
    assert draft.description == "Norwegian politician"
    assert draft.prior == pytest.approx(0.5)
    assert draft.aliases == {"Ada B. Quill": 0, "A. Quill": 1, "Ada Quill-Roe": 1, "Ada Quill": 1}


def test_a_city_has_coordinates_a_country_and_its_ids_elsewhere() -> None:
    claims = {
        "P31": [statement("P31", "Q515")],
        "P17": [statement("P17", "Q20")],
        "P1566": [statement("P1566", "3143244")],
        "P625": [statement("P625", {"latitude": 59.9133333, "longitude": "10.7389", "altitude": None,
                                    "precision": 0.0002, "globe": "http://www.wikidata.org/entity/Q2"})],
        "P214": [statement("P214", "152447685")],
    }  # fmt: skip
    draft = read(entity("Q585", "Oslo", links=99, claims=claims))
    assert (draft.lat, draft.lon, draft.country) == (59.9133, 10.7389, "NO")
    assert draft.same_as == {"geonames": "3143244", "viaf": "152447685"}
    assert draft.prior == pytest.approx(0.6)


def test_a_crater_on_the_moon_has_no_place_on_earth() -> None:
    point = {"latitude": 1.0, "longitude": 2.0, "globe": "http://www.wikidata.org/entity/Q405"}
    claims = {"P31": [statement("P31", "Q515")], "P625": [statement("P625", point)]}
    assert read(entity("Q7", "Crater", claims=claims)).lat is None


@pytest.mark.parametrize("point", [None, "here", {"latitude": "north"}, {"latitude": 91, "longitude": 0}, [], {}])
def test_a_coordinate_that_is_none_costs_only_itself(point: Any) -> None:
    claims = {"P31": [statement("P31", "Q5")], "P625": [statement("P625", point)]}
    assert read(entity("Q7", "Ada Quill", claims=claims)).lat is None


@pytest.mark.parametrize("part", ["aliases", "descriptions", "sitelinks"])
@pytest.mark.parametrize("empty", [[], {}, None])
def test_empty_maps_may_be_empty_lists(part: str, empty: Any) -> None:
    assert read(entity("Q1", "Ada Quill", **{part: empty})).label == "Ada Quill"


@pytest.mark.parametrize("claims", [[], {}, None, {"P31": []}, {"P31": {}}, {"P31": None}])
def test_an_entity_without_claims_is_of_no_class(claims: Any) -> None:
    assert read(entity("Q1", "Ada Quill", claims=claims)) == NO_CLASS


def test_a_list_that_php_wrote_as_a_map_is_read() -> None:
    thing = entity("Q1", "Ada Quill", aliases={"en": {"1": {"language": "en", "value": "A. Quill"}}})
    thing["claims"]["P31"] = {"2": statement("P31", "Q5")}
    assert "A. Quill" in read(thing).aliases


@pytest.mark.parametrize("snaktype", ["somevalue", "novalue"])
def test_a_snak_without_a_value_is_passed_over(snaktype: str) -> None:
    claims = {"P31": [statement("P31", None, snaktype=snaktype), statement("P31", "Q5")],
              "P17": [statement("P17", None, snaktype=snaktype)]}  # fmt: skip
    assert read(entity("Q1", "Ada Quill", claims=claims)).type is EntityType.PERSON
    alone = {"P31": [statement("P31", None, snaktype=snaktype)]}
    assert read(entity("Q1", "Ada Quill", claims=alone)) == NO_CLASS


def test_deprecated_statements_do_not_count_and_preferred_ones_come_first() -> None:
    claims = {"P31": [statement("P31", "Q5", "deprecated"), statement("P31", "Q515"),
                      statement("P31", "Q43229", "preferred")]}  # fmt: skip
    assert read(entity("Q1", "Velmar Port", claims=claims)).type is EntityType.ORG
    assert read(entity("Q1", "Velmar", claims={"P31": [statement("P31", "Q5", "deprecated")]})) == NO_CLASS


@pytest.mark.parametrize("number", [5, "5"])
def test_an_item_may_be_given_by_its_number_alone(number: Any) -> None:
    snak = {"snaktype": "value", "property": "P31",
            "datavalue": {"value": {"entity-type": "item", "numeric-id": number},
                          "type": "wikibase-entityid"}}  # fmt: skip
    assert read(entity("Q1", "Ada Quill", claims={"P31": [{"mainsnak": snak}]})).type is EntityType.PERSON


@pytest.mark.parametrize(
    "thing",
    [
        {"type": "property", "id": "P31", "datatype": "wikibase-item", "labels": {}, "claims": {"P31": []}},
        {"type": "lexeme", "id": "L7", "lemmas": {"en": {"language": "en", "value": "go"}}, "claims": {"P31": []}},
        {"type": "mediainfo", "id": "M7", "statements": [], "claims": {"P31": []}},
        {"entity": "Q1", "redirect": "Q2", "P31": "P31"},
        {"id": "Q1", "missing": "", "claims": {"P31": []}},
    ],
)
def test_properties_lexemes_and_redirects_are_no_entries(thing: Any) -> None:
    assert read(thing) in (NO_ITEM, NO_CLASS)


def test_without_a_label_in_the_language_there_is_no_entry_but_that_for_all_languages_counts() -> None:
    norsk = {"nb": {"language": "nb", "value": "Ada Kvill"}}
    assert read(entity("Q1", None)) == NO_LABEL
    assert read(entity("Q1", None, labels=norsk)) == NO_LABEL
    assert read(entity("Q1", None, labels=norsk), languages=("nb",)).label == "Ada Kvill"
    assert read(entity("Q1", None, labels={"mul": {"language": "mul", "value": "Ada Quill"}})).label == "Ada Quill"
    british = {"en-gb": {"language": "en-gb", "value": "Ada Quill"}}
    assert read(entity("Q1", None, labels=british)).label == "Ada Quill"


def test_names_of_every_language_that_is_asked_for_are_taken() -> None:
    aliases = terms("A. Quill") | terms("A. Kvill", language="nb") | terms("А. Квилл", language="ru")
    names = read(entity("Q1", "Ada Quill", aliases=aliases), languages=("en", "nb")).aliases
    assert {"A. Quill", "A. Kvill"} <= set(names)
    assert "А. Квилл" not in names


def test_filters_count_what_they_leave_out() -> None:
    assert read(entity("Q1", "Ada Quill", links=2), least_sitelinks=3) == FEW_LINKS
    assert read(entity("Q1", "Ada Quill", links=3), least_sitelinks=3).id == "Q1"
    assert read(entity("Q1", "Velmar", "Q515"), types=frozenset({EntityType.PERSON})) == NO_CLASS
    assert read(entity("Q1", "Item", "Q99999")) == NO_CLASS


def test_a_word_site_in_a_text_is_no_sitelink() -> None:
    thing = entity("Q1", "Ada Quill", links=0, descriptions={"en": {"language": "en", "value": 'the "site" "site"'}})
    assert read(thing, least_sitelinks=1) == FEW_LINKS


@pytest.mark.parametrize(
    "line",
    [b'{"P31"', b'"P31"', b'["P31"]', b'{"id": "Q1", "P31": "\xff"}', b'{"id":"Q1","P31":' + b"[" * 5000, b"null"],
)
def test_a_broken_line_is_counted(line: bytes) -> None:
    assert read(line) == BROKEN


@pytest.mark.parametrize(
    "value",
    ["x" * 5000, "", "   ", "a\u0000b", "evil \u202e name", "\ud800", 7, None, {"value": "x"}, ["x"]],
    ids=lambda value: repr(value)[:20],
)
def test_a_name_that_is_none_is_left_out(value: Any) -> None:
    label = {"en": {"language": "en", "value": value}}
    found = read(entity("Q1", None, labels=label))
    assert found in (NO_LABEL, BROKEN)  # a lone surrogate is not JSON to a strict reader
    aliases = {"en": [{"language": "en", "value": value}, {"language": "en", "value": "A. Quill"}, None, 7]}
    if value != "\ud800":
        assert set(read(entity("Q1", "Ada Quill", aliases=aliases)).aliases) == {"Ada Quill", "A. Quill"}


def test_markup_and_formulas_are_names_like_others_and_the_most_names_are_bounded() -> None:
    draft = read(entity("Q1", "=HYPERLINK(1)", aliases=terms("<b>x</b>", *(f"Name {n}" for n in range(1000)))))
    assert draft.label == "=HYPERLINK(1)"
    assert "<b>x</b>" in draft.aliases
    assert len(draft.aliases) <= 202


@pytest.mark.parametrize("compress", [None, gzip.compress, bz2.compress, zstandard.compress])
def test_a_dump_is_read_however_it_is_compressed(compress: Any, tmp_path: Path, imported: Any) -> None:
    path = dump(
        tmp_path / "dump.json", [entity("Q1", "Ada Quill"), entity("Q2", "Bo Rask"), "{broken", entity("Q3", "Cy Dahl")]
    )
    if compress:
        path.write_bytes(compress(path.read_bytes()))
    report, store = imported(path)
    assert (report.files[0].lines, report.files[0].kept, report.files[0].skipped) == (4, 3, {BROKEN: 1})
    assert [store.look_up([name]).found[name][0].id for name in ("Ada Quill", "Bo Rask", "Cy Dahl")] == [
        "Q1",
        "Q2",
        "Q3",
    ]


def test_a_dump_of_several_streams_padded_at_its_end_is_read(tmp_path: Path, imported: Any) -> None:
    lines = dump(tmp_path / "dump.json", [entity(f"Q{n}", f"Ada Quill{n}") for n in range(1, 200)]).read_bytes()
    for number, compress in enumerate((gzip.compress, bz2.compress)):
        path = tmp_path / f"dump{number}"
        path.write_bytes(b"".join(compress(lines[at : at + 5000]) for at in range(0, len(lines), 5000)) + b"\0" * 64)
        assert imported(path, restart=True)[0].files[0].kept == 199


def test_an_entity_on_a_very_long_line_is_read_and_a_line_beyond_all_bounds_passed_over(
    tmp_path: Path, imported: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.knowledge.imports.streams.LONGEST_LINE", 3_000_000)
    long = entity("Q1", "Ada Quill", aliases=terms(*(f"Name {n} {'x' * 200}" for n in range(10_000)), language="fr"))
    longer = entity("Q2", "Bo Rask", aliases=terms(*("x" * 200 for _ in range(20_000)), language="fr"))
    report, _ = imported(dump(tmp_path / "dump.json", [long, longer, entity("Q3", "Cy Dahl")]))
    assert (report.files[0].kept, report.files[0].skipped) == (2, {BROKEN: 1})


def test_subclasses_are_learned_from_the_dump_itself(tmp_path: Path, imported: Any) -> None:
    quay = entity("Q900", "quay town", None, claims={"P279": [statement("P279", "Q901")]})
    port = entity("Q901", "port town", None, claims={"P279": [statement("P279", "Q515")]})
    path = dump(tmp_path / "dump.json", [entity("Q1", "Velmar", "Q900"), quay, port, entity("Q2", "Rock", "Q902")])
    assert imported(path, subclasses=True)[0].files[0].kept == 1
    plain = dump(tmp_path / "plain.json", [entity("Q1", "Velmar", "Q900"), entity("Q2", "Ada Quill")])
    assert imported(plain)[0].files[0].kept == 1
    assert imported(plain, classes={"Q900": EntityType.GPE})[0].files[0].kept == 2
