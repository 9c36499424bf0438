"""deploy/alerts.yml against the metrics that a worker exposes; with promtool, against made-up series too."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.contract import Reason
from dateline.contract.topics import RAW, REPLAY
from dateline.observability.metrics import Metrics

METRIC = re.compile(r"\bdateline_[a-z_]+")
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
PROMTOOL = shutil.which("promtool")


def rules() -> list[dict[str, Any]]:
    text = (Path(__file__).parents[3] / "deploy/alerts.yml").read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def exposed() -> set[str]:
    families = Metrics().registry.collect()
    return {family.name + suffix for family in families for suffix in SUFFIXES[family.type]}


every_alert = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["alert"]) for rule in rules()])


@every_alert
def test_an_alert_asks_only_for_metrics_that_a_worker_exposes(rule: dict[str, Any]) -> None:
    assert set(METRIC.findall(rule["expr"])) <= exposed()
    assert METRIC.search(rule["expr"]) or 'up{job="dateline"}' in rule["expr"]


@every_alert
def test_an_alert_groups_and_chooses_by_labels_that_its_metric_has(rule: dict[str, Any]) -> None:
    added_by_prometheus, added_by_histograms = {"job", "instance"}, {"le"}
    labels = {label for metric in vars(Metrics()).values() for label in getattr(metric, "_labelnames", ())}
    named = {label for group in re.findall(r"by \(([^)]*)\)", rule["expr"]) for label in group.split(", ")}
    named |= set(re.findall(r"(\w+)=~?\"", rule["expr"]))
    assert named <= labels | added_by_prometheus | added_by_histograms


@every_alert
def test_an_alert_says_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["annotations"].keys() == {"summary", "action"}
    assert all(len(text.split()) >= 6 for text in rule["annotations"].values())
    assert rule["labels"]["severity"] in {"page", "ticket"}


@every_alert
def test_an_alert_s_advice_names_only_metrics_and_settings_that_exist(
    rule: dict[str, Any], variables: frozenset[str]
) -> None:
    advice = " ".join(rule["annotations"].values())
    families = {family.name for family in Metrics().registry.collect()}
    assert set(METRIC.findall(advice)) <= exposed() | families
    assert set(re.findall(r"\bDATELINE_[A-Z_]+", advice)) <= variables


def test_the_operator_s_page_names_only_metrics_and_settings_that_exist(root: Path, variables: frozenset[str]) -> None:
    page = (root / "deploy/README.md").read_text(encoding="utf-8")
    families = {family.name for family in Metrics().registry.collect()}
    assert set(METRIC.findall(page)) <= exposed() | families
    named = set(re.findall(r"\bDATELINE_[A-Z_]+", page))
    assert len(named) > 3
    assert named <= variables


def test_no_two_alerts_share_a_name() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names))


def test_the_reasons_that_alerts_choose_are_reasons_of_the_contract() -> None:
    chosen = {
        reason
        for rule in rules()
        for alternatives in re.findall(r'reason=~"([^"]+)"', rule["expr"])
        for reason in alternatives.split("|")
    }
    assert chosen == {Reason.FAILED_ENRICHMENT, Reason.DEADLINE, Reason.WORKER_DIED}


def test_lag_is_watched_on_the_raw_topic_of_any_prefix_and_not_on_the_replay_topic() -> None:
    patterns = {pattern for rule in rules() for pattern in re.findall(r'topic=~"([^"]+)"', rule["expr"])}
    assert len(patterns) == 1
    pattern = patterns.pop()
    assert re.fullmatch(pattern, RAW.name("news"))
    assert re.fullmatch(pattern, RAW.name("press-agency.eu"))
    assert not re.fullmatch(pattern, REPLAY.name("news"))


def test_alerts_and_scraping_agree_on_the_job(root: Path) -> None:
    config = yaml.safe_load((root / "deploy/prometheus.yml").read_text(encoding="utf-8"))
    jobs = {job["job_name"] for job in config["scrape_configs"]}
    assert {job for rule in rules() for job in re.findall(r'job="([^"]+)"', rule["expr"])} == jobs


def test_every_alert_has_a_case_in_which_it_fires(root: Path) -> None:
    cases = (root / "tests/unit/deploy/alerts.promtest.yml").read_text(encoding="utf-8")
    assert set(re.findall(r'\{alertname="(\w+)"\}', cases)) == {rule["alert"] for rule in rules()}


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not on the PATH (Debian: apt install prometheus)")
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("check", "config", "deploy/prometheus.yml"), id="the configuration is valid"),
        pytest.param(("check", "rules", "deploy/alerts.yml"), id="the rules are valid"),
        pytest.param(("test", "rules", "tests/unit/deploy/alerts.promtest.yml"), id="alerts fire when they should"),
    ],
)
def test_promtool_agrees(root: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run([str(PROMTOOL), *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
