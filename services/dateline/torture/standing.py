"""What stands of one article: what a compacted reader of the topics is left with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from dateline.broker import Consumer
from dateline.contract.topics import DATES, ENRICHED, ENTITIES

WATCHED = (ENRICHED, ENTITIES, DATES)


@dataclass(frozen=True, slots=True)
class Standing:
    """The revision that is published, None where the article is retracted or never was; its names and its dates."""

    revision: int | None
    names: tuple[str, ...]
    dates: tuple[str, ...]

    def __str__(self) -> str:
        if self.revision is None and not self.names and not self.dates:
            return "nothing"
        return f"revision {self.revision}; {', '.join((*self.names, *self.dates))}"


@dataclass(slots=True)
class Ledger:
    """The newest value under each key of each topic; takes records in offset order."""

    article: str
    newest: dict[tuple[str, str], dict[str, Any] | None] = field(default_factory=dict)

    def take(self, topic: str, key: str, value: bytes | None) -> None:
        """Note one record, if it is of this article."""
        if key == self.article or key.startswith(f"{self.article}|"):
            self.newest[topic, key] = json.loads(value) if value else None

    def standing(self, prefix: str) -> Standing:
        """What is left now."""
        enriched = self.newest.get((ENRICHED.name(prefix), self.article))
        left = [(topic, value) for (topic, _), value in sorted(self.newest.items()) if value is not None]
        return Standing(
            enriched["revision"] if enriched else None,
            tuple(value["entity"]["name"] for topic, value in left if topic == ENTITIES.name(prefix)),
            tuple(value["date"]["value"] for topic, value in left if topic == DATES.name(prefix)),
        )


class Witness:
    """Reads what becomes of one article from now on."""

    def __init__(self, bootstrap_servers: str, prefix: str, article: str) -> None:
        self._prefix = prefix
        self._ledger = Ledger(article)
        topics = [topic.name(prefix) for topic in WATCHED]
        self._reader = Consumer(bootstrap_servers, topics, from_beginning=False)

    def look(self) -> Standing:
        """Read to the present ends, and say what stands."""
        for record in self._reader.rest():
            self._ledger.take(record.topic, (record.key or b"").decode("utf-8", "replace"), record.value)
        return self._ledger.standing(self._prefix)

    def close(self) -> None:
        """Leave."""
        self._reader.close()
