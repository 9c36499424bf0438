"""Sent, lost, twice: what became of each article, by what is on the topics and nothing else. Pure.

Every article is sent once, so each key has to be there once. Which mention events there have
to be, the enriched articles say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, STATE, Topic

COUNTED = (ENRICHED, ENTITIES, DATES, DEAD_LETTERS, STATE)


@dataclass(frozen=True, slots=True)
class Count:
    """One topic: keys that have to be there, records that are, keys that are not, records that are too many."""

    topic: str
    due: int
    came: int
    lost: int
    twice: int

    @property
    def clean(self) -> bool:
        """Whether nothing is lost, twice, or there without reason."""
        return not self.lost and not self.twice and self.came == self.due


def count(topic: str, due: Iterable[str], keys: Sequence[str]) -> Count:
    """Compare the keys that have to be there with those that are."""
    wanted, found = set(due), Counter(keys)
    return Count(topic, len(wanted), len(keys), len(wanted - found.keys()), found.total() - len(found))


def count_dateline(sent: Iterable[str], records: Mapping[Topic, Sequence[Any]]) -> list[Count]:
    """Every output topic; ``records`` have ``key`` and ``value``. No article here may become a dead letter."""
    ids = set(sent)
    articles = [json.loads(record.value) for record in records[ENRICHED] if record.value]
    due = {
        ENRICHED: ids,
        ENTITIES: {f"{a['id']}|{entity['key']}" for a in articles for entity in a["entities"]},
        DATES: {f"{a['id']}|{day['value']}" for a in articles for day in a["dates"] if day["interval"]},
        DEAD_LETTERS: set(),
        STATE: ids,
    }
    return [count(topic.suffix, due[topic], keys_of(records[topic])) for topic in COUNTED]


def keys_of(records: Iterable[Any]) -> list[str]:
    """The keys as text."""
    return [(record.key or b"").decode("utf-8", "replace") for record in records]
