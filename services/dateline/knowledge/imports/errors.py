"""What stops an import, in words for whoever ran it."""

from __future__ import annotations


class ImportStoppedError(Exception):
    """The import can't begin or go on; the message says why, where, and what to do."""

    for_people = True
