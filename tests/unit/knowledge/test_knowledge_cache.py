"""The cache in front of knowledge, on a real Redis server: it helps, and it never hinders."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.knowledge import Answers, CachedKnowledge, CacheStats, Knowledge, open_knowledge
from redis_kit import Server

TIMEOUT = 0.05


class Counted:
    """Real knowledge that counts what it is asked, and can be made unreachable."""

    def __init__(self, version: str | None = None) -> None:
        self.inner = open_knowledge(None)
        self.version = version or self.inner.version
        self.asked: list[str] = []
        self.reached = True

    def look_up(self, aliases: Sequence[str]) -> Answers:
        self.asked += aliases
        if not self.reached:
            return Answers({}, reached=False, reason="line cut")
        return replace(self.inner.look_up(aliases), version=self.version)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def cached(inner: Knowledge, url: str, **other: object) -> CachedKnowledge:
    settings: dict[str, object] = {"prefix": "t", "ttl_s": 1000, "timeout_s": TIMEOUT, "breaker_s": 5.0} | other
    return CachedKnowledge(inner, url, **settings)  # type: ignore[arg-type]


NAMES = ["Paris", "Kenya", "Nowhereville"]


def test_what_one_process_looked_up_another_finds_in_redis(server: Server) -> None:
    first, second = Counted(), Counted()
    answers = cached(first, server.url).look_up(NAMES)
    knowledge = cached(second, server.url)
    assert knowledge.look_up(NAMES) == answers == open_knowledge(None).look_up(NAMES)
    assert first.asked == NAMES
    assert second.asked == []
    assert knowledge.stats() == CacheStats(hits_redis=3)


def test_within_a_process_redis_is_not_asked_twice(server: Server) -> None:
    knowledge = cached(Counted(), server.url)
    knowledge.look_up(NAMES)
    before = server.client.info("commandstats")["cmdstat_mget"]["calls"]
    assert knowledge.look_up([*NAMES, "Paris"]).found["Paris"]
    assert server.client.info("commandstats")["cmdstat_mget"]["calls"] == before
    assert knowledge.stats() == CacheStats(hits_local=3, misses=3)


def test_a_batch_is_one_read_and_one_write(server: Server) -> None:
    server.client.config_resetstat()
    cached(Counted(), server.url).look_up([f"Town {n}" for n in range(300)])
    assert server.client.info("commandstats")["cmdstat_mget"]["calls"] == 1


def test_nothing_known_is_cached_too(server: Server) -> None:
    cached(Counted(), server.url).look_up(["Nowhereville"])
    second = Counted()
    assert cached(second, server.url).look_up(["Nowhereville"]).found == {"Nowhereville": ()}
    assert second.asked == []


def test_keys_carry_prefix_and_version_and_expire_with_jitter(server: Server) -> None:
    knowledge = cached(Counted(), server.url)
    knowledge.look_up([f"Town {n}" for n in range(60)])
    keys = server.client.keys()
    assert all(key.startswith(b"t:k:" + knowledge.version.encode() + b":Town ") for key in keys)
    times = [server.client.ttl(key) for key in keys]
    assert all(890 <= left <= 1000 for left in times)
    assert len(set(times)) > 10


def test_a_new_version_of_the_knowledge_is_seen_at_once(server: Server) -> None:
    cached(Counted("old"), server.url).look_up(["Paris"])
    new = Counted("new")
    cached(new, server.url).look_up(["Paris"])
    assert new.asked == ["Paris"]


@pytest.mark.parametrize("nonsense", [b"", b"nonsense", b'[["a"]]', b"\xff" * 100, b"[" * 50_000])
def test_garbage_under_a_key_is_a_miss_and_is_replaced(server: Server, nonsense: bytes) -> None:
    knowledge = cached(Counted(), server.url)
    key = f"t:k:{knowledge.version}:Paris"
    server.client.set(key, nonsense)
    assert knowledge.look_up(["Paris"]).found["Paris"][0].country == "FR"
    assert (knowledge.stats().misses, knowledge.stats().errors) == (1, 1)
    assert server.client.get(key) != nonsense


def test_another_type_under_a_key_is_a_miss(server: Server) -> None:
    knowledge = cached(Counted(), server.url)
    server.client.lpush(f"t:k:{knowledge.version}:Paris", "x")
    assert knowledge.look_up(["Paris"]).found["Paris"]


def test_a_full_redis_is_read_and_not_given_up(server: Server) -> None:
    cached(Counted(), server.url).look_up(["Paris"])
    server.client.config_set("maxmemory", 1)
    inner = Counted()
    knowledge = cached(inner, server.url)
    assert knowledge.look_up(["Kenya"]).found["Kenya"]
    assert knowledge.look_up(["Paris"]).found["Paris"]
    assert inner.asked == ["Kenya"]
    assert knowledge.stats().breaker_opens == 0
    assert knowledge.stats().errors == 1


def test_a_redis_that_hangs_delays_once_a_period(server: Server) -> None:
    clock = Clock()
    knowledge = cached(Counted(), server.url, clock=clock)
    knowledge.look_up(["Paris"])
    server.process.send_signal(signal.SIGSTOP)
    try:
        began = time.perf_counter()
        assert knowledge.look_up(["Kenya"]).found["Kenya"]
        first = time.perf_counter() - began
        began = time.perf_counter()
        for n in range(50):
            knowledge.look_up([f"Town {n}"])
        rest = time.perf_counter() - began
    finally:
        server.process.send_signal(signal.SIGCONT)
    assert TIMEOUT <= first < TIMEOUT + 3
    assert rest < 50 * TIMEOUT
    assert knowledge.stats().breaker_opens == 1
    clock.now += 6
    knowledge.look_up(["Oslo"])
    assert knowledge.stats().breaker_opens == 1
    assert server.client.exists(f"t:k:{knowledge.version}:Oslo")


def test_a_redis_that_dies_and_returns_is_used_again(server: Server) -> None:
    clock = Clock()
    knowledge = cached(Counted(), server.url, clock=clock)
    knowledge.look_up(["Paris"])
    server.stop()
    assert knowledge.look_up(["Kenya"]).reached
    assert knowledge.look_up(["Peru"]).found["Peru"]
    assert knowledge.stats().breaker_opens == 1
    server.start()
    clock.now += 6
    knowledge.look_up(["Oslo"])
    assert server.client.exists(f"t:k:{knowledge.version}:Oslo")


@contextmanager
def speaking(reply: bytes | None) -> Iterator[str]:
    """A server that answers everything with the same bytes, or never."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            if reply is not None:
                try:
                    connection.recv(4096)
                    connection.sendall(reply)
                except OSError:
                    pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        for connection in (listener, *connections):
            connection.close()


