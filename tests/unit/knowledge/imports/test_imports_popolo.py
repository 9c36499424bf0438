"""Popolo: people and organisations with descriptions from their memberships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports.popolo import drafts

UUID = "014f1aac-a694-4538-8b4f-a533233acb60"
DOCUMENT: dict[str, Any] = {
    "posts": [],
    "persons": [
        {
            "id": UUID, "name": "Ada Quill", "given_name": "Ada", "family_name": "Quill", "gender": "female",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q7"}, {"scheme": "viaf", "identifier": "99"},
                            {"scheme": "their-own", "identifier": "x"}],
            "other_names": [{"name": "A. Quill"}, {"name": "Ада Квилл", "lang": "ru", "note": "multilingual"}, {}],
            "links": [{"note": f"Wikipedia ({code})", "url": "https://example.org"} for code in
                      ("commons", *(f"w{chr(97 + n)}" for n in range(24)))],
        },
        {"id": "person/2", "name": "Bo Rask", "identifiers": [{"scheme": "wikidata", "identifier": "nonsense"}]},
        {"id": "person/3"},
        "no person",
    ],
    "organizations": [
        {"id": "house", "name": "House of Delegates", "classification": "legislature"},
        {"id": "party/harbour", "name": "Harbour Party", "classification": "party",
         "identifiers": [{"scheme": "wikidata", "identifier": "Q70"}]},
        {"id": "old", "name": "Old Party", "classification": "party"},
        {"id": "IND", "name": "Independent", "classification": "party"},
    ],
    "areas": [{"id": "area/1", "name": "Velmar North"}],
    "events": [{"id": "term/1", "start_date": "2001", "classification": "legislative period"},
               {"id": "term/2", "start_date": "2005"}],
    "memberships": [
        {"person_id": UUID, "organization_id": "house", "on_behalf_of_id": "party/harbour", "role": "member",
         "area_id": "area/1", "legislative_period_id": "term/2"},
        {"person_id": UUID, "organization_id": "house", "on_behalf_of_id": "old", "legislative_period_id": "term/1"},
        {"person_id": "person/2", "organization_id": "house", "on_behalf_of_id": "IND"},
        {"person_id": "nobody"}, None,
    ],
}  # fmt: skip


def by_label() -> dict[str, Draft]:
    return {draft.label: draft for draft in drafts(DOCUMENT, "parliament", ("en",)) if isinstance(draft, Draft)}


def test_a_member_is_described_by_the_newest_membership() -> None:
    ada = by_label()["Ada Quill"]
    assert ada.description == "member of the House of Delegates for Velmar North, Harbour Party"
    assert (ada.kb, ada.id, ada.type) == ("wikidata", "Q7", EntityType.PERSON)
    assert ada.same_as == {"wikidata": "Q7", "viaf": "99", "popolo": UUID}
    assert set(ada.aliases) == {"Ada Quill", "A. Quill"}


def test_the_wikipedia_pages_that_are_linked_raise_the_prior() -> None:
    assert by_label()["Ada Quill"].prior > by_label()["Bo Rask"].prior == 0.5


def test_a_person_without_a_wikidata_id_has_the_file_s_own_which_no_other_file_shares() -> None:
    bo = by_label()["Bo Rask"]
    assert (bo.kb, bo.id, bo.description) == ("popolo", "house/person/2", "member of the House of Delegates")


def test_parties_and_parliaments_are_organisations_and_independent_is_none() -> None:
    found = by_label()
    assert found["Harbour Party"].type is EntityType.ORG
    assert found["Harbour Party"].description == "political party in the House of Delegates"
    assert found["House of Delegates"].description == "parliament"
    assert "Independent" not in found


def test_a_file_is_imported_by_one_command_whatever_its_layout(tmp_path: Path, imported: Any) -> None:
    for indent in (None, 2):
        path = tmp_path / "ep-popolo-v1.0.json"
        path.write_text(json.dumps(DOCUMENT, indent=indent))
        report, store = imported(path, restart=True)
        (file,) = report.files
        assert (file.kind, file.kept) == ("popolo", 5)
        assert file.skipped == {"groups of those without a party": 1, "without a name": 1}
        assert store.look_up(["Ada Quill"]).found["Ada Quill"][0].id == "Q7"
