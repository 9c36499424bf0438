"""English words that tell how mentions hang together and which way a clause looks: tables for ranges and tense.

What the words of time themselves mean is in ``lexicon``.
"""

# ruff: noqa: E501, SIM905  long word lists read better as text

from __future__ import annotations

import re

# --- Ranges and lists ---------------------------------------------------------------------------
RANGE_TO = r" ?- ?| to | through | thru | until | till | til "
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
# Verbs of the present: a sentence with one is no part of a telling.
STILL = frozenset(["is", "are", "has", "have", "do", "does", "says", "can"])
# What "today's" says of the age and not of the day: "today's world".
GENERIC_TODAY = (
    "world",
    "youth",
    "society",
    "standards",
    "generation",
    "technology",
    "children",
    "kids",
    "parents",
    "families",
    "women",
    "men",
    "teenagers",
    "computers",
    "cars",
    "politics",
    "culture",
    "economy",
    "audiences",
    "consumers",
    "students",
    "workers",
    "money",
    "terms",
    "environment",
    "climate of",
    "age",
    "era",
)
# What is still to come, as seen from publication; "would" is what was to come in a story.
TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|set|scheduled|expected|planned)|plans? to|hopes? to)\b|'ll\b"
)
PRESENT_WORDS = re.compile(r"\bnow\b|\bthis year\b|\blast year\b")

# --- Tense, read without a tagger ---------------------------------------------------------------
# As the words stand once "n't" is cut off: "wo" is what "won't" leaves.
FUTURE_AUXILIARIES = frozenset(["will", "shall", "ll", "wo", "would"])
MODALS = frozenset(["may", "might", "should", "must", "can", "cannot", "ca"])
PAST_AUXILIARIES = frozenset(["was", "were", "had", "did", "been", "has", "have"])
PRESENT_AUXILIARIES = frozenset(["is", "are", "am", "do", "does", "remain", "remains", "says", "say"])
# Verbs whose present tells a timetable: "the tour begins Wednesday".
TIMETABLE = frozenset(
    "begins starts opens resumes expires closes kicks meets travels visits arrives leaves returns hosts heads plays".split()
)
# The same of several: "leaders meet Friday", where what stands before is a plural, an adverb or a second name.
TIMETABLE_PLURAL = frozenset(
    "close meet begin convene travel open vote play face visit return leave arrive head resume fly gather debate decide start".split()
)
PLURAL_PRONOUNS = frozenset(["they", "we"])
AND = "and"
# The present of what is to come: "the law takes effect Jan. 1".
TAKES = frozenset(["takes", "take", "comes", "goes"])
PLACE = frozenset(["effect", "place", "office", "force", "into", "live"])
# A look ahead in the present: "forecasters expect thunder on Friday".
FORECASTS = frozenset("expect expects forecasts predict predicts foresee foresees".split())
LEADERS_OF_DAYS = frozenset(["on", "at"])
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
# After "was due Monday", what tells that it came to nothing.
BUT = "but"
WAS = frozenset(["was", "were"])
HAVE = frozenset(["have", "has"])
EVE_OF = ["eve", "of"]
# Nouns whose infinitive tells no plan of a headline: "an attempt to cross on Monday failed".
TRIES = frozenset(
    "attempt attempts bid effort efforts failure refusal decision order right chance way move time ability".split()
)
# "as planned", "as previously scheduled": a remark that leaves the tense to the verb.
AS = "as"
REMARK_ADVERBS = frozenset(["previously", "originally", "initially", "first"])
# What became of a plan: "the vote planned for Monday was postponed".
UNDONE = frozenset("canceled cancelled postponed scrapped delayed abandoned suspended dropped".split())
# A plan beside its subject: "the truce, to begin at noon Monday, was agreed".
APPOSED_PLAN = re.compile(r", to [a-z]+[^,;.]*$")
# After these, "for" leads to a time: "fixed for May".
PLANNED = ("fixed", "planned", "scheduled", "set", "slated", "due", "booked", "down", "postponed", "figures", "data")
# A thing that has happened, with its date before it: "the June agreement", "an Oct. 7 raid".
HAPPENED = frozenset(
    "agreement accord attack attacks raid raids killing killings ruling decision earthquake quake bombing bombings crash "
    "shooting shootings fire blast explosion arrest invasion coup massacre murder slaying hurricane landslide flood floods "
    "riot riots strike incident announcement report victory defeat loss collapse disaster uprising assassination "
    "outbreak storm earnings death deaths".split()
)
TOOK_PLACE = ["took", "place"]
DATE_PREPOSITIONS = frozenset(["on", "in", "at"])
BEFORE = "before"
SHORTLY = frozenset("shortly just soon right hours minutes moments days weeks well long".split())
UNTIL_WORDS = frozenset(["until", "till", "til", "thru", "by", "before"])
# After these a form in -ed qualifies a noun and is no verb: "a still undecided date".
QUALIFIER_LEADERS = frozenset(
    "a an the its his her their our my your this that these those still of in for with by on at most more very newly".split()
)
# Words that make of a date a beginning still to come, where nothing says the past: "starting Wednesday".
START_WORDS = frozenset(["starting", "beginning"])
UNTIL = frozenset(["until", "till", "til", "thru"])
# "extended to", "extended … through": the end of what goes on.
EXTENDED = frozenset(
    "extended extends extending extend valid runs lasts continues open postponed postpones delayed delays moved rescheduled "
    "pushed adjourned deferred off brought".split()
)
EXTENDED_TO = frozenset(["to", "through", "thru"])
INFINITIVE = "to"
# After these a participle is no past: "start getting beat".
GETTING = frozenset(["get", "gets", "getting", "being"])
PLUPERFECT = "had"
HAD = re.compile(
    r"\bhad (?:been|not|never|already|just|[a-z]+ed|[a-z]+en|[a-z]+ne|gone|left|lost|come|made|met|said|told)\b"
)
OF = "of"
BE = frozenset(["is", "are", "be"])
BARE_BE = "be"
COULD = "could"
# "to" before a noun is no infinitive ("rose to a record", "flew to Paris"), "May" with a capital no modal.
NO_VERB = re.compile(
    r"\b(?:due )?to (?=[A-Z\d$]|(?:an?|the|its|his|her|their|this|that|our|my|your|about|more|less|some)\b)|\bMay "
)
NO_VERB_STANDS = "at "
# What stands in every text in which NO_VERB finds something.
NO_VERB_HINTS = ("to ", "May ")
# Words after which a year is a side remark and does not set where the telling stands: "since 1973".
SIDE_REMARKS = frozenset("since to until by from through than the and of a an between".split())
SINCE_WORDS = frozenset(["since"])
# The same for a full date in news: "charged in the Dec. 21, 1988, bombing".
ATTRIBUTIVE = frozenset(["since", "the", "a", "an"])
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