@pytest.mark.parametrize(
    "reply",
    [
        None,
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"*3\r\n",
        b"+OK\r\n",
        b":7\r\n",
        b"*1\r\n$-1\r\n",
        b"\x00" * 64,
        b"$99999999999\r\n",
    ],
)
def test_a_server_that_is_no_redis_neither_stops_nor_delays(reply: bytes | None) -> None:
    with speaking(reply) as url:
        knowledge = cached(Counted(), url)
        began = time.perf_counter()
        for name in ("Paris", "Kenya", "Peru"):
            assert knowledge.look_up([name]).found[name]
        assert time.perf_counter() - began < 1.0


def test_without_a_server_every_answer_is_the_knowledge_s_own(tmp_path: Path) -> None:
    knowledge = cached(Counted(), f"unix://{tmp_path}/none.sock")
    assert knowledge.look_up(NAMES) == open_knowledge(None).look_up(NAMES)
    assert knowledge.stats() == CacheStats(misses=3, errors=1, breaker_opens=1)


def test_unreachable_knowledge_is_said_and_not_cached(server: Server) -> None:
    inner = Counted()
    knowledge = cached(inner, server.url)
    knowledge.look_up(["Paris"])
    inner.reached = False
    answers = knowledge.look_up(["Paris", "Kenya"])
    assert (answers.reached, answers.reason) == (False, "line cut")
    assert answers.found["Paris"]
    assert answers.found["Kenya"] == ()
    inner.reached = True
    assert knowledge.look_up(["Kenya"]).found["Kenya"]


def test_the_process_keeps_no_more_than_it_is_told(server: Server) -> None:
    knowledge = cached(Counted(), server.url, local_entries=2)
    knowledge.look_up(["Paris", "Kenya", "Peru"])
    knowledge.look_up(["Peru", "Kenya"])
    knowledge.look_up(["Paris"])
    assert knowledge.stats() == CacheStats(hits_local=2, hits_redis=1, misses=3)
    none = cached(Counted(), server.url, local_entries=0)
    none.look_up(["Paris"])
    none.look_up(["Paris"])
    assert none.stats() == CacheStats(hits_redis=2)


def test_odd_names_are_cached_like_any_other(server: Server) -> None:
    odd = ["x" * 5000, "a b\r\nc", "\ud800", "日本", "", "*"]
    answers = cached(Counted(), server.url).look_up(odd)
    second = Counted()
    assert cached(second, server.url).look_up(odd) == answers
    assert second.asked == []
    assert max(map(len, server.client.keys())) < 200


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_client_is_not_shared_with_a_child_process(server: Server) -> None:
    knowledge = cached(Counted(), server.url, local_entries=0)
    knowledge.look_up(["Paris"])
    child = os.fork()
    if child == 0:
        right = all(knowledge.look_up([name]).found[name][0].label == name for name in ["Paris", "Kenya"] * 50)
        os._exit(0 if right and knowledge.stats().errors == 0 else 1)
    assert all(knowledge.look_up([name]).found[name][0].label == name for name in ["Kenya", "Paris"] * 50)
    assert os.waitpid(child, 0)[1] == 0
    assert knowledge.stats().errors == 0


def test_an_address_that_is_none_is_an_error_that_hides_it() -> None:
    with pytest.raises(ValueError, match="REDIS_URL is no address") as error:
        cached(Counted(), "http://user:hunter2@host")
    assert "hunter2" not in str(error.value)
    assert error.value.__cause__ is None
    assert "hunter2" not in repr(cached(Counted(), "redis://user:hunter2@localhost:1"))


def test_what_was_found_under_one_version_is_not_mixed_with_answers_of_the_next(server: Server) -> None:
    old = Counted("old")
    knowledge = cached(old, server.url)
    knowledge.look_up(["Paris"])
    look_up = old.look_up

    def replaced_meanwhile(aliases: Sequence[str]) -> Answers:
        old.version = "new"
        return look_up(aliases)

    old.look_up = replaced_meanwhile  # type: ignore[method-assign]
    answers = knowledge.look_up(["Paris", "Oslo"])
    assert (answers.version, list(answers.found)) == ("new", ["Paris", "Oslo"])
    assert old.asked == ["Paris", "Oslo", "Paris", "Oslo"]
