"""The form of a grammar row, and how a match of it becomes an expression.

A row names the words at which it may open, a pattern over folded text (lower case, plain
quotes and dashes), and constants of the expression that it builds. The rows themselves
are in ``grammar``; what they mean on the calendar is left to ``resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from dateline.enricher.dates.english import feast_names
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.macros import MACROS
from dateline.enricher.dates.english.numbers import amount, two_digit_year, year_of_words
from dateline.enricher.dates.expressions import Expression, Kind


class Digits(StrEnum):
    """The shape of a run that opens with a digit: the key of the rows to try there."""

    SHORT = "00"  # up to three digits: a day, an hour, a count
    FOUR = "0000"  # a year, a time
    LONG = "00000"
    MIXED = "0a"  # "7th", "1990s", "5pm"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


_SPACE = re.compile(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| (?![?{*+])")


def expand(pattern: str) -> str:
    """The pattern with its macros written out; a space stands for one or two, but in sets and look-behinds."""
    for name, body in MACROS.items():
        pattern = pattern.replace(name, body)
    return _SPACE.sub(lambda m: " {1,2}" if m[0] == " " else m[0], pattern)


def _hour(groups: dict[str, str | None], name: str) -> int:
    """The hour of a group, on a clock of 24, by the half of the day that the row names."""
    hour, half_day = _number(groups[name] or ""), groups.get("ampm")
    if half_day == "p" and hour < 12:
        return hour + 12
    return 0 if half_day == "a" and hour == 12 else hour


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else lex.CARDINALS[written]


def _clockword(word: str) -> dict[str, Any]:
    hour, minute = lex.CLOCK_WORDS[word]
    return {"hour": hour, "minute": minute}


def _count(text: str) -> dict[str, Any]:
    number = amount(text)
    return {"count": number, "vague": number is None}


_QUARTERS = {"latest": None, "final": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarter(text: str) -> dict[str, Any]:
    number = _QUARTERS.get(text, int(text[0]) if text[0].isdigit() else None)
    return {"quarter": number} if number else {"shift": "LATEST", "unit": "quarter", "kind": Kind.UNIT}


# The days of a list, in order.
LISTED = ("day", "day_b", "day_c")

# Named group -> the fields that it fills.
READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "month": lambda t: {"month": lex.MONTHS[t]},
    "mm": lambda t: {"month": int(t)},
    "weekday": lambda t: {"weekday": lex.WEEKDAYS[t]},
    "season": lambda t: {"season": lex.SEASONS[t]},
    "part": lambda t: {"part": lex.PARTS[t]},
    "clockword": _clockword,
    "unit": lambda t: {"unit": lex.UNIT_FORMS[t]},
    "count": _count,
    "month_q": lambda t: {"quarter": lex.MONTHS[t] // 3},
    "count_b": lambda t: {"more": amount(t)},
    "unit_b": lambda t: {"more_unit": lex.UNIT_FORMS[t]},
    "deictic": lambda t: {"shift": lex.DEICTIC.get(t.removeprefix("the "))},
    "feast": lambda t: {"feast": feast_names.FEASTS[t]},
    "zone": lambda t: {"zone": t},
    "day": lambda t: {"day": int(t)},
    "dom": lambda t: {"day": int(re.sub(r"\D", "", t))},
    "nth": lambda t: {"nth": lex.POSITIONS.get(t) or lex.ORDINALS[t]},
    "bc": lambda t: {"year": int(t), "era": "BC"},
    "ad": lambda t: {"year": int(t), "era": "AD"},
    "halfhour": lambda t: {"hour": _number(t), "minute": 30},
    "quarterpast": lambda t: {"hour": _number(t), "minute": 15},
    "quarterto": lambda t: {"hour": (_number(t) - 2) % 12 + 1, "minute": 45},
    "quarter_no": lambda t: {"quarter": int(t)},
    "half_no": lambda t: {"half": int(t)},
    "dayword": lambda t: {"day": lex.ORDINALS[t]},
    "year": lambda t: {"year": int(t)},
    "yy": lambda t: {"year": two_digit_year(t)},
    "yearwords": lambda t: {"year": year_of_words(t)},
    "quarter": _quarter,
    "yearof": lambda t: {"year": two_digit_year(t)},
    "y2k": lambda _: {"year": 2000},
    "half": lambda t: {"half": 1 if t == "first" else 2},
    "decade": lambda t: {"century": int(t[:2])} if t[2:4] == "00" and t[:2] != "20" else {"decade": int(t[:3])},
    "decade2": lambda t: {"decade": two_digit_year(t) // 10},
    "decadeword": lambda t: {"decade": 190 + lex.DECADES[t]},
    "century": lambda t: {"century": int(re.sub(r"\D", "", t)) - 1 if t[0].isdigit() else lex.ORDINALS[t] - 1},
    "week": lambda t: {"week": int(t)},
    "minute": lambda t: {"minute": int(t)},
    "seconds": lambda t: {"second": int(t)},
    "times": lambda t: {"freq": lex.TIMES_A.get(t) or f"{int(amount(t) or 1)}X"},
    "dayword_now": lambda t: {"shift": ("LAST", "THIS", "NEXT")[lex.DAY_WORDS[t] + 1]},
    "every": lambda t: {"quant": t.upper()},
    "frequency": lambda t: {"value": lex.FREQUENCIES[t]},
    "reference": lambda t: {"value": lex.REFERENCES[t]},
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: an example, the words (names of classes, or words) that open it, its pattern, its constants."""

    example: str
    opens: str
    pattern: str
    kind: Kind = Kind.CALENDAR
    fields: dict[str, Any] = field(default_factory=dict)
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(expand(self.pattern) + r"(?![a-z0-9])"))


