"""A guard around any knowledge: bounded wait, sound answers, and a breaker.

Whatever the knowledge does (hang, raise, answer nonsense), a look-up returns in time, with
what could be had and a reason for the rest. It stands behind the cache: what Redis knows is
linked while the knowledge is down, and a degraded answer never gets into it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from dateline.knowledge.bounded import BoundedCaller, LateError
from dateline.knowledge.breaker import Breaker
from dateline.knowledge.entry import Answers, Entry, Knowledge
from dateline.knowledge.vetting import is_text, vetted

# Aliases in one call of the knowledge: what was answered before it became late is kept in steps of this.
CHUNK = 100
LONGEST_REASON = 200
LONGEST_VERSION = 200
# Seconds between two looks at the knowledge's version while nothing is looked up in it.
VERSION_S = 1.0
# Versions that one look-up may meet. Whoever changes faster is no knowledge that an article can be told from.
MOST_VERSIONS = 3

# The reasons are in the event, and so in its id: the same fault has the same words, whenever and wherever.
LATE = "knowledge did not answer in time"
GARBAGE = "knowledge gave answers that are none"
UNEXPLAINED = "knowledge could not be reached"
CHANGING = "knowledge changed while it was asked"


@dataclass(frozen=True, slots=True)
class GuardStats:
    """Look-ups since the process began, by how they went; ``skipped`` were left out while the breaker was open."""

    ok: int = 0
    late: int = 0
    error: int = 0
    garbage: int = 0
    skipped: int = 0
    opened: int = 0
    closed: int = 0


@dataclass(slots=True)
class _Progress:
    """What one look-up has brought so far. Written by the calling thread, also when nobody waits for it any more."""

    found: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    kind: str = "ok"
    reason: str | None = None
    version: str | None = None

    def failed(self, kind: str, reason: str) -> None:
        self.kind, self.reason = kind, reason

    def is_from(self, version: object) -> bool:
        """Whether an answer is of the version of those before it."""
        if is_text(version, LONGEST_VERSION) and self.version is None:
            self.version = str(version)
        return version in (None, self.version)


class GuardedKnowledge:
    """Knowledge that always answers in time; itself a ``Knowledge``. One a process, not for several threads.

    A look-up waits at most ``timeout_s`` seconds. After ``failures`` in a row the knowledge is
    left alone for ``breaker_s`` seconds; then one look-up tries it again. A look-up that
    brought anything sound is no failure: one broken entry does not cost the others. ``chunk``
    is the most aliases in one call of the knowledge.
    """

    def __init__(
        self,
        inner: Knowledge,
        timeout_s: float = 1.0,
        failures: int = 3,
        breaker_s: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
        chunk: int = CHUNK,
    ) -> None:
        self._inner = inner
        self._chunk = chunk
        self._version = inner.version
        self._call: BoundedCaller[None] = BoundedCaller(timeout_s)
        self._breaker = Breaker(breaker_s, clock, failures)
        self._clock = clock
        self._next = clock() + VERSION_S
        self._reason = UNEXPLAINED
        self._stats = GuardStats()

    @property
    def version(self) -> str:
        """The knowledge's own, asked for at most once a second: one that hangs must not hang here."""
        if self._clock() >= self._next and self._breaker.allows():
            try:
                self._call(self._ask_version)
            except LateError:
                self._judge(_Progress(kind="late", reason=LATE))
            self._next = self._clock() + VERSION_S
        return self._version

    @property
    def slow(self) -> bool:
        """Whether the knowledge says that asking it takes long."""
        return getattr(self._inner, "slow", False) is True

    def stats(self) -> GuardStats:
        """A snapshot of the counters."""
        return self._stats

    def close(self) -> None:
        """End the thread that asks."""
        self._call.close()

    def look_up(self, aliases: Sequence[str]) -> Answers:
        """What each alias can mean, as far as the knowledge said so in time and soundly. Never raises."""
        asked = list(dict.fromkeys(aliases))
        if not asked:
            return Answers()
        if not self._breaker.allows():
            # As if it had been asked: an article that is enriched again, a moment later, is the same event.
            self._count("skipped")
            return _answers(asked, {}, self._reason)
        progress = _Progress()
        try:
            self._call(partial(self._ask, asked, progress))
        except LateError:
            # A copy: the thread that was left behind may still write into its own.
            progress = _Progress(dict(progress.found), "late", LATE, progress.version)
        self._judge(progress)
        self._version = progress.version or self._version
        return _answers(asked, progress.found, progress.reason, progress.version)

    def _ask_version(self) -> None:
        """In the thread of its own."""
        with suppress(Exception):  # it then stays what it was; the next look-up tells what is wrong
            version = self._inner.version
            if is_text(version, LONGEST_VERSION):
                self._version = version

    def _ask(self, asked: Sequence[str], progress: _Progress) -> None:
        """In the thread of its own: until all is from one version, or something is wrong."""
        for _ in range(MOST_VERSIONS):
            progress.found, progress.version = {}, None
            if self._ask_one_version(asked, progress):
                return
        progress.failed("error", CHANGING)

    def _ask_one_version(self, asked: Sequence[str], progress: _Progress) -> bool:
        """Chunk after chunk; false where the knowledge was replaced in between."""
        for at in range(0, len(asked), self._chunk):
            chunk = asked[at : at + self._chunk]
            try:
                answers = self._inner.look_up(chunk)
                if type(answers) is not Answers:
                    progress.failed("garbage", GARBAGE)
                    return True
                if not progress.is_from(answers.version):
                    return False
                sound = vetted(chunk, answers.found)
                if not answers.reached:
                    # Who names nothing as unanswered means all that he found nothing for.
                    silent = answers.unanswered or {alias for alias, entries in sound.items() if not entries}
                    progress.found |= {alias: entries for alias, entries in sound.items() if alias not in silent}
                    known = is_text(answers.reason, LONGEST_REASON)
                    progress.failed("error", answers.reason if known and answers.reason else UNEXPLAINED)
                    return True
                progress.found |= sound
            except Exception as error:  # noqa: BLE001  whatever a provider raises, an article goes on without it
                # Not its message: that can hold an address, a password, a time.
                progress.failed("error", f"knowledge failed ({type(error).__name__})")
                return True
            if len(sound) < len(chunk):
                progress.failed("garbage", GARBAGE)
        return True

    def _judge(self, progress: _Progress) -> None:
        self._count(progress.kind)
        if progress.kind == "ok" or (progress.kind != "late" and any(progress.found.values())):
            if self._breaker.succeeded():
                self._count("closed")
            return
        self._reason = progress.reason or UNEXPLAINED
        if self._breaker.failed():
            self._count("opened")

    def _count(self, name: str) -> None:
        self._stats = replace(self._stats, **{name: getattr(self._stats, name) + 1})


def _answers(
    asked: Sequence[str], found: dict[str, tuple[Entry, ...]], reason: str | None, version: str | None = None
) -> Answers:
    if reason is None:
        return Answers(found, version=version)
    everything = {alias: found.get(alias, ()) for alias in asked}
    return Answers(everything, False, reason, frozenset(asked) - found.keys(), version)
