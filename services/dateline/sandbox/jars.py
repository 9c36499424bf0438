"""The jars of Apache Kafka, fetched once from Maven Central with ``jgo`` and kept in the user's cache.

They are fetched into a folder of their own, checked against ``kafka.sha256`` and renamed
into place when complete: an interrupted download leaves nothing that could be taken for whole.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from dateline.sandbox.errors import SandboxError
from dateline.sandbox.process import Progress, silent

KAFKA_VERSION = "4.4.0"
# Kafka's own jars bring a logging interface without a back end; slf4j-simple writes to the server's log.
COORDINATES = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}+org.slf4j:slf4j-simple:1.7.36"
SIZE_MB = 45
FREE_MB_NEEDED = 3 * SIZE_MB


def cache_folder() -> Path:
    """Where downloads are kept (XDG Base Directory: ``XDG_CACHE_HOME``, else ``~/.cache``)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def pinned() -> dict[str, str]:
    """File name -> SHA-256 (hex) of every jar."""
    text = resources.files("dateline.sandbox").joinpath("kafka.sha256").read_text(encoding="ascii")
    return {name: digest for digest, name in (line.split() for line in text.splitlines())}


def kafka_jars(progress: Progress = silent) -> list[Path]:
    """Paths of all jars, fetched if this is the first time. Raises SandboxError."""
    folder = cache_folder() / f"kafka-{KAFKA_VERSION}"
    if not _complete(folder):
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with _only_one(folder.with_name(f"{folder.name}.lock"), progress):
                if not _complete(folder):
                    _fetch(folder, progress)
        except OSError as error:
            raise SandboxError(
                f"Kafka's jars can't be kept in {folder.parent}: {error}. Free some space, "
                "or set XDG_CACHE_HOME to a folder that can be written"
            ) from error
    return sorted(folder.glob("*.jar"))


def _complete(folder: Path) -> bool:
    return folder.is_dir() and {p.name for p in folder.glob("*.jar")} == pinned().keys()


@contextmanager
def _only_one(lock: Path, progress: Progress) -> Iterator[None]:
    """Let one process at a time fetch; the kernel gives the lock back however that one ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another process that fetches Kafka …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(folder: Path, progress: Progress) -> None:
    free_mb = shutil.disk_usage(folder.parent).free // 1_000_000
    if free_mb < FREE_MB_NEEDED:
        raise SandboxError(
            f"{folder.parent} has {free_mb} MB left and Kafka's jars need {FREE_MB_NEEDED}: "
            "free some space, or set XDG_CACHE_HOME to a folder on another disk"
        )
    progress(f"fetching Apache Kafka {KAFKA_VERSION} (about {SIZE_MB} MB, once) …")
    started = time.monotonic()
    partial = folder.with_name(f"{folder.name}.partial")
    for leftover in (partial, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        whole = partial / "whole"
        whole.mkdir(parents=True)
        for jar in _download(partial):
            shutil.copyfile(jar, whole / jar.name)
        _verify(whole)
        whole.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    progress(f"fetched Apache Kafka {KAFKA_VERSION} in {time.monotonic() - started:.0f} s")


def _download(work: Path) -> list[Path]:
    """Resolve and download into ``work``, apart from any Maven repository of the user's."""
    try:
        from jgo.constants import MAVEN_CENTRAL_URL
        from jgo.env import EnvironmentBuilder, LinkStrategy
        from jgo.maven import MavenContext
    except ImportError as error:
        raise SandboxError(
            "Kafka's jars are fetched by the package jgo, which is not installed: `pip install 'dateline[sandbox]'`, "
            "or set KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs"
        ) from error
    context = MavenContext(repo_cache=work / "repository", remote_repos={"central": MAVEN_CENTRAL_URL})
    builder = EnvironmentBuilder(context=context, cache_dir=work / "cache", link_strategy=LinkStrategy.HARD)
    try:
        return [Path(jar) for jar in builder.from_endpoint(COORDINATES).all_jars]
    except Exception as error:
        raise SandboxError(
            f"Apache Kafka {KAFKA_VERSION} can't be fetched from Maven Central: {error}. Check the network and "
            "HTTPS_PROXY and try again, or set KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs"
        ) from error


def _verify(folder: Path) -> None:
    wanted = pinned()
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in folder.iterdir()}
    wrong = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if wrong:
        raise SandboxError(
            f"what was fetched is not Apache Kafka {KAFKA_VERSION} as pinned in kafka.sha256: {', '.join(wrong[:5])} "
            "differ. A proxy may have changed or cut them: try again, or set KAFKA_BOOTSTRAP_SERVERS"
        )
