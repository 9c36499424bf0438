"""Regular expressions made of word lists, for every table and rule of this room."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(forms: Iterable[str]) -> str:
    """A regular expression for any of the forms, the longest first."""
    return "|".join(
        re.escape(f).replace(r"\ ", " ").replace(r"\-", "-") for f in sorted(forms, key=lambda f: (-len(f), f))
    )
