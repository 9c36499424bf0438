"""deploy/Dockerfile and .dockerignore: the facts that must hold whatever else changes."""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dateline.cli import COMMANDS
from dateline.enricher.entities.recognise import model_folder
from dateline.settings import Settings


class Instruction(NamedTuple):
    stage: int
    name: str
    words: str


@pytest.fixture(scope="module")
def instructions(root: Path) -> list[Instruction]:
    """The Dockerfile, a logical line each, without comments; stage 0 is before the first FROM."""
    text = (root / "deploy/Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\s*#.*\n", "", text)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    found, stage = [], 0
    for line in filter(str.strip, lines):
        name, _, words = line.partition(" ")
        stage += name == "FROM"
        found.append(Instruction(stage, name, words.strip()))
    return found


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def the(instructions: list[Instruction], name: str, stage: int | None = None) -> list[str]:
    return [i.words for i in instructions if i.name == name and stage in (None, i.stage)]


def final(instructions: list[Instruction]) -> int:
    return max(i.stage for i in instructions)


def test_both_stages_are_the_slim_image_of_the_reference_python(instructions: list[Instruction]) -> None:
    assert the(instructions, "ARG", 0) == ["BASE=python:3.12-slim"]
    assert the(instructions, "FROM") == ["${BASE} AS build", "${BASE}"]


def test_the_worker_is_not_root_and_is_named_by_number(instructions: list[Instruction]) -> None:
    [user] = the(instructions, "USER", final(instructions))
    uid, gid = map(int, user.split(":"))
    assert uid >= 1000
    assert gid >= 1000
    [account] = [run for run in the(instructions, "RUN", final(instructions)) if "useradd" in run]
    assert f"--uid {uid} " in account
    assert f"--gid {gid} " in account


def test_nothing_is_copied_into_the_image_as_the_worker_s_own(instructions: list[Instruction]) -> None:
    assert not any("--chown" in words for words in the(instructions, "COPY", final(instructions)))


def test_every_package_is_installed_by_the_hash_of_the_lock(instructions: list[Instruction]) -> None:
    commands = [command for run in the(instructions, "RUN") for command in run.split("&&")]
    installs = [c for c in commands if re.search(r"\bpip install\b|\buv (build|sync|tool|run|add)\b", c)]
    assert len(installs) == 4
    for command in installs:
        own_wheel = "--no-deps --no-index dist/" in command
        assert own_wheel or "--require-hashes" in command, command
        assert own_wheel or re.search(r"(-c|-r|--build-constraints) (requirements|uv)\.lock", command), command


def test_only_what_a_worker_needs_is_installed(instructions: list[Instruction]) -> None:
    runs = " ".join(the(instructions, "RUN"))
    assert "-r pyproject.toml -c requirements.lock" in runs
    assert not re.search(r"--(all-)?extras?\b|--(all-)?groups?\b|-r requirements\.lock|\[\w+\]", runs)


def test_no_package_is_built_from_source(instructions: list[Instruction]) -> None:
    [command] = [run for run in the(instructions, "RUN") if "-r pyproject.toml" in run]
    assert "--no-build " in command


def test_every_dependency_of_the_project_has_a_version_and_hashes_in_the_lock(
    root: Path, project: dict[str, Any]
) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement).group()
        assert re.search(rf"(?m)^{re.escape(name)}==[^\n]+\\\n\s+--hash=sha256:[0-9a-f]{{64}}", lock), name


def test_the_container_runs_a_worker(instructions: list[Instruction], project: dict[str, Any]) -> None:
    [entrypoint], [command] = the(instructions, "ENTRYPOINT"), the(instructions, "CMD")
    assert json.loads(entrypoint)[0] in project["scripts"]
    assert json.loads(command) == ["worker"]
    assert "worker" in COMMANDS


def test_a_worker_is_stopped_by_the_signal_that_it_handles(instructions: list[Instruction]) -> None:
    assert the(instructions, "STOPSIGNAL") == ["SIGTERM"]


def test_health_is_asked_where_the_worker_listens_by_a_file_that_is_in_the_image(
    instructions: list[Instruction],
) -> None:
    [check] = the(instructions, "HEALTHCHECK")
    options, _, command = check.partition("CMD ")
    script = json.loads(command)[-1]
    assert f"deploy/healthcheck.py {script}" in the(instructions, "COPY", final(instructions))
    assert the(instructions, "EXPOSE") == [str(Settings.model_fields["port"].default)]
    timeout = int(re.search(r"--timeout=(\d+)s", options).group(1))
    assert timeout > 3, "healthcheck.TIMEOUT_S, so that it can still say why"


def test_every_variable_of_the_image_is_one_that_dateline_or_python_reads(
    instructions: list[Instruction], variables: frozenset[str]
) -> None:
    names = {name for words in the(instructions, "ENV", final(instructions)) for name in re.findall(r"(\w+)=", words)}
    assert {"DATELINE_LOG_JSON", "PYTHONDONTWRITEBYTECODE"} <= names
    assert names - variables <= {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def test_the_image_is_labelled_with_the_version_and_licence_of_the_project(
    instructions: list[Instruction], project: dict[str, Any]
) -> None:
    assert f"VERSION={project['version']}" in the(instructions, "ARG", final(instructions))
    [labels] = the(instructions, "LABEL")
    assert f'licenses="{project["license"]}"' in labels
    assert 'version="${VERSION}"' in labels


def sent(root: Path, path: str) -> bool:
    """Whether .dockerignore lets a path into the build: the last pattern that matches it or a parent decides."""
    verdict = True
    for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        keep, pattern = line.startswith("!"), line.lstrip("!")
        parts = path.split("/")
        candidates = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if pattern.startswith("**/"):
            matched = any(fnmatch.fnmatchcase(part, pattern[3:]) for part in parts)
        else:
            matched = any(fnmatch.fnmatchcase(c, pattern) and c.count("/") == pattern.count("/") for c in candidates)
        if matched:
            verdict = keep
    return verdict


def test_everything_that_is_copied_exists_and_is_sent_to_the_build(root: Path, instructions: list[Instruction]) -> None:
    sources = [
        source for words in the(instructions, "COPY") if not words.startswith("--from") for source in words.split()[:-1]
    ]
    assert "services" in sources
    for source in sources:
        assert (root / source).exists()
        assert sent(root, source)


def test_the_model_of_the_settings_and_the_knowledge_are_in_the_image(root: Path) -> None:
    model = model_folder(Settings.model_fields["model"].default).relative_to(root)
    assert sent(root, str(model / "ner" / "model"))
    knowledge = "services/dateline/knowledge/data/places.sqlite"
    assert (root / knowledge).is_file()
    assert sent(root, knowledge)


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        "tests/unit/deploy/conftest.py",
        "deploy/dateline.env",
        ".env",
        "services/dateline/__pycache__/settings.cpython-312.pyc",
    ],
)
def test_secrets_caches_and_tests_are_not_sent_to_the_build(root: Path, path: str) -> None:
    assert not sent(root, path)
