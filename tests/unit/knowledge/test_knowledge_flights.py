"""One flight per name, on a real Redis: processes that miss the same name ask a slow knowledge once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

import flight_process
from dateline.contract import EntityType
from dateline.knowledge import Answers, CachedKnowledge, CacheStats, Entry, GuardedKnowledge, Sharing, open_knowledge
from dateline.knowledge.cache_keys import ANSWER, LEASE, key_of, patterns, version_of
from redis_kit import Server

VERSION = "slow:1"


class Slow:
    """Knowledge that counts what it is asked and lets something happen meanwhile."""

    slow = True
    version = VERSION

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.reached = True
        self.owes: frozenset[str] = frozenset()
        self.meanwhile = lambda: None

    def look_up(self, aliases: Sequence[str]) -> Answers:
        self.asked += aliases
        self.meanwhile()
        if not self.reached:
            return Answers(dict.fromkeys(aliases, ()), False, "line cut", frozenset(aliases), self.version)
        found = {a: () if a in self.owes or a == "Nobody" else (entry(a),) for a in aliases}
        owed = self.owes & found.keys()
        return Answers(found, not owed, "late" if owed else None, owed, self.version)


def entry(name: str) -> Entry:
    return Entry("kb", name, name, EntityType.ORG, 0.5)


def cached(inner: object, server: Server, **changes: object) -> CachedKnowledge:
    settings: dict[str, object] = {"prefix": "t", "timeout_s": 0.5, "sharing": Sharing(0.05, 10.0)} | changes
    return CachedKnowledge(inner, server.url, **settings)  # type: ignore[arg-type]


def lease(name: str) -> str:
    return key_of("t", LEASE, VERSION, name)


def test_two_processes_that_miss_the_same_names_ask_once_for_each(server: Server, tmp_path: Path) -> None:
    calls, go = tmp_path / "calls", tmp_path / "go"
    mine = [["Velmar", "Ostrel", "Quist"], ["Quist", "Velmar", "Ostrel", "Ramnor"], ["Velmar"]]
    program = [sys.executable, flight_process.__file__, server.url, str(calls), str(go)]
    processes = [subprocess.Popen([*program, *names], stdout=subprocess.PIPE, text=True) for names in mine]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    go.touch()
    for process, names in zip(processes, mine, strict=True):
        out, _ = process.communicate(timeout=60)
        assert json.loads(out) == {name: [name] for name in names}
    asked = Counter(line.split()[1] for line in calls.read_text().splitlines())
    assert asked == {"Velmar": 1, "Ostrel": 1, "Quist": 1, "Ramnor": 1}
    assert list(server.client.scan_iter("t:l:*")) == []


def test_who_waits_takes_what_the_other_brings(server: Server) -> None:
    inner = Slow()
    server.client.set(lease("Velmar"), b"1", px=10_000)
    other = cached(Slow(), server)
    inner.meanwhile = lambda: other._keep([(key_of("t", ANSWER, VERSION, "Velmar"), (entry("Velmar"),))])
    knowledge = cached(inner, server)
    assert knowledge.look_up(["Velmar", "Ostrel"]).found == {"Velmar": (entry("Velmar"),), "Ostrel": (entry("Ostrel"),)}
    assert inner.asked == ["Ostrel"]
    assert knowledge.stats() == CacheStats(misses=1, hits_flight=1)


def test_who_has_waited_long_enough_asks_too(server: Server) -> None:
    inner = Slow()
    server.client.set(lease("Velmar"), b"1", px=60_000)
    began = time.perf_counter()
    assert cached(inner, server).look_up(["Velmar"]).found["Velmar"]
    assert 0.05 <= time.perf_counter() - began < 2.0
    assert inner.asked == ["Velmar"]


def test_a_lease_whose_owner_died_ends_by_itself(server: Server) -> None:
    dead = cached(Slow(), server, sharing=Sharing(0.05, 0.2))
    assert dead._flights is not None
    assert dead._flights.take_off(["Velmar"], VERSION) == ["Velmar"]
    assert dead._flights.take_off(["Velmar"], VERSION) == []
    time.sleep(0.3)
    assert dead._flights.take_off(["Velmar"], VERSION) == ["Velmar"]


def test_what_was_brought_between_a_look_and_the_lease_is_not_asked_again(server: Server) -> None:
    inner = Slow()
    knowledge = cached(inner, server)
    assert knowledge._flights is not None
    take_off = knowledge._flights.take_off

    def after_another(aliases, version):
        cached(Slow(), server)._keep([(key_of("t", ANSWER, VERSION, "Velmar"), (entry("Velmar"),))])
        return take_off(aliases, version)

    knowledge._flights.take_off = after_another  # type: ignore[method-assign]
    assert knowledge.look_up(["Velmar"]).found["Velmar"]
    assert inner.asked == []


def test_leases_are_given_back_whatever_happened(server: Server) -> None:
    inner = Slow()
    inner.reached = False
    answers = cached(inner, server).look_up(["Velmar"])
    assert (answers.reached, answers.reason, answers.unanswered) == (False, "line cut", frozenset({"Velmar"}))
    assert server.client.keys() == []


def test_after_a_failure_nobody_waits_for_the_rest_a_second_time(server: Server) -> None:
    inner = Slow()
    inner.reached = False
    server.client.set(lease("Velmar"), b"1", px=60_000)
    answers = cached(inner, server).look_up(["Velmar", "Ostrel"])
    assert inner.asked == ["Ostrel"]
    assert answers.unanswered == frozenset({"Velmar", "Ostrel"})
    assert answers.found == {"Velmar": (), "Ostrel": ()}


def test_what_a_degraded_look_up_brought_is_kept_and_what_it_owes_is_not(server: Server) -> None:
    inner = Slow()
    inner.owes = frozenset({"Ostrel"})
    assert cached(inner, server).look_up(["Velmar", "Ostrel", "Nobody"]).unanswered == frozenset({"Ostrel"})
    second = Slow()
    assert cached(second, server).look_up(["Velmar", "Ostrel", "Nobody"]).reached
    assert second.asked == ["Ostrel"]


def test_what_is_not_known_is_kept_for_a_shorter_time(server: Server) -> None:
    cached(Slow(), server, ttl_s=1000, negative_ttl_s=100).look_up(["Velmar", "Nobody"])
    assert 890 <= server.client.ttl(key_of("t", ANSWER, VERSION, "Velmar")) <= 1000
    assert 85 <= server.client.ttl(key_of("t", ANSWER, VERSION, "Nobody")) <= 100


def test_a_process_forgets_too(server: Server) -> None:
    now = [0.0]
    inner = Slow()
    knowledge = cached(inner, server, ttl_s=1000, negative_ttl_s=100, clock=lambda: now[0])
    knowledge.look_up(["Velmar", "Nobody"])
    server.client.flushall()
    now[0] = 9.0
    knowledge.look_up(["Velmar", "Nobody"])
    assert inner.asked == ["Velmar", "Nobody"]
    now[0] = 11.0
    knowledge.look_up(["Velmar", "Nobody"])
    assert inner.asked == ["Velmar", "Nobody", "Nobody"]


def test_a_process_keeps_no_more_bytes_than_it_is_told(server: Server) -> None:
    knowledge = cached(Slow(), server, local_bytes=10_000)
    for number in range(300):
        knowledge.look_up([f"Town {number}"])
    assert 5_000 < knowledge._local.bytes <= 10_000
    assert len(knowledge._local) < 60


@pytest.mark.parametrize("quick", [open_knowledge(None), GuardedKnowledge(open_knowledge(None))])
def test_for_a_knowledge_that_is_not_slow_no_lease_is_taken(server: Server, quick: object) -> None:
    server.client.config_resetstat()
    cached(quick, server).look_up(["Paris", "Nowhereville"])
    assert server.client.info("commandstats")["cmdstat_set"]["calls"] == 2
    assert "cmdstat_unlink" not in server.client.info("commandstats")


def test_the_guard_says_whether_its_knowledge_is_slow() -> None:
    assert GuardedKnowledge(Slow()).slow
    assert not GuardedKnowledge(open_knowledge(None)).slow


def test_without_redis_every_process_asks_and_nobody_waits(tmp_path: Path) -> None:
    inner = Slow()
    knowledge = CachedKnowledge(inner, f"unix://{tmp_path}/none.sock", sharing=Sharing(5.0, 10.0))
    began = time.perf_counter()
    assert knowledge.look_up(["Velmar"]).found["Velmar"]
    assert time.perf_counter() - began < 2.0


def test_a_full_redis_gives_no_lease_and_stops_nobody(server: Server) -> None:
    server.client.config_set("maxmemory", 1)
    inner = Slow()
    assert cached(inner, server).look_up(["Velmar"]).found["Velmar"]
    assert inner.asked == ["Velmar"]


def test_a_key_tells_its_version_whatever_is_in_version_or_alias() -> None:
    for version in ("3f2a", "wikidata-api:en:1@kb.example:8080", "100%3A:x"):
        for alias in ("Paris", "a:b:c", "", "x" * 500):
            for kind in (ANSWER, LEASE):
                assert version_of(key_of("p:q", kind, version, alias).encode(), "p:q") == version
    for other in (b"p:q:flight:g:0", b"p:q:attempts:g:t:0:1", b"p:qk:v:a", b"p:q:k:v", b"\xff"):
        assert version_of(other, "p:q") is None


def test_patterns_mean_the_prefix_as_it_is_written() -> None:
    assert list(patterns("a*[b]", "1:2")) == ["a\\*\\[b\\]:k:1%3A2:*", "a\\*\\[b\\]:l:1%3A2:*"]
