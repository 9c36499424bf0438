"""English words that turn what looks like a date into something else: tables for ``refuse``.

Each table names what stands before or after, with an example; how near it must stand is
``refuse``'s business.
"""

# ruff: noqa: E501, SIM905  long word lists read better as text

from __future__ import annotations

# Months and weekdays that are other words too; alone they need a date's surroundings: "Sun", "March".
AMBIGUOUS = frozenset("may march mar dec sat sun mon wed fri jan jun sep thu tue".split())
# Written small, these are dates wherever they stand; other names of months and days need a date's surroundings.
SMALL_TOO = frozenset(
    "january february july september october november december monday tuesday wednesday thursday friday saturday sunday "
    "tues weds thurs thur fri".split()
)
SMALL_LEADERS = frozenset(
    "on this next last til till until every by since in from early late mid during before after through throughout all".split()
)
# Feasts that nothing else is called, as ``feasts`` names them.
SMALL_FEASTS = frozenset(
    "christmas christmas_eve new_years_eve new_year easter easter_monday good_friday thanksgiving halloween valentine "
    "boxing_day ramadan eid_al_fitr eid_al_adha hanukkah passover diwali nine_eleven black_friday cyber_monday".split()
)
# Months that are people's names: "Theresa May", "June Carter".
NAMES_TOO = frozenset("may april june august march jan mar".split())
# Verbs' company: "May I", "March on Washington".
VERB_COMPANY = frozenset("i we he she they the on of to be have not it you".split())

# A weekday in a name, by what follows ("Sunday Times") and by what stands before ("Bloody Sunday").
NAME_AFTER = ("times", "night live", "night fever", "evening post", "herald", "mirror", "telegraph", "express", "mail", "world", "people",
              "night football", "school")  # fmt: skip
NAME_BEFORE = ("bloody", "super", "fat", "ruby", "girl", "man", "freaky", "sheffield", "joe", "shrove", "holy", "casual",
               "giving", "given")  # fmt: skip

# What makes the number after it a label: "Flight 2019", "No. 1998", "Boeing 2000".
LABELS = (
    "no.", "number", "flight", "section", "paragraph", "article", "art.", "room", "chapter", "page", "boeing", "airbus",
    "route", "highway", "suite", "box", "unit", "bus", "model", "code", "tel", "phone", "version", "p.", "pp.", "psalm",
    "port", "train", "windows", "office", "fifa", "photoshop",
)  # fmt: skip
# What makes it money: "Rs. 2000".
CURRENCIES = ("rs", "rs.", "us$", "eur", "usd", "gbp")
# What makes it a count: "some 2000", "more than 1998".
AMOUNT_WORDS = ("over", "under", "nearly", "almost", "some", "than", "least", "only")
# Nouns that are counted: "2024 people".
COUNTED = (
    "percent", "per cent", "million", "billion", "trillion", "thousand", "hundred", "dollar", "dollars", "pound", "pounds",
    "euro", "euros", "yen", "cent", "cents", "people", "men", "women", "children", "point", "points", "km", "kilometers",
    "kilometres", "mile", "miles", "meter", "meters", "metre", "metres", "feet", "foot", "square", "acre", "acres", "ton",
    "tons", "tonne", "tonnes", "page", "pages", "vote", "votes", "unit", "units", "job", "jobs", "troops", "soldiers",
    "police", "workers", "employees", "shares", "students", "barrels", "mph", "mhz", "kg", "lb", "lbs", "yards", "gallons",
    "degrees", "passengers", "cases", "deaths", "aircraft", "planes", "homes", "houses", "words", "times", "copies",
    "others", "characters", "users", "followers", "customers", "subscribers", "visitors", "victims", "prisoners", "inmates", "families",
    "households", "schools", "rooms", "seats", "beds", "bottles", "hectares", "fans", "protesters", "demonstrators", "migrants", "civilians", "residents", "members", "delegates", "refugees", "bodies", "cars",
)  # fmt: skip
# "a 2000-mile march".
COMPOUNDS = ("mile", "foot", "acre", "page", "meter", "metre", "pound", "seat", "room", "point", "ton", "member", "strong",
             "square", "person", "man", "horsepower")  # fmt: skip
# Words after which a bare number of four digits is a year even outside of living memory: "in 1492".
OLD_YEAR_LEADERS = frozenset("in since of until by from year about circa".split())
# Words after which "17:30" is a time and not a score.
CLOCK_LEADERS = frozenset("at until by from to since before after around about and till".split())
# Prefixes that a hyphen ties to a year: "mid-2024", "post-1959".
YEAR_PREFIXES = ("mid", "end", "pre", "post", "early", "late")
# Words after "a second" that leave it a time; another makes it an ordinal: "a second straight month".
SECOND_FOLLOWERS = frozenset("and or before after later ago when that to it he she they in at as but while on".split())
# Whose tens are years of age: "in his early 60s"; what makes them degrees: "highs in the 70s".
AGED = ("his", "her", "their", "my", "your", "our", "whose", "its")
WEATHER = ("high", "highs", "low", "lows", "temperature", "temperatures", "degrees", "mercury", "fahrenheit", "celsius")
# What may follow "the 14th" of a month, where no mark ends the phrase; another word makes it an ordinal: "the 14th floor".
DAY_FOLLOWERS = frozenset(
    "the a an his her their its our my this that these those all both some and but or at to for from with by in after "
    "before when while as because since until till he she it they we i you there was were is are had has have did would "
    "will could only just about around of".split()
)
# Capitals that make it a name: "the 5th Circuit".
NAMED_NTH = frozenset(
    "street avenue circuit district congress amendment division regiment army fleet battalion brigade corps infantry cavalry "
    "floor ward precinct century anniversary parallel annual airborne armored armoured marine squadron hole".split()
)
# "wait a minute" is no time.
MOMENTS = ("a minute", "a second")
WAIT = frozenset(["wait", "just", "on"])
# Before a weekday that begins a name of places: "of Tuesday Market Place".
PLACED = frozenset(["of", "the", "at", "in", "called"])
# Where a quarter is one of a game.
GAME = (
    "touchdown",
    "touchdowns",
    "yards",
    "overtime",
    "halftime",
    "points",
    "point lead",
    "quarterback",
    "buzzer",
    "rebounds",
)
# What "the 14th" numbers where it opens a sentence: "On the 14th floor …".
NUMBERED = frozenset(
    "floor century anniversary birthday minute hole day time place edition season round week month year grade consecutive "
    "straight annual attempt lap inning hour game match series ballot page line try week-end weekend stage leg green tee".split()
)
# Things that only have a feast's name: "the Christmas market".
FEAST_THINGS = frozenset(
    "market markets tree trees card cards carol carols decorations lights song songs gift gifts present presents jumper "
    "pudding stocking wreath bunny egg eggs parade costume costumes turkey island".split()
)
# Where "the 14th" is a hole.
GOLF = ("par", "birdie", "birdies", "birdied", "bogey", "bogeys", "bogeyed", "fairway", "putt", "putts")
# Words after which "a second" is a time.
SECOND_LEADERS = frozenset("for in than half of per times within".split())
# Short forms of units that stand after digits alone: "an HR manager".
UNIT_ABBREVIATIONS = frozenset("sec secs min mins hr hrs yr yrs".split())
# An age is of a person, not of the story: "a 6-year-old", "six years old", "aged 6 years".
AGE_AFTER = ("old", "olds", "of age")
AGE_BEFORE = "aged"
