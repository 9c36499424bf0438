"""``dateline topics``: create the topics of the contract, or list what is there."""

from __future__ import annotations

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Create or list the topics of the contract.",
)

MIB = 1024 * 1024
# Columns of the list where it goes to a file or another program, which should get whole names.
WIDE = 300
DAY_MS = 24 * 60 * 60 * 1000


@app.command()
def create() -> None:
    """Create the topics that are missing; say what differs. Nothing that exists is altered.

    Ends with 1 where a topic differs from the contract.
    """
    from dateline.broker import Outcome, create_topics
    from dateline.cli.console import output
    from dateline.security import Security
    from dateline.settings import load_settings

    settings = load_settings()
    reports = create_topics(
        settings.kafka_bootstrap_servers,
        settings.topic_prefix,
        partitions=settings.partitions,
        replication=settings.replication,
        security=Security.of(settings),
    )
    console = output()
    for report in reports:
        console.print(f"{report.name}: {report.outcome.value}")
        for difference in report.differences:
            console.print(f"    {difference}")
    if any(report.outcome is Outcome.DIFFERS for report in reports):
        console.print(
            "Topics that differ were left alone. Settings can be changed with Kafka's kafka-configs tool; "
            "the number of partitions can't, since keys would leave their state: use another DATELINE_TOPIC_PREFIX."
        )
        raise typer.Exit(1)


@app.command("list")
def list_() -> None:
    """List the topics of the contract with partitions, settings and records.

    Records are counted by offsets, so at most as many: compaction leaves gaps, transactions take some.
    """
    from rich.table import Table

    from dateline.broker import list_topics
    from dateline.cli.console import output
    from dateline.contract.topics import TOPICS
    from dateline.security import Security
    from dateline.settings import load_settings

    settings = load_settings()
    found = list_topics(settings.kafka_bootstrap_servers, settings.topic_prefix, security=Security.of(settings))
    states = {state.topic: state for state in found}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in ("topic", "partitions", "copies", "records", "clean-up", "kept", "limit"):
        table.add_column(column, justify="left" if column in ("topic", "clean-up") else "right", no_wrap=True)
    for topic in TOPICS:
        state = states.get(topic)
        if state is None:
            table.add_row(topic.name(settings.topic_prefix), "missing")
            continue
        table.add_row(
            state.name,
            str(state.partitions),
            str(state.replication),
            str(state.records),
            state.config.get("cleanup.policy", ""),
            _days(state.config.get("retention.ms")),
            _mib(state.config.get("max.message.bytes")),
        )
    console = output(width_in_files=WIDE)
    console.print(table)
    if len(states) < len(TOPICS):
        console.print("`dateline topics create` makes those that are missing.")
        raise typer.Exit(1)


def _days(milliseconds: str | None) -> str:
    return f"{int(milliseconds) / DAY_MS:g} d" if milliseconds and milliseconds.isdigit() else "always"


def _mib(size: str | None) -> str:
    return f"{int(size) / MIB:g} MiB" if size else ""
