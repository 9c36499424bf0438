"""The command line itself: quick to start, and errors written for people."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from dateline import __version__
from dateline.cli import COMMANDS, app

HEAVY = ("spacy", "faust", "trafilatura", "kafka", "pydantic", "rich", "jgo", "redis", "numpy")


def run(*arguments, **environment):
    import os

    return subprocess.run(
        [sys.executable, "-m", "dateline.cli", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


def test_starting_loads_nothing_heavy():
    code = f"import sys, dateline.cli; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize("command", ["demo", "produce", "consume", "topics"])
def test_a_command_loads_nothing_heavy_before_it_is_run(command):
    code = f"import sys, dateline.cli.{command}; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_version_is_the_packages():
    assert CliRunner().invoke(app, ["--version"]).output == f"dateline {__version__}\n"


def test_help_lists_every_command():
    output = CliRunner().invoke(app, ["--help"]).output
    assert [name for name in COMMANDS if name not in output] == []


def test_every_command_explains_itself():
    for name in COMMANDS:
        result = CliRunner().invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


def test_an_unknown_command_is_an_error():
    assert CliRunner().invoke(app, ["enrage"]).exit_code == 2


def test_a_wrong_setting_gives_its_variable_and_no_trace():
    done = run("topics", "list", DATELINE_PARTITIONS="many")
    assert done.returncode == 1
    assert "DATELINE_PARTITIONS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named_before_anything_is_sent():
    done = run("produce", "no-such-file.json", KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert done.returncode == 1
    assert done.stderr == "dateline: no-such-file.json is not a file that can be read\n"
