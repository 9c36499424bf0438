"""Kafka and Redis together, for the demo and the tests: started, named, ended, cleared away.

Servers that already run can be given instead of either; those are left alone.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Self

from dateline.sandbox.errors import SandboxError
from dateline.sandbox.kafka import Kafka
from dateline.sandbox.process import Progress, silent
from dateline.sandbox.redis import MISSING, Redis, find_redis


class Sandbox:
    """A Kafka and, where one can be had, a Redis.

    ``kafka`` and ``redis`` are the addresses of servers that already run. Data live in
    ``folder`` and stay there; without one in a temporary folder, which is removed at the end.
    ``notes`` are sentences about what is not there.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        kafka: str | None = None,
        redis: str | None = None,
        progress: Progress = silent,
    ) -> None:
        self.temporary = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="dateline-"))
        self.kafka = None if kafka else Kafka(self.folder / "kafka", remove=self.remove)
        self.redis = None if redis or find_redis() is None else Redis(self.folder / "redis", remove=self.remove)
        self.notes = () if redis or self.redis else (f"No Redis, so look-ups are not cached: {MISSING}.",)
        self._given_kafka, self._given_redis = kafka, redis
        self._progress = progress

    @property
    def remove(self) -> Path | None:
        """What is to be deleted when this process is killed: the folder if it is temporary."""
        return self.folder if self.temporary else None

    @property
    def bootstrap_servers(self) -> str:
        """Where Kafka listens."""
        return self._given_kafka or self._own_kafka().bootstrap_servers

    @property
    def redis_url(self) -> str | None:
        """Where Redis listens, None without one."""
        return self._given_redis or (self.redis.url if self.redis else None)

    def _own_kafka(self) -> Kafka:
        if self.kafka is None:
            raise SandboxError("this sandbox uses a Kafka that was given")
        return self.kafka

    def start(self) -> Self:
        """Start what was not given. Raises SandboxError, leaving nothing behind."""
        try:
            for server in (self.redis, self.kafka):
                if server is not None:
                    server.start(self._progress)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End what was started. Temporary data go, so their servers need not close them in order."""
        for server in (self.kafka, self.redis):
            if server is not None:
                (server.kill if self.temporary else server.stop)()
        if self.temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
