"""The acts after the count: dead letters mended and replayed; revisions, a replay, a kill.

Each types real commands and then looks at the topics; what should stand there and does not is
a broken promise.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dateline.broker import Consumer
from dateline.cli.errors import CliError
from dateline.cli.torture.desk import Desk
from dateline.cli.torture.screen import Screen
from dateline.contract.headers import REASON
from dateline.contract.topics import DEAD_LETTERS, ENRICHED
from dateline.sandbox import tail
from dateline.torture.crew import Crew
from dateline.torture.group import Group
from dateline.torture.standing import Standing, Witness

PATIENCE_S = 120.0
# Offsets can be visible a moment before the events that were committed with them.
VISIBLE_S = 5.0
LOOK_S = 0.2

BROKEN, LONG, HARBOUR = "ferry-1", "ferry-2", "harbour-1"
SENTENCE = "The ferry between Bilbao and Dublin sails again, Clara Castell of the Port Authority said on Monday. "
# Characters that the worker of the third act allows to begin with, and a text above.
LIMIT = 1000
TIMES = 14
SAYS = "will lead the harbour of Rotterdam, the city council said on 6 January 2025. Ahlgren comes from Hamburg."
STAYS, DROPPED = "Agnes Ahlgren", "Bruno Dufour"
NOTHING = Standing(None, (), ())


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that Dateline promises, and whether it held."""

    text: str
    kept: bool


# --- Dead letters ----------------------------------------------------------------------------


def dead_letters(screen: Screen, desk: Desk, crew: Crew, group: Group, reader: Consumer) -> list[Promise]:
    """The third act; leaves one worker of the crew running. ``reader``: enriched articles and dead letters."""
    screen.act(
        "3. Dead letters",
        "Two records can't be enriched: one lost its text to a wrong field name, the other is longer than the worker "
        f"allows ({LIMIT:,} characters, set too low for this act).",
    )
    desk.write("broken.json", {"id": BROKEN, "published_at": "2025-01-06", "txt": SENTENCE})
    desk.write("long.json", {"id": LONG, "published_at": "2025-01-06", "text": SENTENCE * TIMES})
    screen.typed(f"DATELINE_MAX_TEXT_LENGTH={LIMIT} dateline worker")
    worker = crew.start(DATELINE_MAX_TEXT_LENGTH=str(LIMIT))
    _type(screen, desk, "dateline produce --anyway broken.json long.json")
    _wait(screen, group.all_done, "the worker takes them up", crew)
    _type(screen, desk, "dateline dlq list")
    letters = {r.key.decode(): r for r in _read(reader, DEAD_LETTERS.suffix, {BROKEN, LONG})}
    reasons = {key: dict(letter.headers)[REASON] for key, letter in letters.items()}
    there = reasons == {BROKEN: b"invalid.article", LONG: b"too.large"}
    promise = Promise("what can't be enriched is a dead letter with its reason", there)
    if not there:
        return [promise]
    screen.look("Two letters, each with its reason, and the partitions went on. The first is mended in its bytes:")
    position = f"{letters[BROKEN].partition}:{letters[BROKEN].offset}"
    _type(screen, desk, f"dateline dlq show {position} --raw > mended.json")
    _type(screen, desk, """sed -i 's/"txt"/"text"/' mended.json""")
    _type(screen, desk, "dateline produce --lane replay mended.json")
    screen.look("For the second it is the worker that is mended; the letter is replayed as it is:")
    screen.typed(f"kill {worker.pid}")
    crew.stop()
    screen.typed("dateline worker")
    crew.start()
    _type(screen, desk, "dateline dlq replay --reason too.large")
    _wait(screen, group.all_done, "the new worker takes them up", crew)
    screen.look("To be sure, once more: what was replayed before is left out.")
    _type(screen, desk, "dateline dlq replay --reason too.large")
    out = sorted(_id(record) for record in _read(reader, ENRICHED.suffix, {BROKEN, LONG}))
    screen.look(f"Enriched by now: {', '.join(out) or 'neither'}. To read one of them:")
    screen.typed(f"dateline consume --to-end --article {BROKEN}")
    return [promise, Promise("mended and replayed, they come out, and once", out == [BROKEN, LONG])]


