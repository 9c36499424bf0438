"""``dateline``: one small module a command, each loaded only when it is asked for.

Here is the list of commands and what happens to errors; what a command does, its module
says. Nothing imports this package.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

# command -> its module, which has a function of the same name or, for a group, a typer `app`.
COMMANDS = {
    "demo": "dateline.cli.demo",
    "enrich": "dateline.cli.enrich",
    "worker": "dateline.cli.worker",
    "topics": "dateline.cli.topics",
    "produce": "dateline.cli.produce",
    "consume": "dateline.cli.consume",
    "dlq": "dateline.cli.dlq",
    "knowledge": "dateline.cli.knowledge",
    "cache": "dateline.cli.cache",
    "doctor": "dateline.cli.doctor",
}


class LazyGroup(TyperGroup):
    """A group that imports a command's module when the command is run or help lists it."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  the signature is the group's
        """Names in the order of COMMANDS."""
        return [name for name, module in COMMANDS.items() if find_spec(module)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or None where there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(COMMANDS[cmd_name])
        sub = getattr(module, "app", None)
        if sub is None:
            sub = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            sub.command(cmd_name)(getattr(module, cmd_name))
        command = cast("Any", typer.main.get_command(sub))
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Enrich news on Kafka: sections, entities and dates, each article delivered exactly once.

    Settings are environment variables: KAFKA_BOOTSTRAP_SERVERS, REDIS_URL and DATELINE_….
    Start with `dateline demo`.
    """


def main() -> None:
    """Run the command line; never returns. Errors written for people are shown without a trace."""
    for stream in (sys.stdout, sys.stderr):
        # News holds every character; a terminal that can't show one must not end the program.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone (`dateline consume | head`). Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if not getattr(error, "for_people", False):
            raise
        sys.exit(f"dateline: {error}")
