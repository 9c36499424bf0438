"""Kafka takes a permission away: the worker names what it may not do, ends, and goes on when it has it again."""

from __future__ import annotations

import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ResourcePattern,
    ResourceType,
)

from chaos.fleet import story
from chaos.report import scaled, seeded
from dateline.contract.topics import DEAD_LETTERS, ENRICHED, RAW, STATE

NOTICED_WITHIN_S = 30
PART = 20


class Rules:
    """The ACLs of a test: everybody may do all to a resource, but the workers not this one thing."""

    def __init__(self, servers):
        self._admin = KafkaAdminClient(bootstrap_servers=servers)
        self._made = []

    def deny(self, kind, name, operation):
        pattern = ResourcePattern(kind, name)
        rules = [
            ACL("User:*", "*", ACLOperation.ALL, ACLPermissionType.ALLOW, pattern),
            ACL("User:ANONYMOUS", "*", operation, ACLPermissionType.DENY, pattern),
        ]
        done = self._admin.create_acls(rules)
        assert len(done["succeeded"]) == 2, done
        self._made.append((kind, name))

    def lift(self):
        for kind, name in self._made:
            every = ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, ResourcePattern(kind, name))
            self._admin.delete_acls([every])
        self._made = []

    def close(self):
        self.lift()
        self._admin.close()


@pytest.fixture
def rules(sandbox):
    if sandbox.kafka is None:
        pytest.skip("KAFKA_BOOTSTRAP_SERVERS names a Kafka whose rules are not ours to make")
    made = Rules(sandbox.bootstrap_servers)
    yield made
    made.close()


def denials(topics):
    """What is denied, and the words that name it."""
    yield ResourceType.TOPIC, topics.name(RAW), ACLOperation.READ, f"READ on topic {topics.name(RAW)}"
    yield ResourceType.TOPIC, topics.name(ENRICHED), ACLOperation.WRITE, f"WRITE on topic {topics.name(ENRICHED)}"
    dead_letters = topics.name(DEAD_LETTERS)
    yield ResourceType.TOPIC, dead_letters, ACLOperation.WRITE, f"WRITE on topic {dead_letters}"
    yield ResourceType.TOPIC, topics.name(STATE), ACLOperation.READ, f"READ on topic {topics.name(STATE)}"
    yield ResourceType.GROUP, topics.group, ACLOperation.READ, f"READ on group {topics.group}"
    for number in range(topics.partitions):
        yield ResourceType.TRANSACTIONAL_ID, f"{topics.group}-{number}", ACLOperation.WRITE, "WRITE on the transact"


def test_a_permission_that_is_taken_away_is_named_and_work_goes_on_when_it_is_back(make_fleet, rules):
    chance = seeded("permissions taken away")
    fleet = make_fleet(1)
    sent = 0

    def send():
        nonlocal sent
        fleet.send_all(story(n) for n in range(sent, sent + PART))
        sent += PART

    fleet.begin()
    all_denied = list(denials(fleet.topics))
    chance.shuffle(all_denied)
    at_start = {words for *_, words in all_denied[: scaled(6, 2)]}
    worker = fleet.start_worker()
    seconds = []
    for kind, name, operation, words in all_denied:
        send()
        fleet.until_out(sent)
        denied_at = fleet.clock.seconds
        rules.deny(kind, name, operation)
        send()
        said = fleet.problem_of(worker, NOTICED_WITHIN_S)
        seconds.append(fleet.clock.seconds - denied_at)
        assert f"Kafka does not allow {words}" in said, said[-3000:]
        if words in at_start:
            said = fleet.problem_of(fleet.start_worker(), 120)
            assert f"Kafka does not allow {words}" in said, said[-3000:]
        print(f"  {words}: named after {seconds[-1]:.1f} s", flush=True)
        rules.lift()
        worker = fleet.start_worker()
    notes = f"{len(all_denied)} of them; each named within {max(seconds):.1f} s"
    fleet.close_books("permission taken away", [f"story-{n}" for n in range(sent)], notes=notes)
