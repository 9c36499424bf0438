"""The worker and the command line against a broker that speaks TLS and asks for a password."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from dateline.broker import BrokerError, Consumer, Producer, create_topics
from dateline.contract.topics import DEAD_LETTERS, ENRICHED
from dateline.sandbox import Kafka, SandboxError
from dateline.sandbox.ports import HOST, free_ports
from dateline.security import Security
from dateline.settings import Settings
from kit import Installation, Topics, story

PASSWORD = "a secret of two-hundred-and-one letters, or so"


def properties(ports, certificates):
    """Kafka's own way in stays for the controller; clients have a second door, with TLS and a password."""
    plain, secure, controller = ports
    folder = certificates["folder"]
    login = "org.apache.kafka.common.security.plain.PlainLoginModule required"
    return {
        "listeners": f"PLAINTEXT://{HOST}:{plain},SECURE://{HOST}:{secure},CONTROLLER://{HOST}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{plain},SECURE://{HOST}:{secure}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
        "listener.name.secure.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.secure.plain.sasl.jaas.config": f'{login} user_worker="{PASSWORD}";',
        "listener.name.secure.ssl.keystore.type": "PEM",
        "listener.name.secure.ssl.keystore.location": str(folder / "broker.pem"),
        "listener.name.secure.ssl.truststore.type": "PEM",
        "listener.name.secure.ssl.truststore.location": str(folder / "ca.pem"),
        "listener.name.secure.ssl.client.auth": "required",
    }


def pkcs8(key):
    """A private key as Java reads it."""
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    loaded = serialization.load_pem_private_key(key, None)
    return loaded.private_bytes(encoding, form, serialization.NoEncryption())


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    broker = authority.issue_cert(HOST, "localhost")
    chain = b"".join(pem.bytes() for pem in broker.cert_chain_pems)
    (folder / "broker.pem").write_bytes(pkcs8(broker.private_key_pem.bytes()) + chain)
    client = authority.issue_cert("worker@dateline")
    client.private_key_pem.write_to_path(folder / "client.key")
    client.cert_chain_pems[0].write_to_path(folder / "client.pem")
    return {"folder": folder}


@pytest.fixture(scope="module")
def servers(certificates, tmp_path_factory, sandbox):
    """``host:port`` of the door with TLS. ``sandbox`` is asked for, since it says why there is no Kafka."""
    ports = free_ports(3)
    kafka = Kafka(
        tmp_path_factory.mktemp("secure"), ports[0], voters={1: ports[2]}, properties=properties(ports, certificates)
    )
    try:
        kafka.start()
    except SandboxError as error:
        pytest.fail(str(error))
    yield f"{HOST}:{ports[1]}"
    kafka.kill()


@pytest.fixture
def variables(certificates):
    folder = certificates["folder"]
    return {
        "DATELINE_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "DATELINE_KAFKA_USERNAME": "worker",
        "DATELINE_KAFKA_PASSWORD": PASSWORD,
        "DATELINE_KAFKA_CA_FILE": str(folder / "ca.pem"),
        "DATELINE_KAFKA_CERTIFICATE_FILE": str(folder / "client.pem"),
        "DATELINE_KAFKA_KEY_FILE": str(folder / "client.key"),
    }


@pytest.fixture
def security(variables, monkeypatch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Security.of(Settings())


def test_an_article_is_enriched_through_tls_and_a_password(servers, security, variables, tmp_path):
    create_topics(servers, "secure", partitions=2, replication=1, security=security)
    installation = Installation(Topics(servers, None, "secure", "secure", 2), tmp_path)
    try:
        worker = installation.start_worker()
        with Producer(servers, security=security) as producer:
            producer.send("secure.article.raw.v1", b"story-0", json.dumps(story(0)).encode())
            producer.send("secure.article.raw.v1", b"bad", b"no JSON")
        names = [topic.name("secure") for topic in (ENRICHED, DEAD_LETTERS)]
        with Consumer(servers, names, security=security) as consumer:
            found = consumer.records(idle_s=60)
            assert {next(found).key, next(found).key} == {b"story-0", b"bad"}
    finally:
        installation.stop()
    assert PASSWORD not in worker.log.read_text()


def test_every_command_of_the_command_line_takes_the_same_way(servers, security, tmp_path):
    def dateline(*arguments, **more):
        environment = {**Topics(servers, None, "commands", "commands", 2).environment(), **more}
        done = subprocess.run(
            [sys.executable, "-m", "dateline.cli", *arguments],
            env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert PASSWORD not in done.stdout + done.stderr
        return done

    article = tmp_path / "article.json"
    article.write_text(json.dumps(story(0)))
    for arguments in (
        ("topics", "create"),
        ("topics", "list"),
        ("produce", str(article)),
        ("dlq", "list"),
        ("doctor",),
    ):
        done = dateline(*arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    consumed = dateline("consume", "--topic", "raw", "--to-end", "--json")
    assert "story-0" in consumed.stdout, consumed.stderr
    wrong = dateline("topics", "list", DATELINE_KAFKA_PASSWORD="wrong")
    assert wrong.returncode != 0
    assert "DATELINE_KAFKA_USERNAME" in wrong.stderr


def test_a_worker_with_the_wrong_password_says_so_and_ends(servers, security, tmp_path):
    installation = Installation(Topics(servers, None, "secure", "secure", 2), tmp_path)
    worker = installation.start_worker(DATELINE_KAFKA_PASSWORD="wrong", DATELINE_PUBLISH_PATIENCE_S="5")
    assert worker.wait(90) == 1
    said = worker.log.read_text()
    assert "DATELINE_KAFKA_USERNAME" in said, said
    assert "wrong" not in said


def test_a_broker_whose_certificate_nobody_vouches_for_is_refused(servers, security, monkeypatch):
    monkeypatch.delenv("DATELINE_KAFKA_CA_FILE")
    with pytest.raises(BrokerError):
        create_topics(servers, "secure", partitions=2, replication=1, security=Security.of(Settings()))
