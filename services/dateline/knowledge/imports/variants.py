"""Names that a label itself holds, as news writes it: "Paxar" for "Paxar Corp", "John Shad" for "Shad, John S.R.".

What is only another way to write the name counts as the name; what leaves a part out, or
makes a new word of it, counts less (``priors``). Never a bare surname: that is anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.contract import EntityType
from dateline.knowledge.draft import Draft
from dateline.knowledge.imports.priors import DERIVED_NAME, OTHER_NAME, OWN_NAME

# Names that a label gives at most, and names of an entry whose legal forms are left out.
MOST_VARIANTS = 16
MOST_READ = 20

Variant = tuple[str, int]

# Legal forms at the end of a name, as they are registered: "Paxar Corp", "Acme Holdings plc", "Sund GmbH & Co. KG".
_FORM = re.compile(
    r",?\s+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|llp|lp|gmbh(?: & co\.? kga?a?)?|ag|se|"
    r"kg|kgaa|e\.?\s?v|s\.?a\.?s?|s\.?p\.?a\.?|n\.?v\.?|b\.?v\.?|ab|asa|a\.?s|oyj?|a/s|pty(?: ltd)?|pte(?: ltd)?|sarl|"
    r"srl|s\.?r\.?l|k\.k|kk|pjsc|ojsc|jsc|bhd|berhad|tbk)\.?\Z",
    re.IGNORECASE,
)
# "Deutsche Bank AG Holding Ltd": more than two forms are none.
_MOST_FORMS = 2
# Characters from a form's space to the end: " GmbH & Co. KGaA".
_LONGEST_FORM = 20
# The same before a name: "PT Bank Mandiri", "OAO Gazprom"; and what a king grants: "Koninklijke Philips".
_FIRST_FORM = re.compile(r"(?:PT|OAO|ZAO|PAO|OOO|PJSC|JSC|NV|AB|Koninklijke) (?=\w{3})")
# What a company is called besides its name: "Lloyds Banking Group"; and what it does: "Burlington Industries".
_HOUSE = re.compile(r",?\s+(?:group|groupe|gruppe|holdings?)\Z", re.IGNORECASE)
_TRADE = re.compile(
    r"\s+(?:industries|international|enterprises|technologies|systems|motors|airlines|airways|pharmaceuticals?|"
    r"chemicals?|insurance|stores|services|investors service|electric|electronics|energy|petroleum|foods|breweries|"
    r"laboratories|communications|telecom|software)\Z",
    re.IGNORECASE,
)
_LONGEST_TRADE = 20
# "Petrel (company)", "Northern Harbour Union (NHU)".
_BRACKET = re.compile(r"\s+\(([^()]{1,80})\)\Z")
_ACRONYM = re.compile(r"[A-Z][A-Z.&-]{1,9}")
# Words that an acronym passes over, and the letters that one has at least and at most.
_PASSED = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "la", "du", "des", "der", "und", "et"})
_FEWEST_LETTERS = 3
_MOST_LETTERS = 8
_LONG_ACRONYM = 4

_UNIVERSITY_OF = re.compile(r"University of ([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)\Z")
# "United States Department of the Treasury": the "Treasury Department", the "Department of the Treasury".
_OFFICE = re.compile(
    r"(?:(?:United States|U\.S\.|Federal|Australian|Canadian|British|French|German|Russian|Japanese|Chinese|Indian) )?"
    r"((Department|Ministry) (?:of|for) (?:the )?([A-Z][\w'’-]*(?:(?: and|,) [A-Z][\w'’-]*){0,2}))\Z"
)

# "John S.R. Shad", "James C. Miller III", "Ada B. Quill, Jr."
_INITIALS = re.compile(r"(?<=\w\w\s)(?:[A-Z]\.[ -]?)+(?=\S)")
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)\Z")
_HONORIFIC = re.compile(r"(?:Sir|Dame|Lord|Lady|Dr|Prof|Professor|Mr|Mrs|Ms|Hon|Rev)\.? (?=\w+\.? \w)")
# After a name, a title of its own: "Ada Quill, Baroness Quill", "Louis VIII, Landgrave of Hesse".
_PEER = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th) )?(?:Baron|Baroness|Viscount|Viscountess|Earl|Count|Countess|Marquess|Marquis|Duke|"
    r"Duchess|Lord|Lady|Landgrave|Margrave|Elector|Prince|Princess|King|Queen|Bishop|Archbishop) (?:of )?[A-Z]"
)
# 'Ada "Sparrow" Quill'
_NICKNAME = re.compile(r"""\s+["“'‘(][^"”'’()]{1,40}["”'’)](?=\s)""")
# Family names of more than a word begin so: "Maria de la Cruz" is no "Maria Cruz".
_PARTICLES = frozenset(
    """
    al ap ben bin bint da das de del della den der des di do dos du el ibn la le san st ten ter van von y zu
    """.split()  # noqa: SIM905  a table of words
)


def call_variants(draft: Draft) -> None:
    """Add what a draft's label holds to its names; of an organisation's other names, what is left without the form."""
    given = list(draft.aliases.items())[:MOST_READ]
    for number, (name, rank) in enumerate(variants(draft.label, draft.type)):
        if number >= MOST_VARIANTS:
            break
        draft.called(name, rank=rank)
    if draft.type is EntityType.ORG:
        for name, rank in given:
            if name != draft.label:
                draft.called(*_without_form(name), rank=max(rank, OTHER_NAME))


def variants(label: str, kind: EntityType) -> Iterator[Variant]:
    """The other names in a label, with their ranks; none where too little would be left."""
    if found := _BRACKET.search(label, max(1, len(label) - 84)):
        name, inside = label[: found.start()], found[1]
        yield name, OWN_NAME
        if kind is EntityType.ORG and _ACRONYM.fullmatch(inside):
            yield inside, OTHER_NAME
        label = name
    if kind is EntityType.ORG:
        yield from _organization(label)
    elif kind is EntityType.PERSON:
        yield from _person(label)


def _organization(label: str) -> Iterator[Variant]:
    names = [label, *_without_form(label)]
    for name in names:
        if name != label:
            yield name, OWN_NAME
        yield from ((other, OWN_NAME) for other in _joined(name))
    shortest = names[-1]
    if house := _shorter(_HOUSE, shortest):
        yield house, OTHER_NAME if " " in house else DERIVED_NAME
        shortest = house
    if trade := _shorter(_TRADE, shortest):
        yield trade, DERIVED_NAME
    yield from _turned(label)
    if acronym := _initials(names[-1]):
        yield acronym, OTHER_NAME if len(acronym) >= _LONG_ACRONYM else DERIVED_NAME


def _without_form(label: str) -> Iterator[str]:
    name = label
    if first := _FIRST_FORM.match(name):
        name = name[first.end() :]
        yield name
    for _ in range(_MOST_FORMS):
        shorter = _without_end(_FORM, name).rstrip(" ,&")
        if shorter == name or len(shorter) <= 2 or shorter.casefold() == "the":
            return
        name = shorter
        yield name


def _joined(name: str) -> Iterator[str]:
    """The name with its "and" written the other way: "Dillon & Read", "Dillon and Read"."""
    if " & " in name:
        yield name.replace(" & ", " and ")
    elif " and " in name:
        yield name.replace(" and ", " & ")


def _turned(label: str) -> Iterator[Variant]:
    if found := _UNIVERSITY_OF.match(label):  # not the other way round: York University is not the University of York
        yield f"{found[1]} University", DERIVED_NAME
    elif found := _OFFICE.match(label):
        if found[1] != label:
            yield found[1], OTHER_NAME
        yield f"{found[3]} {found[2]}", OTHER_NAME


def _initials(name: str) -> str | None:
    words = [word for word in re.split(r"[\s/-]+", name) if word and word not in _PASSED]
    if not _FEWEST_LETTERS <= len(words) <= _MOST_LETTERS or not all(word[0].isupper() for word in words):
        return None
    return "".join(word[0] for word in words)


def _person(label: str) -> Iterator[Variant]:
    name = label
    for plainer in (_given_first, _without_title, _without_nickname, _without_initials):
        if (shorter := plainer(name)) != name and " " in shorter:
            name = shorter
            yield name, OTHER_NAME if plainer is _without_initials else OWN_NAME
    words = name.split(" ")
    if len(words) == 3 and not _PARTICLES.intersection(word.casefold() for word in words) and "." not in name:
        yield f"{words[0]} {words[2]}", OTHER_NAME


def _given_first(name: str) -> str:
    """Turned round: "Quill, Ada B."; of "Ada Quill, Baroness Quill" what is before the title."""
    family, comma, given = name.partition(", ")
    if not comma or not given or _SUFFIX.search(f", {given}"):
        return name
    if _PEER.match(given):
        return family
    return name if "," in given else f"{given} {family}"


def _without_title(name: str) -> str:
    return _HONORIFIC.sub("", name, count=1) if _HONORIFIC.match(name) else name


def _without_nickname(name: str) -> str:
    return _NICKNAME.sub("", name, count=1)


def _without_initials(name: str) -> str:
    return " ".join(_INITIALS.sub("", _without_end(_SUFFIX, name)).split())


def _shorter(end: re.Pattern[str], name: str) -> str | None:
    short = _without_end(end, name, _LONGEST_TRADE)
    return short if short != name and len(short) > 2 and short.casefold() != "the" else None


def _without_end(form: re.Pattern[str], name: str, longest: int = _LONGEST_FORM) -> str:
    """A name without the form that ends it, looked for in its last characters alone."""
    start = max(1, len(name) - longest)
    found = form.search(name, start)
    return name[: found.start()] if found else name
