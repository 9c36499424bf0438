"""Dates: text and publish date -> date mentions, after TIMEX3, each with its interval.

Pure Python, no model, no state; knows nothing but ``dateline.contract``.
"""

from dateline.enricher.dates.find import find_dates

COMPONENT = "dateline.dates"
VERSION = "1"

__all__ = ["COMPONENT", "VERSION", "find_dates"]