def _read(reader: Consumer, suffix: str, wanted: set[str]) -> list[Any]:
    """New records of one topic about the wanted articles; a short while, until there is one of each."""
    found: list[Any] = []
    ends = time.monotonic() + VISIBLE_S
    while {_id(record) for record in found} != wanted and time.monotonic() < ends:
        found += [r for r in reader.rest() if r.topic.endswith(suffix) and _id(r) in wanted]
    return found


def _id(record: Any) -> str:
    """The article that a record is about; empty where it has no key."""
    return (record.key or b"").decode()


# --- Revisions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A command, what has to stand after it, and what to look at."""

    command: str
    stands: Callable[[Standing], bool]
    look: str


def _first(standing: Standing) -> bool:
    return standing.revision == 1 and {STAYS, DROPPED} <= set(standing.names)


def _second(standing: Standing) -> bool:
    return standing.revision == 2 and STAYS in standing.names and DROPPED not in standing.names


def _nothing(standing: Standing) -> bool:
    return standing == NOTHING


STEPS = (
    (
        "a revision that drops a name takes its event back",
        Step("dateline produce revision-1.json", _first, "All that the first revision names."),
        Step("dateline produce revision-2.json", _second, f"{DROPPED} is gone: his event was taken back."),
    ),
    (
        "an old revision that is replayed changes nothing",
        Step("dateline produce --lane replay revision-1.json", _second, "As before: revision 1 was superseded."),
    ),
    (
        "a killed story is taken back, and stays dead",
        Step("dateline produce kill.json", _nothing, "Nothing is left of it."),
        Step("dateline produce --lane replay revision-2.json", _nothing, "It stays dead, whatever is replayed."),
    ),
)


def revisions(screen: Screen, desk: Desk, crew: Crew, group: Group, witness: Witness) -> list[Promise]:
    """The fourth act, with the worker that the third left; ``witness`` watches the article HARBOUR."""
    screen.act(
        "4. Revisions, a replay and a kill",
        f"Revision 1 names {STAYS} and {DROPPED}; revision 2 drops him. After each command: what stands on the topics "
        "of events, read as a compacted table.",
    )
    article = {"id": HARBOUR, "published_at": "2025-01-07"}
    desk.write("revision-1.json", {**article, "revision": 1, "text": f"{STAYS} and {DROPPED} {SAYS}"})
    desk.write("revision-2.json", {**article, "revision": 2, "text": f"{STAYS} {SAYS}"})
    desk.write("kill.json", {**article, "revision": 3, "pub_status": "canceled"})
    promises = []
    for text, *steps in STEPS:
        kept = [_step(screen, desk, crew, group, witness, step) for step in steps]
        promises.append(Promise(text, all(kept)))
    screen.say("To see all that was published and taken back, in order:")
    screen.typed(f"dateline consume --to-end --article {HARBOUR} --topic entities")
    return promises


def _step(screen: Screen, desk: Desk, crew: Crew, group: Group, witness: Witness, step: Step) -> bool:
    """Type the command, wait until it is worked on, and say what stands. Whether it is what should."""
    _type(screen, desk, step.command)
    _wait(screen, group.all_done, "the worker takes it up", crew)
    ends = time.monotonic() + VISIBLE_S
    while not step.stands(standing := witness.look()) and time.monotonic() < ends:
        time.sleep(LOOK_S)
    screen.say(f"stands: {standing}")
    kept = step.stands(standing)
    screen.look(step.look if kept else f"That is not what should stand. Expected: {step.look}")
    return kept


# --- Both ------------------------------------------------------------------------------------


def _type(screen: Screen, desk: Desk, command: str) -> None:
    """Show a command, and run it."""
    screen.typed(command)
    desk.run(command)


def _wait(screen: Screen, condition: Callable[[], bool], doing: str, crew: Crew) -> None:
    """Until the condition holds. Raises CliError where it does not in time, or the worker ends."""
    ends = time.monotonic() + PATIENCE_S
    with screen.waiting(doing):
        while not condition():
            if crew.take_ended():
                raise CliError(f"a worker ended by itself. Its log ends:\n{tail(crew.log)}")
            if time.monotonic() > ends:
                raise CliError(f"{doing}: not within {PATIENCE_S:g} s. Its log ends:\n{tail(crew.log)}")
            time.sleep(LOOK_S)
