"""A pool of worker processes that survives any one of them.

The standard library's executor dies whole with one process. Here each process has one
pipe, one thread that watches it and one deadline; when it dies or is late it is replaced
and its batch is tried again item by item, so that only the guilty item fails.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Literal

from dateline.enricher.workers.jobs import Job, Jobs
from dateline.enricher.workers.process import ONE_THREAD, Builder, Raised, Ready, serve

START_TIMEOUT_S = 180.0
WATCH_S = 0.5
# A process that is killed while it starts is started again, so often in all.
START_ATTEMPTS = 3

Cause = Literal["died", "deadline", "raised"]


class PoolBrokenError(RuntimeError):
    """No worker process can be started; nothing that was submitted will be done."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands in the results for an item that could not be done, even alone."""

    cause: Cause
    message: str
    stack: str = ""


class Pool:
    """Runs a handler over batches in ``processes`` processes.

    ``build(argument)`` is called in each process and gives the handler: a callable from a
    sequence of items to as many results, in order. Both must pickle. A batch has
    ``deadline_s`` seconds; when it fails, each item is tried alone, ``attempts`` times where
    its process dies or is late. ``on_replaced`` hears why a process was replaced.
    """

    def __init__(
        self,
        build: Builder,
        argument: Any,
        *,
        processes: int,
        deadline_s: float,
        attempts: int = 2,
        on_replaced: Callable[[Cause], None] = lambda _: None,
    ) -> None:
        for name, value in ONE_THREAD.items():
            os.environ.setdefault(name, value)
        self._jobs = Jobs()
        self._stopping = threading.Event()
        self.broken: PoolBrokenError | None = None
        self._watchers = [
            _Watcher(
                self, number, build, argument, deadline_s, attempts, on_replaced, light_only=number == 0 < processes - 1
            )
            for number in range(processes)
        ]

    def start(self) -> None:
        """Start the processes; returns when the first can work.

        Raises PoolBrokenError with the reason when the handler can't be built.
        """
        for watcher in self._watchers:
            watcher.start()
        while not any(w.ready.is_set() for w in self._watchers):
            if self.broken:
                raise self.broken
            time.sleep(0.01)

    def submit(self, items: Sequence[Any], *, urgent: bool = True, heavy: bool = False) -> Future[list[Any]]:
        """Queue a batch; the future gives one result or `Failed` per item, in order.

        Urgent ones go first. One process, where there are several, takes no ``heavy`` ones.
        """
        future = self._jobs.put(items, urgent=urgent, heavy=heavy)
        if self.broken and future.cancelled():
            future = Future()
            future.set_exception(self.broken)
        return future

    @property
    def pids(self) -> list[int]:
        """Process ids of the processes that are alive."""
        return [pid for w in self._watchers if (pid := w.pid) is not None]

    def stop(self) -> None:
        """End the processes; batches that no process has taken are cancelled, the ones at work are lost."""
        self._stopping.set()
        left = self._jobs.close()
        for watcher in self._watchers:
            watcher.end()
        for job in left:
            job.future.cancel()

    def fail(self, reason: str) -> None:
        """Called by a watcher that can start no process."""
        self.broken = PoolBrokenError(reason)
        self._stopping.set()
        for job in self._jobs.close():
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(self.broken)


class _StoppedError(Exception):
    """The pool is being stopped."""


