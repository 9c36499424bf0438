"""Why a torture could not be carried out; what comes of it is no error but a result."""

from __future__ import annotations


class TortureError(Exception):
    """The torture can't go on; the message says why and what to do."""

    for_people = True
