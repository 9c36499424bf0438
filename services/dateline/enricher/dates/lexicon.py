"""English words of time: the only place of this room, with ``grammar``, that knows English.

Every table maps a lower-case form to what it means, so that another language is another
table. How the words combine is the grammar's business.
"""

# ruff: noqa: E501, SIM905  long word lists read better as text

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
    "yesterday": -1, "yday": -1, "ystrday": -1, "yest": -1,
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
MULTIPLIERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

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
    "et": None, "eastern time": None, "pacific time": None, "central time": None, "pt": None, "local time": None,
}  # fmt: skip

# Days with a name. How each falls on the calendar: ``feasts``.
FEASTS = {
    "christmas eve": "christmas_eve", "christmas day": "christmas", "christmas": "christmas", "xmas": "christmas",
    "boxing day": "boxing_day", "new year's day": "new_year", "new years day": "new_year",
    "new year's eve": "new_years_eve", "new years eve": "new_years_eve", "valentine's day": "valentine",
    "halloween": "halloween", "independence day": "independence", "fourth of july": "independence",
    "july fourth": "independence", "veterans day": "veterans", "memorial day": "memorial", "labor day": "labor",
    "thanksgiving day": "thanksgiving", "thanksgiving": "thanksgiving", "columbus day": "columbus",
    "presidents day": "presidents", "presidents' day": "presidents", "martin luther king jr. day": "mlk",
    "martin luther king day": "mlk", "easter sunday": "easter", "easter monday": "easter_monday", "easter": "easter",
    "good friday": "good_friday", "palm sunday": "palm_sunday", "ash wednesday": "ash_wednesday",
    "maundy thursday": "maundy_thursday", "st. patrick's day": "st_patrick", "may day": "may_day",
    "election day": "election", "black friday": "black_friday", "cyber monday": "cyber_monday",
    "black monday": "black_monday", "bastille day": "bastille", "armistice day": "veterans",
    "remembrance day": "veterans", "juneteenth": "juneteenth", "earth day": "earth",
    "mother's day": "mothers", "mothers day": "mothers", "father's day": "fathers", "fathers day": "fathers",
    "xmas eve": "christmas_eve", "xmas day": "christmas", "new year's": "new_year", "nye": "new_years_eve",
    "hogmanay": "new_years_eve", "epiphany": "epiphany", "twelfth night": "twelfth_night", "burns night": "burns_night",
    "australia day": "australia_day", "groundhog day": "groundhog", "st. david's day": "st_david",
    "st patrick's day": "st_patrick", "saint patrick's day": "st_patrick", "international women's day": "womens",
    "april fools' day": "april_fools", "april fool's day": "april_fools", "st. george's day": "st_george",
    "anzac day": "anzac", "cinco de mayo": "cinco_de_mayo", "canada day": "canada_day",
    "all saints' day": "all_saints", "all saints day": "all_saints", "all souls' day": "all_souls",
    "bonfire night": "bonfire_night", "guy fawkes night": "bonfire_night", "st. andrew's day": "st_andrew",
    "world aids day": "world_aids", "thanksgiving eve": "thanksgiving_eve", "mlk day": "mlk",
    "indigenous peoples' day": "columbus", "easter eve": "holy_saturday",
    "holy saturday": "holy_saturday", "shrove tuesday": "shrove_tuesday", "mardi gras": "shrove_tuesday",
    "pancake day": "shrove_tuesday", "mothering sunday": "mothering_sunday", "ascension day": "ascension",
    "pentecost": "pentecost", "whit sunday": "pentecost", "whit monday": "whit_monday", "orthodox easter": "orthodox_easter",
    "orthodox christmas": "orthodox_christmas", "d-day": "d_day", "valentines day": "valentine",
    "ramadan": "ramadan", "ramzan": "ramadan", "eid al-fitr": "eid_al_fitr", "eid ul-fitr": "eid_al_fitr",
    "eid al fitr": "eid_al_fitr", "eid ul fitr": "eid_al_fitr", "eid al-adha": "eid_al_adha", "eid ul-adha": "eid_al_adha",
    "eid al adha": "eid_al_adha", "eid ul adha": "eid_al_adha", "islamic new year": "islamic_new_year", "ashura": "ashura",
    "mawlid": "mawlid", "passover": "passover", "pesach": "passover", "rosh hashanah": "rosh_hashanah",
    "rosh hashana": "rosh_hashanah", "yom kippur": "yom_kippur", "sukkot": "sukkot", "hanukkah": "hanukkah",
    "chanukah": "hanukkah", "purim": "purim", "lunar new year": "lunar_new_year", "chinese new year": "lunar_new_year",
    "diwali": "diwali", "deepavali": "diwali", "holi": "holi", "vesak": "vesak",
}  # fmt: skip

