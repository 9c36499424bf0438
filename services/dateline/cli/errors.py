"""Errors of the command line that a message explains; ``main`` shows them without a trace."""

from __future__ import annotations


class CliError(Exception):
    """What was asked can't be done; the message says why and what to do."""

    for_people = True