def read(row: Row, match: re.Match[str]) -> Expression:
    """The expression that a matched row says."""
    out: dict[str, Any] = {"kind": row.kind}
    for name, text in match.groupdict().items():
        if text is not None and name in READERS:
            out.update(READERS[name](text.replace("  ", " ")))
        elif text is not None and name == "hour":
            out["hour"] = _hour(match.groupdict(), "hour")
    out.update(row.fields)
    if "plushalf" in row.compiled.groupindex and match["plushalf"]:
        out["count"] = (out["count"] or 0) + 0.5
    start, end = match.span("span") if "span" in row.compiled.groupindex else match.span()
    return Expression(start=start, end=end, **out)


def read_list(row: Row, match: re.Match[str]) -> tuple[Expression, ...]:
    """The days of a row that lists them: "June 3, 7 and 12"."""
    whole = read(row, match)
    names = [name for name in LISTED if match.groupdict().get(name)]
    days = [replace(whole, start=match.start(name), end=match.end(name), day=int(match[name])) for name in names]
    days[0] = replace(days[0], start=whole.start)
    days[-1] = replace(days[-1], end=whole.end)
    return tuple(days)


def _clock_ends(whole: Expression, match: re.Match[str]) -> tuple[Expression, Expression]:
    """Both ends of "7-9pm": the first is in the half of the day that lets it come before the second."""
    groups = match.groupdict()
    begin, end = _hour(groups, "hour"), _hour(groups, "hour2")
    if begin > end and begin >= 12:
        begin -= 12
    closing = match.end("minute") if groups["minute"] else match.end("hour")
    minute2 = int(groups["minute2"]) if groups["minute2"] else None
    return (
        replace(whole, end=closing, hour=begin),
        replace(whole, start=match.start("hour2"), hour=end, minute=minute2),
    )


def read_range(row: Row, match: re.Match[str]) -> tuple[Expression, Expression] | None:
    """Both ends of a row that says a range in one pattern; None where the second does not follow the first."""
    whole = read(row, match)
    groups = row.compiled.groupindex
    if "hour2" in groups:
        return _clock_ends(whole, match)
    second = next((name for name in ("year2", "yy2") if name in groups), None)
    if second:
        digits = match[second]
        year = int(digits) if len(digits) == 4 else (whole.year or 0) // 100 * 100 + int(digits)
        most = 1 if "/" in match[0] else 200  # "2023/10" is a month
        if whole.year is None or not whole.year < year <= whole.year + most:
            return None
        ends = replace(whole, end=match.end("year")), replace(whole, start=match.start(second), year=year)
    else:
        day = int(match["day2"])
        if whole.day is None or day <= whole.day:
            return None
        ends = replace(whole, end=match.end("day")), replace(whole, start=match.start("day2"), day=day)
    return ends
