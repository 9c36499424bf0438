"""Places that play are organisations in a report of sport, and nowhere else."""

from __future__ import annotations

import pytest

from dateline.contract import EntityType
from dateline.enricher.entities import Recognised, unify


def types(text: str, *names: str) -> dict[str, EntityType]:
    """What each name is, where the model takes all of them for places."""
    spans = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            spans.append(Recognised(at, at + len(name), "GPE"))
            at = text.find(name, at + 1)
    return {entity.name: entity.type for entity in unify(text, spans)}


GPE, ORG = EntityType.GPE, EntityType.ORG


@pytest.mark.parametrize(
    "text",
    [
        "Norway beat Estonia 3-1 in a World Cup qualifier in Oslo. Norway scored twice after halftime, and Estonia "
        "sent on a third striker.",
        "League results on Saturday:\nNorway 2 Estonia 1\nLatvia 0 Finland 0\n",
        "Norway face Estonia without their goalkeeper, who was hurt in the last match of the season.",
    ],
)
def test_in_a_report_of_sport_the_places_that_play_are_teams(text: str) -> None:
    found = types(text, "Norway", "Estonia", "Latvia", "Finland")
    assert (found["Norway"], found["Estonia"]) == (ORG, ORG)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway beat Estonia 3-1 in a World Cup qualifier in Oslo, before 20,000 people. A goal came late.", "Oslo"),
        ("OSLO (AP) - Norway beat Estonia in a qualifier. Their captain scored the goal.", "OSLO"),
        (
            "Results of the championship: 1. Anna Keller (Germany) won the 100 metres; a medal for Ida Holm too.",
            "Germany",
        ),
        ("The cup final at Wembley was lost by Estonia. The goalkeeper was ill.", "Wembley"),
        ("Norway beat Estonia in the qualifier at Lerkendal Stadium. The goal came late.", "Lerkendal Stadium"),
    ],
)
def test_where_they_play_and_where_they_come_from_stays_a_place(text: str, name: str) -> None:
    assert types(text, name)[name] in (GPE, EntityType.LOC)


def test_a_word_of_sport_does_not_make_a_report_of_it() -> None:
    text = "Norway won the case against Estonia. The match between law and trade will be settled in court this season."
    text += (
        " Ministers of Norway said that the treaty, its annexes, its tariffs and the fishing grounds would all stay."
    )
    assert types(text, "Norway", "Estonia") == {"Norway": GPE, "Estonia": GPE}


def test_a_team_has_a_key_of_its_own_kind() -> None:
    text = "Norway beat Estonia 3-1 in a qualifier. Norway scored the first goal."
    norway, *_ = unify(text, [Recognised(0, 6, "GPE")])
    assert (norway.key, norway.label, norway.group.value) == ("organization:norway", "GPE", "organization")
