"""Unify: what a story's names come to, given what a model said of each mention."""

from __future__ import annotations

import pytest

from dateline.contract import DatelineParts, Entity, EntityGroup, EntityType, Role, Section, TextSpan
from dateline.enricher.entities import Recognised, unify


def found(text: str, *names: tuple[str, str]) -> list[Recognised]:
    """The names as a model would report them: each looked for after the one before."""
    result, at = [], 0
    for name, label in names:
        start = text.index(name, at)
        at = start + len(name)
        result.append(Recognised(start, at, label))
    return result


def entities(text: str, *names: tuple[str, str]) -> dict[str, Entity]:
    return {entity.name: entity for entity in unify(text, found(text, *names))}


def texts(entity: Entity) -> list[str]:
    return [mention.text for mention in entity.mentions]


def test_a_surname_is_the_person_whose_full_name_the_story_gives() -> None:
    text = "Envoy Laura Pettit arrived. Later Pettit spoke. A talk led by Pettit ended."
    story = entities(text, ("Laura Pettit", "PERSON"), ("Pettit", "ORG"), ("Pettit", "GPE"))
    assert texts(story["Laura Pettit"]) == ["Laura Pettit", "Pettit", "Pettit"]
    assert list(story) == ["Laura Pettit"]


def test_a_surname_before_the_full_name_is_the_same_person() -> None:
    text = "The Pettit plan failed. Laura Pettit resigned."
    story = entities(text, ("Pettit", "ORG"), ("Laura Pettit", "PERSON"))
    assert texts(story["Laura Pettit"]) == ["Pettit", "Laura Pettit"]


