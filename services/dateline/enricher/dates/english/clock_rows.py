"""Rows of times within a day: "5 p.m.", "half past five", "this morning"."""

# ruff: noqa: E501  a row stands on one line

from __future__ import annotations

from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.rows import Row
from dateline.enricher.dates.patterns import alternatives

HOUR_WORDS = alternatives([w for w, n in lex.CARDINALS.items() if 0 < n < 13])

CLOCK_ROWS = (
    Row("5:30 p.m. EST", "digits2", r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d)(?::(?P<seconds>[0-5]\d))?)? ?{ampm}(?: {zone})?"),
    Row("17:30 GMT", "digits2", r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::(?P<seconds>[0-5]\d))?(?: ?(?:hours |hrs )?{zone})"),
    Row("1730 GMT", "digits4", r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d) ?(?:hours |hrs )?(?P<zone>gmt|utc|est|edt|bst|cet|cest|pst|pdt)"),
    Row("at 17:30", "digits2", r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<seconds>[0-5]\d))?(?![:\d.])"),
    Row("17h30", "digits2", r"(?P<hour>[01]?\d|2[0-3])h(?P<minute>[0-5]\d)"),
    Row("0600 hours", "digits4", r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d) ?(?:hours|hrs)(?! of)"),
    Row("at 0600", "digits4", r"(?<=at )(?P<hour>0\d)(?P<minute>[0-5]\d)(?! [a-z]+s\b)"),
    Row("5 o'clock", "digits2 number", rf"(?P<hour>1[0-2]|[1-9]|{HOUR_WORDS}) o'clock(?: {{ampm}})?"),
    Row("half past five", "half", rf"half (?:past )?(?P<halfhour>1[0-2]|[1-9]|{HOUR_WORDS})(?= |[.,;:!?]|$)(?! (?:years|months|weeks|days|hours|minutes|million|billion|percent|dozen))"),
    Row("a quarter to six", "a quarter", rf"(?:a )?quarter (?:to|before) (?P<quarterto>1[0-2]|[1-9]|{HOUR_WORDS})"),
    Row("a quarter past six", "a quarter", rf"(?:a )?quarter (?:past|after) (?P<quarterpast>1[0-2]|[1-9]|{HOUR_WORDS})"),
    Row("8ish", "digits2", r"(?P<hour>1[0-2]|[1-9])ish(?: {ampm})?", fields={"mod": "APPROX"}),
    Row("4 in the morning", "digits2", r"(?P<hour>1[0-2]|[1-9])(?= in the (?:morning|afternoon|evening))", fields={"weak": True}),
    Row("the early hours of Thursday", "early small wee", r"(?:early|small|wee) (?:morning )?hours", fields={"part": "MO", "weak": True}),
    Row("tonight at 8", "digits2", r"(?<=at )(?P<hour>1[0-2]|[1-9])(?=[.,;:!?)](?!\d)|$|\n| (?:and|or|in|to|for|with|but|on|sharp|this|tomorrow|tonight|today)\b)", fields={"weak": True}),
    Row("noon", "clock", r"{clockword}(?: {zone})?"),
    Row("morning", "part", r"(?:early |late )?{part}", fields={"weak": True}),
    Row("nights", "part", r"(?P<part>morning|afternoon|evening|night)s", fields={"weak": True, "quant": "EVERY"}),
    Row("this morning", "deictic", r"(?P<deictic>this|that|last|the next|next|the following|following|the same|the previous|previous){-}(?:early |late )?{part}"),
    Row("mid-afternoon", "mid", r"mid{-}?(?P<part>morning|afternoon|evening)", fields={"mod": "MID", "weak": True}),
)  # fmt: skip