class _Watcher(threading.Thread):
    """One thread with its process: takes a job, sends it, waits for the reply, replaces what breaks."""

    def __init__(
        self,
        pool: Pool,
        number: int,
        build: Builder,
        argument: Any,
        deadline_s: float,
        attempts: int,
        on_replaced: Callable[[Cause], None],
        *,
        light_only: bool,
    ) -> None:
        super().__init__(name=f"dateline-watcher-{number}", daemon=True)
        self._pool = pool
        self._build = build
        self._argument = argument
        self._deadline_s = deadline_s
        self._attempts = attempts
        self._on_replaced = on_replaced
        self._light_only = light_only
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self.ready = threading.Event()

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def run(self) -> None:
        try:
            self._ensure_process()
            while job := self._pool._jobs.take(light_only=self._light_only):
                if job.future.set_running_or_notify_cancel():
                    self._do(job)
        except _StoppedError:
            return
        except PoolBrokenError as error:
            self._pool.fail(str(error))
        except Exception as error:  # noqa: BLE001  a watcher that ends in silence would leave its jobs waiting for ever
            self._pool.fail(f"{type(error).__name__}: {error}")

    def end(self) -> None:
        """Close the pipe and wait for the process; kill it when it is at work."""
        self.join(timeout=WATCH_S * 3)
        self._discard()

    def _do(self, job: Job) -> None:
        try:
            job.future.set_result(self._results(job.items))
        except _StoppedError:
            job.future.set_exception(PoolBrokenError("the pool was stopped"))
            raise
        except PoolBrokenError as error:
            job.future.set_exception(error)
            raise

    def _results(self, items: Sequence[Any]) -> list[Any]:
        if len(items) > 1:
            results = self._attempt(items)
            if not isinstance(results, Failed):
                return results
        return [self._alone(item) for item in items]

    def _alone(self, item: Any) -> Any:
        for _ in range(self._attempts):
            results = self._attempt([item])
            if not isinstance(results, Failed):
                return results[0]
            if results.cause == "raised":
                break  # the same input raises again
        return results

    def _attempt(self, items: Sequence[Any]) -> list[Any] | Failed:
        connection = self._ensure_process()
        try:
            connection.send(items)
            reply = self._reply(connection)
        except TimeoutError:
            return self._replace("deadline", f"took longer than {self._deadline_s:g} s")
        except (EOFError, OSError):
            return self._replace("died", "the worker process died" + self._exit_code())
        if isinstance(reply, Raised):
            return Failed("raised", reply.message, reply.stack)
        if len(reply) != len(items):
            raise PoolBrokenError(f"the handler gave {len(reply)} results for {len(items)} items")
        return list(reply)

    def _reply(self, connection: Connection) -> Any:
        late = time.monotonic() + self._deadline_s
        while not wait([connection], timeout=min(WATCH_S, max(0.0, late - time.monotonic()))):
            if self._pool._stopping.is_set():
                raise _StoppedError
            if time.monotonic() >= late:
                raise TimeoutError
        return connection.recv()

    def _replace(self, cause: Cause, message: str) -> Failed:
        self._discard()
        self._on_replaced(cause)
        return Failed(cause, message)

    def _ensure_process(self) -> Connection:
        if self._connection is not None:
            return self._connection
        for _ in range(START_ATTEMPTS):
            if self._pool._stopping.is_set():
                raise _StoppedError
            if (connection := self._spawn()) is not None:
                self._connection = connection
                self.ready.set()
                return connection
        raise PoolBrokenError("a worker process ended while starting" + self._exit_code())

    def _spawn(self) -> Connection | None:
        """The pipe of a new process that is ready; null where it was killed before (bad luck, or no memory)."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, self._build, self._argument), name=self.name, daemon=True
        )
        self._process.start()
        theirs.close()
        if not ours.poll(START_TIMEOUT_S):
            raise PoolBrokenError(f"a worker process did not start within {START_TIMEOUT_S:g} s")
        try:
            first = ours.recv()
        except EOFError:
            ours.close()
            self._process.join(timeout=1)
            if (self._process.exitcode or 0) < 0:
                return None
            raise PoolBrokenError("a worker process ended while starting" + self._exit_code()) from None
        if isinstance(first, Raised):
            raise PoolBrokenError(f"the worker process could not start: {first.message}")
        if not isinstance(first, Ready):
            raise PoolBrokenError(f"a worker process answered {first!r} instead of being ready")
        return ours

    def _exit_code(self) -> str:
        if self._process is None:
            return ""
        self._process.join(timeout=1)
        code = self._process.exitcode
        if code is None:
            return ""
        return f" (signal {-code})" if code < 0 else f" (exit code {code})"

    def _discard(self) -> None:
        connection, process = self._connection, self._process
        self._connection = self._process = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.join(timeout=0.2)
            if process.is_alive():
                process.kill()
                process.join()
