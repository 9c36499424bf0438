"""Edges, missed names, longer names, what knowledge says and how sure an entity is."""

from __future__ import annotations

import pytest

from dateline.contract import Entity, EntityGroup, EntityType
from dateline.enricher.entities import Recognised, unify
from dateline.enricher.entities.known import NOTHING_KNOWN, Known


def story(text: str, *names: tuple[str, str], known: Known = NOTHING_KNOWN) -> dict[str, Entity]:
    spans, at = [], 0
    for name, label in names:
        start = text.index(name, at)
        at = start + len(name)
        spans.append(Recognised(start, at, label))
    return {entity.name: entity for entity in unify(text, spans, known=known)}


@pytest.mark.parametrize(
    ("text", "reported", "name"),
    [
        ("Shares of Petrel Foods, Inc. rose.", [("Petrel Foods", "ORG"), ("Inc", "ORG")], "Petrel Foods, Inc."),
        ("A JOINT VENTURE OF PETREL, INC. AND OTHERS", [("PETREL", "PERSON"), ("INC.", "ORG")], "PETREL, INC."),
        ("It bought Petrel Mills Ltd. in May.", [("Petrel Mills", "ORG")], "Petrel Mills Ltd."),
        ("He told Gazzetta della Costa so.", [("Gazzetta", "GPE"), ("Costa", "ORG")], "Gazzetta della Costa"),
        ("TURIN 1996-08-31", [("TURIN 1996-08-31", "GPE")], "TURIN"),
        ("Kent 244 and 13", [("Kent 244", "GPE")], "Kent"),
        ("We saw Cherat village there.", [("Cherat village", "GPE")], "Cherat"),
        ("It was Alan Wilcox who won.", [("Wilcox", "PERSON")], "Alan Wilcox"),
        ("It was Belgian Toon Velmark, he said.", [("Belgian Toon Velmark", "ORG")], "Toon Velmark"),
        ("Hairdresser Milena Antic says so.", [("Hairdresser Milena Antic", "PERSON")], "Milena Antic"),
    ],
)
def test_the_edges_of_a_name_are_mended(text: str, reported: list[tuple[str, str]], name: str) -> None:
    found = story(text, *reported)
    assert [(e.name, e.mentions[0].text) for e in found.values()] == [(name, name)]


def test_a_channel_keeps_its_number() -> None:
    assert list(story("They watched the news on Channel 4.", ("Channel 4", "ORG"))) == ["Channel 4"]


def test_words_in_lower_case_alone_are_no_name() -> None:
    assert story("It allows for freedom of association.", ("freedom of association", "ORG")) == {}


def test_a_list_of_places_is_as_many_places() -> None:
    found = story("Shells hit Sojat, Hardun, Barish on Monday.", ("Sojat, Hardun, Barish", "GPE"))
    assert list(found) == ["Sojat", "Hardun", "Barish"]


def test_half_a_name_grows_to_the_name_that_the_story_has() -> None:
    text = "Open Quill sells software. A director at Open Quill resigned."
    found = story(text, ("Open Quill", "ORG"), ("Quill", "PERSON"))
    assert [[m.text for m in e.mentions] for e in found.values()] == [["Open Quill", "Open Quill"]]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fans of the team from Norway sang.", "Norway", EntityType.GPE),
        ("The goal by Andrea Velmari came late.", "Andrea Velmari", EntityType.PERSON),
        ("VELMARHEIM (AP) _ It rained.", "VELMARHEIM", EntityType.GPE),
        ("Books from Petrelbooks.com sell.", "Petrelbooks.com", EntityType.ORG),
    ],
)
def test_a_name_that_the_model_missed_is_added(text: str, name: str, kind: EntityType) -> None:
    assert [(e.name, e.type) for e in story(text).values()] == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "In April May Street was closed.",
        "She joined Victoria University.",
        "Hope fades. Mark Down the date, they hope and go down.",
        "Write to ann@petrel.com or see www.petrel.com.",
    ],
)
def test_what_only_looks_like_a_missed_name_is_not_added(text: str) -> None:
    assert story(text) == {}


