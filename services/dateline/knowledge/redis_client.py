"""Redis as the cache asks it: one connection, one try, a bounded wait, and a breaker.

Nothing here raises for a server that is slow, full, gone or no Redis at all: the answer is
then null, and the failure is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.knowledge.breaker import Breaker

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")


class LenientRedis:
    """Calls to a Redis that may fail. One a process; not for several threads.

    ``options`` go to redis-py, such as the files of TLS. ``failed(opened)`` hears of every
    failure, and whether the server is left alone for it. Raises ``ValueError`` for a ``url`` that is none.
    """

    def __init__(
        self,
        url: str,
        timeout_s: float,
        breaker_s: float,
        failed: Callable[[bool], None],
        clock: Callable[[], float] = time.monotonic,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self._url = url
        self._timeout_s = timeout_s
        self._options = dict(options or {})
        self._failed = failed
        self._breaker = Breaker(breaker_s, clock)
        self._client: Redis | None = connect(url, timeout_s, self._options)
        self._pid = os.getpid()

    def ask(self, call: Callable[[Redis], T]) -> T | None:
        """Redis's answer; null where it gave none, or is being left alone."""
        if not self._breaker.allows():
            return None
        from redis import ResponseError

        try:
            answer = call(self._connected())
            self._breaker.succeeded()
            return answer
        except ResponseError:
            # It answers, but will not do this: full, read-only, another type under our key.
            self._failed(False)
        except Exception:  # noqa: BLE001  whatever a broken server makes of the client, a cache never stops the traffic
            self._failed(True)
            self._breaker.failed()
            if self._client is not None:
                self._client.connection_pool.disconnect()
        return None

    def _connected(self) -> Redis:
        """The client of this process: a socket must not be shared with a parent."""
        if self._client is None or self._pid != os.getpid():
            self._client, self._pid = connect(self._url, self._timeout_s, self._options), os.getpid()
        return self._client


def connect(url: str, timeout_s: float, options: Mapping[str, Any]) -> Redis:
    """A client that waits once and asks once. RESP2 needs no handshake beyond a password and a database.

    Raises ``ValueError``, which hides the address, for one that is none.
    """
    # Imported here: it costs half a second, which a run without Redis need not wait for.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    try:
        return Redis.from_url(
            url,
            socket_timeout=timeout_s,
            socket_connect_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            max_connections=1,
            **options,
        )
    except ValueError:
        # The client's own message could repeat the address, which can hold a password.
        raise ValueError("REDIS_URL is no address of a Redis: use redis://, rediss:// or unix://") from None
