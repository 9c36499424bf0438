"""``dateline dlq``: look at dead letters, send them through the replay lane, delete the oldest.

The filters and the four commands; which letters are meant and what is sent is for
``broker.dead_letters``, how they look for ``cli.dead_letters``, each step for ``cli.dlq_steps``.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dateline.broker.dead_letters import Position

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Look at dead letters, replay them, delete the oldest.",
)

Reasons = Annotated[list[str] | None, typer.Option("--reason", help="Only this reason, such as deadline. Repeatable.")]
Since = Annotated[
    str | None,
    typer.Option(
        help="Only articles first sent at this time or later: ISO 8601 (UTC where no zone is given), or 2h, 3d ago."
    ),
]
Until = Annotated[str | None, typer.Option(help="Only articles first sent before this time.")]
Ids = Annotated[
    list[str] | None,
    typer.Option("--id", help="Only this article: the key, or a field of its JSON (top level). Repeatable."),
]

DEFAULT_LIMIT = 100


@app.command("list")
def list_(
    reason: Reasons = None,
    since: Since = None,
    until: Until = None,
    article: Ids = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help=f"The newest so many; {DEFAULT_LIMIT}, or with --json all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a letter and line, without values.")] = False,
) -> None:
    """Count the dead letters by reason, and list the newest of them.

    The time is the original record's; the letter written last comes last.
    """
    from dateline.broker.dead_letters import summary
    from dateline.cli.console import output
    from dateline.cli.dead_letters import WIDE, bounded, counts, filters_of, letter_table
    from dateline.cli.dlq_steps import dead_letters, read, say

    filters = filters_of(reason, since, until, article)
    reasons: Counter[str | None] = Counter()
    newest: list[tuple[int, Position, dict[str, Any]]] = []
    most = limit or (None if as_json else DEFAULT_LIMIT)
    letters = 0
    with dead_letters() as (consumer, topic):
        for letter in read(consumer, "reading", show=not (as_json and sys.stdout.isatty())):
            letters += 1
            if not filters.match(letter):
                continue
            reasons[letter.reason] += 1
            if most is None:
                sys.stdout.write(json.dumps(summary(letter)) + "\n")
                continue
            row = summary(letter) if as_json else bounded(summary(letter))
            heapq.heappush(newest, (letter.record.timestamp, letter.position, row))
            if len(newest) > most:
                heapq.heappop(newest)
    rows = [row for _, _, row in sorted(newest, key=lambda entry: entry[:2])]
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row) + "\n")
        return
    console = output(width_in_files=WIDE)
    if not reasons:
        say(f"none of {letters:,} dead letters" if letters else f"no dead letters in {topic}")
        return
    matching = reasons.total()
    console.print(
        f"{matching:,} of {letters:,} dead letters in {topic}" if matching < letters else f"{letters:,} in {topic}"
    )
    console.print(counts(reasons))
    console.print()
    console.print(letter_table(rows))
    if matching > len(rows):
        say(f"the newest {len(rows):,} of {matching:,}; --limit shows more")


@app.command()
def show(
    position: Annotated[str, typer.Argument(metavar="PARTITION:OFFSET", help="As `dateline dlq list` shows it.")],
    raw: Annotated[
        bool, typer.Option("--raw", help="Only the value, its bytes untouched, to standard output.")
    ] = False,
) -> None:
    """Show one dead letter: all headers, and the value up to a limit.

    To mend one: `dateline dlq show 3:17 --raw > letter.json`, edit it,
    `dateline produce letter.json`. That makes a new record: unlike a replay
    it counts as written now, so without a revision or a modified time it
    takes the place of whatever was published meanwhile.
    """
    from dateline.broker.dead_letters import DeadLetter
    from dateline.cli.console import output
    from dateline.cli.dead_letters import parse_position, render_letter
    from dateline.cli.dlq_steps import dead_letters, say
    from dateline.cli.errors import CliError

    wanted = parse_position(position)
    with dead_letters() as (consumer, topic):
        there = consumer.ranges().get((topic, wanted.partition), range(0))
        if wanted.offset not in there:
            lies = (
                f"those of partition {wanted.partition} lie from {there.start} to {there.stop - 1}"
                if there
                else "its partition is empty or missing"
            )
            raise CliError(f"there is no dead letter at {wanted} in {topic}: {lies}")
        consumer.narrow({(topic, wanted.partition): range(wanted.offset, wanted.offset + 1)})
        record = next(consumer.snapshot(), None)
    if record is None:
        raise CliError(f"there is no dead letter at {wanted} in {topic}: the offset is one that a transaction took")
    if not raw:
        output().print(render_letter(DeadLetter(record)))
    elif record.value is None:
        say("the value is null")
    else:
        sys.stdout.buffer.write(record.value)
        sys.stdout.buffer.flush()


@app.command()
def replay(
    positions: Annotated[
        list[str] | None, typer.Argument(metavar="PARTITION:OFFSET", help="Only these letters; without any, all.")
    ] = None,
    reason: Reasons = None,
    since: Since = None,
    until: Until = None,
    article: Ids = None,
    again: Annotated[bool, typer.Option("--again", help="Also letters that were replayed before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")] = False,
) -> None:
    """Send dead letters through the replay lane, which live news overtakes.

    Key, value and the producer's headers go as they are, the error's headers
    are left out. The original time (dateline.timestamp) stays, so a replay is
    as old as its original and never takes the place of a newer revision; so
    does dateline.attempt. What was enriched already is published once more
    under the same event_id.

    Letters that were replayed before are left out, so an interrupted replay
    can simply be run again. This is known from the replay topic, for the
    7 days that it keeps records, and from letters that came back. Two
    replays at the same time do not see each other.

    The letters stay where they are. Ends with 1 where one can't be sent.
    """
    from dateline.broker import Producer
    from dateline.cli.console import messages
    from dateline.cli.dead_letters import filters_of, progress
    from dateline.cli.dlq_steps import dead_letters, not_replayed, read, say, send, show_some, survey_of
    from dateline.contract.topics import REPLAY
    from dateline.security import Security
    from dateline.settings import load_settings

    filters = filters_of(reason, since, until, article, positions)
    settings = load_settings()
    lane = REPLAY.name(settings.topic_prefix)
    console = messages()
    with dead_letters() as (consumer, topic):
        survey = survey_of(consumer, filters)
        fresh = survey.chosen.keys() if again else not_replayed(survey)
        left_out = len(survey.chosen) - len(fresh)
        before = f", {left_out:,} replayed before and left out (--again sends them too)" if left_out else ""
        consumer.narrow(survey.ranges(topic, fresh))
        letters = (letter for letter in read(consumer, "sending", show=False) if letter.position in fresh)
        if dry_run:
            show_some(letters)
            say(f"{len(fresh):,} would be sent to {lane}{before}")
            return
        refused = 0
        with (
            progress(console, "sending") as advance,
            Producer(settings.kafka_bootstrap_servers, security=Security.of(settings)) as producer,
        ):
            for letter in letters:
                if problem := send(producer, lane, letter):
                    refused += 1
                    say(f"{letter.position}: not sent: {problem}", console)
                advance(1, len(fresh))
            sent = producer.flush()
    say(f"{sent:,} sent to {lane}{before}" + (f", {refused:,} not sent" if refused else ""))
    if refused:
        raise typer.Exit(1)


@app.command()
def drop(
    before: Annotated[str, typer.Option(help="Letters written before this time: ISO 8601 (UTC), or 30d, 12h ago.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count them; delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete the oldest dead letters, for good.

    Kafka deletes from the front of a partition only, so there is no way to
    drop single letters, or those of one reason or article: replay what is
    worth it, then drop what is old. The time is the one at which a letter
    was written, not the original record's, which may be older. Letters go by
    themselves after 30 days.
    """
    from datetime import UTC, datetime

    from dateline.broker.admin import delete_records
    from dateline.broker.dead_letters import front_before
    from dateline.cli.console import output
    from dateline.cli.dead_letters import counts, parse_time
    from dateline.cli.dlq_steps import dead_letters, read, say
    from dateline.security import Security
    from dateline.settings import load_settings

    before_ms = parse_time(before, datetime.now(UTC))
    with dead_letters() as (consumer, topic):
        front = front_before(consumer, before_ms)
        consumer.narrow(front)
        reasons = Counter(letter.reason for letter in read(consumer, "counting"))
    number = f"{reasons.total():,} letter{'s' * (reasons.total() != 1)}"
    if not reasons:
        say(f"nothing in {topic} is that old")
        return
    output().print(counts(reasons))
    if dry_run:
        say(f"{number} would be deleted from {topic}")
        return
    if not yes:
        typer.confirm(f"Delete {number} from {topic}, for good?", abort=True, err=True)
    settings = load_settings()
    ends = {where: offsets.stop for where, offsets in front.items()}
    delete_records(settings.kafka_bootstrap_servers, ends, security=Security.of(settings))
    say(f"{number} deleted from {topic}")
