"""The sandbox's servers are real, keep their data, and end with whoever started them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLFilter, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

from dateline.broker import BrokerError, Consumer, Producer, create_topics, list_topics
from dateline.broker.admin import describe_cluster
from dateline.contract.topics import RAW
from dateline.sandbox import Kafka, PortTakenError, Redis, Sandbox, find_redis
from dateline.sandbox.ports import free_ports

HOLDER = """
import time
from dateline.sandbox import Sandbox
sandbox = Sandbox().start()
pids = [server.pid for server in (sandbox.kafka, sandbox.redis) if server]
print(sandbox.folder, *pids, flush=True)
time.sleep(120)
"""


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def soon(condition, seconds: float = 15.0) -> bool:
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


def needs_redis() -> None:
    if find_redis() is None:
        pytest.skip("there is no redis-server")


def test_kafka_and_redis_answer(sandbox):
    assert describe_cluster(sandbox.bootstrap_servers) == "1 broker"
    if sandbox.redis_url is None:
        pytest.skip(sandbox.notes[0])
    assert redis.Redis.from_url(sandbox.redis_url).ping()


def test_they_end_and_their_data_go_when_the_process_that_started_them_is_killed(sandbox):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    folder, *pids = holder.stdout.readline().split()
    assert pids
    assert not any(gone(int(pid)) for pid in pids)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert soon(lambda: all(gone(int(pid)) for pid in pids))
    assert soon(lambda: not Path(folder).exists())


def test_two_that_start_at_once_do_not_get_in_each_others_way(sandbox):
    with ThreadPoolExecutor() as both:
        first, second = both.map(lambda _: Sandbox().start(), range(2))
    try:
        assert first.bootstrap_servers != second.bootstrap_servers
        create_topics(first.bootstrap_servers, "first", partitions=1, replication=1, topics=[RAW])
        assert len(list_topics(first.bootstrap_servers, "first")) == 1
        assert list_topics(second.bootstrap_servers, "first") == ()
    finally:
        first.stop()
        second.stop()


def test_a_rule_that_denies_is_obeyed_and_what_no_rule_is_about_is_allowed(sandbox):
    if sandbox.kafka is None:
        pytest.skip("KAFKA_BOOTSTRAP_SERVERS names a Kafka whose rules are not ours to make")
    address = sandbox.bootstrap_servers
    for prefix in ("denied", "allowed"):
        create_topics(address, prefix, partitions=1, replication=1, topics=[RAW])
    pattern = ResourcePattern(ResourceType.TOPIC, RAW.name("denied"))
    with KafkaAdminClient(bootstrap_servers=address) as admin:
        admin.create_acls([ACL("User:ANONYMOUS", "*", ACLOperation.WRITE, ACLPermissionType.DENY, pattern)])
        with pytest.raises(BrokerError), Producer(address) as producer:
            producer.send(RAW.name("denied"), b"tide", b'{"text": "The tide came in at six."}')
        with Producer(address) as producer:
            producer.send(RAW.name("allowed"), b"tide", b'{"text": "The tide came in at six."}')
        admin.delete_acls([ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, pattern)])


@pytest.mark.slow
def test_a_killed_kafka_comes_back_at_its_address_with_its_records(sandbox, tmp_path):
    with Kafka(tmp_path / "kafka") as kafka:
        address = kafka.bootstrap_servers
        create_topics(address, "kept", partitions=1, replication=1, topics=[RAW])
        with Producer(address) as producer:
            producer.send(RAW.name("kept"), b"tide", b'{"text": "The tide came in at six."}')
        kafka.kill()
        assert not kafka.running
        kafka.start()
        assert kafka.bootstrap_servers == address
        with Consumer(address, [RAW.name("kept")]) as consumer:
            assert [record.key for record in consumer.records(to_end=True)] == [b"tide"]
        kafka.stop()
        assert not kafka.running


@pytest.mark.slow
def test_three_kafkas_form_one_cluster(sandbox, tmp_path):
    controllers = dict(enumerate(free_ports(3), start=1))
    nodes = [Kafka(tmp_path / f"kafka{node}", node=node, voters=controllers) for node in controllers]
    try:
        with ThreadPoolExecutor() as all_at_once:
            list(all_at_once.map(lambda node: node.start(), nodes))
        address = nodes[0].bootstrap_servers
        assert describe_cluster(address) == "3 brokers"
        create_topics(address, "copied", partitions=1, replication=3, topics=[RAW])
        with Producer(address) as producer:
            producer.send(RAW.name("copied"), b"tide", b'{"text": "The tide came in at six."}')
    finally:
        for node in nodes:
            node.kill()


def test_a_paused_redis_is_silent_until_it_is_resumed(tmp_path):
    needs_redis()
    with Redis(tmp_path / "redis") as server:
        client = redis.Redis.from_url(server.url, socket_timeout=0.3)
        client.set("headline", "Ferry sails again")
        server.pause()
        with pytest.raises(redis.TimeoutError):
            client.get("headline")
        server.resume()
        assert client.get("headline") == b"Ferry sails again"


def test_a_killed_redis_comes_back_with_what_it_knew(tmp_path):
    needs_redis()
    with Redis(tmp_path / "redis") as server:
        redis.Redis.from_url(server.url).set("headline", "Ferry sails again")
        # Redis writes its append-only file out once a second.
        time.sleep(1.5)
        server.kill()
        server.start()
        assert redis.Redis.from_url(server.url).get("headline") == b"Ferry sails again"


def test_a_port_that_another_server_has_is_refused_with_advice(sandbox, tmp_path):
    port = int(sandbox.bootstrap_servers.split(",")[0].rsplit(":", 1)[1])
    with pytest.raises(PortTakenError, match="give another port"):
        Kafka(tmp_path, port).start()