def test_a_given_name_makes_a_person_of_a_full_name() -> None:
    text = "Then Anders Velmark crossed the line."
    assert story(text, ("Anders Velmark", "ORG"))["Anders Velmark"].type is EntityType.PERSON


def test_knowledge_votes() -> None:
    text = "The match moved to Velmar, they said."
    assert story(text, ("Velmar", "PERSON"))["Velmar"].type is EntityType.PERSON
    big_city = {"Velmar": ((EntityType.GPE, 0.7),)}
    assert story(text, ("Velmar", "PERSON"), known=big_city)["Velmar"].type is EntityType.GPE


def test_the_words_beside_a_name_outvote_knowledge() -> None:
    big_city = {"Velmar": ((EntityType.GPE, 0.7),)}
    found = story("Mr. Velmar, 61, wept.", ("Velmar", "PERSON"), known=big_city)
    assert found["Velmar"].type is EntityType.PERSON


def test_two_peoples_in_two_words_are_a_people() -> None:
    assert story("South Koreans voted.", ("South Koreans", "PERSON"))["South Koreans"].group is EntityGroup.OTHER


def test_a_surer_name_has_more_confidence_and_other_types_none() -> None:
    sure = story("Mr. Anders Velmark spoke. Velmark, 61, left.", ("Anders Velmark", "PERSON"))["Anders Velmark"]
    unsure = story("The Zyxo grew.", ("Zyxo", "ORG"))["Zyxo"]
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 < unsure.confidence < sure.confidence < 1
    assert story("Kenyans voted.", ("Kenyans", "NORP"))["Kenyans"].confidence is None


def test_each_person_of_a_diplomatic_story_stands_once_with_the_whole_name() -> None:
    text = (
        "Ferry Talks to Resume\n\nNIA Director Helen Marsh flew to Oslo. Marsh met Danil Kovar, the head of Sentra, "
        "and Omani Foreign Minister Salim bin Rashid bin Omar Al Harthy.\n\nMounting Pressure\n\n"
        "Union leader Tom Birch told Marsh that pressure was mounting on Kovar. Secretary of State Ines Roth and "
        "defense Minister Paul Gertz spoke at East Point. The talks led by Kovar resume."
    )
    found = story(
        text,
        ("Ferry Talks", "ORG"),
        ("NIA", "ORG"),
        ("Helen Marsh", "PERSON"),
        ("Oslo", "GPE"),
        ("Marsh", "GPE"),
        ("Danil Kovar", "PERSON"),
        ("Sentra", "ORG"),
        ("Omani", "NORP"),
        ("Salim bin Rashid", "PERSON"),
        ("Omar Al Harthy", "PERSON"),
        ("Mounting Pressure", "ORG"),
        ("Tom Birch", "PERSON"),
        ("Kovar", "GPE"),
        ("State", "ORG"),
        ("Ines Roth", "PERSON"),
        ("Paul Gertz", "PERSON"),
        ("East Point", "LOC"),
    )
    people = {name: e.titles for name, e in found.items() if e.group is EntityGroup.PERSON}
    assert people == {
        "Helen Marsh": ("NIA Director",),
        "Danil Kovar": (),
        "Salim bin Rashid bin Omar Al Harthy": ("Omani Foreign Minister",),
        "Tom Birch": ("Union leader",),
        "Ines Roth": ("Secretary of State",),
        "Paul Gertz": ("defense Minister",),
    }
    assert [m.text for m in found["Helen Marsh"].mentions] == ["Helen Marsh", "Marsh", "Marsh"]
    assert {name for name, e in found.items() if e.group is EntityGroup.PLACE} == {"Oslo", "East Point"}
    assert "Mounting Pressure" not in found
