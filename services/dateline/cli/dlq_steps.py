"""The steps that the commands of ``dateline dlq`` are made of, with their bars and messages.

Loaded when one of them runs; which letters are meant, ``broker.dead_letters`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from itertools import islice

from rich.console import Console

from dateline.broker import Consumer, Producer, RecordTooLargeError
from dateline.broker.dead_letters import (
    DeadLetter,
    Filters,
    Position,
    Survey,
    replay_headers,
    replayed_since,
    summary,
)
from dateline.cli.console import messages, output
from dateline.cli.dead_letters import WIDE, bounded, letter_table, progress
from dateline.cli.errors import CliError
from dateline.contract.topics import DEAD_LETTERS
from dateline.security import Security
from dateline.settings import load_settings

# Letters that a dry run shows.
MOST_SHOWN = 100


def say(what: str, console: Console | None = None) -> None:
    """A line on standard error; not broken where it goes to a file. ``console``: the one that holds a bar."""
    (console or messages()).print(what, soft_wrap=True)


@contextmanager
def dead_letters() -> Iterator[tuple[Consumer, str]]:
    """A reader of the dead letter topic, and its name."""
    settings = load_settings()
    topic = DEAD_LETTERS.name(settings.topic_prefix)
    with Consumer(settings.kafka_bootstrap_servers, [topic], security=Security.of(settings)) as consumer:
        yield consumer, topic


def read(consumer: Consumer, doing: str, *, show: bool = True) -> Iterator[DeadLetter]:
    """The letters that the consumer is to read, with a bar."""
    total = sum(len(offsets) for offsets in consumer.ranges().values())
    with progress(messages(), doing, wanted=show) as advance:
        for record in consumer.snapshot(lambda by: advance(by, total)):
            yield DeadLetter(record)


def survey_of(consumer: Consumer, filters: Filters) -> Survey:
    """Read the whole topic once. Raises CliError where a letter that was asked for is not there."""
    survey = Survey()
    missing = set(filters.positions)
    for letter in read(consumer, "choosing"):
        survey.take(letter, filters)
        missing.discard(letter.position)
    if missing:
        raise CliError(f"there is no dead letter at {min(missing)}; nothing was sent")
    return survey


def not_replayed(survey: Survey) -> Set[Position]:
    """The chosen letters that neither the replay topic nor a newer letter says were replayed."""
    settings = load_settings()
    with progress(messages(), "looking for earlier replays") as advance:
        marks = survey.marks | replayed_since(
            settings.kafka_bootstrap_servers,
            settings.topic_prefix,
            survey.earliest_ms,
            advance,
            security=Security.of(settings),
        )
    return {position for position, mark in survey.chosen.items() if mark not in marks}


def send(producer: Producer, lane: str, letter: DeadLetter) -> str | None:
    """Send a letter to the replay lane; why it can't be sent, if so.

    To the number of the partition that the letter lies in, which is its original's: the state
    of its article is there, whatever partitioner the producer had.
    """
    record = letter.record
    if record.key is None and record.value is None:
        return "it has neither key nor value, so no replay can help it"
    try:
        producer.send(lane, record.key, record.value, replay_headers(letter), record.partition)
    except RecordTooLargeError as error:
        return str(error)
    return None


def show_some(letters: Iterator[DeadLetter]) -> None:
    """A table of the first letters."""
    rows = [bounded(summary(letter)) for letter in islice(letters, MOST_SHOWN)]
    output(width_in_files=WIDE).print(letter_table(rows))
    if next(letters, None) is not None:
        say(f"the first {len(rows):,}")
