"""A real Apache Kafka (KRaft: broker and controller in one process) on this machine.

One object a server; its data stay in its folder through stop, kill and start. Which topics
there are is no business of this module.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from dateline.sandbox.errors import PortTakenError, SandboxError, start_failure
from dateline.sandbox.jars import kafka_jars
from dateline.sandbox.java import find_java
from dateline.sandbox.ports import HOST, free_ports, is_free
from dateline.sandbox.process import Progress, Server, silent

MIB = 1024 * 1024
# Room above the largest value (8 MiB) for key, headers and the batch around them.
MAX_MESSAGE_BYTES = 8 * MIB + 64 * 1024
FREE_BYTES_NEEDED = 256 * MIB
PORT_TRIES = 5
# Any 16 bytes in base64 without padding; the same for every server, so that several can form one cluster.
CLUSTER_ID = "ZGF0ZWxpbmUtc2FuZGJveA"
READY = b"Kafka Server started"

# Who may do what: anybody whatever no rule is about. For a lone server only: the votes of several would need
# principals of their own before the rules are known.
ACLS = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
}

JVM = (
    "-Xms64m",
    "-Xmx512m",
    # Short-lived and small: the serial collector and the first compiler start fastest and take least from two cores.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
    # These print every setting, 2,000 lines at each start.
    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config=warn",
    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.server.config=warn",
    "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaConfig=warn",
)


class Kafka(Server):
    """One Kafka server under ``folder``.

    ``port`` is the broker's; free ones are chosen at the first start and kept. ``properties``
    are added to Kafka's configuration, or replace what is there. For a
    cluster give each server its ``node`` and the controller port of every node in
    ``voters``.
    """

    name = "Kafka"

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        *,
        node: int = 1,
        voters: Mapping[int, int] | None = None,
        properties: Mapping[str, str] | None = None,
        remove: Path | None = None,
    ) -> None:
        super().__init__(folder, remove=remove)
        self.port = port
        self.node = node
        self._voters = dict(voters or {})
        self._more = dict(properties or {})

    @property
    def bootstrap_servers(self) -> str:
        """``host:port``, for ``KAFKA_BOOTSTRAP_SERVERS``. Raises SandboxError before the first start."""
        if self.port is None:
            raise SandboxError("Kafka has no address before its first start")
        return f"{HOST}:{self.port}"

    def start(self, progress: Progress = silent) -> Self:
        """Start it (again) and wait until it accepts requests. Raises SandboxError."""
        self._make_folder()
        java, jars = find_java(), kafka_jars(progress)
        progress("starting Kafka …")
        chosen_before, voters_before = self.port, dict(self._voters)
        for left in reversed(range(PORT_TRIES)):
            self._choose_ports()
            try:
                self._start_once([str(java), *JVM, "-cp", os.pathsep.join(map(str, jars))])
            except PortTakenError:
                if not left or chosen_before is not None:
                    raise
                # Taken between choice and use: choose others.
                self.port, self._voters = chosen_before, dict(voters_before)
            else:
                break
        return self

    def _start_once(self, java: list[str]) -> None:
        properties = self.folder / "server.properties"
        properties.write_text(self._properties(), encoding="utf-8")
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(java, properties)
        self._launch([*java, "kafka.Kafka", str(properties)])

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.folder).free
        except OSError as error:
            raise SandboxError(f"Kafka's folder can't be made: {error}. Give one that you own") from error
        if free < FREE_BYTES_NEEDED:
            raise SandboxError(
                f"{self.folder} has {free // MIB} MiB left and Kafka needs {FREE_BYTES_NEEDED // MIB}: "
                "free some space, or give a folder on another disk (TMPDIR chooses it for temporary data)"
            )

    def _choose_ports(self) -> None:
        if self.port is not None and not is_free(self.port):
            raise PortTakenError(f"port {self.port} is taken: stop what listens there, or give another port")
        broker, controller = free_ports(2)
        self.port = self.port or broker
        if self.node not in self._voters:
            self._voters[self.node] = controller

    def _properties(self) -> str:
        """Kafka's configuration; https://kafka.apache.org/documentation/#brokerconfigs."""
        copies = min(3, len(self._voters))
        settings = {
            "process.roles": "broker,controller",
            "node.id": self.node,
            "controller.quorum.voters": ",".join(f"{n}@{HOST}:{port}" for n, port in sorted(self._voters.items())),
            "listeners": f"PLAINTEXT://{HOST}:{self.port},CONTROLLER://{HOST}:{self._voters[self.node]}",
            "advertised.listeners": f"PLAINTEXT://{HOST}:{self.port}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.folder.resolve() / "data",
            # Topics are declared, never made by a typing error.
            "auto.create.topics.enable": "false",
            "message.max.bytes": MAX_MESSAGE_BYTES,
            "replica.fetch.max.bytes": MAX_MESSAGE_BYTES,
            # Few partitions: each costs two files and a little of the start. (Defaults: 50.)
            "offsets.topic.num.partitions": 4,
            "transaction.state.log.num.partitions": 4,
            "share.coordinator.state.topic.num.partitions": 1,
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.replication.factor": copies,
            "share.coordinator.state.topic.replication.factor": copies,
            "min.insync.replicas": min(2, copies),
            "transaction.state.log.min.isr": min(2, copies),
            "share.coordinator.state.topic.min.isr": min(2, copies),
            # A group of one need not wait three seconds for others.
            "group.initial.rebalance.delay.ms": 0,
            # A killed server is let in again when its old session has run out. (Default: 9 s.)
            "broker.session.timeout.ms": 3000,
            "broker.heartbeat.interval.ms": 500,
            # The cleaner's table; its default of 128 MiB is a quarter of this heap.
            "log.cleaner.dedupe.buffer.size": 16 * MIB,
            **self._more,
        }
        if len(self._voters) == 1:
            settings |= ACLS
        return "".join(f"{name}={value}\n" for name, value in settings.items())

    def _format(self, java: list[str], properties: Path) -> None:
        command = [*java, "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(properties)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            with self.log.open("a", encoding="utf-8") as log:
                log.write(done.stdout + done.stderr)
            raise start_failure(self.name, "could not format its folder", self.log)

    def _answers(self, written: int) -> bool:
        with self.log.open("rb") as file:
            file.seek(written)
            return READY in file.read()
