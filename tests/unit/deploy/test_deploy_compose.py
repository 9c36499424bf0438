"""deploy/compose.yaml and deploy/prometheus.yml against what the worker really reads and offers."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from dateline.cli import COMMANDS
from dateline.cli.topics import app as topics_app
from dateline.sandbox.jars import KAFKA_VERSION
from dateline.settings import Settings

OURS = ("topics", "enricher")
# ${NAME:-default}, the one form that the file uses.
SUBSTITUTION = re.compile(r"\$\{(\w+):-([^}]*)\}")


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "deploy/compose.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return compose["services"]


@pytest.fixture
def settings(services: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Settings:
    """What a worker reads when the operator sets nothing."""
    for name, value in services["enricher"]["environment"].items():
        monkeypatch.setenv(name, SUBSTITUTION.sub(r"\2", value))
    return Settings()


def seconds(duration: str) -> float:
    amount, unit = re.fullmatch(r"(\d+)(s|m)", duration).groups()
    return float(amount) * {"s": 1, "m": 60}[unit]


def test_compose_has_a_broker_a_cache_the_topics_the_workers_and_prometheus(services: dict[str, Any]) -> None:
    assert set(services) == {"kafka", "redis", "topics", "enricher", "prometheus"}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_given_to_dateline_is_one_that_it_reads(
    services: dict[str, Any], variables: frozenset[str], service: str
) -> None:
    environment = services[service]["environment"]
    substituted = {name for value in environment.values() for name, _ in SUBSTITUTION.findall(value)}
    assert substituted, "the operator can change nothing from outside"
    assert environment.keys() | substituted <= variables


def test_a_variable_of_the_operator_goes_to_the_setting_of_the_same_name(services: dict[str, Any]) -> None:
    for name, value in services["enricher"]["environment"].items():
        assert all(inner == name for inner, _ in SUBSTITUTION.findall(value))


def test_topics_and_workers_agree_on_broker_prefix_and_partitions(services: dict[str, Any]) -> None:
    assert services["topics"]["environment"] == services["enricher"]["environment"]


def test_workers_reach_kafka_at_an_address_that_it_advertises(services: dict[str, Any], settings: Settings) -> None:
    advertised = services["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(",")
    assert settings.kafka_bootstrap_servers in {listener.partition("://")[2] for listener in advertised}
    assert settings.kafka_bootstrap_servers.partition(":")[0] in services


def test_workers_reach_redis_by_the_name_of_its_service(services: dict[str, Any], settings: Settings) -> None:
    assert settings.redis_url is not None
    assert urlsplit(settings.redis_url.get_secret_value()).hostname == "redis"
    assert "redis" in services


def test_a_stopping_worker_has_time_to_commit_before_docker_kills_it(
    services: dict[str, Any], settings: Settings
) -> None:
    assert seconds(services["enricher"]["stop_grace_period"]) > settings.stop_timeout_s


def test_a_worker_that_gives_up_is_started_again(services: dict[str, Any]) -> None:
    assert services["enricher"]["restart"] == "on-failure"


def test_workers_start_when_kafka_answers_and_the_topics_are_there(services: dict[str, Any]) -> None:
    assert services["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    wanted = services["enricher"]["depends_on"]
    assert wanted["kafka"]["condition"] == "service_healthy"
    assert wanted["topics"]["condition"] == "service_completed_successfully"
    for name, dependency in wanted.items():
        assert dependency["condition"] != "service_healthy" or "test" in services[name]["healthcheck"]


def test_the_topics_service_runs_a_command_that_exists(services: dict[str, Any]) -> None:
    group, command = services["topics"]["command"]
    assert group in COMMANDS
    assert command in {registered.name or registered.callback.__name__ for registered in topics_app.registered_commands}
    assert "restart" not in services["topics"], "it is to run once"


def test_the_topics_service_is_not_asked_for_a_worker_s_health(services: dict[str, Any]) -> None:
    assert services["topics"]["healthcheck"] == {"disable": True}


def test_nothing_listens_beyond_this_machine(services: dict[str, Any]) -> None:
    for service in services.values():
        for port in service.get("ports", []):
            address = port["host_ip"] if isinstance(port, dict) else port.split(":")[0]
            assert address == "127.0.0.1"


def test_workers_can_be_scaled_since_no_host_port_or_name_is_fixed(
    services: dict[str, Any], settings: Settings
) -> None:
    enricher = services["enricher"]
    assert [port["target"] for port in enricher["ports"]] == [settings.port]
    assert all("published" not in port for port in enricher["ports"])
    assert not {"container_name", "hostname"} & enricher.keys()
    assert settings.processes < settings.partitions


def test_dateline_runs_without_rights_on_a_disk_that_it_cannot_write(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["tmpfs"] == ["/tmp"]
        assert services[name]["cap_drop"] == ["ALL"]
        assert not {"user", "privileged", "cap_add"} & services[name].keys()


def test_kafka_is_the_version_that_the_tests_run_against(services: dict[str, Any]) -> None:
    assert services["kafka"]["image"] == f"apache/kafka:{KAFKA_VERSION}"


def test_kafka_keeps_its_log_on_a_named_volume(compose: dict[str, Any], services: dict[str, Any]) -> None:
    volume, _, path = services["kafka"]["volumes"][0].partition(":")
    assert volume in compose["volumes"]
    assert path == services["kafka"]["environment"]["KAFKA_LOG_DIRS"]


def test_kafka_is_one_broker_that_never_makes_a_topic_by_itself(services: dict[str, Any]) -> None:
    environment = services["kafka"]["environment"]
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    copies = {value for name, value in environment.items() if name.endswith(("REPLICATION_FACTOR", "MIN_ISR"))}
    assert copies == {"1"}
    assert len(base64.b64decode(environment["CLUSTER_ID"] + "==")) == 16


def test_every_listener_of_kafka_has_a_protocol(services: dict[str, Any]) -> None:
    environment = services["kafka"]["environment"]
    protocols = dict(pair.split(":") for pair in environment["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    listeners = {listener.partition("://")[0] for listener in environment["KAFKA_LISTENERS"].split(",")}
    advertised = {listener.partition("://")[0] for listener in environment["KAFKA_ADVERTISED_LISTENERS"].split(",")}
    assert listeners == protocols.keys()
    assert listeners - advertised == {environment["KAFKA_CONTROLLER_LISTENER_NAMES"]}
    assert environment["KAFKA_INTER_BROKER_LISTENER_NAME"] in advertised


def test_redis_is_a_cache_with_a_bound_that_keeps_nothing(services: dict[str, Any]) -> None:
    words = services["redis"]["command"]
    options = dict(zip(words[1::2], words[2::2], strict=True))
    assert options["--maxmemory-policy"] == "allkeys-lru"
    assert options["--maxmemory"] != "0"
    assert options["--save"] == ""
    assert options["--appendonly"] == "no"


def test_every_foreign_image_names_its_version(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name not in OURS:
            assert re.search(r":v?\d", service["image"])


def test_every_file_that_is_mounted_or_built_from_exists(root: Path, services: dict[str, Any]) -> None:
    for service in services.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith("./") or (root / "deploy" / source).is_file()
    build = services["enricher"]["build"]
    assert (root / "deploy" / build["context"]).resolve() == root
    assert (root / build["dockerfile"]).is_file()


def test_prometheus_scrapes_every_worker_where_it_listens(
    root: Path, services: dict[str, Any], settings: Settings
) -> None:
    config = yaml.safe_load((root / "deploy/prometheus.yml").read_text(encoding="utf-8"))
    [job] = config["scrape_configs"]
    [discovery] = job["dns_sd_configs"]
    assert discovery["names"] == ["enricher"]
    assert discovery["names"][0] in services
    assert discovery["port"] == settings.port
    mounted = {Path(volume.split(":")[1]).name for volume in services["prometheus"]["volumes"]}
    assert {"prometheus.yml", *config["rule_files"]} <= mounted
