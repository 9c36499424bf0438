"""Health answers on one port, in words."""

import asyncio
import urllib.error
import urllib.request

from dateline.observability.health import HealthServer
from dateline.observability.metrics import Metrics


def ask(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def asked(alive, ready, *paths):
    async def run():
        metrics = Metrics()
        server = HealthServer(metrics, lambda: alive, lambda: ready, lambda: metrics.partitions.set(4))
        port = await server.start("127.0.0.1", 0)
        try:
            return [await asyncio.to_thread(ask, port, path) for path in paths]
        finally:
            await server.stop()

    return asyncio.run(run())


def test_a_worker_that_is_well_is_alive_and_ready():
    assert asked(None, None, "/livez", "/readyz") == [(200, "ok\n"), (200, "ok\n")]


def test_a_worker_that_is_not_ready_says_why_and_stays_alive():
    assert asked(None, "waiting for the group's assignment", "/livez", "/readyz") == [
        (200, "ok\n"),
        (503, "waiting for the group's assignment\n"),
    ]


def test_metrics_are_in_prometheus_text_and_fresh():
    [(status, text)] = asked(None, None, "/metrics")
    assert status == 200
    assert "dateline_partitions_assigned 4.0" in text


def test_every_metric_says_what_it_means():
    families = list(Metrics().registry.collect())
    assert len(families) > 10
    assert all(len(f.documentation) > 20 for f in families)
    assert all(f.name.startswith("dateline_") for f in families)
