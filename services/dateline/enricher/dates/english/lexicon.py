"""English words of time.

Every table maps a lower-case form to what it means, so that another language is another
table. How the words combine is the grammar's business.
"""

# ruff: noqa: E501  long word lists read better as text

from __future__ import annotations

import re

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# ISO 8601: Monday is 1.
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
    "mon": 1, "tues": 2, "tue": 2, "weds": 3, "wed": 3, "thurs": 4, "thur": 4, "thu": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip

SEASONS = {
    "spring": "SP",
    "summer": "SU",
    "summertime": "SU",
    "autumn": "FA",
    "fall": "FA",
    "winter": "WI",
    "wintertime": "WI",
}

# TimeML 1.2.1: parts of the day in a TIME value.
PARTS = {
    "morning": "MO", "midmorning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO",
    "afternoon": "AF", "midafternoon": "AF", "evening": "EV", "dusk": "EV", "sunset": "EV",
    "night": "NI", "nite": "NI", "overnight": "NI", "daytime": "DT", "lunchtime": "AF",
}  # fmt: skip

# A day counted from publication, in newspapers and in messages.
DAY_WORDS = {
    "today": 0, "2day": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tmw": 1, "tomoz": 1, "2moro": 1, "2morrow": 1, "2mrw": 1,
    "todays": 0, "tomorrows": 1, "yesterdays": -1, "yesterday": -1, "yday": -1, "ystrday": -1, "yest": -1,
}  # fmt: skip
TONIGHT = ("tonight", "tonite", "2nite", "2night", "tnite")

# Words that are a clock time by themselves.
CLOCK_WORDS = {"noon": (12, 0), "midday": (12, 0), "noontime": (12, 0), "midnight": (24, 0)}

# Unit -> its letter in a TIMEX3 duration, how many of the letter, whether it stands after the T.
UNITS = {
    "second": ("S", 1, True), "minute": ("M", 1, True), "hour": ("H", 1, True), "day": ("D", 1, False),
    "night": ("D", 1, False), "week": ("W", 1, False), "fortnight": ("W", 2, False), "month": ("M", 1, False),
    "quarter": ("Q", 1, False), "year": ("Y", 1, False), "decade": ("Y", 10, False), "century": ("Y", 100, False),
    "weekend": ("WE", 1, False), "millennium": ("Y", 1000, False),
}  # fmt: skip
UNIT_FORMS = {
    **{u: u for u in UNITS},
    **{u + "s": u for u in UNITS},
    "centuries": "century", "millennia": "millennium", "sec": "second", "secs": "second", "min": "minute",
    "mins": "minute", "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year", "wk": "week", "wks": "week",
    "mth": "month", "mths": "month", "wknd": "weekend", "wkend": "weekend", "nite": "night", "nites": "night",
}  # fmt: skip

CARDINALS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MULTIPLIERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
ORDINALS |= {f"twenty-{w}": 20 + n for w, n in list(ORDINALS.items())[:9]} | {"thirty-first": 31}

# What stands before a week, a day or a weekday of a month, and which of them it is; -1 for the last.
POSITIONS = {
    **{w: n for w, n in ORDINALS.items() if n < 6}, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "opening": 1, "last": -1, "final": -1, "closing": -1,
}  # fmt: skip

DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

# Amounts that name no number: X in the value.
VAGUE = ("a few", "several", "many", "some", "few", "a number of", "numerous", "dozens of", "hundreds of", "thousands of",
         "scores of", "tens of", "countless", "various", "multiple")  # fmt: skip

# Zone -> minutes east of UTC. Names that several countries use (IST) are left out.
ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "jst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "sast": 120, "pkt": 300, "wat": 60, "eat": 180, "ist": None, "et": None, "eastern time": None, "pacific time": None, "central time": None, "pt": None, "local time": None,
}  # fmt: skip

