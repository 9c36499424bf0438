"""The macros in which the rows' patterns are written: ``{month}``, ``{day}``, ``{count}`` and their kin."""

# ruff: noqa: E501  a macro stands on one line

from __future__ import annotations

from dateline.enricher.dates.english import feast_names
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.numbers import COUNT, YEAR_WORDS
from dateline.enricher.dates.patterns import alternatives

MONTH_NAME = alternatives(lex.MONTHS)


def _dot(forms: dict[str, int]) -> str:
    """An optional full stop, after abbreviations only: a form that begins a longer one of the same meaning."""
    short = [f for f in forms if any(o != f and o.startswith(f) and forms[o] == forms[f] for o in forms)]
    return "(?:" + "|".join(rf"(?<={f})\." for f in short if f != "may") + ")?"


MACROS = {
    "{month}": rf"(?P<month>{alternatives(lex.MONTHS)})(?![a-z]){_dot(lex.MONTHS)}",
    "{weekday}": rf"(?P<weekday>{alternatives(lex.WEEKDAYS)})(?![a-z]){_dot(lex.WEEKDAYS)}",
    "{season}": rf"(?P<season>{alternatives(lex.SEASONS)})(?![a-z])",
    "{part}": rf"(?P<part>{alternatives(lex.PARTS)})(?![a-z])",
    "{clockword}": rf"(?P<clockword>{alternatives(lex.CLOCK_WORDS)})(?![a-z])",
    "{unit}": rf"(?P<unit>{alternatives(lex.UNIT_FORMS)})(?![a-z])",
    "{count}": rf"(?P<count>{COUNT})",
    "{count2}": rf"(?:{COUNT})",
    "{deictic}": rf"(?P<deictic>{alternatives(lex.DEICTIC)})",
    "{feast}": rf"(?P<feast>{alternatives(feast_names.FEASTS)})(?![a-z])",
    "{zone}": rf"\(?(?P<zone>{alternatives(lex.ZONES)})(?![a-z])(?: ?\+ ?\d{{1,2}})?\)?",
    "{day}": r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)",
    "{th}": r"(?:st|nd|rd|th)?(?![a-z\d])",
    "{dayword}": rf"(?P<dayword>{alternatives(lex.ORDINALS)})(?![a-z])",
    "{year}": r"(?P<year>[12]\d{3})(?![\d])",
    "{yy}": r"'(?P<yy>\d\d)(?![\da-z])",
    "{yearwords}": rf"(?P<yearwords>{YEAR_WORDS})(?![a-z])",
    "{quarter}": r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th|latest|final)",
    "{half}": r"(?P<half>first|second|last|latter)",
    "{mm}": r"(?P<mm>1[0-2]|0?[1-9])(?!\d)",
    "{-}": r"(?:-| {1,2})",
    "{ampm}": r"(?P<ampm>[ap])(?:\.m\.?|m)(?![a-z])",
    "{nth}": rf"(?P<nth>{alternatives(lex.POSITIONS)})",
    "{yy2}": r"(?P<yy>\d\d)(?!\d)",
    # A stretch that has weeks and days: "of June", "in 2019", "of this month".
    "{of}": rf"(?= (?:of|in) (?:the )?(?:early |late )?(?:(?:{MONTH_NAME})\b|[12]\d\d\d\b|(?:this|last|next|that|same|following|previous|coming|past) (?:month|year|quarter|decade|century|week)\b|(?:month|year|quarter|week|decade|century)\b))",
}
