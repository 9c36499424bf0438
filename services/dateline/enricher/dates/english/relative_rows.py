"""Rows of what is counted in units from a reference, or refers without a count: "two days ago", "now"."""

# ruff: noqa: E501  a row stands on one line

from __future__ import annotations

from dateline.enricher.dates.english import cues
from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.english.rows import Row
from dateline.enricher.dates.expressions import Kind
from dateline.enricher.dates.patterns import alternatives

UNIT, DURATION, REFERENCE = Kind.UNIT, Kind.DURATION, Kind.REFERENCE

RELATIVE_ROWS = (
    Row("today's world", "today", rf"today(?='s (?:[a-z]+ )?(?:{alternatives(cues.GENERIC_TODAY)})\b)", REFERENCE, {"value": "PRESENT_REF"}),
    Row("tomorrow", "dayword", rf"(?P<dayword_now>{alternatives(lex.DAY_WORDS)})", UNIT, {"unit": "day"}),
    Row("tonight", "tonight", rf"(?:{alternatives(lex.TONIGHT)})", UNIT, {"shift": "THIS", "unit": "day", "part": "NI"}),
    Row("the week before last", "unit", r"(?P<unit>week|weekend|month|year) before last", UNIT, {"shift": "AGO", "count": 2.0}),
    Row("the night before last", "unit", r"(?<=the )night before last", UNIT, {"shift": "AGO", "unit": "day", "count": 2.0, "part": "NI"}),
    Row("the week after next", "unit", r"(?P<unit>week|weekend|month|year) after next", UNIT, {"shift": "AHEAD", "count": 2.0}),
    Row("the Friday before last", "weekday", r"{weekday} before last", fields={"shift": "LAST", "offset": -7}),
    Row("the Friday after next", "weekday", r"{weekday} after next", fields={"shift": "NEXT", "offset": 7}),
    Row("Tuesday week", "weekday", r"{weekday} week(?= |[.,;:!?)]|$)", fields={"shift": "NEXT", "offset": 7}),
    Row("to this day", "this", r"(?<=to )this (?:very )?day", REFERENCE, {"value": "PRESENT_REF"}),
    Row("this time last year", "this", r"this time (?P<deictic>last|next) (?P<unit>year|month|week)", UNIT),
    Row("one day he will", "one", r"one day(?= (?:he|she|it|they|we|i|you|soon|be|become|will|may|might|could|there)\b)|(?:(?<=will )|(?<=could )|(?<=may )|(?<=might )|(?<=would )|(?<=to ))one day(?! (?:of|a)\b)", REFERENCE, {"value": "FUTURE_REF"}),
    Row("some day", "some", r"some day(?!s)", REFERENCE, {"value": "FUTURE_REF"}),
    Row("the other day", "other", r"(?<=the )other (?:day|night|week)", REFERENCE, {"value": "PAST_REF"}),
    Row("the day before yesterday", "day", r"day before yesterday", UNIT, {"shift": "AGO", "unit": "day", "count": 2.0}),
    Row("the day after tomorrow", "day", r"day after tomorrow", UNIT, {"shift": "AHEAD", "unit": "day", "count": 2.0}),
    Row("the next day", "next", r"next day", UNIT, {"shift": "AFTER", "unit": "day"}),
    Row("the past decade", "past", r"(?P<deictic>past|last) (?P<unit>decade|century)", DURATION, {"count": 1.0}),
    Row("last week", "deictic", r"{deictic}{-}(?P<fiscal>fiscal )?(?P<unit>(?<!last )day|weekend|week|wknd|wkend|wk|fortnight|month|quarter|year|yr|decade|century|night|nite)", UNIT),
    Row("last Friday", "deictic", r"{deictic} {weekday}"),
    Row("last October", "deictic", r"{deictic} (?:early |late |mid-)?{month}(?: {day}{th})?"),
    Row("last summer", "deictic", r"{deictic} {season}"),
    Row("last Christmas", "deictic", r"{deictic} {feast}"),
    Row("the latest period", "deictic", r"(?P<deictic>latest|most recent) period", UNIT, {"unit": "quarter"}),
    Row("next fiscal first quarter", "deictic", r"{deictic} (?:fiscal )?{quarter}{-}quarter"),
    Row("two days ago", "number digit", r"{count}{-}{unit}(?P<plushalf> and a half)?(?: or so| or more)? ago", UNIT, {"shift": "AGO"}),
    Row("two days from now", "number digit", r"{count} {unit} (?:from now|from today|hence|ahead)", UNIT, {"shift": "AHEAD"}),
    Row("two days earlier", "number digit", r"{count} {unit}(?P<plushalf> and a half)? (?:earlier|previously|beforehand|before(?=[.,;:!?)\"]| and | but | in | at | on |$))(?! the )", UNIT, {"shift": "EARLIER"}),
    Row("two days later", "number digit", r"{count} {unit}(?P<plushalf> and a half)? (?:later|afterward|afterwards|thereafter)", UNIT, {"shift": "LATER"}),
    Row("years ago", "unit", r"(?P<unit>years|months|weeks|days|decades|centuries|hours|minutes) (?:ago|earlier)", REFERENCE, {"value": "PAST_REF", "unit": None}),
    Row("the year-ago quarter", "year", r"year{-}(?:ago|earlier)(?:{-}(?:(?P<quarter>first|second|third|fourth) )?(?:quarter|period))?", UNIT, {"shift": "YEAR_AGO", "unit": "quarter"}),
    Row("the comparable year-ago quarter", "comparable", r"(?:comparable|corresponding|same|like|similar) (?:year{-}(?:ago|earlier) )?(?:(?P<quarter>first|second|third|fourth) )?(?:quarter|period)(?: last year| a year ago| a year earlier| the year before| of last year| in \d{4})?", UNIT, {"shift": "YEAR_AGO", "unit": "quarter"}),
    Row("the quarter", "unit", r"(?<=the )quarter(?! of (?!19|20|the year|this|last|next))(?!-)", UNIT, {"shift": "LATEST", "unit": "quarter"}),
    Row("the quarter a year ago", "unit", r"(?<=the )quarter a year (?:ago|earlier)", UNIT, {"shift": "YEAR_AGO", "unit": "quarter"}),
    Row("the year-earlier nine months", "year", r"year{-}(?:ago|earlier) {count} {unit}", DURATION),
    Row("the year", "unit", r"(?<=the )(?P<unit>year|month|week)(?! (?:ended|ending|end|to|\d|before|after|when|of|that|in which))(?!-)", UNIT, {"shift": "CURRENT"}),
    Row("the day before Thanksgiving", "day", r"(?<=the )day before(?= [a-z\d])", fields={"offset": -1, "weak": True}),
    Row("the day after.", "day", r"(?<=the )day after(?=[.,;:!?)\"]|$| and )", UNIT, {"shift": "AFTER", "unit": "day"}),
    Row("the day after", "day", r"(?<=the )day after(?! tomorrow)", fields={"offset": 1, "weak": True}),
    Row("later in the day", "unit", r"(?<=the )(?<!at the end of the )(?P<unit>day)(?! (?:before|after|when|of|that|in which|to))(?!-)", UNIT, {"shift": "CURRENT", "weak": True}),
    Row("the end of the decade", "unit", r"(?<=the )(?P<unit>decade|century)", UNIT, {"shift": "CURRENT", "weak": True}),
    Row("midyear", "mid midyear midweek midmonth", r"mid-?(?P<unit>year|month|week)", UNIT, {"shift": "THIS", "mod": "MID"}),
    Row("the full year", "full fiscal", r"(?<=the )(?:full|fiscal) year(?! (?:ended|ending|\d))", UNIT, {"shift": "CURRENT", "unit": "year"}),
    Row("the fiscal year ended", "fiscal", r"(?<=the )fiscal year(?= (?:ended|ending))", DURATION, {"count": 1.0, "unit": "year"}),
    Row("the weekend", "unit", r"(?<=the )(?P<unit>weekend)", UNIT, {"shift": "NEAR"}),
    Row("weekend", "unit", r"(?P<unit>weekend)(?!-)", UNIT, {"shift": "NEAR", "weak": True}),
    Row("the year ended June 30", "unit", r"(?<=the )(?P<unit>year|month|week|quarter)(?= (?:ended|ending|to) )", DURATION, {"count": 1.0}),
    Row("the next morning", "deictic", r"(?P<deictic>next|following|previous) {part}"),
    Row("the year before", "year", r"(?<=the )(?P<unit>year|month|week|day) (?:before|earlier)(?! the| he| she| it| they| last)", UNIT, {"shift": "EARLIER", "count": 1.0}),
    Row("the week of June 3", "week", r"(?<=the )week of {month} {day}{th}", fields={"unit": "week"}),
    Row("year's end", "year", r"year'?s end", UNIT, {"shift": "THIS", "unit": "year", "mod": "END"}),
    Row("year-end", "year", r"year-end", UNIT, {"shift": "THIS", "unit": "year", "mod": "END"}),
)  # fmt: skip

REFERENCE_ROWS = (
    Row("recently", "reference", rf"(?P<reference>{alternatives(lex.REFERENCES)})(?![a-z])", REFERENCE),
    Row("the past", "past", r"(?<=the )past(?=[.,;:!?\"')]|$| (?:and|but|that|when|has|have|on|by|for|to|with|as|from|because|while|it|he|she|they|we)\b)", REFERENCE, {"value": "PAST_REF"}),
    Row("the future", "future", r"(?<=the )future(?! [a-z]+(?:s|ing) (?:of|is|was|will))", REFERENCE, {"value": "FUTURE_REF"}),
    Row("in the recent past", "recent", r"(?<=the )recent past", REFERENCE, {"value": "PAST_REF"}),
    Row("current plans", "current", r"(?<![a-z]-)current(?! account| affairs| events)(?=[ -][a-z])", REFERENCE, {"value": "PRESENT_REF"}),
    Row("the present.", "present", r"(?<=the )present(?=[.,;])", REFERENCE, {"value": "PRESENT_REF"}),
)  # fmt: skip