@pytest.mark.parametrize(
    ("text", "names", "name", "title"),
    [
        ("NASA Director Ann Lowe left.", [("NASA", "ORG"), ("Ann Lowe", "PERSON")], "Ann Lowe", "NASA Director"),
        ("President Ann Lowe left.", [("President Ann Lowe", "PERSON")], "Ann Lowe", "President"),
        ("Kenyan Foreign Minister Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "Kenyan Foreign Minister"),
        (
            "Secretary of State Ann Lowe left.",
            [("State", "ORG"), ("Ann Lowe", "PERSON")],
            "Ann Lowe",
            "Secretary of State",
        ),
        ("The spokeswoman Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "spokeswoman"),
        ("Then Lt. Gen. Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "Lt. Gen."),
        ("The union leader Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "union leader"),
        ("Veteran rebel commander Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "Veteran rebel commander"),
        ("The war cabinet Minister Ann Lowe left.", [("Ann Lowe", "PERSON")], "Ann Lowe", "Minister"),
    ],
)
def test_the_title_is_kept_apart_from_the_name(text: str, names: list[tuple[str, str]], name: str, title: str) -> None:
    person = entities(text, *names)[name]
    assert person.titles == (title,)
    assert texts(person) == [name]


def test_an_organisation_that_opens_a_title_stays_an_entity() -> None:
    story = entities("NASA Director Ann Lowe left.", ("NASA", "ORG"), ("Ann Lowe", "PERSON"))
    assert list(story) == ["NASA", "Ann Lowe"]


def test_what_an_office_is_of_is_no_organisation() -> None:
    story = entities("Secretary of State Ann Lowe left.", ("State", "ORG"), ("Ann Lowe", "PERSON"))
    assert list(story) == ["Ann Lowe"]


@pytest.mark.parametrize(
    "text", ["He met the minister, Ann Lowe, there.", "Mr. Lowe left.", "Ann Lowe, a judge, left."]
)
def test_without_an_office_before_the_name_there_is_no_title(text: str) -> None:
    name = "Ann Lowe" if "Ann" in text else "Lowe"
    assert entities(text, (name, "PERSON"))[name].titles == ()


def test_an_honorific_makes_a_person() -> None:
    assert (
        entities("Mr. Kyoto left. Kyoto smiled.", ("Kyoto", "GPE"), ("Kyoto", "GPE"))["Kyoto"].type is EntityType.PERSON
    )


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        (
            "Sheikh Omar bin Yusuf bin Tariq Al Noor spoke.",
            [("Omar bin Yusuf", "PERSON"), ("Tariq Al Noor", "PERSON")],
            "Omar bin Yusuf bin Tariq Al Noor",
        ),
        ("The painter Jan van der Hoek died.", [("Jan", "PERSON"), ("Hoek", "GPE")], "Jan van der Hoek"),
        ("Rana el-Masri won.", [("Rana", "PERSON")], "Rana el-Masri"),
        ("We saw Lucia de la Fuente.", [("Lucia", "PERSON")], "Lucia de la Fuente"),
        ("A speech by Karim bin Rashid followed.", [("bin Rashid", "PERSON")], "Karim bin Rashid"),
    ],
)
def test_particles_carry_a_name_on(text: str, names: list[tuple[str, str]], name: str) -> None:
    story = entities(text, *names)
    assert texts(story[name]) == [name]
    assert len(story) == 1


def test_two_people_with_one_surname_are_kept_apart_by_who_was_last_named_in_full() -> None:
    text = "Adam Rourke spoke. Rourke sat. Then Nora Rourke rose. Rourke sang. Adam Rourke left. Rourke waved."
    names = [("Adam Rourke", "PERSON"), ("Rourke", "PERSON"), ("Nora Rourke", "PERSON"), ("Rourke", "PERSON")]
    story = entities(text, *names, ("Adam Rourke", "PERSON"), ("Rourke", "PERSON"))
    assert texts(story["Adam Rourke"]) == ["Adam Rourke", "Rourke", "Adam Rourke", "Rourke"]
    assert texts(story["Nora Rourke"]) == ["Nora Rourke", "Rourke"]


def test_a_surname_with_a_common_word_takes_nothing_from_the_person() -> None:
    text = "Nora Rourke paints. Rourke Prints sell. Prints by Rourke hang here."
    story = entities(
        text, ("Nora Rourke", "PERSON"), ("Rourke Prints", "PERSON"), ("Prints", "ORG"), ("Rourke", "PERSON")
    )
    assert texts(story["Nora Rourke"]) == ["Nora Rourke", "Rourke"]
    assert story["Prints"].type is EntityType.ORG


def test_a_surname_that_comes_first_is_a_short_form_where_the_model_took_it_for_a_person() -> None:
    text = "Wu Meiling spoke. Then Wu left."
    assert texts(entities(text, ("Wu Meiling", "PERSON"), ("Wu", "PERSON"))["Wu Meiling"]) == ["Wu Meiling", "Wu"]


def test_a_middle_initial_makes_no_second_person() -> None:
    text = "Nora J. Rourke spoke. Nora Rourke sat. N. Rourke left."
    story = entities(text, ("Nora J. Rourke", "PERSON"), ("Nora Rourke", "PERSON"), ("N. Rourke", "PERSON"))
    assert list(story) == ["Nora J. Rourke"]


def test_an_acronym_joins_the_name_that_introduces_it() -> None:
    text = "The Coastal Fisheries Board (CFB) met. The CFB voted. Then CFB members left."
    story = entities(text, ("Coastal Fisheries Board", "ORG"), ("CFB", "PERSON"))
    assert texts(story["Coastal Fisheries Board"]) == ["Coastal Fisheries Board", "CFB", "CFB", "CFB"]
    assert story["Coastal Fisheries Board"].group is EntityGroup.ORGANIZATION


def test_an_abbreviation_need_not_be_all_capitals() -> None:
    text = "The Federal Reserve (Fed) raised rates. The Fed said so."
    story = entities(text, ("Federal Reserve", "ORG"))
    assert texts(story["Federal Reserve"]) == ["Federal Reserve", "Fed", "Fed"]


def test_an_acronym_that_a_name_spells_is_that_name() -> None:
    text = "The Coastal Fisheries Board met on Monday. Afterwards CFB staff left."
    story = entities(text, ("Coastal Fisheries Board", "ORG"), ("CFB", "ORG"))
    assert texts(story["Coastal Fisheries Board"]) == ["Coastal Fisheries Board", "CFB"]


def test_a_company_goes_by_its_name_without_the_legal_form() -> None:
    text = "Petrel Holdings Inc. rose. Analysts like Petrel. At Petrel nobody spoke."
    story = entities(text, ("Petrel Holdings Inc.", "ORG"), ("Petrel", "PERSON"))
    assert texts(story["Petrel Holdings Inc."]) == ["Petrel Holdings Inc.", "Petrel", "Petrel"]


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("the Vatican", "Vatican"),
        ("Kenya's", "Kenya"),
        ("Kenya’s", "Kenya"),
        ("(Kenya", "Kenya"),
        ("“Kenya", "Kenya"),
        ("Kenya (AP", "Kenya"),
        ("Kenya\nMore", "Kenya"),
        ("Oslo Saturday", "Oslo"),
        ("The Hague", "The Hague"),
        ("U.S.", "U.S."),
        ("Kenya.", "Kenya"),
    ],
)
def test_a_name_is_cut_free_of_what_is_not_its_own(span: str, name: str) -> None:
    text = f"It is {span} again"
    assert [texts(e) for e in unify(text, found(text, (span, "GPE")))] == [[name]]


def test_the_dot_of_an_abbreviation_belongs_to_the_name() -> None:
    text = "She moved to Salem, Ore. in May."
    assert texts(entities(text, ("Salem", "GPE"), ("Ore", "GPE"))["Ore."]) == ["Ore."]


def test_one_name_has_one_type_by_majority() -> None:
    text = "Infotrek grew. Then Infotrek fell. Now Infotrek is gone."
    story = entities(text, ("Infotrek", "ORG"), ("Infotrek", "GPE"), ("Infotrek", "ORG"))
    assert [(e.type, e.label, len(e.mentions)) for e in story.values()] == [(EntityType.ORG, "ORG", 3)]


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("The town of Velmar burned.", "PERSON", EntityType.GPE),
        ("VELMAR, Kenya (AP) _ It rained.", "ORG", EntityType.GPE),
        ("Police met Velmar, who wept.", "GPE", EntityType.PERSON),
        ("The judge asked Velmar, 34, to rise.", "GPE", EntityType.PERSON),
        ("Then Velmar shares fell, and Velmar executives left.", "PERSON", EntityType.ORG),
        ("They drove along Velmar River.", "PERSON", EntityType.LOC),
        ("A talk at Velmar University began.", "PERSON", EntityType.ORG),
    ],
)
def test_the_words_beside_a_name_vote_for_its_type(text: str, label: str, kind: EntityType) -> None:
    name = next(n for n in ("VELMAR", "Velmar River", "Velmar University", "Velmar") if n in text)
    assert next(e.type for e in unify(text, found(text, (name, label))) if e.name == name) is kind


