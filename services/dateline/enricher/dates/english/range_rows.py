"""Rows that say several dates in one pattern: the two ends of a range, the days of a list."""

# ruff: noqa: E501  a row stands on one line

from __future__ import annotations

from dateline.enricher.dates.english.rows import Row

TO = r" ?(?:-|to|through|thru|until|till) ?"
DAY2 = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d)"
HOUR2 = r"(?P<hour2>1[0-2]|0?[1-9])(?:[:.](?P<minute2>[0-5]\d))? ?{ampm}(?: {zone})?"
HOUR1 = r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
# Two ends in one pattern: the second end is the group ``day2``, ``year2``, ``yy2`` or ``hour2`` and what follows.
RANGE_ROWS = (
    Row("June 3-7, 2024", "month", r"{month} {0,2}(?:the )?{day}{th}" + TO + DAY2 + r"{th}(?:,? {year})?(?![%:]|\.\d|,\d| (?:percent|people|million))"),
    Row("between June 3 and 7", "month", r"(?<=between ){month} {day}{th} and " + DAY2 + r"{th}(?:,? {year})?"),
    Row("3-7 June 2024", "digits2", r"{day}{th}" + TO + DAY2 + r"{th} (?:of )?{month}(?:,? {year})?"),
    Row("between 3 and 7 June", "digits2", r"(?<=between ){day}{th} and " + DAY2 + r"{th} {month}(?:,? {year})?"),
    Row("2009-2010", "digits4", r"{year} ?(?:-|/) ?(?P<year2>[12]\d{3})(?![\d-])"),
    Row("1996-97", "digits4", r"{year} ?(?:-|/) ?(?P<yy2>\d\d)(?![\d-])"),
    Row("7-9pm", "digits2", HOUR1 + r" ?(?:-|to|til|till|until) ?" + HOUR2),
    Row("between 5 and 7 p.m.", "digits2", r"(?<=between )" + HOUR1 + r" and " + HOUR2),
)  # fmt: skip

DAY_B = r"(?:, (?P<day_b>3[01]|[12]\d|0?[1-9]){th})?"
DAY_C = r",? (?:and|or|&) (?P<day_c>3[01]|[12]\d|0?[1-9]){th}"
# Several days of one month: the groups ``day``, ``day_b`` and ``day_c``.
LIST_ROWS = (
    Row("June 3, 7 and 12", "month", r"{month} {day}{th}" + DAY_B + DAY_C + r"(?:, {year}|(?=[.;:!?)\"]|,(?! ?\d)|$|\n| (?:in|at|for|to|when|with|of|as|by|but|on|from|after|before|while|he|she|it|they|the)\b))"),
    Row("3, 4 and 5 May", "digits2", r"{day}{th}" + DAY_B + DAY_C + r" (?:of )?{month}(?:,? {year})?"),
)  # fmt: skip
