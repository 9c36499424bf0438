"""``/livez``, ``/readyz`` and ``/metrics`` on one port.

Alive: the event loop turns and nothing fatal happened. Ready: the worker can take work.
Both answer in plain text with the reason, so that ``curl`` is enough.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from dateline.observability.metrics import EXPOSITION, Metrics

Check = Callable[[], str | None]


class HealthServer:
    """Serves health and metrics. ``alive`` and ``ready`` give null when all is well, else the reason."""

    def __init__(self, metrics: Metrics, alive: Check, ready: Check, refresh: Callable[[], None]) -> None:
        self._metrics = metrics
        self._alive = alive
        self._ready = ready
        self._refresh = refresh
        application = web.Application()
        application.add_routes(
            [
                web.get("/livez", self._livez),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._exposition),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)

    async def start(self, host: str, port: int) -> int:
        """Listen; gives the port. Raises OSError where it is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _livez(self, _: web.Request) -> web.Response:
        return _answer(self._alive())

    async def _readyz(self, _: web.Request) -> web.Response:
        return _answer(self._ready())

    async def _exposition(self, _: web.Request) -> web.Response:
        self._refresh()
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": EXPOSITION})


def _answer(problem: str | None) -> web.Response:
    if problem is None:
        return web.Response(text="ok\n")
    return web.Response(status=503, text=f"{problem}\n")
