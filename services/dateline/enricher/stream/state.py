"""What is remembered of each article, and what follows for the next record of it.

The newest version that was published, whether the article was taken back, and the keys of
its mention events. Nothing older than that is ever published; keys that a new version no
longer has are retracted. Pure: where it is kept, ``state_store`` says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from dateline.contract.topics import DATES, ENTITIES, STATE
from dateline.enricher.stream.events import retraction
from dateline.enricher.stream.records import Outcome, Outgoing, Version


@dataclass(frozen=True, slots=True)
class ArticleState:
    """The state of one article. ``keys`` are the mention events that stand, as (topic suffix, key)."""

    version: Version
    killed: bool
    keys: tuple[tuple[str, str], ...] = ()

    def to_json(self, article: str) -> bytes:
        """The value of its record on the state topic; the article's id, in front of every key, is left out."""
        version = [self.version.revision, self.version.modified_us, self.version.recorded_ms]
        names: dict[str, list[str]] = {}
        for suffix, key in self.keys:
            names.setdefault(suffix, []).append(key.removeprefix(f"{article}|"))
        record = {"version": version, "killed": self.killed, "keys": names}
        return json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, article: str, value: bytes) -> ArticleState:
        """Back from the record of an article. Raises ValueError or KeyError where it is not one."""
        read = json.loads(value)
        keys = tuple((suffix, f"{article}|{name}") for suffix, names in read["keys"].items() for name in names)
        return cls(Version(*read["version"]), bool(read["killed"]), keys)


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a record: what to publish and the new state; both empty where it is superseded."""

    outgoing: tuple[Outgoing, ...] = ()
    state: ArticleState | None = None


def decide(known: ArticleState | None, outcome: Outcome) -> Decision:
    """What to publish of an article or a kill notice, given what is known.

    The same version again is published again (a replay repairs), unless the article was
    killed: then only something newer brings it back.
    """
    version = outcome.version
    if version is None or outcome.article is None:
        return Decision(outcome.events)
    if known is not None:
        order = version.compare(known.version)
        if order < 0 or (order == 0 and known.killed and not outcome.killed):
            return Decision()
        version = version.after(known.version)
    keys = tuple(
        (event.topic.suffix, (event.key or b"").decode())
        for event in outcome.events
        if event.topic in (ENTITIES, DATES)
    )
    state = ArticleState(version, outcome.killed, keys)
    return Decision(
        (*outcome.events, *_retractions(known, keys, outcome), _record(outcome.article, state)),
        state,
    )


def _retractions(
    known: ArticleState | None, keys: tuple[tuple[str, str], ...], outcome: Outcome
) -> tuple[Outgoing, ...]:
    """Tombstones for the mention events that stand and should not."""
    if known is None:
        return ()
    standing = set(keys)
    gone = [(suffix, key) for suffix, key in known.keys if (suffix, key) not in standing]
    topics = {topic.suffix: topic for topic in (ENTITIES, DATES)}
    return tuple(
        retraction(topics[suffix], key.encode(), outcome.events[0], number)
        for number, (suffix, key) in enumerate(gone, len(keys) + 1)
    )


def _record(article: str, state: ArticleState) -> Outgoing:
    return Outgoing(STATE, article.encode(), state.to_json(article), (), owner=None)