def test_an_acronym_in_running_text_is_an_organisation_but_a_place_s_own_is_not() -> None:
    story = entities("Fighters of the QRZL fled to the UAE.", ("QRZL", "GPE"), ("UAE", "GPE"))
    assert [e.type for e in story.values()] == [EntityType.ORG, EntityType.GPE]


def test_a_country_is_a_place_unless_the_story_has_a_person_of_that_name() -> None:
    assert entities("Police in Oslo called Togo.", ("Togo", "PERSON"))["Togo"].type is EntityType.GPE
    story = entities(
        "Chad Moss ran. Chad Moss won. Mr. Moss and Chad.", ("Chad Moss", "PERSON"), ("Chad Moss", "PERSON")
    )
    assert {e.type for e in story.values()} == {EntityType.PERSON}


@pytest.mark.parametrize("reported", [(), (("VELMAR", "ORG"),), (("VELMAR, Kenya", "ORG"),)])
def test_the_place_of_a_dateline_is_found_where_the_model_missed_it(reported: tuple[tuple[str, str], ...]) -> None:
    text = "VELMAR, Kenya (AP) _ It rained in Velmar."
    place = TextSpan(start=0, end=13, text="VELMAR, Kenya")
    sections = (
        Section(id="s1", role=Role.DATELINE, start=0, end=20, parts=DatelineParts(place=place)),
        Section(id="s2", role=Role.LEAD, start=21, end=len(text)),
    )
    names = found(text, *reported, ("Velmar", "GPE"))
    story = [(e.type, texts(e)) for e in unify(text, names, sections)]
    assert story == [(EntityType.GPE, ["VELMAR", "Velmar"]), (EntityType.GPE, ["Kenya"])]


def test_a_people_is_never_a_place() -> None:
    story = entities("The Kenyan team met Kenyans.", ("Kenyan", "GPE"), ("Kenyans", "GPE"))
    assert [(e.type, texts(e)) for e in story.values()] == [(EntityType.NORP, ["Kenyan", "Kenyans"])]


def test_a_city_and_a_person_of_one_name_are_told_apart_by_mention() -> None:
    text = "Carl Lincoln ran. Lincoln won. He spoke in Lincoln on Monday, and in Lincoln again."
    names = [("Carl Lincoln", "PERSON"), ("Lincoln", "GPE"), ("Lincoln", "GPE"), ("Lincoln", "GPE")]
    story = unify(text, found(text, *names))
    assert [(e.group, texts(e)) for e in story] == [
        (EntityGroup.PERSON, ["Carl Lincoln", "Lincoln"]),
        (EntityGroup.PLACE, ["Lincoln", "Lincoln"]),
    ]


def test_further_occurrences_are_filled_in() -> None:
    text = "Velmar grew. People like Velmar.\nIn VELMAR too, and Velmar's port, and a Velmar-based firm."
    assert texts(entities(text, ("Velmar", "GPE"))["Velmar"]) == ["Velmar", "Velmar", "VELMAR", "Velmar", "Velmar"]


@pytest.mark.parametrize("rest", ["Velmarian wine", "a Velmar-like firm", "Little Velmar Street", "velmar wool"])
def test_what_only_looks_like_the_name_is_not_filled_in(rest: str) -> None:
    text = f"Velmar grew, with {rest}."
    assert texts(entities(text, ("Velmar", "GPE"))["Velmar"]) == ["Velmar"]


