"""The grammar of dates in English news: rows of patterns, each with an example beside it.

A row is tried only where one of its words stands; the longest match wins, the first of
equals. Reading order, joins of neighbours and false friends are left to ``compose`` and
``refuse``.
"""

# ruff: noqa: E501  a row stands on one line

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.enricher.dates import lexicon as lex
from dateline.enricher.dates.expressions import Kind
from dateline.enricher.dates.rows import Digits, Row, alternatives

HOUR_WORDS = alternatives([w for w, n in lex.CARDINALS.items() if 0 < n < 13])
UNIT, DURATION, SET, REFERENCE = Kind.UNIT, Kind.DURATION, Kind.SET, Kind.REFERENCE


CALENDAR_ROWS = (
    Row("October 7, 2023", "month", r"{month} {0,2}{day}{th},? {year}"),
    Row("Oct. 7 of 2023", "month", r"{month} {day}{th} of {year}"),
    Row("Oct. 7", "month", r"{month} {0,2}{day}{th}(?!%|:\d|\.\d|,\d{3})"),
    Row("March eighth", "month", r"{month} (?:the )?{dayword}"),
    Row("October 2023", "month", r"{month},? (?:of )?{year}"),
    Row("January nineteen ninety-seven", "month", r"{month},? (?:of )?{yearwords}"),
    Row("Oct. '98", "month", r"{month} {yy}"),
    Row("October", "month", r"{month}"),
    Row("7 October 2023", "digits2", r"{day}{th} (?:of )?{month},? {year}"),
    Row("7th of October", "digits2", r"{day}{th} (?:of )?{month}"),
    Row("07-Oct-2023", "digits2", r"{day}-{month}-{year}"),
    Row("third of October", "ordinal", r"{dayword} (?:of |day of ){month}(?:,? {year})?"),
    Row("by the 14th", "digits2", r"(?:(?<=on the )|(?<=by the )|(?<=until the )|(?<=till the )|(?<=before the )|(?<=since the )|(?<=from the )|(?<=after the )|(?<=of the )|(?<=on )|(?<=til the ))(?P<dom>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?: of (?P<deictic>this|last|next|that|the same|the following) month)?"),
    Row("the third week of June", "position", r"{nth} (?:full )?(?P<unit>week|weekend|day|month|quarter){of}", UNIT, {"shift": "PART", "weak": True}),
    Row("the first Monday in May", "position", r"{nth} {weekday}{of}", UNIT, {"shift": "PART", "weak": True}),
    Row("480 BC", "digits2 digits4", r"(?P<bc>\d{1,4}) ?(?:b\.?c\.?e\.?|b\.c\.?|bc)(?![a-z])"),
    Row("79 AD", "digits2 digits4", r"(?P<ad>\d{1,4}) ?(?:a\.?d\.?|c\.e\.|ce)(?! [a-z]+s\b)(?![a-z])"),
    Row("AD 79", "ad", r"(?:ad|a\.d\.) ?(?P<ad>\d{1,4})(?!\d|[.,]\d)"),
    Row("2023-10-07", "digits4", r"{year}-{mm}-{day}"),
    Row("2023/10/07", "digits4", r"{year}/{mm}/{day}"),
    Row("2023-10-07T12:30:00Z", "digits4",
        r"{year}-{mm}-{day}(?:t| )(?P<hour>[01]\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<seconds>[0-5]\d)(?:\.\d{1,9})?)?(?: ?(?P<zone>z|utc|gmt))?"),
    Row("20231007T1230", "digits4", r"(?P<year>[12]\d{3})(?P<mm>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])t\d{4,6}z?"),
    Row("10/27/2023", "digits2", r"(?P<mm>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/{year}", fields={"order": "MDY"}),
    Row("27/10/2023", "digits2", r"(?P<day>3[01]|[12]\d|0?[1-9])/(?P<mm>1[0-2]|0?[1-9])/{year}", fields={"order": "DMY"}),
    Row("10/27/98", "digits2", r"(?P<mm>1[0-2]|0?[1-9])(?P<mark>[/-])(?P<day>3[01]|[12]\d|0?[1-9])(?P=mark)(?P<yy>\d\d)(?![\d/-])", fields={"order": "MDY"}),
    Row("9/11", "digits2", r"9/11(?![/\d])", fields={"feast": "nine_eleven"}),
    Row("27/10/98", "digits2", r"(?P<day>3[01]|[12]\d|0?[1-9])/(?P<mm>1[0-2]|0?[1-9])/(?P<yy>\d\d)(?![\d/-])", fields={"order": "DMY"}),
    Row("on 10/27", "digits2", r"(?:(?<=on )|(?<=by )|(?<=until )|(?<=til )|(?<=since )|(?<=this )|(?<=day )|(?<=day, )|(?<=mon )|(?<=tue )|(?<=tues )|(?<=wed )|(?<=thu )|(?<=thurs )|(?<=fri )|(?<=sat )|(?<=sun ))(?P<mm>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/%])", fields={"order": "MDY"}),
    Row("on 27/10", "digits2", r"(?:(?<=on )|(?<=by )|(?<=until )|(?<=til )|(?<=since )|(?<=day )|(?<=day, )|(?<=mon )|(?<=tue )|(?<=tues )|(?<=wed )|(?<=thu )|(?<=thurs )|(?<=fri )|(?<=sat )|(?<=sun ))(?P<day>3[01]|[12]\d|0?[1-9])/(?P<mm>1[0-2]|0?[1-9])(?![\d/%])", fields={"order": "DMY"}),
    Row("27.10.2023", "digits2", r"(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<mm>1[0-2]|0?[1-9])\.{year}"),
    Row("2024-W22", "digits4", r"{year}-w(?P<week>0[1-9]|[1-4]\d|5[0-3])"),
    Row("1998-Q3", "digits4", r"{year}[- ]q(?P<quarter>[1-4])"),
    Row("3Q23", "digits2", r"(?P<quarter_no>[1-4])q ?'?{yy2}"),
    Row("2H23", "digits2", r"(?P<half_no>[12])h ?'?(?:{year}|{yy2})"),
    Row("the 1988 quarter", "digits4", r"{year} (?:(?P<quarter>first|second|third|fourth){-})?(?:quarter|period)", UNIT,
        {"shift": "YEAR_AGO", "unit": "quarter"}),
    Row("1998", "digits4", r"{year}"),
    Row("the year 2000", "year", r"(?<=the )year {year}"),
    Row("nineteen ninety-six", "number", r"(?:the year )?{yearwords}(?! (?:years|days|hours|weeks|months|people|percent|dollars|million))"),
    Row("the year two thousand", "year", r"(?<=the )year (?:{yearwords}|(?P<y2k>two thousand))", fields={}),
    Row("1990s", "digits4", r"(?P<decade>[12]\d\d0)'?s"),
    Row("in '98", "digits2", r"(?:(?<=in ')|(?<=of ')|(?<=since ')|(?<=from ')|(?<=until ')|(?<=by ')|(?<=summer ')|(?<=spring ')|(?<=winter '))(?P<yearof>\d\d)(?!s)"),
    Row("2023年10月7日", "digits4", r"(?P<year>[12]\d{3})年(?P<mm>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"),
    Row("'80s", "digits2", r"(?<=')(?P<decade2>\d0)'?s"),
    Row("the 60s", "digits2", r"(?:(?<=the )|(?<=early )|(?<=late )|(?<=mid )|(?<=mid-))(?P<decade2>[2-9]0)s"),
    Row("the nineties", "decade", rf"(?<=the )(?P<decadeword>{alternatives(lex.DECADES)})"),
    Row("the early nineties", "decade", rf"(?:(?<=early )|(?<=late )|(?<=mid-)|(?<=mid ))(?P<decadeword>{alternatives(lex.DECADES)})"),
    Row("20th century", "digits2", r"(?P<century>\d{1,2}(?:st|nd|rd|th)){-}century"),
    Row("nineteenth century", "ordinal", rf"(?P<century>{alternatives(lex.ORDINALS)}){{-}}century"),
    Row("Friday", "weekday", r"{weekday}"),
    Row("the summer of 1994", "season", r"{season}(?: of| in|,)? (?:{year}|{yearwords})"),
    Row("the summer", "season", r"{season}", fields={"weak": True}),
    Row("the third quarter", "ordinal digit", r"(?:fiscal[- ])?{quarter}{-}(?:fiscal )?quarter"),
    Row("fiscal third quarter", "fiscal", r"fiscal{-}{quarter}{-}quarter", fields={"fiscal": True}),
    Row("the second half of the year", "ordinal", r"{half}{-}half(?= of (?:the year|19|20|this|last|next|fiscal)|,? (?:19|20)\d\d|-year)"),
    Row("Q3 2010", "quarterish", r"q(?P<quarter>[1-4])(?:(?: of|,)? {year}|(?: ?'| fy ?'?){yy2})?"),
    Row("3Q 2010", "digits2", r"(?P<quarter>[1-4])q(?:(?: of|,)? {year})?"),
    Row("H1 2010", "quarterish", r"h(?P<half_no>[12])(?: {year}| ?'{yy2})"),
    Row("in H1", "quarterish", r"(?:(?<=in )|(?<=for )|(?<=of )|(?<=during )|(?<=the ))h(?P<half_no>[12])(?! [a-z]+ (?:virus|flu))"),
    Row("the 1990 fiscal year", "digits4", r"{year} (?:fiscal|financial|calendar|tax|academic|school) year", fields={"fiscal": True}),
    Row("the 1990 first half", "digits4", r"{year} (?P<half>first|second) half"),
    Row("first-half profit", "ordinal", r"(?P<half>first|second){-}half(?= (?:profit|earnings|sales|results|loss|losses|net|revenue|revenues|income|figures)\b)"),
    Row("fiscal '89", "fiscal", r"fiscal {yy}", fields={"fiscal": True}),
    Row("fiscal 1989", "fiscal", r"fiscal (?:year )?{year}(?:-\d\d(?!\d))?", fields={"fiscal": True}),
    Row("FY2007", "quarterish", r"fy ?(?:{year}|'?{yy2})(?:[-/]\d\d(?!\d))?", fields={"fiscal": True}),
    Row("Easter week", "feast", r"{feast} (?P<unit>week|weekend)"),
    Row("Christmas 2010", "feast", r"{feast}(?:,? (?:of )?{year})?"),
)  # fmt: skip

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