# "last", "this", "next" and their kin, as a shift in whole units.
DEICTIC = {
    "last": "LAST", "past": "LAST", "this past": "LAST", "this last": "LAST", "this": "THIS", "current": "THIS",
    "the current": "THIS", "next": "NEXT", "this coming": "NEXT", "coming": "NEXT", "upcoming": "NEXT",
    "this next": "NEXT", "previous": "BEFORE", "preceding": "BEFORE", "prior": "BEFORE", "following": "AFTER",
    "that": "SAME", "that same": "SAME", "same": "SAME", "this same": "SAME", "latest": "LATEST",
    "most recent": "LATEST", "just-ended": "LATEST",
}  # fmt: skip

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
    "early": "START", "the start of": "START", "the beginning of": "START", "start of": "START", "earlier": "START",
    "beginning of": "START", "the first part of": "START", "the early part of": "START", "the later part of": "END", "the very beginning of": "START", "the onset of": "START",
    "mid": "MID", "the middle of": "MID", "middle of": "MID", "midway through": "MID",
    "late": "END", "end": "END", "the end of": "END", "end of": "END", "later": "END", "the latter part of": "END", "the close of": "END",
    "the latter half of": "END", "the last part of": "END", "the tail end of": "END",
}  # fmt: skip

# "earlier this month" is the part of it before publication, "later this year" the part after.
CUTS = {"earlier": "BEFORE", "later": "AFTER"}
ARTICLE = "the"
YEAR = "year"
# What may stand between a position and its date: "late in the year".
POSITION_LINKS = ("in", "on")
# Mods that are prepositions too: "over the past two years" says no more than two.
PREPOSITIONS_TOO = frozenset(["over", "about", "around", "under", "some"])
REFERENCES_WITH_ARTICLE = ("other", "past", "future", "recent past", "coming", "near", "foreseeable")
# Seasons that are verbs and things too, and leaders that say no season: "to spring", "of fall".
SEASON_VERBS = ("fall", "spring")
NOT_OF_SEASONS = frozenset(["to", "of", "the", "a", "an"])

# --- Ranges and lists ---------------------------------------------------------------------------
RANGE_TO = r" ?- ?| to | through | until | till "
RANGE_AND = r" and "
BETWEEN = "between "
LIST_GAP = r",? (?:and |or )?"

# Between a stretch and its last or first day: "the quarter ended June 30", "the year beginning April 1".
ENDED = re.compile(r" (?:that )?(?:ended|ending|to|through)(?: on)? ")
BEGINNING = re.compile(r" (?:that )?(?:beginning|began|begins|starting|from)(?: on)? ")

# --- What a text speaks of ----------------------------------------------------------------------
ACCOUNTS = re.compile(
    r"\$|%|\bpercent\b|\bshare\b|\bearnings\b|\bprofit\b|\brevenue\b|\bsales\b|\bnet\b|\bloss\b|\bmillion\b"
)
PRESENT_WORDS = re.compile(r"\bnow\b|\bthis year\b|\blast year\b")

# --- Tense, read without a tagger ---------------------------------------------------------------
# As the words stand once "n't" is cut off: "wo" is what "won't" leaves.
FUTURE_AUXILIARIES = frozenset(["will", "shall", "ll", "wo", "would"])
MODALS = frozenset(["may", "might", "should", "must"])
PAST_AUXILIARIES = frozenset(["was", "were", "had", "did", "been", "has", "have"])
PRESENT_AUXILIARIES = frozenset(["is", "are", "am", "do", "does", "remain", "remains", "says", "say"])
# Verbs whose present tells a timetable: "the tour begins Wednesday".
TIMETABLE = frozenset(
    "begins starts opens resumes expires closes kicks meets travels visits arrives leaves returns hosts heads plays".split()
)
# The same of several: "leaders meet Friday", where what stands before is a plural, an adverb or a second name.
TIMETABLE_PLURAL = frozenset(
    "meet begin convene travel open vote play face visit return leave arrive head resume fly gather debate decide start".split()
)
PLURAL_PRONOUNS = frozenset(["they", "we"])
AND = "and"
# What one does to somebody, or oneself, that is to be done later: "agreed to meet Tuesday", "asked them to come".
COMMISSIVE = frozenset(
    "agreed promised vowed pledged hoped wanted intended asked ordered urged invited subpoenaed summoned requested offered".split()
)
# Verbs and participles that hand the time to what is still to come: "is scheduled for Friday".
PROSPECTIVE = frozenset(
    "expect expects expected expecting plan plans planned planning schedule schedules scheduled due set slated intend "
    "intends intended hope hopes hoping aim aims going likely promise promises want wants seek seeks agree agrees "
    "propose proposes proposed vow vows ready upcoming forecast forecasts predict predicts anticipate anticipates "
    "anticipated projected targeted poised bound about try tries urge urges prepare prepares preparing "
    "expires matures takes begins starts opens ends".split()
)
IRREGULAR_PAST = frozenset(
    "said told went came took made gave got saw knew found thought left felt became began brought kept held wrote stood "
    "heard let meant met ran paid sat spoke lay led read grew lost fell sent built understood drew broke spent cut rose "
    "drove bought wore chose hit won sold shot caught fought flew struck hurt sank swept slid sought taught threw woke "
    "withdrew shook bore beat bit blew died dealt dug ate fed fled forgot froze hung hid laid leapt lent lit overcame "
    "overtook quit rang rode sang shrank shut slept spread stole stuck swam swore tore undertook underwent upheld won "
    "set done gone seen known given taken born killed arose awoke bid burst cost crept dove dwelt forbade forgave "
    "knelt mistook outdid oversaw proved put rebuilt reset rid sewed sped spun split sprang stung stank strode "
    "strung thrust undid upset wept wrung".split()
)
# Words in -ed that are no past verb.
NOT_PAST = frozenset("united hundred need red indeed bed speed feed seed breed led exceed proceed succeed limited unlimited "
                     "wicked naked sacred united advanced aged alleged embed shed wed bred fed sled".split())  # fmt: skip
