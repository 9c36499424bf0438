"""One request to a MediaWiki API over HTTP: in time, at the pace, bounded, JSON or an error.

Follows https://www.mediawiki.org/wiki/API:Etiquette and Manual:Maxlag_parameter: requests in
series, gzip, a User-Agent that names a contact, ``maxlag=5``, and pauses as long as asked for.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from dateline.knowledge.wikidata.access import Access
from dateline.knowledge.wikidata.errors import (
    BusyError,
    GarbageError,
    LateError,
    RefusedError,
    TooLargeError,
    WikidataError,
)
from dateline.knowledge.wikidata.pace import Pace

if TYPE_CHECKING:
    from httpx import Client, Response

MAXLAG_S = 5
# Where a server that is busy does not say for how long: the manual of maxlag asks for at least five seconds.
PAUSE_S = 5.0
# Where it says 0, it is not asked again at once all the same.
LEAST_PAUSE_S = 1.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
# Errors of the API that mean: later.
WAIT_CODES = frozenset({"maxlag", "ratelimited", "readonly"})


class ApiClient:
    """Asks the API of ``access``. One process; several threads may ask, each in its time."""

    def __init__(self, access: Access, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._access = access
        self._clock = clock
        self._pace = pace or Pace(access.rate, clock)
        self._client: Client | None = None
        self._pid = os.getpid()

    def ask(self, parameters: Mapping[str, object], until: float) -> dict[str, Any]:
        """The API's answer, as long as the clock is before ``until``. Raises ``WikidataError``.

        A server that asks to wait is asked again after that wait, where there is time for it.
        """
        asked = {name: str(value) for name, value in parameters.items()}
        asked |= {"format": "json", "formatversion": "2", "maxlag": str(MAXLAG_S)}
        while True:
            self._pace.wait(until)
            try:
                return self._once(asked, until)
            except BusyError:
                continue  # the pace knows of the pause, and ends this where it is too long

    def close(self) -> None:
        """Let go of the connections; a later request opens others."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _once(self, parameters: Mapping[str, str], until: float) -> dict[str, Any]:
        from httpx import HTTPError, InvalidURL, TimeoutException

        try:
            status, headers, body = self._get(parameters, until)
        except TimeoutException as error:
            raise LateError from error
        except (HTTPError, InvalidURL, OSError) as error:
            raise WikidataError from error
        wait = _seconds(headers.get("retry-after"))
        if status == 429 or (status == 503 and wait is not None):
            raise self._busy(wait)
        if status >= 500:
            raise WikidataError
        if status >= 400:
            raise RefusedError
        if status != 200 or "json" not in headers.get("content-type", "").casefold():
            raise GarbageError
        return self._judged(body, wait)

    def _judged(self, body: bytes, wait: float | None) -> dict[str, Any]:
        """The object in the body; errors of the API come with status 200."""
        try:
            answer = from_json(body)
        except (ValueError, RecursionError) as error:
            raise GarbageError from error
        if not isinstance(answer, dict):
            raise GarbageError
        problem = answer.get("error")
        if problem is None:
            return answer
        code = problem.get("code") if isinstance(problem, dict) else None
        if code in WAIT_CODES:
            raise self._busy(wait)
        if isinstance(code, str) and code.startswith("internal_api_error"):
            raise WikidataError
        raise RefusedError

    def _busy(self, wait: float | None) -> BusyError:
        self._pace.pause(PAUSE_S if wait is None else max(LEAST_PAUSE_S, wait))
        return BusyError()

    def _get(self, parameters: Mapping[str, str], until: float) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body, wherever on the same host the answer lies."""
        from httpx import URL

        client = self._connected()
        here = URL(self._access.url).copy_merge_params(dict(parameters))
        for _ in range(MOST_REDIRECTS + 1):
            with client.stream("GET", here, timeout=max(0.001, until - self._clock())) as response:
                if response.status_code not in REDIRECTS:
                    return response.status_code, response.headers, self._body(response, until)
                there = here.join(response.headers.get("location", ""))
            if (there.host, there.port, there.scheme) != (here.host, here.port, here.scheme):
                raise GarbageError
            here = there
        raise GarbageError

    def _body(self, response: Response, until: float) -> bytes:
        """The body, decompressed by hand: a small one can become gigabytes before a library shows its size."""
        coding = response.headers.get("content-encoding", "identity").casefold()
        if coding not in ("identity", "gzip"):
            raise GarbageError
        most = self._access.most_bytes
        unzip = zlib.decompressobj(wbits=31) if coding == "gzip" else None
        body = bytearray()
        for chunk in response.iter_raw():
            try:
                body += unzip.decompress(chunk, most + 1 - len(body)) if unzip else chunk
            except zlib.error as error:
                raise GarbageError from error
            if len(body) > most:
                raise TooLargeError
            if self._clock() > until:
                raise LateError
        return bytes(body)

    def _connected(self) -> Client:
        """The client of this process: connections must not be shared with a parent."""
        from httpx import Client, Limits

        if self._client is None or self._pid != os.getpid():
            self._client = Client(
                headers={
                    "User-Agent": self._access.user_agent,
                    "Accept-Encoding": "gzip",
                    "Accept": "application/json",
                },
                follow_redirects=False,
                limits=Limits(max_connections=4, max_keepalive_connections=1),
            )
            self._pid = os.getpid()
        return self._client


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After (RFC 9110, 10.2.3) in seconds: a number, or a date; null where it is neither."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
