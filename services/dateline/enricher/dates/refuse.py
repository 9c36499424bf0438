"""False friends: words and numbers that look like a date and are none.

"May" the person and the verb, "march" the verb, scores, prices, counts, phone numbers,
names of days. Judged from the neighbouring characters alone, in bounded windows.
"""

from __future__ import annotations

import re

from dateline.enricher.dates.english import cues
from dateline.enricher.dates.english import false_friends as ff
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.expressions import Expression, Kind
from dateline.enricher.dates.patterns import alternatives

# Code points on either side in which what a mention is about shows.
NEAR = 120
_WEEKDAY = re.compile(rf"\b(?:{alternatives(lex.WEEKDAYS)})\b")
_MONTH = re.compile(rf"\b(?:{alternatives(lex.MONTHS)})\b")
_MONTH_AFTER = re.compile(rf" ?(?:-|to|and|or|/) ?(?:{alternatives(lex.MONTHS)})\b")
_MONTH_BEFORE = re.compile(rf"\b(?:{alternatives(lex.MONTHS)})\.? ?(?:-|to|and|or|/) ?$")
_PLANNED_FOR = re.compile(rf"\b(?:{alternatives(cues.PLANNED)})(?: [a-z]+)? for $")
_GAME = re.compile(rf"\b(?:{alternatives(ff.GAME)})\b")
_ON_THE = "On the "
_FRACTION = re.compile(r"three[ -]quarters? (?:of|full|empty)\b")
_INDEFINITE = re.compile(r"\ba $")
_AGED = re.compile(rf"\b(?:{alternatives(ff.AGED)}) (?:early |late |mid[ -]|mid-to-late )?$")
_WEATHER = re.compile(rf"\b(?:{alternatives(ff.WEATHER)})\b")
_GOLF = re.compile(rf"\b(?:{alternatives(ff.GOLF)})\b")
_NAME_AFTER = re.compile(rf" (?:{alternatives(ff.NAME_AFTER)})\b")
_NAME_BEFORE = re.compile(rf"\b(?:{alternatives(ff.NAME_BEFORE)}) $")
_AGE_AFTER = re.compile(rf"[- ](?:{alternatives(ff.AGE_AFTER)})\b")
_LABEL_BEFORE = re.compile(rf"(?:[$£€¥#+]|\b(?:{alternatives((*ff.LABELS, *ff.CURRENCIES, *ff.AMOUNT_WORDS))})) ?$")
_PHONE_BEFORE = re.compile(rf"(?:\d[-./:,]|{''.join(rf'(?<!{p})' for p in ff.YEAR_PREFIXES)}(?<!\W)-|/|\.\d*|\d )$")
_COUNT_AFTER = re.compile(
    rf" ?%| \d{{3}} \d|[.,]\d|-\d{{3}}|/\d|:\d| (?:{alternatives(ff.COUNTED)})\b(?!')"
    rf"|-(?:{alternatives(ff.COMPOUNDS)})\b"
)
_PREVIOUS = re.compile(r"([a-z']+)[ -]{1,2}$")
_PREVIOUS_NAME = re.compile(r"\b([A-Z][a-z]+\.?) $")
_NEXT_NAME = re.compile(r" ([A-Z][a-z]+)")
_ANY_NEXT = re.compile(r" ([A-Za-z]{1,20})")
_NAMED_PLACE = re.compile(r" [A-Z][a-z]+ [A-Z]")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_DATE_AFTER = re.compile(r",? (?:\d|[a-z]{3,9}\.? \d)")
_SCORE = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_CLOCK_BEFORE = re.compile(r"(?:\d|,|\bon|day) ?$")
_SENTENCE_ENDS = ("", "\n", ".", "!", "?", '"', "“")


def previous_word(folded: str, start: int) -> str:
    """The word before an offset, "" after a mark that ends it."""
    match = _PREVIOUS.search(folded[max(0, start - 18) : start])
    return match[1] if match else ""


def _capital(word: re.Match[str] | None, e: Expression, text: str) -> bool:
    return word is not None and text[e.start + word.start()].isupper()


def _dotted(e: Expression, folded: str) -> bool:
    return folded[e.end - 1] == "."


def _false_small(name: str, e: Expression, folded: str) -> bool:
    """A name of the calendar without its capital: "on friday" is a day, "may" a verb."""
    if name in ff.SMALL_TOO or (e.month is not None and (e.day is not None or e.year is not None)):
        return False
    if e.shift is not None:
        return name in ff.AMBIGUOUS and e.shift == "THIS"  # "this may be"
    before = previous_word(folded, e.start)
    return before not in ff.SMALL_LEADERS or (before == "this" and name in ff.AMBIGUOUS and e.month is not None)


