"""Names that a label itself holds: what counts as the name, what counts less, and what is none."""

from __future__ import annotations

import pytest

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports.priors import DERIVED_NAME, OTHER_NAME, OWN_NAME
from dateline.knowledge.imports.variants import call_variants

ORG, PERSON = EntityType.ORG, EntityType.PERSON


def names(label: str, kind: EntityType, *aliases: str) -> dict[str, int]:
    """The names of an entry, with its ranks, the label apart."""
    draft = Draft("wikidata", "Q1", label, kind, 0.5, "")
    draft.called(label)
    draft.called(*aliases, rank=OTHER_NAME)
    call_variants(draft)
    return {name: rank for name, rank in draft.aliases.items() if name != label}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Velmar Brewing Corp", "Velmar Brewing"),
        ("Velmar Rail S.p.A.", "Velmar Rail"),
        ("Sund & Roe GmbH & Co. KG", "Sund & Roe"),
        ("PT Velmar Mandala Tbk", "Velmar Mandala"),
        ("Koninklijke Velmar NV", "Velmar"),
        ("Velmar Bryggeri A/S", "Velmar Bryggeri"),
    ],
)
def test_a_company_without_its_legal_form_is_called_by_its_own_name(label: str, name: str) -> None:
    assert names(label, ORG)[name] == OWN_NAME


def test_and_is_written_both_ways() -> None:
    assert names("Quill & Roe Inc", ORG)["Quill and Roe"] == OWN_NAME
    assert names("Quill and Roe", ORG)["Quill & Roe"] == OWN_NAME


@pytest.mark.parametrize("kind", list(EntityType))
def test_what_a_list_puts_in_brackets_to_tell_namesakes_apart_is_no_part_of_the_name(kind: EntityType) -> None:
    assert names("Petrel Harbour (disambiguated)", kind)["Petrel Harbour"] == OWN_NAME


def test_an_acronym_in_brackets_is_another_name() -> None:
    found = names("Velmar Harbour Union (VELHU)", ORG)
    assert (found["Velmar Harbour Union"], found["VELHU"]) == (OWN_NAME, OTHER_NAME)


def test_the_initials_of_an_organisation_count_less_and_three_of_them_least() -> None:
    assert names("Velmar Institute of Marine Science", ORG)["VIMS"] == OTHER_NAME
    assert names("Velmar Harbour Union", ORG)["VHU"] == DERIVED_NAME
    assert names("Velmar Union", ORG) == {}


def test_a_company_without_its_trade_counts_as_a_name_that_is_only_made() -> None:
    assert names("Velmar Industries Inc", ORG) == {"Velmar Industries": OWN_NAME, "Velmar": DERIVED_NAME}
    assert names("Velmar Banking Group plc", ORG)["Velmar Banking"] == OTHER_NAME


def test_offices_and_universities_are_called_the_other_way_round() -> None:
    found = names("United States Department of the Harbour", ORG)
    assert (found["Department of the Harbour"], found["Harbour Department"]) == (OTHER_NAME, OTHER_NAME)
    assert names("Ministry of Tides", ORG)["Tides Ministry"] == OTHER_NAME
    assert names("University of Velmar", ORG)["Velmar University"] == DERIVED_NAME


def test_york_university_is_not_the_university_of_york() -> None:
    assert "University of Velmar" not in names("Velmar University", ORG)


def test_other_names_lose_their_legal_forms_too() -> None:
    assert names("Velmar Rail", ORG, "Northern Petrel Lines Ltd")["Northern Petrel Lines"] == OTHER_NAME


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Quill, Ada", "Ada Quill"),
        ("Sir Torvald Quill", "Torvald Quill"),
        ('Ada "Sparrow" Quill', "Ada Quill"),
        ("Ada Quill, Baroness Quill of Velmar", "Ada Quill"),
        ("Ada Quill, 3rd Countess of Velmar", "Ada Quill"),
    ],
)
def test_a_person_is_called_as_news_writes_the_name(label: str, name: str) -> None:
    assert names(label, PERSON)[name] == OWN_NAME


@pytest.mark.parametrize("label", ["O'Roe, Ada B.", "Ada B. O'Roe, Jr.", "Ada B. O'Roe III"])
def test_a_person_without_initials_is_another_name(label: str) -> None:
    assert names(label, PERSON)["Ada O'Roe"] == OTHER_NAME


def test_a_middle_name_can_be_left_out_and_counts_less() -> None:
    assert names("Torvald Emil Quill", PERSON)["Torvald Quill"] == OTHER_NAME


@pytest.mark.parametrize("label", ["Maria de Quill", "Ada Quill, Jr.", "Quill, Jr.", "Ada Quill", "Quill"])
def test_no_person_is_called_by_a_bare_surname_or_by_half_of_one(label: str) -> None:
    assert all(" " in name and name in {"Ada Quill"} for name in names(label, PERSON))


@pytest.mark.parametrize("kind", [ORG, PERSON])
def test_what_a_hostile_label_gives_is_bounded(kind: EntityType) -> None:
    label = "Sir Quill, " + "A & B. and " * 24 + "Inc Inc Inc (VHU)"
    assert len(names(label, kind, *(f"Petrel {n} Co Ltd" for n in range(190)))) <= 190 + 16 + 2 * 20
