"""What a mention takes in beyond its core, and the readings that hang on the words before it.

"nearly" and "the end of" go in and set ``mod``; "a week" after a count is a rate; "the
summer" is a season only where a date can stand.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.enricher.dates.english import cues
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.expressions import Expression, Kind
from dateline.enricher.dates.patterns import alternatives

_RATE = re.compile(rf"an? (?:{alternatives(lex.UNITS)})")
_PRICE = re.compile(r"[$£€¥#][\d.,]+ $")
_RATE_HEAD = re.compile(r"(?:([a-z]+)|[\d%]) $")


def as_rate(e: Expression, folded: str) -> Expression | None:
    """The "a week" of "six trains a week" is a SET; that of a price ("$5 a week") is no time at all: None.

    Any other expression stays as it is.
    """
    if e.kind is not Kind.DURATION or not _RATE.fullmatch(folded, e.start, e.end):
        return e
    head = _RATE_HEAD.search(folded[max(0, e.start - 16) : e.start])
    if head is None:
        return e
    word = head[1]
    if word in cues.PRICE_WORDS or _PRICE.search(folded[max(0, e.start - 16) : e.start]):
        return None
    counted = (
        word is None
        or word in cues.RATE_WORDS
        or (word.endswith("s") and len(word) > 3 and word not in cues.NO_RATE_WORDS)
    )
    return replace(e, kind=Kind.SET) if counted else e


# "the 3rd of May" has its article, "May 3" has none.
OF = " of "
_LINKS = alternatives(lex.POSITION_LINKS)
_LEFT = re.compile(
    rf"(?<![a-z0-9])(?:(?P<mod>{alternatives(lex.MODS)}) )?"
    rf"(?:(?P<early>{lex.ARTICLE} )?(?P<position>{alternatives(lex.POSITION_MODS)})(?:-| )"
    rf"(?:(?:{_LINKS}) )?)?(?P<the>{lex.ARTICLE} )?$"
)
_LEFT_WORDS = {form.split()[-1] for form in (*lex.MODS, *lex.POSITION_MODS)} | {lex.ARTICLE, *lex.POSITION_LINKS}
_VERB_BEFORE = re.compile(r"\b(?:to|will|would|should|could|may|might|must) $")
_LAST_WORD = re.compile(r"([a-z]+)[ -]$")


def _takes_article(e: Expression, folded: str) -> bool:
    named = (
        e.quarter
        or e.half
        or e.season
        or e.decade
        or e.century
        or e.unit
        or e.shift
        or e.feast
        or e.fiscal
        or e.offset
        or e.nth
        or (e.day and not e.month)
        or (e.day and OF in folded[e.start : e.end])
        or (e.part and e.has_date and (e.month or not folded.startswith(tuple(lex.PARTS), e.start)))
        or folded.startswith(lex.YEAR, e.start)
    )
    return (
        e.kind in (Kind.CALENDAR, Kind.UNIT, Kind.REFERENCE, Kind.DURATION) and bool(named) and e.value is None
    ) or (e.value in ("PAST_REF", "FUTURE_REF") and folded.startswith(lex.REFERENCES_WITH_ARTICLE, e.start))


def widened(e: Expression, folded: str, floor: int) -> Expression:
    """The expression with the words before it that belong to it, no further left than ``floor``."""
    if e.start > floor and folded[e.start - 1] == "'" and (e.decade or e.only_year):
        e = replace(e, start=e.start - 1)
    left = folded[max(floor, e.start - 30) : e.start]
    last = _LAST_WORD.search(left[-12:])
    if last is None or last[1] not in _LEFT_WORDS or e.kind is Kind.SET:
        return e
    match = _LEFT.search(left)
    if match is None or not match[0]:
        return e
    article, position, mod = match["the"], match["position"], match["mod"]
    counted = e.kind is Kind.DURATION or e.shift in ("AGO", "AHEAD", "EARLIER", "LATER")
    if position == lex.END_VERB and _VERB_BEFORE.search(left[: match.start("position")]):
        position = None  # "was to end in October"
    if position and (e.kind in (Kind.DURATION, Kind.REFERENCE) or counted):
        position = None
    if mod and not counted and not e.has_time and not e.year:
        mod = None
    compound = e.kind is Kind.DURATION and "-" in folded[e.start : e.end]  # "the two-week truce"
    if compound or not (position or _takes_article(e, folded)):
        article = None
    if mod in lex.PREPOSITIONS_TOO and match["the"]:
        mod = None
    articled = match["early"] and (f"{match['early']}{position}" in lex.POSITION_MODS or _takes_article(e, folded))
    before = "early" if articled else "position"
    first = match.start("mod") if mod else match.start(before) if position else match.start("the") if article else None
    if first is None or (mod and not position and match["position"]):
        return e
    start = e.start - (len(left) - first)
    new_mod = lex.POSITION_MODS.get(position or "") or (_ago_mod(mod, e) if mod else None)
    narrowed = lex.CUTS.get(position or "")
    return replace(e, start=start, mod=e.mod or (None if narrowed else new_mod), narrowed=narrowed)


def _ago_mod(mod: str, e: Expression) -> str:
    """What is "more than a year ago" lies before that day: TimeML 1.2.1 says BEFORE, not MORE_THAN."""
    if e.shift in ("AGO", "EARLIER"):
        return {
            "MORE_THAN": "BEFORE",
            "LESS_THAN": "AFTER",
            "EQUAL_OR_MORE": "ON_OR_BEFORE",
            "EQUAL_OR_LESS": "ON_OR_AFTER",
        }.get(lex.MODS[mod], lex.MODS[mod])
    return lex.MODS[mod]


def season_holds(e: Expression, folded: str) -> bool:
    """A season alone is one after "in", "by" and the like, or an article; "fall" and "spring" are verbs too."""
    before = re.search(rf"([a-z]+) ({lex.ARTICLE} )?$", folded[max(0, e.start - 16) : e.start])
    word = folded[e.start : e.end]
    if before is None or (word.endswith(lex.SEASON_VERBS) and not before[2]):
        return False
    if before[2] and before[1] == cues.INFINITIVE:
        return not word.endswith(lex.SEASON_VERBS)  # "slip to the autumn"
    return before[1] in cues.DATE_LEADERS - lex.NOT_OF_SEASONS
