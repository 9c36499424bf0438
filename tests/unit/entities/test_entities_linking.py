"""What speaks for and against a candidate: names, titles, descriptions, sport. Each with knowledge of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import pytest
from tests.timing import grows_linearly

from dateline.contract import GROUP_OF, Entity, EntityType, LayerStatus, Mention
from dateline.enricher.entities import link, link_all
from dateline.enricher.entities.teams import with_teams
from dateline.knowledge import Answers, Store
from dateline.knowledge.draft import Draft, write
from dateline.knowledge.imports.priors import UNCOUNTED
from dateline.knowledge.imports.variants import call_variants

GPE, LOC, ORG, PERSON, NORP = EntityType.GPE, EntityType.LOC, EntityType.ORG, EntityType.PERSON, EntityType.NORP


def called(number: int, text: str, kind: EntityType, *forms: str, titles: tuple[str, ...] = ()) -> Entity:
    """An entity named by its forms, the first the fullest, wherever they stand in the text."""
    taken: dict[int, Mention] = {}
    for form in sorted(forms, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            if not any(m.start <= at < m.end for m in taken.values()):
                taken[at] = Mention(start=at, end=at + len(form), text=form)
            at = text.find(form, at + 1)
    return Entity(
        id=f"e{number}",
        key=f"{GROUP_OF[kind].value}:{forms[0].casefold()}",
        type=kind,
        label=kind.value,
        group=GROUP_OF[kind],
        name=forms[0],
        titles=titles,
        mentions=tuple(taken[at] for at in sorted(taken)),
    )


def known(folder: Path, *entries: Draft) -> Store:
    path = folder / "known.sqlite"
    write(path, entries)
    return Store(path)


def entry(label: str, kind: EntityType, prior: float, description: str = "", *aliases: str, **more: str) -> Draft:
    names = dict.fromkeys((label, *aliases), 0)
    return Draft(
        "wikidata",
        f"Q{crc32(label.encode() + description.encode())}",
        label,
        kind,
        prior,
        description,
        aliases=names,
        **more,
    )


def meant(text: str, knowledge: Store, *entities: Entity) -> list[str | None]:
    """The label of each entity's link, with what tells namesakes apart."""
    linked = link(entities, knowledge, text=text).entities
    return [f"{e.link.label}, {e.link.description}" if e.link else None for e in linked]


def test_a_company_is_found_by_its_name_without_the_legal_form(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Northfield Brewing", ORG, 0.5, "brewery"))
    text = "Northfield Brewing Corp said it has acquired a rival."
    assert meant(text, store, called(1, text, ORG, "Northfield Brewing Corp")) == ["Northfield Brewing, brewery"]


@pytest.mark.parametrize("name", ["Martha J. Okafor", "Martha J.R. Okafor", "Martha Okafor Jr.", "Martha K Okafor III"])
def test_a_person_is_found_without_middle_initials_and_generation(tmp_path: Path, name: str) -> None:
    store = known(tmp_path, entry("Martha Okafor", PERSON, 0.5, "judge"))
    text = f"{name} ruled on Friday."
    assert meant(text, store, called(1, text, PERSON, name)) == ["Martha Okafor, judge"]


def test_a_person_with_other_initials_is_another(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Martha K. Okafor", PERSON, 0.6, "judge", "Martha Okafor"))
    text = "Martha J. Okafor ruled on Friday."
    assert meant(text, store, called(1, text, PERSON, "Martha J. Okafor")) == [None]
    text = "Martha Okafor ruled on Friday."
    assert meant(text, store, called(1, text, PERSON, "Martha Okafor")) == ["Martha K. Okafor, judge"]


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        (GPE, "northern Veluria", "Veluria"),
        (GPE, "City of Lorne Park", "Lorne Park"),
        (LOC, "Tarrow river", "Tarrow"),
        (ORG, "Velpress Media news agency", "Velpress Media"),
    ],
)
def test_a_part_of_a_place_and_what_the_recogniser_took_along_are_left_out(
    tmp_path: Path, kind: EntityType, name: str, label: str
) -> None:
    store = known(tmp_path, entry(label, kind, 0.6, "the one"))
    text = f"It rained over the {name} again."
    assert meant(text, store, called(1, text, kind, name)) == [f"{label}, the one"]