def _false_month(e: Expression, text: str, folded: str) -> bool:
    """A month alone: a verb without a capital, a person."""
    word = _MONTH.search(folded[e.start : e.end])
    name = word[0] if word else ""
    if not _capital(word, e, text):
        return _false_small(name, e, folded)
    if e.shift is not None:
        return False
    if e.day is not None or e.year is not None or (name not in ff.AMBIGUOUS and name not in ff.NAMES_TOO):
        return False
    if _PLANNED_FOR.search(folded[max(0, e.start - 24) : e.start]):
        return False
    if previous_word(folded, e.start) in cues.DATE_LEADERS or _MONTH_AFTER.match(folded[e.end : e.end + 16]):
        return False
    if _MONTH_BEFORE.search(folded[max(0, e.start - 16) : e.start]):
        return False
    if name in ff.AMBIGUOUS and not _dotted(e, folded):
        return True
    return name in ff.NAMES_TOO and (_in_name(e, text) or _as_verb(e, folded))


def _in_name(e: Expression, text: str) -> bool:
    """Another capital beside it, but for a weekday or a sentence's first word."""
    following = _NEXT_NAME.match(text[e.end : e.end + 24])
    if following and following[1].lower() not in lex.WEEKDAYS:
        return True
    previous = _PREVIOUS_NAME.search(text[max(0, e.start - 20) : e.start])
    if previous is None or previous[1].rstrip(".").lower() in lex.WEEKDAYS | lex.SEASONS:
        return False
    return not _opens_sentence(text, e.start - len(previous[0]))


def _opens_sentence(text: str, offset: int) -> bool:
    return text[max(0, offset - 3) : offset].rstrip(" ")[-1:] in _SENTENCE_ENDS


def _title_clock(e: Expression, text: str) -> bool:
    """A clock word in a name: "Midnight Cowboy", "High Noon"."""
    following = _NEXT_NAME.match(text[e.end : e.end + 24])
    return not _opens_sentence(text, e.start) or (following is not None and following[1].lower() not in lex.WEEKDAYS)


def _as_verb(e: Expression, folded: str) -> bool:
    following = _NEXT_WORD.match(folded[e.end : e.end + 12])
    return following is not None and following[1] in ff.VERB_COMPANY


def _false_weekday(e: Expression, text: str, folded: str) -> bool:
    """A weekday's short form that is a word, a part of a name."""
    name = _WEEKDAY.search(folded[e.start : e.end])
    if name and not _capital(name, e, text):
        return _false_small(name[0], e, folded)
    after = folded[e.end : e.end + 20]
    if name and name[0] in ff.AMBIGUOUS and not _dotted(e, folded) and not _DATE_AFTER.match(after):
        return True
    if _NAMED_PLACE.match(text, e.end) and previous_word(folded, e.start) in ff.PLACED:
        return True
    if _INDEFINITE.search(folded[max(0, e.start - 3) : e.start]) and not after[:2].strip(" ").isalnum():
        return True  # any: "on 23 October 1956, a Tuesday,"
    return bool(_NAME_AFTER.match(after) or _NAME_BEFORE.search(folded[max(0, e.start - 12) : e.start]))


def _false_year(e: Expression, folded: str, *, ranged: bool) -> bool:
    """Four digits that are a price, a label, a count, a part of a longer number."""
    before, after = folded[max(0, e.start - 14) : e.start], folded[e.end : e.end + 24]
    if _LABEL_BEFORE.search(before) or _PHONE_BEFORE.search(before):
        return True
    year, leader = e.year or 0, previous_word(folded, e.start)
    if ranged:
        return not 1000 <= year <= 2999
    if _COUNT_AFTER.match(after):
        return True
    return not 1750 <= year <= 2060 and leader not in ff.OLD_YEAR_LEADERS


def _false_decade(e: Expression, folded: str) -> bool:
    """Years of age, degrees: tens that are no decade, where the century is not written."""
    if folded[e.start : e.start + 4].isdecimal():
        return False
    before, after = folded[max(0, e.start - 40) : e.start], folded[e.end : e.end + 40]
    return bool(_AGED.search(before) or _WEATHER.search(before) or _WEATHER.search(after))


def _false_day_of_month(e: Expression, text: str, folded: str) -> bool:
    """An ordinal of something else than the days of a month: "the 14th floor", a hole of golf."""
    following = _ANY_NEXT.match(text, e.end)
    if following and _opens_sentence(text, e.start - len(_ON_THE)) and text.startswith(_ON_THE, e.start - len(_ON_THE)):
        return following[1].lower() in ff.NUMBERED | ff.NAMED_NTH
    if following and following[1].lower() not in ff.DAY_FOLLOWERS:
        named = following[1][0].isupper() and following[1].lower() not in ff.NAMED_NTH
        if not named:
            return True
    return _GOLF.search(folded, max(0, e.start - 200), e.end + 200) is not None


