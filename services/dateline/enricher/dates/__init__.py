"""Dates: text and publish date -> date mentions, after TIMEX3, each with its interval.

Pure Python, no model, no state; knows nothing but ``dateline.contract``.
"""

from dateline.enricher.dates.compose import Candidates, Remember, anew
from dateline.enricher.dates.find import find_dates
from dateline.enricher.dates.numeric import day_first_of

COMPONENT = "dateline.dates"
VERSION = "2"

__all__ = ["COMPONENT", "VERSION", "Candidates", "Remember", "anew", "day_first_of", "find_dates"]
