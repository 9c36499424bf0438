"""A server that answers as Wikidata's API does, in the shapes of its documentation, and every way of failing."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, dict[str, str], bytes]
Fault = Callable[[dict[str, str]], "Reply | None"]

JSON = {"Content-Type": "application/json; charset=utf-8"}


def as_json(value: Any, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, JSON | named, json.dumps(value).encode()


def maxlag(seconds: int, **headers: str) -> Reply:
    """As https://www.mediawiki.org/wiki/Manual:Maxlag_parameter shows it: an error with status 200."""
    error = {"code": "maxlag", "info": f"Waiting for db1: {seconds} seconds lagged", "host": "db1", "lag": seconds}
    return as_json({"error": error, "servedby": "mw1"}, **headers)


class Wikibase:
    """Items, and an API that searches them by the beginning of their names."""

    def __init__(self, *items: dict[str, Any]) -> None:
        self.items = {item["id"]: item for item in items}
        self.merged: dict[str, str] = {}
        self.requests: list[dict[str, str]] = []
        self.times: list[float] = []
        self.agents: set[str] = set()
        self.users: list[Any] = []
        self.fault: Fault = lambda asked: None
        self.delay_s = 0.0
        self.gzip = True
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/w/api.php"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def actions(self) -> list[str]:
        return [asked["action"] for asked in self.requests]

    def search(self, asked: dict[str, str]) -> dict[str, Any]:
        wanted = asked["search"].casefold()
        found = []
        for item in self.items.values():
            for kind, name in names(item):
                if name.casefold().startswith(wanted):
                    found.append(hit(item, kind, name))
                    break
        return {"searchinfo": {"search": asked["search"]}, "search": found[: int(asked["limit"])], "success": 1}

    def entities(self, asked: dict[str, str]) -> dict[str, Any]:
        ids = asked["ids"].split("|")
        if len(ids) > 50:
            return {"error": {"code": "toomanyvalues", "info": "Too many values supplied"}}
        found = {i: self.items.get(self.merged.get(i, i), {"id": i, "missing": ""}) for i in ids}
        return {"entities": found, "success": 1}

    def answer(self, asked: dict[str, str]) -> Reply:
        if (fault := self.fault(asked)) is not None:
            return fault
        if asked["action"] == "wbsearchentities":
            return as_json(self.search(asked))
        return as_json(self.entities(asked))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        kit = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                kit.requests.append(asked)
                kit.times.append(time.monotonic())
                kit.agents.add(self.headers["User-Agent"])
                time.sleep(kit.delay_s)
                status, headers, body = kit.answer(asked)
                if kit.gzip and "gzip" in self.headers["Accept-Encoding"] and "Content-Encoding" not in headers:
                    headers, body = headers | {"Content-Encoding": "gzip"}, gzip.compress(body)
                try:
                    self.send_response(status)
                    for name, value in {"Content-Length": str(len(body)), **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass
                if "Content-Length" in headers:  # it promised more than it sent
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


def names(item: dict[str, Any]) -> list[tuple[str, str]]:
    label = [("label", item["labels"]["en"]["value"])] if item["labels"] else []
    return label + [("alias", term["value"]) for term in (item["aliases"] or {}).get("en", [])]


def hit(item: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    return {
        "id": item["id"],
        "title": item["id"],
        "pageid": 1,
        "concepturi": f"http://www.wikidata.org/entity/{item['id']}",
        "repository": "wikidata",
        "url": f"//www.wikidata.org/wiki/{item['id']}",
        "display": {"label": {"value": item["labels"]["en"]["value"], "language": "en"}},
        "label": item["labels"]["en"]["value"],
        "match": {"type": kind, "language": "en", "text": name},
    }
