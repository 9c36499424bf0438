"""Redis over TLS: a real Redis behind a door of TLS, since the redis-server of the tests may be built without it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from dateline.enricher.assembly import cached
from dateline.knowledge import CachedKnowledge, open_knowledge
from dateline.security import redis_options
from dateline.settings import Settings, SettingsError
from redis_kit import Server


class Door:
    """Takes TLS connections, asks for a client's certificate, and passes their bytes on to a Unix socket."""

    def __init__(self, target: Path, ca: trustme.CA) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert("localhost").configure_cert(self.context)
        ca.configure_trust(self.context)
        self.context.verify_mode = ssl.CERT_REQUIRED
        self.target = str(target)
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            try:
                secure = self.context.wrap_socket(plain, server_side=True)
            except OSError:
                plain.close()
                continue
            inner = socket.socket(socket.AF_UNIX)
            inner.connect(self.target)
            self.passed += 1
            threading.Thread(target=self._answer, args=(secure, inner), daemon=True).start()

    def _answer(self, secure: ssl.SSLSocket, inner: socket.socket) -> None:
        """One question, one answer: that is how the cache asks."""
        with secure, inner:
            try:
                while question := secure.recv(65536):
                    inner.sendall(question)
                    secure.sendall(inner.recv(65536))
            except OSError:
                return


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def door(server: Server, ca: trustme.CA) -> Iterator[Door]:
    opened = Door(server.socket, ca)
    yield opened
    opened.listener.close()


@pytest.fixture
def files(ca: trustme.CA, tmp_path: Path) -> dict[str, Path]:
    own = ca.issue_cert("worker.example")
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    own.private_key_pem.write_to_path(tmp_path / "own.key")
    own.cert_chain_pems[0].write_to_path(tmp_path / "own.pem")
    return {
        "redis_ca_file": tmp_path / "ca.pem",
        "redis_certificate_file": tmp_path / "own.pem",
        "redis_key_file": tmp_path / "own.key",
    }


def settings(port: int, host: str = "localhost", **files: object) -> Settings:
    return Settings(redis_url=f"rediss://{host}:{port}/0", cache_timeout_s=5.0, **files)


def looked_up(settings: Settings) -> CachedKnowledge:
    knowledge = cached(open_knowledge(None), settings)
    assert isinstance(knowledge, CachedKnowledge)
    assert knowledge.look_up(["Paris"]).found["Paris"]
    return knowledge


def test_the_cache_is_reached_over_tls_with_the_files_of_the_settings(
    server: Server, door: Door, files: dict[str, Path]
) -> None:
    assert looked_up(settings(door.port, **files)).stats().errors == 0
    assert looked_up(settings(door.port, **files)).stats().hits_redis == 1
    assert door.passed == 2
    assert len(server.client.keys("dateline:k:*")) == 1


@pytest.mark.parametrize(
    ("host", "left_out"),
    [
        ("localhost", ["redis_ca_file"]),
        ("localhost", ["redis_certificate_file", "redis_key_file"]),
        ("127.0.0.1", []),  # vouched for, but not for this name
    ],
)
def test_a_server_or_client_that_nobody_vouches_for_is_gone_past(
    server: Server, door: Door, files: dict[str, Path], host: str, left_out: list[str]
) -> None:
    chosen = {name: file for name, file in files.items() if name not in left_out}
    stats = looked_up(settings(door.port, host, **chosen)).stats()
    assert (stats.errors, stats.breaker_opens) == (1, 1)
    assert server.client.keys("dateline:k:*") == []


def test_what_the_address_says_of_verifying_stands(files: dict[str, Path]) -> None:
    said = Settings(redis_url="rediss://cache:6380/0?ssl_cert_reqs=none")
    assert redis_options(said) == {}
    assert redis_options(settings(1, **files))["ssl_check_hostname"] is True
    assert redis_options(Settings(redis_url="redis://cache:6379")) == {}


def test_files_that_cannot_be_used_are_named_at_the_start(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("no certificate")
    for wrong in ({"redis_ca_file": tmp_path / "no.pem"}, {"redis_ca_file": tmp_path / "gone.pem"}):
        with pytest.raises(SettingsError, match=str(wrong["redis_ca_file"].name)):
            redis_options(settings(1, **files | wrong))
    with pytest.raises(SettingsError, match="set together or not"):
        redis_options(settings(1, redis_key_file=files["redis_key_file"]))
    with pytest.raises(SettingsError, match="rediss://"):
        redis_options(Settings(redis_url="redis://cache:6379", redis_ca_file=files["redis_ca_file"]))