# A participle or noun that makes its object something to come, in any tense but the past perfect.
DEADLINE = frozenset(
    "payable effective scheduled schedules schedule planned plans plan expected expects due slated deadline".split()
)
# "as planned", "as previously scheduled": a remark that leaves the tense to the verb.
AS = "as"
REMARK_ADVERBS = frozenset(["previously", "originally", "initially", "first"])
# What became of a plan: "the vote planned for Monday was postponed".
UNDONE = frozenset("canceled cancelled postponed scrapped delayed abandoned suspended dropped".split())
# A thing that has happened, with its date before it: "the June agreement", "an Oct. 7 raid".
HAPPENED = frozenset(
    "agreement accord attack attacks raid raids killing killings ruling decision earthquake quake bombing bombings crash "
    "shooting shootings fire blast explosion arrest invasion coup massacre murder slaying hurricane landslide flood floods "
    "riot riots strike incident announcement report victory defeat loss collapse disaster uprising assassination "
    "outbreak storm earnings death deaths".split()
)
UNTIL_WORDS = frozenset(["until", "till", "by", "before"])
# After these a form in -ed qualifies a noun and is no verb: "a still undecided date".
QUALIFIER_LEADERS = frozenset(
    "a an the its his her their our my your this that these those still of in for with by on at most more very newly".split()
)
# Words that make of a date a beginning still to come, where nothing says the past: "starting Wednesday".
START_WORDS = frozenset(["starting", "beginning"])
UNTIL = frozenset(["until", "till"])
# "extended to", "extended … through": the end of what goes on.
EXTENDED = frozenset("extended extends extending valid runs lasts continues open".split())
EXTENDED_TO = frozenset(["to", "through", "thru"])
INFINITIVE = "to"
PLUPERFECT = "had"
BE = frozenset(["is", "are", "be"])
# "to" before a noun is no infinitive ("rose to a record", "flew to Paris"), "May" with a capital no modal.
NO_VERB = re.compile(
    r"\b(?:due )?to (?=[A-Z\d$]|(?:an?|the|its|his|her|their|this|that|our|my|your|about|more|less|some)\b)|\bMay "
)
NO_VERB_STANDS = "at "
# Words after which a year is a side remark and does not set where the telling stands: "since 1973".
SIDE_REMARKS = frozenset("since to until by from through than the and of a an between".split())
SINCE_WORDS = frozenset(["since"])
# Prepositions and the like after which a word that is also a name or a verb is a date.
DATE_LEADERS = frozenset(
    "in on since until till by before after during from to through throughout between of early late mid last next this every "
    "each around the coming past following previous beginning ending ended effective over into its his their our a an".split()
)
# What a rate is counted in: "six trains a week", "$2 million a year"; and words in -s that are no such noun.
RATE_WORDS = frozenset(["times", "once", "twice", "people"])
# What a price is counted in: "$2 million a year" names no time.
PRICE_WORDS = frozenset(
    "million billion trillion thousand hundred percent cent cents dollar dollars pound pounds euro euros yen share shares".split()
)
NO_RATE_WORDS = frozenset(
    "is was has this as its his takes lasts does less plus us lies needs spends means goes comes says gives remains runs "
    "stays serves happens occurs falls marks besides towards afterwards versus perhaps always".split()
)
SENTENCE_ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen rep gov gen col lt sgt capt rev st u.s u.n u.k no inc corp co ltd vs jan feb mar apr jun jul aug sept "
    "sep oct nov dec a.m p.m mon tue tues wed thu thurs fri sat sun jr sr prof calif mass conn fla".split()
)