def _false_number_date(e: Expression, folded: str) -> bool:
    before, after = folded[max(0, e.start - 2) : e.start], folded[e.end : e.end + 2]
    return before[-1:] in ("-", "/", "$", "#", ".") or bool(re.match(r"[-/]\d|\.\d|%", after))


def _false_clock(e: Expression, folded: str) -> bool:
    """A time without half-day or zone may be a score, a ratio, a verse."""
    written = folded[e.start : e.end]
    if not _SCORE.fullmatch(written) or previous_word(folded, e.start) in ff.CLOCK_LEADERS:
        return False
    if len(written) == 5 and (e.start == 0 or folded[e.start - 1] == "\n"):
        return False
    return len(written) < 5 or not _CLOCK_BEFORE.search(folded[max(0, e.start - 6) : e.start])


def _false_duration(e: Expression, text: str, folded: str) -> bool:
    before, written = folded[max(0, e.start - 14) : e.start], folded[e.start : e.end]
    if e.unit == "second" and e.count is not None and written.endswith("second"):
        # "a second" chance, "twenty-second"
        following = _NEXT_WORD.match(folded[e.end : e.end + 12])
        ordinal = following is not None and following[1] not in ff.SECOND_FOLLOWERS
        return ordinal or not written.startswith("a ") or previous_word(folded, e.start) not in ff.SECOND_LEADERS
    if written.startswith(("a ", "an ")) and written.split()[-1] in ff.UNIT_ABBREVIATIONS:
        return True  # "an SEC filing"
    if written in ff.MOMENTS and previous_word(folded, e.start) in ff.WAIT:
        return True
    if e.unit == "quarter" and (written.startswith("a ") or "-quarter" in written or _FRACTION.match(folded, e.start)):
        return True  # a fourth part
    if written[:4].isdigit() and 1500 <= int(written[:4]) <= 2100:
        return True  # a year: "the 1990 year-end"
    if _AGE_AFTER.match(folded[e.end : e.end + 6]) or before.endswith(ff.AGE_BEFORE + " "):
        return True
    if e.unit in ("minute", "hour") and re.search(r"[- ][HM]", text[e.start : e.end]):
        return True  # a programme: "60 Minutes"
    return before.endswith(("$", "#", ".", "£", "€", "-")) and not before.endswith("--")


def _title(e: Expression, text: str) -> bool:
    """A programme's name in quotation marks: "This Week"."""
    if text[e.start : e.end].istitle() and text.startswith(("of the ", "of The ", "the ", "The "), max(0, e.start - 7)):
        return True  # "Book of the Month", "the Today Show"
    return e.start > 0 and text[e.start - 1] in "\"'“‘" and re.search(r" [A-Z]", text[e.start : e.end]) is not None


def refused(e: Expression, text: str, folded: str, *, ranged: bool = False) -> bool:
    """Whether what stands at ``e`` is no date; ``ranged`` where it is the first end of a range in one pattern."""
    if e.kind is Kind.DURATION:
        return _false_duration(e, text, folded)
    if e.kind is Kind.UNIT:
        return _title(e, text) or (e.weekday is not None and _false_weekday(e, text, folded))
    if e.kind is Kind.SET:  # a newspaper: "the daily Telegraph"
        return e.value is not None and re.match(r" [A-Z]", text[e.end : e.end + 2]) is not None
    if e.kind is not Kind.CALENDAR:
        return False
    if e.feast is not None:
        following = _NEXT_WORD.match(folded[e.end : e.end + 16])
        thing = following is not None and following[1] in ff.FEAST_THINGS
        return thing or (text[e.start : e.end].islower() and e.feast not in ff.SMALL_FEASTS)
    if e.quarter is not None and e.year is None:
        low, high = max(0, e.start - NEAR), e.end + NEAR
        return _GAME.search(folded, low, high) is not None and not cues.ACCOUNTS.search(folded, low, high)
    if e.decade is not None:
        return _false_decade(e, folded)
    if e.day is not None and e.month is None:
        return _false_day_of_month(e, text, folded)
    if e.weekday is not None:
        return e.month is None and _false_weekday(e, text, folded)
    if e.month is not None and folded[e.start].isalpha():
        return _false_month(e, text, folded)
    if e.month is not None and e.day is not None:
        word = _MONTH.search(folded[e.start : e.end])
        if word and word[0] in ff.AMBIGUOUS and not _capital(word, e, text) and e.year is None:
            return previous_word(folded, e.start) not in cues.DATE_LEADERS  # "the top 5 may win"
        return not ranged and _false_number_date(e, folded)
    if e.only_year and not e.fiscal and folded[e.start].isdigit():
        return _false_year(e, folded, ranged=ranged)
    if e.hour is not None and text[e.start].isupper():
        return _title_clock(e, text)
    return e.hour is not None and _false_clock(e, folded)
