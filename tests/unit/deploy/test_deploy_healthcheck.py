"""deploy/healthcheck.py against the worker's own health server."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.observability.health import HealthServer
from dateline.observability.metrics import Metrics


def ask(script: Path, port: int, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the check as the image does: isolated, without site-packages."""
    return subprocess.run(
        [sys.executable, "-IS", str(script)],
        env={**os.environ, "DATELINE_PORT": str(port), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


def ask_worker(script: Path, problem: str | None, **environment: str) -> subprocess.CompletedProcess[str]:
    async def serve_and_ask() -> subprocess.CompletedProcess[str]:
        server = HealthServer(Metrics(), alive=lambda: problem, ready=lambda: "starting", refresh=lambda: None)
        port = await server.start("127.0.0.1", 0)
        try:
            return await asyncio.to_thread(ask, script, port, **environment)
        finally:
            await server.stop()

    return asyncio.run(serve_and_ask())


@pytest.fixture
def script(root: Path) -> Path:
    return root / "deploy/healthcheck.py"


def test_a_worker_that_lives_is_healthy_even_before_it_is_ready(script: Path) -> None:
    done = ask_worker(script, None)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_worker_that_has_to_end_is_unhealthy_and_its_reason_is_told(script: Path) -> None:
    done = ask_worker(script, "partition 3: another worker has taken it over")
    assert done.returncode == 1
    assert "another worker has taken it over" in done.stderr


def test_nobody_at_the_port_is_unhealthy(script: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening: refuses
        done = ask(script, taken.getsockname()[1])
    assert done.returncode == 1
    assert "no answer" in done.stderr


def test_a_proxy_in_the_environment_is_not_asked(script: Path) -> None:
    assert ask_worker(script, None, http_proxy="http://127.0.0.1:9", HTTP_PROXY="http://127.0.0.1:9").returncode == 0