def test_a_tail_that_belongs_to_the_name_is_not_cut(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Lorne University", ORG, 0.7))
    text = "Lorne University of the arts opened."
    assert meant(text, store, called(1, text, ORG, "Lorne University of the arts")) == [None]


def test_a_lone_candidate_is_believed_for_a_full_name_and_not_for_one_word(tmp_path: Path) -> None:
    store = known(
        tmp_path,
        entry("Ilse Vanderveer", PERSON, 0.5),
        entry("Union", ORG, 0.5, "insurer"),
        entry("Vanderveer", PERSON, 0.5),
    )
    text = "Ilse Vanderveer joined Union. Vanderveer did not."
    full, union = called(1, text, PERSON, "Ilse Vanderveer"), called(2, text, ORG, "Union")
    assert meant(text, store, full, union) == ["Ilse Vanderveer, ", None]
    assert meant(text, store, called(1, text, PERSON, "Vanderveer")) == [None]


def test_one_word_is_enough_for_what_the_world_speaks_much_of(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Petrel", ORG, 0.7, "company"), entry("Zumaya", PERSON, 0.8, "singer"))
    text = "Petrel hired Zumaya."
    assert meant(text, store, called(1, text, ORG, "Petrel"), called(2, text, PERSON, "Zumaya")) == [
        "Petrel, company",
        "Zumaya, singer",
    ]


def test_a_surname_is_linked_where_the_title_agrees_with_somebody_very_well_known(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Teodor Brankovic", PERSON, 0.75, "politician, president of Veluria", "Brankovic"))
    text = "President Brankovic spoke. Brankovic left."
    assert meant(text, store, called(1, text, PERSON, "Brankovic", titles=("President",))) == [
        "Teodor Brankovic, politician, president of Veluria"
    ]
    assert meant(text, store, called(1, text, PERSON, "Brankovic")) == [None]


def test_a_short_acronym_is_not_whatever_small_thing_shares_it(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Culinary Institute of Aldmoor", ORG, 0.5, "school of cooking", "CIA"))
    text = "The CIA declined to comment."
    assert meant(text, store, called(1, text, ORG, "CIA")) == [None]


def test_an_acronym_counts_little_where_the_story_says_the_full_name(tmp_path: Path) -> None:
    store = known(tmp_path, entry("VNA", ORG, 0.5, "power station"), entry("Velurian News Agency", ORG, 0.5, "agency"))
    text = "The Velurian News Agency (VNA) said so."
    agency = called(1, text, ORG, "Velurian News Agency", "VNA")
    assert meant(text, store, agency) == ["Velurian News Agency, agency"]
    only = known(tmp_path, entry("VNA", ORG, 0.5, "power station"))
    assert meant(text, only, agency) == [None]


def test_an_organisation_that_is_called_like_a_place_needs_more(tmp_path: Path) -> None:
    shops = entry("Santa Vera", ORG, 0.5, "restaurant")
    text = "Santa Vera said it will appeal."
    name = called(1, text, ORG, "Santa Vera")
    assert meant(text, known(tmp_path, shops), name) == ["Santa Vera, restaurant"]
    assert meant(text, known(tmp_path, shops, entry("Santa Vera", GPE, 0.5, "city")), name) == [None]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Prime Minister", "Anna Keller, Velurian politician"),
        ("striker", "Anna Keller, Velurian footballer"),
        ("Professor", None),
        ("", None),
    ],
)
def test_a_title_tells_namesakes_apart(tmp_path: Path, title: str, expected: str | None) -> None:
    store = known(
        tmp_path,
        entry("Anna Keller", PERSON, 0.5, "Velurian politician"),
        entry("Anna Keller", PERSON, 0.5, "Velurian footballer"),
    )
    text = f"{title} Anna Keller arrived late."
    assert meant(text, store, called(1, text, PERSON, "Anna Keller", titles=(title,) if title else ())) == [expected]


def test_the_words_of_the_article_tell_namesakes_apart(tmp_path: Path) -> None:
    store = known(
        tmp_path,
        entry("David Marsh", PERSON, 0.5, "chief economist of the Lorne Bank"),
        entry("David Marsh", PERSON, 0.5, "painter"),
    )
    text = "Interest rates will rise, the Lorne Bank said. David Marsh, its economist, sees two more steps."
    assert meant(text, store, called(1, text, PERSON, "David Marsh")) == [
        "David Marsh, chief economist of the Lorne Bank"
    ]


def test_who_died_long_ago_is_not_in_the_news_unless_it_says_so(tmp_path: Path) -> None:
    store = known(tmp_path, entry("John Merrow", PERSON, 0.5, "engineer (1802–1869)"))
    text = "John Merrow was fined for speeding."
    assert meant(text, store, called(1, text, PERSON, "John Merrow")) == [None]
    text = "The bridge is by John Merrow, who died in 1869."
    assert meant(text, store, called(1, text, PERSON, "John Merrow")) == ["John Merrow, engineer (1802–1869)"]


MATCH = (
    "LEEDS, England (AP) - England beat Pakistan by nine wickets in the second one-day match. England, who won the "
    "toss, made 292 from 50 overs, and the captain praised his bowlers. Pakistan lost early wickets and were all out "
    "for 185 in their innings. The next match is in London."
)


def test_in_a_report_of_sport_a_place_that_plays_is_not_linked_to_the_place(tmp_path: Path) -> None:
    store = known(tmp_path, *(entry(name, GPE, 0.8, "place") for name in ("England", "Pakistan", "London")))
    story = [called(n, MATCH, GPE, name) for n, name in enumerate(("England", "Pakistan", "London"), 1)]
    assert meant(MATCH, store, *with_teams(MATCH, story)) == [None, None, "London, place"]
    trade = "England sold Pakistan more steel. Pakistan paid late, England said in London."
    story = [called(n, trade, GPE, name) for n, name in enumerate(("England", "Pakistan", "London"), 1)]
    assert meant(trade, store, *with_teams(trade, story)) == ["England, place", "Pakistan, place", "London, place"]


def test_a_place_that_plays_is_its_team_where_the_knowledge_has_just_that(tmp_path: Path) -> None:
    store = known(
        tmp_path,
        entry("Pakistan", GPE, 0.8, "country"),
        entry("Pakistan national cricket team", ORG, 0.6, "cricket team", "Pakistan"),
        entry("Pakistan national football team", ORG, 0.6, "football team", "Pakistan"),
    )
    text = MATCH + " It was their best day of cricket this year."
    [team] = link(with_teams(text, [called(1, text, GPE, "Pakistan")]), store, text=text).entities
    assert team.link is not None
    assert (team.link.label, team.type, team.group.value) == ("Pakistan national cricket team", ORG, "organization")


def test_a_full_name_that_the_recogniser_mistyped_gets_its_entry_and_its_type(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Temidayo Osei", PERSON, 0.5, "runner"))
    text = "Temidayo Osei won the race again."
    taken = called(1, text, ORG, "Temidayo Osei").model_copy(update={"confidence": 0.9})
    [person] = link([taken], store, text=text).entities
    assert person.link is not None
    assert person.confidence is None  # it was that of another type
    assert (person.type, person.group.value, person.label) == (PERSON, "person", "ORG")
    assert meant(text, known(tmp_path, entry("Osei", PERSON, 0.9)), called(1, text, ORG, "Osei")) == [None]


def test_a_demonym_is_linked_to_its_country_and_stays_an_entity_of_its_own(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Veluria", GPE, 0.8, "country", "Velurian", country="VE"))
    text = "Velurian ministers met in Veluria."
    people, country = link([called(1, text, NORP, "Velurian"), called(2, text, GPE, "Veluria")], store).entities
    assert people.link is not None
    assert country.link is not None
    assert people.link.id == country.link.id
    assert (people.key, people.type, country.key) == ("other:velurian", NORP, f"wikidata:{country.link.id}")


def test_a_people_is_not_the_town_that_is_called_so(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Velurian", GPE, 0.8, "town"))
    text = "Velurian ministers met."
    assert meant(text, store, called(1, text, NORP, "Velurian")) == [None]


def test_a_city_called_like_its_country_gives_way_to_it(tmp_path: Path) -> None:
    state = entry("Velmar", GPE, 0.7, "country", country="VM")
    state.same_as["iso3166"] = "VM"
    store = known(tmp_path, state, entry("Velmar", GPE, 0.7, "capital", country="VM"))
    text = "Velmar votes."
    assert meant(text, store, called(1, text, GPE, "Velmar")) == ["Velmar, country"]


class Recorded:
    """Real knowledge that keeps what it is asked for."""

    version = "recorded"

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.asked: list[list[str]] = []

    def look_up(self, aliases: Sequence[str]) -> Answers:
        self.asked.append(list(aliases))
        return self.inner.look_up(aliases)


def test_what_another_step_has_asked_for_is_not_asked_again(tmp_path: Path) -> None:
    knowledge = Recorded(known(tmp_path, entry("Kenya", GPE, 0.8), entry("Velpress Media", ORG, 0.5)))
    text = "Velpress Media Corp came to Kenya."
    story = [called(1, text, ORG, "Velpress Media Corp"), called(2, text, GPE, "Kenya")]
    answers = knowledge.look_up(["Velpress Media Corp", "Kenya"])
    [linked] = link_all([story], knowledge, answers=answers)
    assert knowledge.asked == [["Velpress Media Corp", "Kenya"], ["Velpress Media"]]
    assert [e.link.label if e.link else None for e in linked.entities] == ["Velpress Media", "Kenya"]
    assert linked.status is LayerStatus.OK


def test_knowledge_that_another_step_could_not_reach_is_not_asked_again(tmp_path: Path) -> None:
    knowledge = Recorded(known(tmp_path, entry("Kenya", GPE, 0.8)))
    text = "Kenya and Oslo."
    story = [called(1, text, GPE, "Kenya"), called(2, text, GPE, "Oslo")]
    half = Answers(knowledge.inner.look_up(["Kenya"]).found, False, "out of reach", frozenset({"Oslo"}))
    first, second = link_all([story, story[:1]], knowledge, answers=half)
    assert knowledge.asked == []
    assert (first.status, first.reason, second.status) == (LayerStatus.DEGRADED, "out of reach", LayerStatus.OK)
    assert [e.link is not None for e in first.entities] == [True, False]


def test_as_many_candidates_are_listed_as_asked_for(tmp_path: Path) -> None:
    store = known(tmp_path, *(entry("Salem", GPE, prior, f"city {prior}") for prior in (0.7, 0.4, 0.3)))
    text = "Salem waits."
    salem = called(1, text, GPE, "Salem")
    for asked, shown in ((0, 0), (2, 2), (30, 3)):
        linked = link([salem], store, candidates=asked).entities[0].link
        assert linked is not None
        assert len(linked.candidates) == shown


def test_twenty_thousand_names_in_a_report_of_sport_are_linked_in_linear_time(tmp_path: Path) -> None:
    store = known(tmp_path, entry("Salem", GPE, 0.7), entry("Ann Lowe", PERSON, 0.5, "striker"))

    def story(size: int) -> object:
        names = [f"Salem{n}" if n % 3 else f"Ann B. Lowe{n} Corp" for n in range(size)]
        text = "The match and its goals. The coach of the league. " + " 2, ".join(names)
        kinds = (GPE, ORG, PERSON)
        at, entities = text.index(names[0]), []
        for number, name in enumerate(names):
            mention = Mention(start=at, end=at + len(name), text=name)
            kind = kinds[number % 3]
            made = called(number, name, kind, name).model_copy(update={"mentions": (mention,)})
            entities.append(made)
            at += len(name) + 4
        return link(entities, store, text=text)

    assert grows_linearly(lambda size: story(size), 2_000)
    assert len(story(20_000).entities) == 20_000  # type: ignore[attr-defined]


def imported(folder: Path, label: str, kind: EntityType, *others: Draft, description: str = "") -> Store:
    """Knowledge with an entry as an import makes it where nothing is counted, and others."""
    draft = Draft("wikidata", "Q1", label, kind, UNCOUNTED, description)
    draft.called(label)
    call_variants(draft)
    return known(folder, draft, *others)


@pytest.mark.parametrize("form", ["Northfield Brewing", "Northfield Brewing Corp", "Northfield Brewing Corp NFB"])
def test_an_imported_company_is_linked_however_the_story_writes_its_form_and_symbol(form: str, tmp_path: Path) -> None:
    store = imported(tmp_path, "Northfield Brewing, Inc.", ORG)
    text = f"{form} said it has acquired a rival in Velmar."
    assert meant(text, store, called(1, text, ORG, form)) == ["Northfield Brewing, Inc., "]


def test_a_town_that_alone_has_its_name_is_linked_though_nobody_counted_its_people(tmp_path: Path) -> None:
    store = imported(tmp_path, "Velmarstad", GPE)
    text = "The ferry to Velmarstad sank on Monday."
    assert meant(text, store, called(1, text, GPE, "Velmarstad")) == ["Velmarstad, "]


def test_an_acronym_of_four_letters_is_linked_to_the_one_organisation_that_it_abbreviates(tmp_path: Path) -> None:
    store = imported(tmp_path, "Velmar Institute of Marine Science", ORG)
    text = "VIMS said on Monday that the sea had risen."
    assert meant(text, store, called(1, text, ORG, "VIMS")) == ["Velmar Institute of Marine Science, "]


def test_an_acronym_of_three_letters_can_be_anything(tmp_path: Path) -> None:
    store = imported(tmp_path, "Velmar Harbour Union", ORG)
    text = "The VHU said on Monday that it would strike."
    assert meant(text, store, called(1, text, ORG, "VHU")) == [None]


def test_a_capital_inside_makes_a_name_of_one_word_an_organisation_s_own(tmp_path: Path) -> None:
    text = "PetrelTube said it would close. Petrelle and McPetrel did not."
    names = ("PetrelTube", "Petrelle", "McPetrel")
    store = known(tmp_path, *(entry(name, ORG, UNCOUNTED) for name in names))
    asked = [called(number, text, ORG, name) for number, name in enumerate(names, 1)]
    assert meant(text, store, *asked) == ["PetrelTube, ", None, None]


def test_an_american_office_is_found_under_its_full_name_and_without_the_country(tmp_path: Path) -> None:
    text = "The U.S. Bureau of Tides and the U.S. Petrel Corp met the U.S. Office of Reefs."
    store = known(
        tmp_path,
        entry("United States Bureau of Tides", ORG, 0.6),
        entry("Office of Reefs", ORG, 0.6),
        entry("Petrel Corp", ORG, 0.6),
    )
    names = ("U.S. Bureau of Tides", "U.S. Office of Reefs", "U.S. Petrel Corp")
    asked = [called(number, text, ORG, name) for number, name in enumerate(names, 1)]
    assert meant(text, store, *asked) == ["United States Bureau of Tides, ", "Office of Reefs, ", None]


def test_a_person_is_linked_without_the_initials_of_the_list_but_not_beside_a_namesake(tmp_path: Path) -> None:
    text = "Ada Quill resigned on Monday."
    store = imported(tmp_path, "Quill, Ada B.", PERSON)
    assert meant(text, store, called(1, text, PERSON, "Ada Quill")) == ["Quill, Ada B., "]
    store = imported(tmp_path, "Quill, Ada B.", PERSON, entry("Ada R. Quill", PERSON, UNCOUNTED, "", "Ada Quill"))
    assert meant(text, store, called(1, text, PERSON, "Ada Quill")) == [None]


def test_a_bare_surname_is_nobody_s_however_few_have_it(tmp_path: Path) -> None:
    store = imported(tmp_path, "Ada B. Quill", PERSON, description="prime minister of Velmar")
    text = "Prime Minister Quill resigned on Monday."
    assert meant(text, store, called(1, text, PERSON, "Quill", titles=("Prime Minister",))) == [None]


def test_a_company_whose_trade_is_left_out_stays_unlinked_without_more_to_say_for_it(tmp_path: Path) -> None:
    store = imported(tmp_path, "Velmar Industries Inc", ORG)
    text = "Velmar said it would close two mills."
    assert meant(text, store, called(1, text, ORG, "Velmar")) == [None]
