"""Fixtures of the chaos tests: the tiny model, fleets that always end, and the table at the end of the run."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from chaos import chaos_model
from chaos.counting import KCAT, NO_KCAT
from chaos.fleet import Fleet
from chaos.report import ROWS, SCALE, SEED, Row, table

TIMEOUT_S = 1800
PRINTED: list[Row] = []
# Where pytest's cache keeps the promises that the last run saw broken.
BROKEN = "chaos/broken"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.chaos)
            item.add_marker(pytest.mark.timeout(TIMEOUT_S))


@pytest.fixture(autouse=True)
def rows_travel(request):
    """What a test adds to the table reaches the process that prints it."""
    before = len(ROWS)
    yield
    request.node.user_properties += [("row", asdict(row)) for row in ROWS[before:]]


def pytest_runtest_logreport(report):
    if report.when == "teardown":
        PRINTED.extend(Row(**value) for name, value in report.user_properties if name == "row")


def pytest_sessionstart(session):
    config = session.config
    if config.option.lf and (before := config.cache.get(BROKEN, [])):
        pytest.exit(f"articles were lost or came twice, which no second run makes good: {before}", returncode=1)


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        session.config.cache.set(BROKEN, [asdict(row) for row in PRINTED if row.lost or row.twice])


def pytest_terminal_summary(terminalreporter):
    if PRINTED:
        terminalreporter.section(f"delivery under faults, CHAOS_SEED={SEED} CHAOS_SCALE={SCALE:g}")
        for line in table(PRINTED):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"each also counted by {KCAT}, which agrees" if KCAT else NO_KCAT)


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """The folder for PYTHONPATH that holds the package ``chaos_model``."""
    return chaos_model.install(tmp_path_factory.mktemp("model"))


@pytest.fixture
def make_fleet(make_topics, model, tmp_path):
    """Makes fleets on fresh topics, or on given ones; all their workers end with the test."""
    made = []

    def make(partitions=12, topics=None, **settings):
        folder = tmp_path / f"fleet-{len(made)}"
        folder.mkdir()
        made.append(Fleet(topics or make_topics(partitions), folder, model, **settings))
        return made[-1]

    yield make
    for fleet in made:
        fleet.stop()
