"""Start and stop of a worker, in order, in one place.

Start: the pool first (a model that is missing ends it before it joins the group), then the
topics are checked, then health listens, then Faust joins. Stop: readiness goes, Faust is
kept while the lanes finish and commit (leaving first would give the partitions away with
work in flight), then it leaves the group, then the pool ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Coroutine

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from dateline.enricher.stream import building
from dateline.enricher.stream.clients.denials import denial_of
from dateline.enricher.stream.consuming import Consuming
from dateline.enricher.stream.lanes import Lanes
from dateline.enricher.stream.standing import Standing
from dateline.enricher.stream.state_store import StateFolder
from dateline.enricher.workers import Pool, PoolBrokenError
from dateline.observability.health import HealthServer
from dateline.observability.logs import logger
from dateline.observability.metrics import Metrics
from dateline.security import ADVICE, Security
from dateline.settings import Settings

log = logger(__name__)

CHECK_S = 1.0
LAST_PATIENCE_S = 10.0


class WorkerError(RuntimeError):
    """Why a worker could not start or had to end; the message is for the operator."""

    for_people = True


class Worker:
    """One worker: a member of the group with its processes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._metrics = Metrics()
        self._standing = Standing(settings)
        self._ended: asyncio.Future[str | None]
        self._starting: str | None = "starting"
        self._stopping = False

    async def run(self) -> None:
        """Work until SIGTERM or SIGINT. Raises WorkerError where it can't go on."""
        loop = asyncio.get_running_loop()
        self._ended = loop.create_future()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end, None)
        pool = self._make_pool()
        security = Security.of(self._settings).options()
        admin = AIOKafkaAdminClient(bootstrap_servers=self._settings.kafka_bootstrap_servers, **security)
        try:
            await self._start_pool(pool)
            await self._connect(admin)
            await self._standing.check()
            cluster = (await admin.describe_cluster())["cluster_id"]
            folder = StateFolder(self._settings.state_dir)
            consuming = Consuming(self._settings, folder.path, self._end)
            lanes = Lanes(
                self._settings,
                admin,
                pool,
                self._metrics,
                partitions=self._standing.partitions,
                folder=folder.path,
                cluster=f"{cluster} {self._standing.state_topic}",
                on_full=consuming.pause,
                on_room=consuming.resume,
                on_fatal=self._end,
            )
            await self._work(consuming, lanes, pool)
        finally:
            await admin.close()
            await asyncio.to_thread(pool.stop)

    async def _work(self, consuming: Consuming, lanes: Lanes, pool: Pool) -> None:
        health = HealthServer(
            self._metrics,
            alive=lambda: self._alive(lanes),
            ready=lambda: self._ready(consuming),
            refresh=lambda: self._refresh(lanes, pool),
        )
        try:
            port = await health.start(self._settings.host, self._settings.port)
        except OSError as error:
            raise WorkerError(
                f"cannot listen on {self._settings.host}:{self._settings.port} ({error.strerror}); "
                "set DATELINE_PORT to a free port, or to 0"
            ) from error
        log.info("worker starting", group=self._settings.group, health_port=port, processes=self._settings.processes)
        watches = [self._guard(self._watch(consuming)), self._guard(self._standing.until_problem())]
        try:
            await self._join(consuming, lanes)
            self._starting = None
            problem = await self._ended
            self._stopping = True
            log.info("worker stopping", reason=problem or "asked to")
            if problem:
                raise WorkerError(problem)
        finally:
            for watch in watches:
                watch.cancel()
            await self._leave(consuming, lanes, patience_s=self._settings.stop_timeout_s)
            await health.stop()
        log.info("worker stopped")

    async def _join(self, consuming: Consuming, lanes: Lanes) -> None:
        starting = asyncio.create_task(consuming.start(lanes))
        self._ended.add_done_callback(lambda _: starting.cancel())
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await starting
        except Exception as error:  # noqa: BLE001  whatever Faust or its client raises, the worker says so and ends
            self._end(denial_of(error, "READ", self._settings) or f"the group could not be joined: {error!r}")

    async def _leave(self, consuming: Consuming, lanes: Lanes, patience_s: float) -> None:
        """Finish, publish, commit, leave; a stop that hangs is cut short, since transactions make that safe."""
        try:
            async with asyncio.timeout(patience_s):
                try:
                    await lanes.close(patience_s * 0.7)
                finally:
                    await consuming.stop()
        except TimeoutError:
            log.error("could not stop in time; ending now, the next owner goes on", patience_s=patience_s)
            os._exit(1)
        except Exception as error:
            # What is not committed is the next owner's, however this one ends.
            log.error("could not stop in order", exc_info=error)

    # --- Parts -------------------------------------------------------------------------------

    def _make_pool(self) -> Pool:
        settings = self._settings
        return Pool(
            building.build,
            settings,
            processes=settings.processes,
            deadline_s=settings.deadline_s,
            attempts=settings.attempts,
            on_replaced=lambda cause: self._metrics.processes_replaced.labels(cause).inc(),
        )

    async def _start_pool(self, pool: Pool) -> None:
        try:
            await asyncio.to_thread(pool.start)
        except PoolBrokenError as error:
            raise WorkerError(str(error)) from error

    async def _connect(self, admin: AIOKafkaAdminClient) -> None:
        servers = self._settings.kafka_bootstrap_servers
        deadline = asyncio.get_running_loop().time() + self._settings.publish_patience_s
        while True:
            try:
                await admin.start()
                return
            except (KafkaError, OSError) as error:
                if self._ended.done() or asyncio.get_running_loop().time() > deadline:
                    raise WorkerError(
                        f"no Kafka at {servers} ({error}); is KAFKA_BOOTSTRAP_SERVERS right, and does the broker run? "
                        f"{ADVICE}"
                    ) from error
                log.warning("waiting for Kafka", servers=servers)
                await asyncio.sleep(1)

    # --- Health ------------------------------------------------------------------------------

    def _end(self, problem: str | None) -> None:
        """The worker is to end: asked to (null), or because of a problem. The first word counts."""
        if not self._ended.done():
            self._ended.set_result(problem)
            if problem:
                # A log that can't be written to (a full disk) must not keep the worker from ending.
                with contextlib.suppress(Exception):
                    log.error("worker has to end", problem=problem)

    def _guard(self, watch: Coroutine[None, None, str]) -> asyncio.Task[str]:
        """Run a watch, whose result is a problem; one that breaks is a problem too."""

        def ended(task: asyncio.Task[str]) -> None:
            if not task.cancelled():
                error = task.exception()
                self._end(f"a watch of the worker failed: {error!r}" if error else task.result())

        task = asyncio.create_task(watch)
        task.add_done_callback(ended)
        return task

    async def _watch(self, consuming: Consuming) -> str:
        while True:
            await asyncio.sleep(CHECK_S)
            if problem := consuming.problem:
                return problem

    def _alive(self, lanes: Lanes) -> str | None:
        return self._ended.result() if self._ended.done() else lanes.stalled()

    def _ready(self, consuming: Consuming) -> str | None:
        if self._stopping or self._ended.done():
            return "stopping"
        return self._starting or (None if consuming.joined else "waiting for the group's assignment")

    def _refresh(self, lanes: Lanes, pool: Pool) -> None:
        """Bring the gauges up to date, when they are asked for."""
        self._metrics.processes.set(len(pool.pids))
        self._metrics.waiting_bytes.set(lanes.waiting_bytes)
        self._metrics.waiting_records.set(lanes.waiting_records)
        self._metrics.lag.clear()  # of partitions that were given away, nothing is known
        for (topic, partition), position in lanes.positions().items():
            end = self._standing.end_offset(topic, partition)
            if end is not None:
                self._metrics.lag.labels(topic, str(partition)).set(max(0, end - position))


def run(settings: Settings) -> None:
    """Run a worker in this process until it is told to stop. Raises WorkerError."""
    try:
        asyncio.run(Worker(settings).run())
    except (SystemExit, KeyboardInterrupt) as error:
        raise WorkerError(f"something within the worker called for its end ({error!r})") from error
    except Exception as error:
        if getattr(error, "for_people", False):
            raise
        log.error("worker failed", exc_info=error)
        raise WorkerError(
            f"the worker failed: {error!r}; its log says where. Nothing is lost; start it again"
        ) from None
    finally:
        # A thread of a client that hangs would keep the process, which neither works nor answers any more.
        late = threading.Timer(LAST_PATIENCE_S, os._exit, (1,))
        late.daemon = True
        late.start()
