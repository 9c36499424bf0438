"""The settings put the knowledge together: the file, Wikidata behind it where it is on, a cache before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.contract import Entity, EntityType, LayerStatus
from dateline.enricher.assembly import assembled, open_wikidata
from dateline.enricher.entities import link_all, unify
from dateline.enricher.entities.recognise import Recognised
from dateline.enricher.stream.knowledge_counts import KnowledgeCounts
from dateline.knowledge import ChainedKnowledge, GuardedKnowledge
from dateline.settings import Settings, SettingsError
from knowledge_kit import entity
from redis_kit import Server
from wikidata_kit import Wikibase

TEXT = "Velmar Group opened an office in Paris, France."
TYPES = {"Velmar Group": "ORG", "Paris": "GPE", "France": "GPE"}


@pytest.fixture
def base() -> Iterator[Wikibase]:
    served = Wikibase(entity("Q8", "Velmar Group", kind="Q783794", links=60))
    yield served
    served.close()


def settings(base: Wikibase, **changes: object) -> Settings:
    given: dict[str, object] = {"wikidata_url": base.url, "wikidata_rate": 1000.0, "wikidata_timeout_s": 2.0}
    return Settings(**given | changes)  # type: ignore[arg-type]


def entities() -> tuple[Entity, ...]:
    found = [Recognised(TEXT.index(n), TEXT.index(n) + len(n), label) for n, label in TYPES.items()]
    return tuple(unify(TEXT, found, ()))


def test_it_is_off_unless_an_address_is_set() -> None:
    known = assembled(Settings())
    assert isinstance(known.whole, GuardedKnowledge)
    assert (known.live, known.live_guard, known.caches) == (None, None, ())


def test_wikidata_s_own_address_needs_a_contact() -> None:
    with pytest.raises(SettingsError, match="DATELINE_WIKIDATA_CONTACT"):
        open_wikidata(Settings(wikidata_url="wikidata"))
    live = open_wikidata(Settings(wikidata_url="wikidata", wikidata_contact="news@example.org"))
    assert live is not None
    assert live.version == "wikidata-api:en:1"


def test_an_address_that_is_none_is_refused_without_its_password() -> None:
    with pytest.raises(SettingsError, match="DATELINE_WIKIDATA_URL") as error:
        open_wikidata(Settings(wikidata_url="ftp://u:hunter2@x"))
    assert "hunter2" not in str(error.value)


def test_names_that_the_file_lacks_are_linked_through_the_api(base: Wikibase) -> None:
    known = assembled(settings(base))
    assert isinstance(known.whole, ChainedKnowledge)
    [linked] = link_all([entities()], known.whole)
    links = {e.name: e.link and (e.link.kb, e.link.id) for e in linked.entities}
    assert links["Velmar Group"] == ("wikidata", "Q8")
    assert links["Paris"] == ("geonames", "2988507")
    assert linked.status is LayerStatus.OK


def test_an_outage_degrades_only_articles_that_need_it(base: Wikibase) -> None:
    known = assembled(settings(base))
    base.close()
    places = tuple(e for e in entities() if e.type is EntityType.GPE)
    first, second = link_all([entities(), places], known.whole)
    assert (first.status, first.reason) == (LayerStatus.DEGRADED, "Wikidata could not be reached")
    assert second.status is LayerStatus.OK
    assert {e.name for e in first.entities if e.link} >= {"Paris", "France"}


def test_what_another_process_learned_costs_no_request(server: Server, base: Wikibase) -> None:
    given = settings(base, redis_url=server.url, cache_prefix="t")
    link_all([entities()], assembled(given).whole)
    base.requests.clear()
    again = assembled(given)
    [linked] = link_all([entities()], again.whole)
    assert base.requests == []
    assert any(e.link and e.link.id == "Q8" for e in linked.entities)
    base.close()
    assert link_all([entities()], assembled(given).whole) == [linked]


def test_the_live_answers_have_a_time_of_their_own(server: Server, base: Wikibase) -> None:
    given = settings(base, redis_url=server.url, cache_prefix="t", wikidata_ttl_s=5000, wikidata_negative_ttl_s=50)
    known = assembled(given)
    known.whole.look_up(["Velmar Group", "Nobody Atall"])
    times = {key: server.client.ttl(key) for key in server.client.scan_iter("t:k:wikidata*")}
    assert sorted(round(left, -3) for left in times.values()) == [0, 5000]
    assert min(times.values()) <= 50
    assert server.client.keys("t:l:*") == []


def test_a_worker_counts_what_it_asked(server: Server, base: Wikibase) -> None:
    known = assembled(settings(base, redis_url=server.url, cache_prefix="t"))
    counts = KnowledgeCounts(known)
    known.whole.look_up(["Velmar Group", "Paris"])
    first = counts.since()
    assert (first["request.search"], first["request.fetch"], first["request.failed"]) == (1, 1, 0)
    assert (first["live.ok"], first["knowledge.ok"], first["cache.knowledge"]) == (1, 1, 3)
    known.whole.look_up(["Velmar Group", "Paris"])
    second = counts.since()
    assert (second["request.search"], second["live.ok"], second["cache.local"]) == (0, 0, 3)
