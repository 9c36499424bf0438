"""Dates in numbers alone, "10/7/2023": which of the two is the day.

The text itself decides where one of its dates can be read one way only, else the locale of
the source; pure tables and counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from dateline.enricher.dates.expressions import Expression

MONTHS = 12

# Territories that write the month first (Unicode CLDR 45, short date patterns that begin with M).
MONTH_FIRST = frozenset(["US", "PH", "PR", "GU", "AS", "VI", "UM", "MP", "MH", "PW", "FM"])
# Top-level domains that are no country's, and say nothing.
GENERIC = 3


def day_first_of(language: str | None, url: str | None) -> bool | None:
    """Whether a source writes the day first, by its language tag ("en-GB") or its address; None where neither says.

    English without a territory, and addresses without a country, say nothing.
    """
    tag = (language or "").replace("_", "-").split("-")
    territory = next((part.upper() for part in tag[1:] if len(part) == 2), None)
    if territory is None and url:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            host = ""
        last = host.rpartition(".")[2]
        territory = last.upper() if len(last) < GENERIC and last.isalpha() else None
    if territory is not None:
        return territory not in MONTH_FIRST
    return True if tag[0] and tag[0].lower() != "en" else None


def ordered(found: Sequence[Expression], day_first: bool | None) -> list[Expression]:
    """The expressions, those that read both ways turned to what the text, else the source, does."""
    days = sum(1 for e in found if e.order == "DMY")
    months = sum(1 for e in found if e.order == "MDY" and (e.day or 0) > MONTHS)
    turn = days > months if days or months else bool(day_first)
    if not turn:
        return list(found)
    return [
        replace(e, month=e.day, day=e.month) if e.order == "MDY" and (e.day or MONTHS + 1) <= MONTHS else e
        for e in found
    ]
