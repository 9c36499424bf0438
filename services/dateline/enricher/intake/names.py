"""Names of authors out of bylines and author strings: "By Jane Doe and John Roe, Associated Press".

Lists of names are taken as they are; only a byline, which is prose, is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.enricher.intake.limits import MAX_NAME_LENGTH

# "By Jane Doe", "Reporting by Jane Doe", "Von Jana Muster"
LEAD = re.compile(r"(?:(?:written|reporting|reported|story|words|text)\s+)?(?:by|von|par|por)\b[:\s]*", re.IGNORECASE)
# "Jane Doe and John Roe", "Jane Doe & John Roe", "Jane Doe, John Roe", "Jane Doe; John Roe", "Jane Doe | The Herald"
JOIN = re.compile(r"\s+(?:and|und|et)\s+|\s*[,;|&]\s*", re.IGNORECASE)
# "Jane Doe in Paris", "Jane Doe for The Herald"
PLACE_OR_OUTLET = re.compile(r"\s(?:in|for|at)\s.*", re.IGNORECASE | re.DOTALL)
# RSS 2.0 authors, "jane@herald.example (Jane Doe)"; mail style, "Jane Doe <jane@herald.example>".
MAIL_AND_NAME = re.compile(r"[^\s()<>@]+@[^\s()<>@]+\s+\(([^()]+)\)")
NAME_AND_MAIL = re.compile(r"([^<>@]+[^<>@\s])\s*<[^<>\s]+@[^<>\s]+>")

# A part of a byline with one of these says what somebody is, or for whom they write: "Jane Doe, Political Editor".
NOT_A_NAME = frozenset(
    (
        "agencies", "agency", "associated", "bureau", "chief", "columnist", "contributor", "correspondent", "editor",
        "herald", "magazine", "news", "newsroom", "post", "press", "reporter", "senior", "staff", "times", "tribune",
        "writer", "afp", "ap", "bbc", "cnn", "dpa", "pa", "reuters", "upi",
    )
)  # fmt: skip


def split_byline(byline: str) -> tuple[str, ...]:
    """The names in a byline, in order; roles and outlets are left out where a name remains."""
    text = " ".join(byline.split())
    if not text or len(text) > MAX_NAME_LENGTH:
        return ()
    if mail := MAIL_AND_NAME.fullmatch(text) or NAME_AND_MAIL.fullmatch(text):
        return tidy((mail[1],))
    lead = LEAD.match(text)
    parts = tidy(PLACE_OR_OUTLET.sub("", part) for part in JOIN.split(text[lead.end() :] if lead else text))
    people = tuple(part for part in parts if NOT_A_NAME.isdisjoint(part.casefold().split()))
    return people or parts


def tidy(names: Iterable[str]) -> tuple[str, ...]:
    """Names with single spaces, each once; addresses are no names, nor is "(Image: Getty)"."""
    folded = (" ".join(name.split()).strip(" ,;|") for name in names)
    return tuple(
        dict.fromkeys(
            name
            for name in folded
            if name and len(name) <= MAX_NAME_LENGTH and "://" not in name and "@" not in name[1:] and name[0] != "("
        )
    )