# "last", "this", "next" and their kin, as a shift in whole units.
DEICTIC = {
    "last": "LAST", "past": "LAST", "this past": "LAST", "this last": "LAST", "this": "THIS", "current": "THIS",
    "the current": "THIS", "next": "NEXT", "this coming": "NEXT", "coming": "NEXT", "upcoming": "NEXT",
    "this next": "NEXT", "previous": "BEFORE", "preceding": "BEFORE", "prior": "BEFORE", "following": "AFTER",
    "that": "SAME", "that same": "SAME", "same": "SAME", "this same": "SAME", "latest": "LATEST",
    "most recent": "LATEST", "just-ended": "LATEST",
}  # fmt: skip

# A weekend that is still to come is this week's.
COMING = re.compile(r"\b(?:up)?coming\b")

REFERENCES = {
    "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF", "at present": "PRESENT_REF",
    "recently": "PAST_REF", "more recently": "PAST_REF", "most recently": "PAST_REF", "lately": "PAST_REF",
    "not long ago": "PAST_REF", "long ago": "PAST_REF",
    "the near future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF",
    "the near term": "FUTURE_REF", "as soon as possible": "FUTURE_REF", "in future": "FUTURE_REF",
}  # fmt: skip

# Adverb or adjective of frequency -> value, quant. TimeML 1.2.1 section 2.2.3: "daily" is P1D.
FREQUENCIES = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
    "bimonthly": "P2M", "annually": "P1Y", "yearly": "P1Y", "biennial": "P2Y",
    "hourly": "PT1H",
}  # fmt: skip
TIMES_A = {"once": "1X", "twice": "2X", "thrice": "3X"}

# What stands before an amount or a date and changes how exact it is: TIMEX3 mod.
MODS = {
    "about": "APPROX", "around": "APPROX", "approximately": "APPROX", "roughly": "APPROX", "some": "APPROX",
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "less than": "LESS_THAN", "under": "LESS_THAN",
    "fewer than": "LESS_THAN", "not quite": "LESS_THAN", "just under": "LESS_THAN",
    "more than": "MORE_THAN", "over": "MORE_THAN", "just over": "MORE_THAN", "longer than": "MORE_THAN",
    "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "a minimum of": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "as many as": "EQUAL_OR_LESS",
    "a maximum of": "EQUAL_OR_LESS",
}  # fmt: skip
POSITION_MODS = {
    "early": "START", "the turn of": "START", "the rest of": "END", "the remainder of": "END", "the start of": "START", "the beginning of": "START", "start of": "START", "earlier": "START",
    "beginning of": "START", "the first part of": "START", "the early part of": "START", "the later part of": "END", "the very beginning of": "START", "the onset of": "START",
    "mid": "MID", "the middle of": "MID", "middle of": "MID", "midway through": "MID",
    "late": "END", "end": "END", "the end of": "END", "end of": "END", "later": "END", "the latter part of": "END", "the close of": "END",
    "the latter half of": "END", "the last part of": "END", "the tail end of": "END",
}  # fmt: skip

# "earlier this month" is the part of it before publication, "later this year" the part after.
CUTS = {"earlier": "BEFORE", "later": "AFTER", "the rest of": "AFTER", "the remainder of": "AFTER"}
ARTICLE = "the"
# A position that is a verb too.
END_VERB = "end"
YEAR = "year"
# What may stand between a position and its date: "late in the year".
POSITION_LINKS = ("in", "on")
# Mods that are prepositions too: "over the past two years" says no more than two.
PREPOSITIONS_TOO = frozenset(["over", "about", "around", "under", "some"])
REFERENCES_WITH_ARTICLE = ("other", "past", "future", "recent past", "coming", "near", "foreseeable")
# Seasons that are verbs and things too, and leaders that say no season: "to spring", "of fall".
SEASON_VERBS = ("fall", "spring")
NOT_OF_SEASONS = frozenset(["to", "of", "the", "a", "an"])
