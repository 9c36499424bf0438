"""The guard around knowledge: whatever that does, a look-up ends in time, soundly, with a reason that does not vary."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.contract import Entity, EntityGroup, EntityType, LayerStatus, Mention
from dateline.enricher.entities import link_all
from dateline.knowledge import Answers, Entry, GuardedKnowledge, open_knowledge
from dateline.knowledge.bounded import MOST_LEFT_BEHIND
from dateline.knowledge.breaker import Breaker
from dateline.knowledge.vetting import is_entry

PERU = Entry("geonames", "3932488", "Peru", EntityType.GPE, 0.7, "country", country="PE", lat=-10.0, lon=-75.25)
PERIOD_S = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Scripted:
    """Knowledge that does what a test tells it."""

    version = "scripted 1"

    def __init__(self, do: Callable[[Sequence[str]], Any]) -> None:
        self.do = do
        self.asked: list[list[str]] = []

    def look_up(self, aliases: Sequence[str]) -> Answers:
        self.asked.append(list(aliases))
        return self.do(aliases)  # type: ignore[no-any-return]


def sound(aliases: Sequence[str]) -> Answers:
    return Answers({alias: (PERU,) if alias == "Peru" else () for alias in aliases})


def failing(aliases: Sequence[str]) -> Answers:
    raise ConnectionError(f"https://reader:secret@example.org refused at {time.time()}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def guard(inner: Any, clock: Callable[[], float] = time.monotonic, timeout_s: float = 5.0) -> GuardedKnowledge:
    return GuardedKnowledge(inner, timeout_s=timeout_s, failures=3, breaker_s=PERIOD_S, clock=clock)


def test_the_embedded_file_behind_the_guard_answers_as_without_it() -> None:
    names = ["Paris", "Kenya", "Nowhereville", "", "Paris", *(f"Name {n}" for n in range(250))]
    assert guard(open_knowledge(None)).look_up(names) == open_knowledge(None).look_up(names)


def test_nothing_asked_is_nothing_done() -> None:
    inner = Scripted(failing)
    assert guard(inner).look_up([]) == Answers()
    assert inner.asked == []


def test_an_error_is_a_reason_that_holds_neither_secrets_nor_times() -> None:
    knowledge = guard(Scripted(failing))
    first, second = knowledge.look_up(["Peru"]), knowledge.look_up(["Peru"])
    assert first == second == Answers({"Peru": ()}, False, "knowledge failed (ConnectionError)", frozenset({"Peru"}))


def test_a_call_that_hangs_is_waited_for_once_and_left_behind(released: threading.Event) -> None:
    knowledge = guard(Scripted(lambda aliases: released.wait() and None), timeout_s=0.1)
    began = time.monotonic()
    answers = knowledge.look_up(["Peru"])
    assert 0.1 <= time.monotonic() - began < 1.0
    assert (answers.reached, answers.reason) == (False, "knowledge did not answer in time")


def test_what_was_answered_before_the_time_was_over_is_kept(released: threading.Event) -> None:
    def late_from_the_second_on(aliases: Sequence[str]) -> Answers:
        return sound(aliases) if "Peru" in aliases else released.wait() and Answers()  # type: ignore[return-value]

    names = ["Peru", *(f"Name {n}" for n in range(150))]
    answers = guard(Scripted(late_from_the_second_on), timeout_s=0.1).look_up(names)
    assert answers.found["Peru"] == (PERU,)
    assert answers.unanswered == frozenset(names[100:])


def test_only_so_many_calls_may_hang_at_once_and_when_they_return_it_goes_on(
    clock: Clock, released: threading.Event
) -> None:
    inner = Scripted(lambda aliases: sound(aliases) if released.wait() else None)
    knowledge = guard(inner, clock, timeout_s=0.02)
    threads = threading.active_count()
    for _ in range(MOST_LEFT_BEHIND + 6):
        assert not knowledge.look_up(["Peru"]).reached
        clock.now += PERIOD_S
    assert len(inner.asked) == MOST_LEFT_BEHIND
    assert threading.active_count() <= threads + MOST_LEFT_BEHIND
    released.set()
    deadline = time.monotonic() + 10
    while not knowledge.look_up(["Peru"]).reached:
        clock.now += PERIOD_S
        assert time.monotonic() < deadline
    assert knowledge.look_up(["Peru"]).found == {"Peru": (PERU,)}
    knowledge.close()
    while threading.active_count() > threads:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_breaker_opens_after_three_failures_tries_once_a_period_and_closes(clock: Clock) -> None:
    inner = Scripted(failing)
    knowledge = guard(inner, clock)
    answers = [knowledge.look_up(["Peru"]) for _ in range(10)]
    assert len(inner.asked) == 3
    assert len(set(map(str, answers))) == 1, "left alone or asked: the same fault, the same words"
    clock.now += PERIOD_S
    assert not knowledge.look_up(["Peru"]).reached
    assert not knowledge.look_up(["Peru"]).reached
    assert len(inner.asked) == 4, "one probe, which failed"
    inner.do = sound
    assert not knowledge.look_up(["Peru"]).reached
    clock.now += PERIOD_S
    assert knowledge.look_up(["Peru"]) == Answers({"Peru": (PERU,)})
    inner.do = failing
    knowledge.look_up(["Peru"])
    knowledge.look_up(["Peru"])
    inner.do = sound
    assert knowledge.look_up(["Peru"]).reached, "closed again, it takes three failures to open"
    stats = knowledge.stats()
    assert (stats.opened, stats.closed, stats.skipped, stats.error, stats.ok) == (1, 1, 9, 6, 2)


def test_a_breaker_of_one_failure_opens_at_once() -> None:
    clock = Clock()
    breaker = Breaker(5.0, clock)
    assert breaker.allows()
    assert breaker.failed()
    assert not breaker.allows()
    clock.now += 5.0
    assert breaker.allows()
    assert not breaker.failed(), "it was open already"
    assert not breaker.allows()
    clock.now += 5.0
    assert breaker.succeeded()
    assert breaker.allows()


@pytest.mark.parametrize(
    "nonsense",
    [None, "Peru", 7, [PERU], Answers(None), Answers([PERU]), Answers({"Chile": (PERU,)}), Answers({}),  # type: ignore[arg-type]
     Answers({"Peru": (PERU,), "Chile": (PERU,)}), Answers({"Peru": PERU}), Answers({"Peru": [PERU]}),  # type: ignore[dict-item]
     Answers({"Peru": (PERU,) * 10_000}), Answers({"Peru": None})],  # type: ignore[dict-item]
    ids=lambda nonsense: repr(nonsense)[:40],
)  # fmt: skip
def test_an_answer_of_the_wrong_form_is_garbage(nonsense: Any) -> None:
    answers = guard(Scripted(lambda aliases: nonsense)).look_up(["Peru"])
    assert answers == Answers({"Peru": ()}, False, "knowledge gave answers that are none", frozenset({"Peru"}))


@pytest.mark.parametrize(
    "wrong",
    [{"kb": ""}, {"kb": None}, {"id": 3932488}, {"id": "x" * 201}, {"label": "Pe\x00ru"}, {"label": "Pe\ud800ru"},
     {"label": "\u202eureP"}, {"label": "Peru\n"}, {"type": "GPE"}, {"type": None}, {"prior": 7.0}, {"prior": -0.1},
     {"prior": float("nan")}, {"prior": "0.5"}, {"prior": True}, {"description": ""}, {"description": "y" * 2001},
     {"url": "javascript:alert(1)"}, {"url": "https://example.org/ a"}, {"same_as": None}, {"same_as": ("iso3166",)},
     {"same_as": (("iso3166", "PE", "x"),)}, {"same_as": (("iso3166", 604),)}, {"same_as": (("a", "b"),) * 51},
     {"lat": 91.0}, {"lon": float("inf")}, {"lat": "12"}, {"country": "pe"}, {"country": "PER"}, {"country": 604},
     {"admin1": "\x1b[31m"}],
    ids=lambda wrong: repr(wrong)[:40],
)  # fmt: skip
def test_an_entry_with_a_wrong_field_is_garbage_and_the_other_names_are_still_answered(wrong: dict[str, Any]) -> None:
    broken = replace(PERU, **wrong)
    knowledge = guard(Scripted(lambda aliases: Answers({"Peru": (broken,), "Perú": (PERU,)})))
    for _ in range(5):
        answers = knowledge.look_up(["Peru", "Perú"])
        assert answers.found == {"Peru": (), "Perú": (PERU,)}
        assert answers.unanswered == {"Peru"}
    assert knowledge.stats().opened == 0, "one broken entry does not cost the others their links"


def test_every_entry_of_the_embedded_file_is_sound() -> None:
    store = open_knowledge(None)
    names = [row[0] for row in store._connection()[0].execute("SELECT DISTINCT alias FROM alias")]
    answers = store.look_up(names)
    assert answers.reached
    assert all(is_entry(entry) for entries in answers.found.values() for entry in entries)


def test_a_name_in_a_script_that_needs_joiners_is_sound() -> None:
    assert is_entry(replace(PERU, label="می\u200cخواهم", description="São Paulo’s “twin”"))


@pytest.mark.parametrize("reason", [None, 7, "", "x" * 201, "line\nbreak"])
def test_a_provider_s_own_reason_is_passed_on_only_where_it_can_be_shown(reason: Any) -> None:
    unreached = Scripted(lambda aliases: Answers({}, reached=False, reason=reason))
    assert guard(unreached).look_up(["Peru"]).reason == "knowledge could not be reached"
    polite = Scripted(lambda aliases: Answers({}, reached=False, reason="the quota is used up"))
    assert guard(polite).look_up(["Peru"]).reason == "the quota is used up"


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just(PERU)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner), st.dictionaries(st.sampled_from(["Peru", "Chile"]), inner),
        st.builds(Answers, inner, st.booleans(), inner),
        st.builds(lambda at, value: replace(PERU, **{at: value}), st.sampled_from(["kb", "prior", "same_as"]), inner),
    ),
    max_leaves=6,
)  # fmt: skip


def place(name: str) -> Entity:
    mention = Mention(start=0, end=len(name), text=name)
    return Entity(id="e1", key=f"place:{name}", type=EntityType.GPE, label="GPE", group=EntityGroup.PLACE, name=name,
                  mentions=(mention,))  # fmt: skip


@given(anything)
def test_whatever_a_provider_answers_the_linker_gets_through_and_the_event_fits_its_schema(answer: object) -> None:
    knowledge = guard(Scripted(lambda aliases: answer))
    try:
        [linked] = link_all([[place("Peru")]], knowledge, candidates=5)
    finally:
        knowledge.close()
    for entity in linked.entities:
        assert Entity.model_validate_json(entity.model_dump_json()) == entity
    assert (linked.status is LayerStatus.OK) == (linked.reason is None)


def test_only_an_article_that_needs_what_was_not_answered_is_degraded() -> None:
    def half(aliases: Sequence[str]) -> Answers:
        return Answers({"Peru": (PERU,), "Chile": ()}, False, "the quota is used up", frozenset({"Chile"}))

    peru, chile, nobody = link_all([[place("Peru")], [place("Chile")], []], Scripted(half))
    assert peru.status is nobody.status is LayerStatus.OK
    assert peru.reason is None
    assert peru.entities[0].link is not None
    assert (chile.status, chile.reason) == (LayerStatus.DEGRADED, "the quota is used up")
