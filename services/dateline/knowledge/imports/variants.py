"""Names that a label itself holds: an organisation's without its legal form, a person's without initials.

They are other names (rank 1) of the same thing, as news writes it. Never a bare surname:
that is anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.contract import EntityType

# Legal forms at the end of a name, as they are registered: "Paxar Corp", "Acme Holdings plc", "Sund GmbH & Co. KG".
_FORM = re.compile(
    r",?\s+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|llp|lp|gmbh(?: & co\.? kga?)?|ag|se|kg|"
    r"s\.?a\.?|s\.?p\.?a\.?|n\.?v\.?|b\.?v\.?|ab|asa|oyj|a/s|pty(?: ltd)?|pte(?: ltd)?|sarl|srl|k\.k)\.?\Z",
    re.IGNORECASE,
)
# "Deutsche Bank AG Holding Ltd": more than two forms are none.
_MOST_FORMS = 2
# Characters from a form's space to the end: " GmbH & Co. KGaA".
_LONGEST_FORM = 20
# "John S.R. Shad", "James C. Miller III", "Ada B. Quill, Jr."
_INITIALS = re.compile(r"(?<=\w\w\s)(?:[A-Z]\.[ -]?)+(?=\S)")
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)\Z")


def variants(label: str, kind: EntityType) -> Iterator[str]:
    """The other names in a label; none where too little would be left."""
    if kind is EntityType.ORG:
        yield from _without_form(label)
    elif kind is EntityType.PERSON:
        yield from _without_initials(label)


def _without_form(label: str) -> Iterator[str]:
    name = label
    for _ in range(_MOST_FORMS):
        shorter = _without_end(_FORM, name).rstrip(" ,&")
        if shorter == name or len(shorter) <= 2 or shorter.casefold() == "the":
            return
        name = shorter
        yield name


def _without_end(form: re.Pattern[str], name: str) -> str:
    """A name without the form that ends it, looked for in its last characters alone."""
    start = max(1, len(name) - _LONGEST_FORM)
    found = form.search(name, start)
    return name[: found.start()] if found else name


def _without_initials(label: str) -> Iterator[str]:
    name = " ".join(_INITIALS.sub("", _without_end(_SUFFIX, label)).split())
    if name != label and " " in name:
        yield name
