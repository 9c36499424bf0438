"""The folder from which the torture types its commands, and from which a person can type them too."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.cli.errors import CliError

ENVIRONMENT_FILE = "environment"
COMMAND_TIMEOUT_S = 120.0


class Desk:
    """A folder with files to send, and the settings of the servers of this run."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        # So that `dateline`, `python` and whatever else is typed are those of this installation.
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
        self._settings = {**settings, "PATH": path}
        self.environment = {**inherited, **self._settings}
        exports = (f"export {name}={shlex.quote(value)}\n" for name, value in self._settings.items())
        (folder / ENVIRONMENT_FILE).write_text("".join(exports), encoding="utf-8")

    @property
    def entrance(self) -> str:
        """What a person types in another terminal, before any command."""
        return f"cd {shlex.quote(str(self.folder))} && . ./{ENVIRONMENT_FILE}"

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """A JSON file."""
        (self.folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    def run(self, command: str, **settings: str) -> None:
        """Run a command line of the shell, what it prints going where ours goes. Raises CliError if it fails."""
        sys.stdout.flush()
        self._check(command, self._run(command, settings, None))

    def quiet(self, command: str, **settings: str) -> str:
        """The same, but return what it prints, errors and messages included."""
        done = self._run(command, settings, subprocess.PIPE)
        self._check(command, done)
        return done.stdout.strip()

    def _run(self, command: str, settings: Mapping[str, str], where: int | None) -> subprocess.CompletedProcess[str]:
        # In this terminal's group, so that Ctrl-C ends it too.
        return subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env={**self.environment, **settings},
            stdin=subprocess.DEVNULL,
            stdout=where,
            stderr=None if where is None else subprocess.STDOUT,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )

    def _check(self, command: str, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode != 0:
            said = f":\n{done.stdout.strip()}" if done.stdout else ""
            raise CliError(f"`{command}` ended with {done.returncode}{said}")
