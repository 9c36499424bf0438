"""The live provider against a server that speaks as Wikidata's API does, well and badly."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from dateline.contract import EntityType
from dateline.knowledge import Answers, ChainedKnowledge, Entry, GuardedKnowledge, open_knowledge
from dateline.knowledge.vetting import are_entries
from dateline.knowledge.wikidata import Access, LiveWikidata
from dateline.knowledge.wikidata.client import _seconds
from dateline.knowledge.wikidata.errors import BusyError, LateError
from dateline.knowledge.wikidata.pace import Pace
from knowledge_kit import entity, statement, terms
from wikidata_kit import JSON, Wikibase, as_json, maxlag

MINISTER = entity(
    "Q101",
    "Ada Quill",
    links=9,
    descriptions={"en": {"language": "en", "value": "Ruritanian politician"}},
    aliases=terms("A. B. Quill"),
)
SINGER = entity("Q102", "Ada Quill", links=99)
LONGER = entity("Q103", "Ada Quillfeather", links=200)
TOWN = entity(
    "Q104",
    "Velmar",
    kind="Q515",
    links=25,
    claims={
        "P31": [statement("P31", "Q515")],
        "P625": [
            statement("P625", {"latitude": 48.1, "longitude": 11.5, "globe": "http://www.wikidata.org/entity/Q2"})
        ],
        "P17": [statement("P17", "Q183")],
        "P1566": [statement("P1566", "7001")],
    },
)
# A page that lists namesakes: of no class that an article means.
PAGE = entity("Q105", "Velmar", kind="Q4167410")
CLASSLESS = entity("Q106", "Velmar", kind=None)

NAMES = ["Ada Quill", "Velmar", "Bo Rask"]


@pytest.fixture
def base() -> Iterator[Wikibase]:
    served = Wikibase(LONGER, MINISTER, SINGER, TOWN, PAGE, CLASSLESS)
    yield served
    for knowledge in served.users:
        knowledge.close()
    served.close()


def live(base: Wikibase, **changes: object) -> LiveWikidata:
    settings: dict[str, object] = {"contact": "news@example.org", "rate": 1000.0, "timeout_s": 5.0} | changes
    knowledge = LiveWikidata(Access(base.url, **settings))  # type: ignore[arg-type]
    base.users.append(knowledge)
    return knowledge


def ids(answers: Answers, alias: str) -> list[str]:
    return [entry.id for entry in answers.found[alias]]


def test_a_name_means_the_items_that_are_called_so_most_linked_first(base: Wikibase) -> None:
    knowledge = live(base)
    answers = knowledge.look_up(NAMES)
    assert answers.reached
    assert ids(answers, "Ada Quill") == ["Q102", "Q101"]
    assert answers.found["Bo Rask"] == ()
    singer, minister = answers.found["Ada Quill"]
    assert (singer.prior, minister.prior) == (0.7, 0.5)
    assert minister.description == "Ruritanian politician"
    assert minister.url == "https://www.wikidata.org/wiki/Q101"
    assert minister.type is EntityType.PERSON
    assert answers.version == knowledge.version == f"wikidata-api:en:1@127.0.0.1:{base.server.server_address[1]}"
    assert all(are_entries(entries) for entries in answers.found.values())


def test_a_place_has_its_point_country_and_ids_elsewhere(base: Wikibase) -> None:
    [town] = live(base).look_up(["Velmar"]).found["Velmar"]
    assert (town.id, town.type, town.lat, town.lon, town.country) == ("Q104", EntityType.GPE, 48.1, 11.5, "DE")
    assert dict(town.same_as)["geonames"] == "7001"


def test_an_alias_means_less_than_a_label(base: Wikibase) -> None:
    [minister] = live(base).look_up(["A. B. Quill"]).found["A. B. Quill"]
    assert (minister.id, minister.prior) == ("Q101", 0.4)


def test_requests_say_who_asks_and_take_part_in_maxlag(base: Wikibase) -> None:
    live(base).look_up(["Velmar"])
    [agent] = base.agents
    assert agent.startswith("Dateline/")
    assert "(news@example.org)" in agent
    assert {asked["maxlag"] for asked in base.requests} == {"5"}
    assert {asked["format"] for asked in base.requests} == {"json"}


def test_entities_are_fetched_fifty_at_a_time_and_each_once(base: Wikibase) -> None:
    people = [entity(f"Q{n}", "Kim Lee", links=n) for n in range(1, 21)]
    people += [entity(f"Q{n}", "Sam Roe", links=n) for n in range(21, 41)]
    people += [entity(f"Q{n}", "Pat Doe", links=n) for n in range(41, 61)]
    base.items = {item["id"]: item for item in people}
    answers = live(base).look_up(["Kim Lee", "Sam Roe", "Pat Doe", "Kim Lee"])
    assert [len(answers.found[name]) for name in ("Kim Lee", "Sam Roe", "Pat Doe")] == [20, 20, 20]
    fetched = [asked["ids"].split("|") for asked in base.requests if asked["action"] == "wbgetentities"]
    assert [len(batch) for batch in fetched] == [50, 10]
    assert base.actions().count("wbsearchentities") == 3


def test_items_that_were_merged_into_one_are_one(base: Wikibase) -> None:
    base.merged = {"Q102": "Q101"}
    assert ids(live(base).look_up(["Ada Quill"]), "Ada Quill") == ["Q101"]


def test_an_item_that_is_gone_since_it_was_found_is_left_out(base: Wikibase) -> None:
    base.merged = {"Q102": "Q999"}
    assert ids(live(base).look_up(["Ada Quill"]), "Ada Quill") == ["Q101"]


def test_what_cannot_be_searched_is_not_asked(base: Wikibase) -> None:
    odd = ["", "…", "x" * 251, "a\x1fb", "\ud800", "two\nlines"]
    answers = live(base).look_up(odd)
    assert answers.found == dict.fromkeys(odd, ())
    assert answers.reached
    assert base.requests == []


def test_a_name_with_what_the_api_separates_by_is_one_name(base: Wikibase) -> None:
    live(base).look_up(["Velmar|Paris & Co?action=edit#"])
    assert [asked["search"] for asked in base.requests] == ["Velmar|Paris & Co?action=edit#"]


def test_equal_answers_of_the_api_are_equal_answers(base: Wikibase) -> None:
    first = live(base).look_up(NAMES)
    base.items = dict(reversed(base.items.items()))
    assert live(base).look_up(list(reversed(NAMES))).found == first.found


def test_the_version_says_language_form_and_where() -> None:
    assert LiveWikidata(Access(language="de")).version == "wikidata-api:de:1"
    assert LiveWikidata(Access("https://u:hunter2@kb.example/api")).version == "wikidata-api:en:1@kb.example"


# --- When it does not answer as it should ----------------------------------------------------------

REFUSED = as_json({"error": {"code": "badvalue", "info": "Unrecognized value"}})
LOST = "Wikidata could not be reached"
NO = "Wikidata refused the request"
NONE = "Wikidata gave answers that are none"
WAIT = "Wikidata asked to wait"
PAGE_OF_HOTEL = (200, {"Content-Type": "text/html"}, b"<html>welcome to the hotel</html>")
FAULTS = {
    "error of the server": ((500, {}, b"oops"), LOST),
    "error of its database": (as_json({"error": {"code": "internal_api_error_DBQueryError"}}), LOST),
    "refusal": (REFUSED, NO),
    "blocked for the agent": ((403, {"Content-Type": "text/plain"}, b"Please set a user-agent"), NO),
    "a page": (PAGE_OF_HOTEL, NONE),
    "cut short": ((200, JSON, b'{"search": [{"id": "Q1'), NONE),
    "another shape": (as_json([1, 2]), NONE),
    "no search": (as_json({"success": 1}), NONE),
    "deep": ((200, JSON, b"[" * 100_000), NONE),
    "empty": ((200, JSON, b""), NONE),
    "no gzip": ((200, JSON | {"Content-Encoding": "gzip"}, b"\x00" * 50), NONE),
    "other coding": ((200, JSON | {"Content-Encoding": "br"}, b"\x00" * 50), NONE),
    "less than it promised": ((200, JSON | {"Content-Length": "500"}, b'{"search'), LOST),
    "to another host": ((302, {"Location": "http://localhost:1/w/api.php"}, b""), NONE),
    "redirect to nowhere": ((301, {}, b""), NONE),
    "asks to wait": ((429, {"Retry-After": "60"}, b""), WAIT),
    "asks to wait until": ((503, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, b""), WAIT),
    "lags": (maxlag(9, Retry_After="60"), WAIT),
    "limits": (as_json({"error": {"code": "ratelimited"}}), WAIT),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_always_the_same_words_and_ends_by_itself(base: Wikibase, fault: str) -> None:
    reply, reason = FAULTS[fault]
    base.fault = lambda asked: reply
    for knowledge in (live(base, timeout_s=1.0), live(base, timeout_s=1.0)):
        answers = knowledge.look_up(NAMES)
        assert (answers.reached, answers.reason) == (False, reason)
        assert answers.unanswered == frozenset(NAMES)
        assert answers.found == dict.fromkeys(NAMES, ())
    base.fault = lambda asked: None
    assert ids(live(base).look_up(NAMES), "Velmar") == ["Q104"]


def test_a_fault_of_the_fetch_is_one_too(base: Wikibase) -> None:
    base.fault = lambda asked: as_json({"entities": {}}) if asked["action"] == "wbgetentities" else None
    assert live(base).look_up(["Velmar"]).reason == "Wikidata gave answers that are none"


@pytest.mark.parametrize("strange", [None, 7, [], {}, {"id": "Q104", "type": "item", "labels": 3, "claims": [[]]}])
def test_an_entity_of_another_shape_is_left_out_alone(base: Wikibase, strange: object) -> None:
    reply = as_json({"entities": {"Q101": MINISTER, "Q102": strange}})
    base.fault = lambda asked: reply if asked["action"] == "wbgetentities" else None
    assert ids(live(base).look_up(["Ada Quill"]), "Ada Quill") == ["Q101"]


@pytest.mark.parametrize(
    "strange", [None, 7, {}, {"match": 3}, {"id": "Lexeme:L1", "match": {"type": "label", "text": "Velmar"}}]
)
def test_a_hit_of_another_shape_is_left_out_alone(base: Wikibase, strange: object) -> None:
    def with_strange(asked: dict[str, str]):
        if asked["action"] != "wbsearchentities":
            return None
        found = base.search(asked)
        return as_json(found | {"search": [strange, *found["search"]]})

    base.fault = with_strange
    assert ids(live(base).look_up(["Velmar"]), "Velmar") == ["Q104"]


def test_texts_that_would_break_a_terminal_do_not_get_in(base: Wikibase) -> None:
    base.items = {"Q1": entity("Q1", "Velmar", descriptions={"en": {"language": "en", "value": "a\x1b[2Jtown"}})}
    [entry] = live(base).look_up(["Velmar"]).found["Velmar"]
    assert entry.description is None


def test_a_body_beyond_the_limit_is_not_read_and_a_bomb_not_unpacked(base: Wikibase) -> None:
    base.fault = lambda asked: (200, JSON, b" " * 300_000)
    assert live(base, most_bytes=100_000).look_up(["Velmar"]).reason == "Wikidata gave answers that are none"
    bomb = gzip.compress(b" " * 50_000_000, 1)
    base.fault = lambda asked: (200, JSON | {"Content-Encoding": "gzip"}, bomb)
    began = time.perf_counter()
    assert live(base, most_bytes=100_000).look_up(["Velmar"]).reason == "Wikidata gave answers that are none"
    assert time.perf_counter() - began < 2.0


def test_entities_too_large_together_are_fetched_in_halves(base: Wikibase) -> None:
    base.gzip = False
    people = [entity(f"Q{n}", "Kim Lee", links=40) for n in range(1, 17)]
    base.items = {item["id"]: item for item in people}
    one = len(as_json(base.entities({"ids": "Q1"}))[2])
    answers = live(base, most_bytes=5 * one).look_up(["Kim Lee"])
    assert len(answers.found["Kim Lee"]) == 16
    assert max(len(asked["ids"].split("|")) for asked in base.requests if "ids" in asked) == 16


def test_a_redirect_within_the_host_is_followed_but_not_for_ever(base: Wikibase) -> None:
    def elsewhere(asked: dict[str, str]):
        if "there" in asked:
            return None
        return 301, {"Location": "/api?" + urlencode(asked | {"there": "1"})}, b""

    base.fault = elsewhere
    assert ids(live(base).look_up(["Velmar"]), "Velmar") == ["Q104"]
    base.fault = lambda asked: (301, {"Location": "/again?action=x"}, b"")
    base.requests.clear()
    assert live(base).look_up(["Velmar"]).reason == "Wikidata gave answers that are none"
    assert len(base.requests) == 4


def test_a_server_that_hangs_costs_the_time_that_was_set(base: Wikibase) -> None:
    base.delay_s = 3.0
    began = time.perf_counter()
    answers = live(base, timeout_s=0.3).look_up(NAMES)
    assert 0.3 <= time.perf_counter() - began < 2.5
    assert answers.reason == "Wikidata did not answer in time"


def test_a_server_that_is_not_there_is_said(base: Wikibase) -> None:
    base.close()
    assert live(base).look_up(NAMES).reason == "Wikidata could not be reached"


def test_what_the_time_allowed_is_brought_and_the_rest_is_owed(base: Wikibase) -> None:
    base.items = {f"Q{n}": entity(f"Q{n}", f"Person No {n}") for n in range(1, 200)}
    base.delay_s = 0.02
    names = [f"Person No {n}" for n in range(1, 200)]
    answers = live(base, timeout_s=1.0).look_up(names)
    assert not answers.reached
    assert answers.reason == "Wikidata did not answer in time"
    brought = [name for name in names if name not in answers.unanswered]
    assert 0 < len(brought) < len(names)
    assert all(answers.found[name] for name in brought)
    assert not any(answers.found[name] for name in answers.unanswered)


def test_who_asks_to_wait_is_left_alone_so_long_by_all_look_ups(base: Wikibase) -> None:
    knowledge = live(base, timeout_s=0.5)
    base.fault = lambda asked: (429, {"Retry-After": "2"}, b"")
    knowledge.look_up(["Velmar"])
    asked = len(base.requests)
    base.fault = lambda asked: None
    assert knowledge.look_up(["Velmar"]).reason == "Wikidata asked to wait"
    assert len(base.requests) == asked == 1
    time.sleep(2.0)
    assert ids(knowledge.look_up(["Velmar"]), "Velmar") == ["Q104"]


def test_a_short_wait_is_waited_for(base: Wikibase) -> None:
    once = [maxlag(6, Retry_After="1")]
    base.fault = lambda asked: once.pop() if once else None
    assert ids(live(base).look_up(["Velmar"]), "Velmar") == ["Q104"]
    assert base.times[1] - base.times[0] >= 1.0


def test_requests_keep_their_distance(base: Wikibase) -> None:
    knowledge = live(base, rate=10.0)
    knowledge.look_up(["Bo Rask"])  # opens the connection
    base.times.clear()
    knowledge.look_up(["Velmar", "Bo Rask", "Ada Quill"])
    assert len(base.times) == 4
    assert base.times[-1] - base.times[0] >= 0.25


def test_retry_after_is_a_number_of_seconds_or_a_date() -> None:
    assert _seconds("17") == 17.0
    assert _seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert _seconds(None) is None
    assert [_seconds(text) for text in ("soon", "-5", "", "1e9", "٣")] == [None] * 5


def test_the_pace_ends_a_wait_that_nobody_has_time_for() -> None:
    now, slept = [100.0], []
    pace = Pace(2.0, lambda: now[0], slept.append)
    pace.wait(100.0)
    with pytest.raises(LateError):
        pace.wait(100.4)
    pace.wait(100.6)
    assert slept == [0.5]
    pace.pause(10**9)
    with pytest.raises(BusyError):
        pace.wait(200.0)
    now[0] += 3601
    pace.wait(now[0])


@pytest.mark.parametrize("url", ["", "ftp://x/y", "http://", "http://[::1", "https://u:hunter2@h:99999/"])
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="is no http") as error:
        Access(url)
    assert "hunter2" not in str(error.value)


def test_a_contact_cannot_break_the_header() -> None:
    with pytest.raises(ValueError, match="contact"):
        Access(contact="me\r\nX-Evil: 1")


# --- Behind the knowledge file, and behind the guard -----------------------------------------------


def test_only_names_that_the_file_does_not_have_are_asked_for(base: Wikibase) -> None:
    knowledge = ChainedKnowledge(open_knowledge(None), live(base))
    answers = knowledge.look_up(["Paris", "Velmar", "Bo Rask"])
    assert answers.found["Paris"][0].kb == "geonames"
    assert ids(answers, "Velmar") == ["Q104"]
    assert {asked["search"] for asked in base.requests if "search" in asked} == {"Velmar", "Bo Rask"}
    assert answers.version == knowledge.version


def test_names_that_the_file_could_not_be_asked_for_are_not_asked_elsewhere(base: Wikibase) -> None:
    class Broken:
        version = "7"

        def look_up(self, aliases):
            return Answers(dict.fromkeys(aliases, ()), False, "disk gone", frozenset({"Paris"}), "7")

    answers = ChainedKnowledge(Broken(), live(base)).look_up(["Paris", "Velmar"])
    assert (answers.reached, answers.reason, answers.unanswered) == (False, "disk gone", frozenset({"Paris"}))
    assert ids(answers, "Velmar") == ["Q104"]
    assert "Paris" not in {asked.get("search") for asked in base.requests}


def test_all_that_is_found_in_the_file_has_the_version_of_both(base: Wikibase) -> None:
    store = open_knowledge(None)
    answers = ChainedKnowledge(store, live(base)).look_up(["Paris"])
    assert answers.version == f"{store.version}+{live(base).version}"
    assert base.requests == []


def test_an_outage_degrades_what_needs_it_opens_the_breaker_and_ends_by_itself(base: Wikibase) -> None:
    now = [0.0]
    guard = GuardedKnowledge(live(base, timeout_s=1.0), 3.0, failures=2, breaker_s=10.0, clock=lambda: now[0])
    knowledge = ChainedKnowledge(open_knowledge(None), guard)
    base.fault = lambda asked: (500, {}, b"")
    outage = [knowledge.look_up(["Paris", "Velmar"]) for _ in range(4)]
    assert len({(a.reached, a.reason, a.unanswered) for a in outage}) == 1
    assert outage[0].reason == "Wikidata could not be reached"
    assert outage[0].unanswered == frozenset({"Velmar"})
    assert outage[0].found["Paris"]
    assert (guard.stats().error, guard.stats().skipped, guard.stats().opened) == (2, 2, 1)
    base.fault = lambda asked: None
    now[0] += 11
    assert knowledge.look_up(["Paris", "Velmar"]).reached
    assert guard.stats().closed == 1


def test_every_entry_is_sound_whatever_the_numbers(base: Wikibase) -> None:
    wild = statement("P625", {"latitude": 1e400, "longitude": "x", "globe": 3})
    base.items = {"Q1": entity("Q1", "Velmar", kind="Q515", claims={"P31": [statement("P31", "Q515")], "P625": [wild]})}
    found: tuple[Entry, ...] = live(base).look_up(["Velmar"]).found["Velmar"]
    assert are_entries(found)
    assert [(entry.lat, entry.lon) for entry in found] == [(None, None)]


def test_the_client_can_be_closed_and_asked_again(base: Wikibase) -> None:
    knowledge = live(base)
    knowledge.look_up(["Velmar"])
    knowledge.close()
    assert ids(knowledge.look_up(["Velmar"]), "Velmar") == ["Q104"]
