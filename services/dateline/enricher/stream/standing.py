"""Whether the topics are what a worker needs, at its start and every few seconds after it.

Clients learn late that a topic was deleted, grew or may not be used any more, and some never
say so; this asks the cluster itself. What a worker does about a problem, ``worker`` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from dateline.broker import BrokerError
from dateline.broker.look import TopicLook, look_at
from dateline.contract.topics import RAW, REPLAY, STATE, TOPICS
from dateline.enricher.stream.clients.denials import denial
from dateline.observability.logs import logger
from dateline.security import Security
from dateline.settings import Settings

log = logger(__name__)

# A look costs a connection and some 20 ms. A problem that two looks see is one: a broker that has just come
# back may not know every topic yet.
LOOK_S = 5.0
LOOKS = 2

Looks = Mapping[str, TopicLook]


class TopicsError(RuntimeError):
    """The topics are not as they have to be; the message says which and what to do."""

    for_people = True


class Standing:
    """The topics of one installation as they were at the worker's start."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._security = Security.of(settings)
        self._first: Looks = {}
        self._last: Looks = {}

    async def check(self) -> None:
        """Look for the first time. Raises TopicsError, or BrokerError where nobody answers."""
        found = await self._look()
        if problem := problem_at_start(found, self._settings.topic_prefix):
            raise TopicsError(problem)
        self._first = self._last = found

    @property
    def partitions(self) -> int:
        """The number that all topics have."""
        return self._first[STATE.name(self._settings.topic_prefix)].partitions

    @property
    def state_topic(self) -> str:
        """The cluster's id of the state topic: states on disk belong to this one alone."""
        return self._first[STATE.name(self._settings.topic_prefix)].id

    def end_offset(self, topic: str, partition: int) -> int | None:
        """The next offset of an input partition at the last look; null where it was not told."""
        found = self._last.get(topic)
        return found.ends.get(partition) if found else None

    async def until_problem(self) -> str:
        """Look again and again; what has changed for the worse, once it has."""
        seen: list[str | None] = []
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                found = await self._look()
            except (BrokerError, OSError) as error:
                # Whether the brokers are there, those who publish and read say.
                log.debug("topics could not be looked at", error=str(error))
                continue
            self._last = found
            problem = problem_since(self._first, found, self._settings.topic_prefix)
            seen = [*seen[1 - LOOKS :], problem]
            if problem and seen == [problem] * LOOKS:
                return problem

    async def _look(self) -> Looks:
        names = [topic.name(self._settings.topic_prefix) for topic in TOPICS]
        inputs = [topic.name(self._settings.topic_prefix) for topic in (RAW, REPLAY)]
        return await asyncio.to_thread(
            look_at, self._settings.kafka_bootstrap_servers, names, self._security, ends_of=inputs
        )


def problem_at_start(found: Looks, prefix: str) -> str | None:
    """What keeps a worker from starting; null where nothing does."""
    names = [topic.name(prefix) for topic in TOPICS]
    if missing := [name for name in names if name not in found]:
        return f"topics are missing: {', '.join(missing)}; create them with `dateline topics create`"
    if problem := _denied(found, prefix):
        return problem
    partitions = {name: found[name].partitions for name in names}
    if len(set(partitions.values())) != 1:
        return f"topics must have the same number of partitions, but have {partitions}"
    return None


def problem_since(first: Looks, found: Looks, prefix: str) -> str | None:
    """What has changed under a running worker so that it can't go on; null where nothing has."""
    if missing := [name for name in first if name not in found]:
        return (
            f"topics were deleted: {', '.join(missing)}; make them again with `dateline topics create`. "
            "What was in them is gone"
        )
    if problem := _denied(found, prefix):
        return problem
    if replaced := [name for name, topic in first.items() if found[name].id != topic.id]:
        return (
            f"topics were deleted and made again: {', '.join(replaced)}. What was in them is gone; started again, "
            "the worker reads the new ones"
        )
    if grown := [name for name, topic in first.items() if found[name].partitions != topic.partitions]:
        return (
            f"partitions were added to {', '.join(grown)}, so keys leave their state. "
            "Move to topics with another prefix instead"
        )
    return None


def _denied(found: Looks, prefix: str) -> str | None:
    for topic in TOPICS:
        name = topic.name(prefix)
        needed = {RAW: ("READ",), REPLAY: ("READ",), STATE: ("READ", "WRITE")}.get(topic, ("WRITE",))
        allowed = found[name].operations
        if allowed is not None and (denied := [o for o in needed if o not in allowed]):
            return denial(" and ".join(denied), f"topic {name}")
    return None
