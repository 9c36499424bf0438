"""Makes a running worker fail at a given step: as ``sitecustomize`` on its PYTHONPATH, obeying orders in a folder.

An order is a file named like its step: the error's name, how many calls to let pass, how many to spoil.
It is gone when it is carried out, so that a worker started anew goes on unharmed. Nothing else is changed.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import errno
import functools
import importlib
import inspect
import os
import shutil
import sqlite3
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

STREAM = "dateline.enricher.stream"
PRODUCER = "aiokafka.producer.producer:AIOKafkaProducer"


def kafka_error():
    from aiokafka.errors import KafkaError

    return KafkaError("injected")


def redis_error():
    from redis.exceptions import RedisError

    return RedisError("injected")


ERRORS = {
    "bug": lambda: RuntimeError("injected"),
    "assertion": lambda: AssertionError("injected"),
    "cancelled": lambda: asyncio.CancelledError("injected"),
    "exit": lambda: SystemExit(0),
    "interrupt": lambda: KeyboardInterrupt(),
    "disk full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "connection": lambda: ConnectionResetError("injected"),
    "timeout": lambda: TimeoutError("injected"),
    "kafka": kafka_error,
    "redis": redis_error,
    "sqlite full": lambda: sqlite3.OperationalError("database or disk is full"),
    "sqlite locked": lambda: sqlite3.OperationalError("database is locked"),
    "sqlite damaged": lambda: sqlite3.DatabaseError("database disk image is malformed"),
}


@dataclass(frozen=True)
class Step:
    """A call on the way of a record. ``when``: what happens to it; ``at``: what makes the worker come by.

    ``before``: the call is not made; ``after``: it is made, and seems to fail; ``items``: what it yields breaks off;
    ``result``: the future that it gives fails. ``retried``: the worker must get over it in place.
    """

    name: str
    target: str
    errors: tuple[str, ...]
    when: str = "before"
    at: str = "work"
    retried: bool = False


STEPS = (
    # --- Faust: fetching and delivery
    Step("fetch", "faust.transport.consumer:Consumer.getmany", ("bug", "cancelled"), "items"),
    Step("fetch in the thread", f"{STREAM}.consuming:_ConsumerThread._fetch_records", ("bug", "exit", "cancelled")),
    Step("fetch request", "aiokafka.consumer.fetcher:Fetcher._proc_fetch_request", ("bug", "cancelled")),
    Step("heartbeat", "aiokafka.consumer.group_coordinator:GroupCoordinator._do_heartbeat", ("bug",)),
    Step("delivery", "faust.streams:Stream.events", ("bug", "cancelled", "exit"), "items"),
    Step("take", f"{STREAM}.consuming:Consuming._take", ("bug", "cancelled", "disk full")),
    Step("offer", f"{STREAM}.lanes:Lanes.offer", ("bug", "interrupt")),
    # --- Faust: the callbacks of a rebalance
    Step("assign", f"{STREAM}.lanes:Lanes.assign", ("bug", "cancelled", "exit"), at="start"),
    Step("revoke", f"{STREAM}.lanes:Lanes.revoke", ("bug", "cancelled"), at="rebalance"),
    # --- A lane is opened
    Step("open store", f"{STREAM}.lanes:Lanes._open_store", ("sqlite full", "disk full"), at="start"),
    Step("open outbox", f"{STREAM}.outbox:Outbox.open", ("bug", "kafka", "timeout"), at="start", retried=True),
    # The first that is started is Faust's own; that of an outbox is part of "open outbox".
    Step("start producer", f"{PRODUCER}.start", ("kafka", "connection", "assertion"), at="start"),
    Step("settle", f"{STREAM}.outbox:Outbox._settle", ("bug", "kafka"), at="start", retried=True),
    Step(
        "read offsets",
        "aiokafka.admin.client:AIOKafkaAdminClient.list_consumer_group_offsets",
        ("bug", "kafka"),
        at="start",
        retried=True,
    ),
    Step("restore", f"{STREAM}.restoring:_Reading._to_the_end", ("kafka", "sqlite full", "bug"), at="start"),
    Step("suspects", f"{STREAM}.flight:Flight.suspects", ("bug", "cancelled"), at="start"),
    # --- A batch is worked on
    Step("note", f"{STREAM}.flight:Flight._write", ("bug", "cancelled")),
    Step("erase note", f"{STREAM}.flight:Flight._erase", ("bug",)),
    Step("submit", "dateline.enricher.workers.pool:Pool.submit", ("bug", "disk full")),
    Step("result", "dateline.enricher.workers.pool:Pool.submit", ("bug", "cancelled"), "result"),
    # --- A batch is decided and published
    Step("known state", f"{STREAM}.state_store:StateStore.get", ("bug", "disk full")),
    Step("decide", f"{STREAM}.lane:decide", ("bug", "cancelled")),
    Step("publish", f"{STREAM}.lane:Lane._publish", ("exit", "interrupt", "cancelled")),
    Step("begin", f"{PRODUCER}.begin_transaction", ("bug", "kafka", "assertion"), retried=True),
    Step("gather", f"{STREAM}.batches:Batches.add", ("bug", "assertion"), retried=True),
    Step("send", f"{PRODUCER}.send_batch", ("kafka", "connection", "cancelled"), retried=True),
    Step("send offsets", f"{PRODUCER}.send_offsets_to_transaction", ("kafka", "timeout", "bug"), retried=True),
    Step("commit", f"{PRODUCER}.commit_transaction", ("kafka", "timeout", "cancelled"), retried=True),
    Step(
        "commit went through",
        f"{PRODUCER}.commit_transaction",
        ("kafka", "connection", "cancelled"),
        "after",
        retried=True,
    ),
    # --- After the commit
    Step("keep state", f"{STREAM}.state_store:StateStore.put", ("bug", "disk full")),
    Step("kept state", f"{STREAM}.state_store:StateStore.put", ("bug",), "after"),
    Step("account", f"{STREAM}.accounts:Accounts.add", ("bug", "disk full")),
    Step("check share", f"{STREAM}.accounts:Accounts.check", ("bug", "cancelled")),
    # --- What watches over it
    Step("look at topics", f"{STREAM}.standing:Standing._look", ("bug", "disk full")),
    Step("watch", f"{STREAM}.consuming:Consuming.problem", ("bug",)),
)


LOCK = threading.Lock()


def spoil(step, folder):
    """Raise the error of an order for this step, if there is one and its time has come."""
    order = folder / step.name
    if not order.exists():
        return
    with LOCK:
        try:
            error, let_pass, left = order.read_text().split(",")
        except FileNotFoundError:
            return
        if int(let_pass) > 0:
            order.write_text(f"{error},{int(let_pass) - 1},{left}")
            return
        if int(left) > 1:
            order.write_text(f"{error},0,{int(left) - 1}")
        else:
            order.unlink()
        with (folder / "done").open("a") as done:
            done.write(f"{step.name}: {error}\n")
    raise ERRORS[error]()


def spoiled(step, folder, function):
    """The function with the step's faults."""
    if step.when == "items":

        async def wrapper(*args, **kwargs):
            async for item in function(*args, **kwargs):
                spoil(step, folder)
                yield item

    elif step.when == "result":

        def wrapper(*args, **kwargs):
            try:
                spoil(step, folder)
            except BaseException as error:
                future = concurrent.futures.Future()
                if isinstance(error, asyncio.CancelledError):
                    future.cancel()
                    future.set_running_or_notify_cancel()
                else:
                    future.set_exception(error)
                return future
            return function(*args, **kwargs)

    elif inspect.iscoroutinefunction(function):

        async def wrapper(*args, **kwargs):
            if step.when == "before":
                spoil(step, folder)
            result = await function(*args, **kwargs)
            if step.when == "after":
                spoil(step, folder)
            return result

    else:

        def wrapper(*args, **kwargs):
            if step.when == "before":
                spoil(step, folder)
            result = function(*args, **kwargs)
            if step.when == "after":
                spoil(step, folder)
            return result

    return functools.wraps(function)(wrapper)


def break_in(folder):
    for step in STEPS:
        module, _, path = step.target.partition(":")
        owner = importlib.import_module(module)
        *parents, name = path.split(".")
        for parent in parents:
            owner = getattr(owner, parent)
        found = inspect.getattr_static(owner, name)
        mine = (
            property(spoiled(step, folder, found.fget)) if isinstance(found, property) else spoiled(step, folder, found)
        )
        setattr(owner, name, mine)


def install(folder: Path) -> Path:
    """Make a folder for PYTHONPATH whose workers take orders from ``folder / "orders"``; gives the former."""
    orders = folder / "orders"
    orders.mkdir(parents=True)
    shutil.copy(__file__, folder / "sitecustomize.py")
    return folder


# Only in the worker itself: its processes have no part in these steps.
if __name__ == "sitecustomize" and sys.orig_argv[-2:] == ["dateline.cli", "worker"]:
    break_in(Path(__file__).parent / "orders")
