"""Linking against real knowledge files: the embedded one, and a small one that the tests build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.contract import GROUP_OF, Entity, EntityType, LayerStatus, Mention
from dateline.enricher.entities import link, link_all
from dateline.knowledge import Answers, Knowledge, Store, open_knowledge
from dateline.knowledge.draft import Draft, write


@pytest.fixture(scope="module")
def places() -> Store:
    return open_knowledge(None)


def named(text: str, *names: tuple[str, EntityType]) -> list[Entity]:
    """One entity a name, with all its occurrences in the text."""
    result = []
    for number, (name, kind) in enumerate(names, 1):
        starts = [at for at in range(len(text)) if text.startswith(name, at)]
        mentions = tuple(Mention(start=at, end=at + len(name), text=name) for at in starts)
        group = GROUP_OF[kind]
        key = f"{group.value}:{name.casefold()}"
        salience = round(1 / len(names), 4)
        result.append(
            Entity(
                id=f"e{number}",
                key=key,
                type=kind,
                label=kind.value,
                group=group,
                name=name,
                mentions=mentions,
                salience=salience,
            )
        )
    return result


GPE, LOC, ORG, PERSON = EntityType.GPE, EntityType.LOC, EntityType.ORG, EntityType.PERSON


def links(text: str, knowledge: Knowledge, *names: tuple[str, EntityType]) -> dict[str, str | None]:
    linked = link(named(text, *names), knowledge, text=text).entities
    return {e.name: e.link.description if e.link else None for e in linked}


def test_a_country_is_linked_with_its_codes(places: Store) -> None:
    (kenya,) = link(named("Kenya voted.", ("Kenya", GPE)), places).entities
    assert kenya.link is not None
    assert kenya.key == "geonames:192950"
    assert kenya.link.same_as == {"geonames": "192950", "iso3166": "KE", "wikidata": "Q114"}
    assert kenya.link.url == "https://www.geonames.org/192950"
    assert kenya.link.place is not None
    assert kenya.link.place.country == "KE"


def test_a_city_is_linked_with_its_place(places: Store) -> None:
    (nairobi,) = link(named("Nairobi grew.", ("Nairobi", GPE)), places).entities
    assert nairobi.link is not None
    assert nairobi.link.place is not None
    assert nairobi.link.place.country == "KE"
    assert nairobi.link.place.lat == pytest.approx(-1.28, abs=0.05)
    assert nairobi.link.place.lon == pytest.approx(36.82, abs=0.05)


@pytest.mark.parametrize(
    ("text", "names", "name", "meant"),
    [
        ("Paris woke.", [("Paris", GPE)], "Paris", "capital of France"),
        ("Paris, Texas, woke.", [("Paris", GPE), ("Texas", GPE)], "Paris", "city in Texas, United States"),
        ("Paris and France.", [("Paris", GPE), ("France", GPE)], "Paris", "capital of France"),
        (
            "Birmingham and Alabama.",
            [("Birmingham", GPE), ("Alabama", GPE)],
            "Birmingham",
            "city in Alabama, United States",
        ),
        (
            "Birmingham in England.",
            [("Birmingham", GPE), ("England", GPE)],
            "Birmingham",
            "city in England, United Kingdom",
        ),
        ("Washington waits.", [("Washington", GPE)], "Washington", "capital of the United States"),
        ("New York waits.", [("New York", GPE)], "New York", "city in New York, United States"),
        ("Salem, Ore., waits.", [("Salem", GPE), ("Ore.", GPE)], "Salem", "city in Oregon, United States"),
        ("In the Gaza Strip.", [("Gaza Strip", GPE)], "Gaza Strip", "region"),
        ("Across Africa.", [("Africa", LOC)], "Africa", "region"),
        ("São Paulo, Sao Paulo.", [("São Paulo", GPE)], "São Paulo", "city in Brazil"),
        ("Georgia and Tbilisi.", [("Georgia", GPE), ("Tbilisi", GPE)], "Georgia", "country or territory"),
        ("Buenos Aires waits.", [("Buenos Aires", GPE)], "Buenos Aires", "capital of Argentina"),
        ("Buenos Aires province waits.", [("Buenos Aires", GPE)], "Buenos Aires", "province in Argentina"),
        ("Georgia and Texas.", [("Georgia", GPE), ("Texas", GPE)], "Georgia", "state in the United States"),
    ],
)
def test_the_place_that_the_article_means_is_chosen(
    places: Store, text: str, names: Sequence[tuple[str, EntityType]], name: str, meant: str
) -> None:
    assert links(text, places, *names)[name] == meant


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jordan", PERSON),
        ("Paris Kenya", PERSON),
        ("Boston", ORG),
        ("XQZ", ORG),
        ("Georgia", GPE),  # the country or the state: nothing says which
        ("Springfield", GPE),
        ("Nowhereville", GPE),
        ("us", GPE),
    ],
)
def test_whoever_is_not_clearly_meant_is_not_linked(places: Store, name: str, kind: EntityType) -> None:
    assert links(f"{name} it is.", places, (name, kind)) == {name: None}


def test_two_names_of_one_entry_become_one_entity(places: Store) -> None:
    text = "The U.S. spoke. The United States acted. The U.S. left."
    linked = link(named(text, ("U.S.", GPE), ("United States", GPE)), places).entities
    assert [(e.id, e.name, [m.text for m in e.mentions], e.salience) for e in linked] == [
        ("e1", "United States", ["U.S.", "United States", "U.S."], 1.0)
    ]
    assert linked[0].key == "geonames:6252001"


def test_candidates_come_only_when_asked_for(places: Store) -> None:
    story = named("Paris woke.", ("Paris", GPE))
    plain, shown = link(story, places).entities[0].link, link(story, places, candidates=5).entities[0].link
    assert plain is not None
    assert plain.candidates == ()
    assert shown is not None
    assert [c.id for c in shown.candidates][:2] == ["2988507", "4717560"]
    assert shown.candidates[0].score == shown.score
    assert 0.0 < shown.candidates[1].score < shown.candidates[0].score <= 1.0


class Counted:
    """Real knowledge that counts how often it is asked."""

    def __init__(self, inner: Knowledge) -> None:
        self.inner = inner
        self.asked: list[list[str]] = []
        self.version = inner.version

    def look_up(self, aliases: Sequence[str]) -> Answers:
        self.asked.append(list(aliases))
        return self.inner.look_up(aliases)


def test_a_batch_of_articles_asks_once_for_its_distinct_names(places: Store) -> None:
    knowledge = Counted(places)
    first, second = named("Kenya voted.", ("Kenya", GPE)), named("Kenya and Oslo.", ("Kenya", GPE), ("Oslo", GPE))
    both = link_all([first, second, []], knowledge)
    assert knowledge.asked == [["Kenya", "Oslo"]]
    assert [len(linked.entities) for linked in both] == [1, 2, 0]
    assert both[0].entities == link(first, places).entities


def test_articles_without_names_ask_nothing(places: Store) -> None:
    knowledge = Counted(places)
    assert link_all([[], []], knowledge)[0].entities == ()
    assert knowledge.asked == []


def test_unreachable_knowledge_degrades_the_layer_and_keeps_the_entities(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite"
    write(path, [Draft("geonames", "1", "Velmar", GPE, 0.9, "city", aliases={"Velmar": 0})])
    store = Store(path)
    store._connection(store._file)[0].close()
    story = named("Velmar grew.", ("Velmar", GPE))
    linked = link(story, store)
    assert linked.entities == tuple(story)
    assert linked.status is LayerStatus.DEGRADED
    assert linked.reason is not None
    assert "small.sqlite" in linked.reason


def test_people_and_organisations_are_linked_where_the_knowledge_has_them(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite"
    people = [
        Draft("wikidata", "Q1", "Ann Lowe", PERSON, 0.8, "judge", aliases={"Ann Lowe": 0, "Lowe": 0}),
        Draft("wikidata", "Q2", "Petrel", ORG, 0.8, "company", aliases={"Petrel": 0, "Petrel Inc.": 0}),
    ]
    write(path, people)
    store = Store(path)
    text = "Ann Lowe and Petrel."
    assert links(text, store, ("Ann Lowe", PERSON), ("Petrel", ORG)) == {"Ann Lowe": "judge", "Petrel": "company"}
    assert links("Lowe left.", store, ("Lowe", PERSON)) == {"Lowe": None}
    assert links("Petrel grew.", store, ("Petrel", GPE)) == {"Petrel": None}


def test_a_hundred_thousand_mentions_are_linked_in_linear_time(places: Store) -> None:
    text = "Oslo " * 100_000
    mentions = tuple(Mention(start=at, end=at + 4, text="Oslo") for at in range(0, 500_000, 5))
    oslo = named("Oslo", ("Oslo", GPE))[0].model_copy(update={"mentions": mentions})
    assert len(link([oslo], places).entities[0].mentions) == len(text) // 5
