"""The grammar of dates in English news: rows of patterns, each with an example beside it.

A row is tried only where one of its words stands; the longest match wins, the first of
equals. Reading order, joins of neighbours and false friends are left to ``compose`` and
``refuse``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.enricher.dates.english import feast_names
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.amount_rows import AMOUNT_ROWS, SET_ROWS
from dateline.enricher.dates.english.calendar_rows import CALENDAR_ROWS
from dateline.enricher.dates.english.clock_rows import CLOCK_ROWS
from dateline.enricher.dates.english.range_rows import LIST_ROWS, RANGE_ROWS
from dateline.enricher.dates.english.relative_rows import REFERENCE_ROWS, RELATIVE_ROWS
from dateline.enricher.dates.english.rows import Digits, Row

ROWS = (*RANGE_ROWS, *LIST_ROWS, *CALENDAR_ROWS, *CLOCK_ROWS, *RELATIVE_ROWS, *AMOUNT_ROWS, *SET_ROWS, *REFERENCE_ROWS)


def _first_words(forms: Iterable[str]) -> set[str]:
    return {re.split(r"[ \-'.]", form)[0] for form in forms}


# Class of opening words -> its words. A name that is no class stands for itself.
OPENERS: dict[str, set[str]] = {
    "month": _first_words(lex.MONTHS),
    "weekday": _first_words(lex.WEEKDAYS),
    "weekdays": {w + "s" for w in lex.WEEKDAYS} | {"weekdays"},
    "weekends": {"weekends"},
    "season": set(lex.SEASONS),
    "part": set(lex.PARTS) | {p + "s" for p in lex.PARTS} | {"early", "late"},
    "clock": set(lex.CLOCK_WORDS),
    "unit": set(lex.UNIT_FORMS),
    "digit": {*Digits},
    "digits2": {Digits.SHORT, Digits.MIXED},
    "digits4": {Digits.FOUR, Digits.MIXED},
    "number": {*lex.CARDINALS, "hundred", "thousand", "dozen", *_first_words(lex.VAGUE), "a", "an"},
    "half": {"half"},
    "an": {"an", "another"},
    "ordinal": {*lex.ORDINALS, "latest", "final", "last", "latter"},
    "decade": set(lex.DECADES),
    "position": set(lex.POSITIONS),
    "dayword": set(lex.DAY_WORDS),
    "tonight": set(lex.TONIGHT),
    "deictic": _first_words(lex.DEICTIC),
    "feast": _first_words(feast_names.FEASTS),
    "reference": _first_words(lex.REFERENCES),
    "frequency": set(lex.FREQUENCIES),
    "every": {"every", "each"},
    "once": set(lex.TIMES_A),
    "past": {
        "past",
        "last",
        "next",
        "coming",
        "previous",
        "preceding",
        "following",
        "prior",
        "first",
        "final",
        "latest",
    },
    "coming": {"coming", "future"},
    "comparable": {"comparable", "corresponding", "same", "like", "similar"},
    "ahead": {"years", "months", "weeks", "days"},
    "quarterish": {
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "h2",
        "fy",
        *(f"fy{y}" for y in range(1950, 2100)),
        *(f"fy{y:02d}" for y in range(100)),
    },
}


def _index() -> dict[str, tuple[Row, ...]]:
    index: dict[str, list[Row]] = {}
    for row in ROWS:
        for name in row.opens.split():
            for word in OPENERS.get(name, {name}):
                index.setdefault(word, []).append(row)
    for word in index.keys() - {*Digits}:
        if word[0].isdecimal():  # "3rd", "2nite": a word that is also a shape
            index[word] += index[Digits.MIXED]
    return {word: tuple(rows) for word, rows in index.items()}


# Opening word -> the rows to try there.
ROWS_AT = _index()
