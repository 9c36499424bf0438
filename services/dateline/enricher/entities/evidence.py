"""What a name, and the words right beside it, say of its type: features with names, an example each.

Says nothing of how much each counts: ``votes`` multiplies them with learned weights. Looks at
a few words on either side, so its cost is that of the mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import bare, words

# Common given names of some fifty languages in Latin letters (see NOTICE).
GIVEN = frozenset(files(__package__).joinpath("given_names.txt").read_text("utf-8").split())

_NO_NAMES = lexicon.OPENERS | lexicon.MONTHS

# After a name; matched where it ends. The first that matches counts.
AFTER = (
    # "Burns, who", "Burns, 68,"
    ("who", r", (?:who|whose|whom)\b|, aged? \d|, \d{2},|,? \(?\d\d\)"),
    # "Burns' wife", "Burns's lawyer"
    (
        "kin",
        r"['’]s? (?:wife|husband|father|mother|son|daughter|brother|sister|family|widow|parents|lawyers?|"
        r"career|colleagues|friends|deputy|predecessor|successor|hand|face|death|life)\b",
    ),
    # As in "Burns said".
    (
        "said",
        r" (?:said|says|told|added|recalled|argued|explained|insisted|replied|wrote|joked|smiled|testified|tweeted|"
        r"resigned|retired|died|graduated|himself|herself|noted|thinks|believes|hopes|knows|spoke)\b",
    ),
    # As in "NAIROBI, Kenya (AP)".
    ("agency", r"(?:, [A-Z][\w. ]{2,20})? \((?:AP|Reuters|AFP|UPI|dpa|CNN)\)"),
    # "LONDON, Jan. 3", "BONN 1996-08-31"
    (
        "dated",
        r",? (?:\d{4}-\d\d-\d\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}\b)",
    ),
    # "Petrel shares", "Petrel spokesman"
    (
        "firm",
        r"['’]?s? (?:shares|stock|stocks|shareholders|investors|executives|employees|customers|subsidiary|products?|"
        r"chairman|chief executive|CEO|newspaper|magazine|airlines?|daily|company|spokesm[ae]n|spokeswom[ae]n)\b",
    ),
    # "Petrel fighters", "Petrel members"
    ("members", r"['’]?s? (?:members?|fighters?|militants?|leaders?|officials?|party|group|movement|supporters)\b"),
    # "Ostrava province"
    (
        "area",
        r" (?:province|region|district|county|prefecture|airport|suburb|neighborhood|area|city|town|village|"
        r"border|peninsula|coast|valley)\b",
    ),
    # "Ostrava, Czechia (": a place and what it lies in
    ("bracket", r" \([A-Z]"),
    # As in "Lund (42nd minute)".
    ("bracket_digit", r" \(\d"),
    ("comma_name", r", [A-Z][\w.'’-]+(?:,| \(|\.|\n|$)"),
    ("list_comma", r", [A-Z]"),
    ("and_name", r" (?:and|&) [A-Z]"),
    ("possessive", r"['’]s?\b"),
    ("hyphen", r"-[a-z]"),
    ("verb", r" (?:is|was|has|had|will|would|were|are|have)\b"),
    ("score", r" \d"),
    ("sentence_end", r"[.!?]?[\"”]?(?:\s|$)"),
    ("comma", r","),
)
_AFTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in AFTER))

# Before the name; the word itself, or the noun of "noun of".
PLACE_NOUNS = lexicon.words_of(
    """
    city town village province state capital region port district island suburb outskirts municipality township
    country republic kingdom area hamlet county north south east west northern southern eastern western
    """
)
# "the newspaper Haaretz", "shares of Petrel"
FIRM_NOUNS = lexicon.words_of(
    "company firm magazine newspaper weekly daily agency bank airline retailer maker group network party club team "
    "band label publisher manufacturer brand"
)
_PREPOSITIONS = lexicon.words_of("at from to of by with for against on between through via under after like as")
_BEFORE = {
    **dict.fromkeys(FIRM_NOUNS, "firm_noun"),
    **dict.fromkeys(lexicon.LOCATIVES, "locative"),
    **{word: word for word in _PREPOSITIONS},
    "the": "the",
    "a": "a",
    "an": "a",
    "and": "and",
    "or": "and",
}


_SMALL = frozenset({"the", "in", "on", "to", "at"})
_DIGIT = re.compile(r"\d")


def is_given(word: str) -> bool:
    """Whether a word, as written, is a common given name and no word of the calendar or of grammar."""
    return len(word) > 2 and word in GIVEN and word.casefold() not in _NO_NAMES


def beside(text: str, start: int, end: int) -> Iterator[str]:
    """The features of the words before and after a mention."""
    if (found := _AFTER.match(text, end)) and found.lastgroup:
        yield found.lastgroup
    else:
        yield "word_after"
    if start == 0 or text[start - 1] == "\n":
        yield "line_start"
        return
    if text[start - 1] != " ":
        yield f"before_{text[start - 1]}" if text[start - 1] in "(\"“-/'" else "before_mark"
        return
    before = text[max(0, start - 30) : start - 1].split(" ")
    last = before[-1]
    word = last.casefold()
    if word == "of" and len(before) > 1 and before[-2].casefold() in PLACE_NOUNS:
        yield "place_of"
    elif known := _BEFORE.get(word):
        yield known
    elif word[-1:] == ",":
        yield "after_comma" if word[:1].islower() or not last[:1].isupper() else "after_name_comma"
    elif word[-1:] in (".", "!", "?", ":"):
        yield "opens"
    elif last[:1].isupper():
        yield "capital_before"
    else:
        yield "word_before"


@lru_cache(maxsize=4096)
def inside(name: str) -> tuple[str, ...]:
    """The features of the name itself: "Petrel Holdings", "Lake Victoria", "Qataris"."""
    return tuple(_inside(name))


def _inside(name: str) -> Iterator[str]:
    parts = words(name)
    size = len(parts)
    yield f"words_{min(size, 4)}"
    if name in lexicon.COUNTRIES:
        yield "country"
    if size == 1:
        yield from _single(name)
        return
    first, last = bare(parts[0]), bare(parts[-1])
    if last in lexicon.COMPANY_SUFFIXES:
        yield "company"
    elif last in lexicon.ORGANIZATION_WORDS:
        yield "organization_last"
    elif last in lexicon.PLACE_WORDS:
        yield "place_last"
    elif first in lexicon.PLACE_OPENINGS:
        yield "place_first"
    if first in lexicon.ORGANIZATION_OPENINGS:
        yield "organization_first"
    if parts[0] in GIVEN or (parts[0].isupper() and parts[0].title() in GIVEN):
        yield "given_2" if size == 2 else "given_3"
    elif len(first) == 1 or (len(parts[0]) <= 4 and parts[0][1:2] == "."):
        yield "initial_first"
    if size > 2 and len(bare(parts[1])) == 1:
        yield "initial_middle"
    if lexicon.is_demonym(parts[-1]) and parts[-1] not in lexicon.GIVEN_NAMES:
        yield "demonym_last"
    if lexicon.is_demonym(parts[0]):
        yield "demonym_first"
    middle = parts[1:]
    if "of" in middle or "for" in middle:
        yield "of_inside"
    if "and" in middle or "&" in middle:
        yield "and_inside"
    if not _SMALL.isdisjoint(middle):
        yield "lower_inside"
    elif not lexicon.PARTICLES.isdisjoint(map(str.casefold, middle)):
        yield "particle"
    if not lexicon.ORGANIZATION_WORDS.isdisjoint(map(bare, parts[:-1])):
        yield "organization_middle"
    if _DIGIT.search(name):
        yield "digit"
    if name.isupper():
        yield "capitals"


def _single(name: str) -> Iterator[str]:
    if name.casefold() in lexicon.ORGANIZATION_WORDS:  # "Congress"
        yield "organization_last"
    if lexicon.is_demonym(name):
        yield "demonym"
    elif name[-1] == "." and bare(name) in lexicon.STATES_ABBREVIATED:
        yield "state"
    elif name.replace(".", "") in lexicon.PLACE_ACRONYMS:
        yield "place_acronym"
    elif name.isupper():
        yield "acronym" if len(name) <= 6 else "capitals"
    elif name[:1].isupper() and name[1:].islower():
        yield "given_1" if name in GIVEN else "plain"
    elif name.islower():
        yield "lower"
    else:
        yield "mixed"
    if _DIGIT.search(name):
        yield "digit"
    if "-" in name:
        yield "hyphenated"