def test_a_common_word_that_opens_a_sentence_is_not_filled_in() -> None:
    text = "Her name is Hope. Hope fades, as they hope not. I saw Hope."
    mentions = unify(text, found(text, ("Hope", "PERSON")))[0].mentions
    assert [m.start for m in mentions] == [text.index("Hope"), text.rindex("Hope")]


def test_two_people_taken_for_one_are_split() -> None:
    story = entities("Anders Lund and Erik Dale won.", ("Anders Lund and Erik Dale", "PERSON"))
    assert list(story) == ["Anders Lund", "Erik Dale"]


def test_a_company_with_and_in_its_name_stays_whole() -> None:
    assert list(entities("Lund and Dale rose.", ("Lund and Dale", "ORG"))) == ["Lund and Dale"]


def test_words_of_a_heading_are_no_names_where_the_story_writes_them_small() -> None:
    text = "Rising Pressure\n\nThe pressure on Kenya grew."
    sections = (
        Section(
            id="s1",
            role=Role.BODY,
            level=2,
            heading=TextSpan(start=0, end=15, text="Rising Pressure"),
            start=0,
            end=len(text),
        ),
    )
    names = found(text, ("Rising Pressure", "ORG"), ("Kenya", "GPE"))
    assert [e.name for e in unify(text, names, sections)] == ["Kenya"]
    assert [e.name for e in unify(text, names)] == ["Kenya"]


def test_a_name_in_a_heading_is_kept() -> None:
    text = "Kenya Signs Pact\n\nThe pact with Kenya was signed."
    assert texts(entities(text, ("Kenya", "GPE"))["Kenya"]) == ["Kenya", "Kenya"]


def test_labels_of_numbers_and_times_are_dropped() -> None:
    text = "On Monday 40 percent of Kenya voted."
    assert list(entities(text, ("Monday", "DATE"), ("40 percent", "PERCENT"), ("Kenya", "GPE"))) == ["Kenya"]


def test_mentions_carry_sections_and_boilerplate_has_no_salience() -> None:
    text = "Kenya Votes\nKenya voted today, Uganda said.\nMore on Tanzania\n"
    sections = (
        Section(id="s1", role=Role.HEADLINE, start=0, end=11),
        Section(id="s2", role=Role.LEAD, start=12, end=43),
        Section(id="s3", role=Role.BOILERPLATE, start=44, end=60),
    )
    names = found(text, ("Kenya", "GPE"), ("Kenya", "GPE"), ("Uganda", "GPE"), ("Tanzania", "GPE"))
    kenya, uganda, tanzania = unify(text, names, sections)
    assert [m.section for m in kenya.mentions] == ["s1", "s2"]
    assert (kenya.salience, uganda.salience, tanzania.salience) == (0.7143, 0.2857, 0.0)
    assert tanzania.mentions[0].section == "s3"


def test_a_mention_outside_of_all_sections_has_none() -> None:
    text = "Kenya voted."
    sections = (Section(id="s1", role=Role.BODY, start=6, end=12),)
    assert unify(text, found(text, ("Kenya", "GPE")), sections)[0].mentions[0].section is None


def test_ids_follow_first_mentions_and_keys_are_unique() -> None:
    text = "Jordan spoke for Kenya. Mr. Jordan met Jordan Group Inc. in Kenya."
    story = unify(
        text, found(text, ("Jordan", "GPE"), ("Kenya", "GPE"), ("Jordan", "PERSON"), ("Jordan Group Inc.", "ORG"))
    )
    assert [e.id for e in story] == [f"e{n}" for n in range(1, len(story) + 1)]
    firsts = [e.mentions[0].start for e in story]
    assert firsts == sorted(firsts)
    assert len({e.key for e in story}) == len(story)
    assert all(e.key.startswith(f"{e.group.value}:") for e in story)
    assert all(e.link is None for e in story)


def test_spellings_with_and_without_dots_are_one_entity() -> None:
    story = entities("The U.S. voted. The US left.", ("U.S.", "GPE"), ("US", "GPE"))
    assert [(e.key, texts(e)) for e in story.values()] == [("place:us", ["U.S.", "US"])]


def test_diacritics_tell_names_apart() -> None:
    story = entities("Rosa Peña met Rosa Pena.", ("Rosa Peña", "PERSON"), ("Rosa Pena", "PERSON"))
    assert sorted(e.key for e in story.values()) == ["person:rosa pena", "person:rosa peña"]


def test_nothing_found_is_no_entity() -> None:
    assert unify("", []) == ()
    assert unify("It rained all day.", []) == ()
    assert unify("It is the -- (", [Recognised(6, 9, "ORG"), Recognised(10, 14, "ORG")]) == ()