RELATIVE_ROWS = (
    Row("tomorrow", "dayword", rf"(?P<dayword_now>{alternatives(lex.DAY_WORDS)})", UNIT, {"unit": "day"}),
    Row("tonight", "tonight", rf"(?:{alternatives(lex.TONIGHT)})", UNIT, {"shift": "THIS", "unit": "day", "part": "NI"}),
    Row("the week before last", "unit", r"(?P<unit>week|weekend|month|year) before last", UNIT, {"shift": "AGO", "count": 2.0}),
    Row("the night before last", "unit", r"(?<=the )night before last", UNIT, {"shift": "AGO", "unit": "day", "count": 2.0, "part": "NI"}),
    Row("the week after next", "unit", r"(?P<unit>week|weekend|month|year) after next", UNIT, {"shift": "AHEAD", "count": 2.0}),
    Row("the Friday before last", "weekday", r"{weekday} before last", fields={"shift": "LAST", "offset": -7}),
    Row("the Friday after next", "weekday", r"{weekday} after next", fields={"shift": "NEXT", "offset": 7}),
    Row("Tuesday week", "weekday", r"{weekday} week(?= |[.,;:!?)]|$)", fields={"shift": "NEXT", "offset": 7}),
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
    Row("the day before", "day", r"(?<=the )day before", fields={"offset": -1, "weak": True}),
    Row("the day after", "day", r"(?<=the )day after(?! tomorrow)", fields={"offset": 1, "weak": True}),
    Row("later in the day", "unit", r"(?<=the )(?P<unit>day)(?! (?:before|after|when|of|that|in which|to))(?!-)", UNIT, {"shift": "CURRENT", "weak": True}),
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

AMOUNT_ROWS = (
    Row("five years", "number digit half", r"{count}{-}(?:fiscal |calendar |straight |consecutive |more |additional |full |whole |other )?{unit}(?P<plushalf> and a half)?(?: or so)?", DURATION),
    Row("five trading days", "number digit", r"{count}{-}(?:trading|business|working|banking){-}{unit}(?P<plushalf> and a half)?", DURATION, {"shift": "WORKING"}),
    Row("10- to 12-year", "number digit", r"{count}- (?:to|or) {count2}{-}{unit}", DURATION),
    Row("two to three weeks", "number digit", r"{count}(?: to | or |-to-|-|-or-){count2}{-}{unit}", DURATION),
    Row("two years and three months", "number digit", r"{count} {unit}(?: and|,) (?P<count_b>{count2}) (?P<unit_b>minutes|seconds|hours|days|weeks|months)", DURATION),
    Row("an additional year", "an", r"(?:an additional|an extra|an entire|another) {unit}", DURATION, {"count": 1.0}),
    Row("the past two years", "past", r"(?P<deictic>past|last|next|coming|previous|preceding|following|prior|first|final|latest) {count}(?: to {count2})? (?:fiscal |trading |calendar )?{unit}(?: or so)?", DURATION),
    Row("the nine months", "number digits2", r"(?<=the ){count}{-}{unit}", DURATION),
    Row("recent times", "recent", r"recent (?:weeks and months|times)", REFERENCE, {"value": "PAST_REF"}),
    Row("recent years", "recent", r"recent (?P<unit>years|months|weeks|days|decades|quarters|hours)", DURATION, {"vague": True, "shift": "LAST"}),
    Row("past years", "past", r"past (?:years|months|weeks|days|quarters)", REFERENCE, {"value": "PAST_REF"}),
    Row("coming months", "coming", r"(?:coming|future) (?:years|months|weeks|days|decades|quarters)", REFERENCE, {"value": "FUTURE_REF"}),
    Row("the years ahead", "ahead", r"(?<=the )(?:years|months|weeks|days) ahead", REFERENCE, {"value": "FUTURE_REF"}),
    Row("for years", "unit", r"(?:(?<=for )|(?<=in )|(?<=over )|(?<=within )|(?<=after )|(?<=take )|(?<=taken )|(?<=took )|(?<=over the )|(?<=through the )|(?<=last )|(?<=of ))(?P<unit>centuries|decades|years|months|weeks|days|hours|minutes)(?! old)", DURATION, {"vague": True}),
    Row("decades-long", "unit", r"(?P<unit>centuries|decades|years|months|weeks|days|hours)-long", DURATION, {"vague": True}),
    Row("day-long", "unit", r"(?P<unit>day|week|month|year|decade|hour|century)-long", DURATION, {"count": 1.0}),
    Row("a while", "a", r"a while", DURATION, {"value": "PXX"}),
)  # fmt: skip

EVERY = r"(?P<every>every other|every|each)"
SET_ROWS = (
    Row("every Tuesday", "every", EVERY + r" {weekday}(?: {part})?", SET),
    Row("every other week", "every", EVERY + r" (?:{count} )?{unit}", SET),
    Row("every July", "every", EVERY + r" {month}(?: {day}{th})?", SET),
    Row("every summer", "every", EVERY + r" {season}", SET),
    Row("every morning", "every", EVERY + r" {part}", SET),
    Row("Tuesdays", "weekdays", r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s", SET, {"quant": "EVERY"}),
    Row("Tuesday nights", "weekday", r"{weekday} (?P<part>morning|afternoon|evening|night)s", SET, {"quant": "EVERY"}),
    Row("weekdays", "weekdays", r"weekdays", SET, {"value": "XXXX-WXX", "quant": "EVERY"}),
    Row("weekends", "weekends", r"(?:on )?(?P<span>weekends)", SET, {"value": "XXXX-WXX-WE", "quant": "EVERY"}),
    Row("twice a week", "once", r"(?P<times>once|twice|thrice|(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several) times) (?:a|an|each|every|per) {unit}", SET, {"count": 1.0}),
    Row("three times a week", "number digits2", r"(?P<times>(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)) times (?:a|an|each|every|per) {unit}", SET, {"count": 1.0}),
    Row("daily", "frequency", rf"(?P<frequency>{alternatives(lex.FREQUENCIES)})(?! newspaper| paper)", SET),
)  # fmt: skip

REFERENCE_ROWS = (
    Row("recently", "reference", rf"(?P<reference>{alternatives(lex.REFERENCES)})(?![a-z])", REFERENCE),
    Row("the past", "past", r"(?<=the )past(?=[.,;:!?\"')]| and | but | that | when | has | have |$)", REFERENCE, {"value": "PAST_REF"}),
    Row("the future", "future", r"(?<=the )future(?! [a-z]+(?:s|ing) (?:of|is|was|will))", REFERENCE, {"value": "FUTURE_REF"}),
    Row("in the recent past", "recent", r"(?<=the )recent past", REFERENCE, {"value": "PAST_REF"}),
    Row("current plans", "current", r"(?<![a-z]-)current(?! account| affairs| events)(?=[ -][a-z])", REFERENCE, {"value": "PRESENT_REF"}),
    Row("the present.", "present", r"(?<=the )present(?=[.,;])", REFERENCE, {"value": "PRESENT_REF"}),
)  # fmt: skip

TO = r" ?(?:-|to|through|thru|until|till) ?"
DAY2 = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d)"
HOUR2 = r"(?P<hour2>1[0-2]|0?[1-9])(?:[:.](?P<minute2>[0-5]\d))? ?{ampm}(?: {zone})?"
HOUR1 = r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
# Two ends in one pattern: the second end is the group ``day2``, ``year2``, ``yy2`` or ``hour2`` and what follows.
RANGE_ROWS = (
    Row("June 3-7, 2024", "month", r"{month} (?:the )?{day}{th}" + TO + DAY2 + r"{th}(?:,? {year})?(?![%:]|\.\d|,\d| (?:percent|people|million))"),
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
    "number": {*lex.CARDINALS, *lex.MULTIPLIERS, *_first_words(lex.VAGUE), "a", "an"},
    "half": {"half"},
    "an": {"an", "another"},
    "ordinal": {*lex.ORDINALS, "latest", "final", "last", "latter"},
    "decade": set(lex.DECADES),
    "position": set(lex.POSITIONS),
    "dayword": set(lex.DAY_WORDS),
    "tonight": set(lex.TONIGHT),
    "deictic": _first_words(lex.DEICTIC),
    "feast": _first_words(lex.FEASTS),
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
