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
    r"s\.?a\.?|s\.?p\.?a\.?|n\.?v\.?|b\.?v\.?|ab|asa|oyj|a/s|pty(?: ltd)?|pte(?: ltd)?|sarl|srl|k\.k)\.?",
    re.IGNORECASE,
)
# "Deutsche Bank AG Holding Ltd": more than two forms are none.
_MOST_FORMS = 2
# "John S.R. Shad", "James C. Miller III", "Ada B. Quill, Jr."
_INITIALS = re.compile(r"(?<=\w\w\s)(?:[A-Z]\.[ -]?)+(?=\S)")
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)")


def variants(label: str, kind: EntityType) -> Iterator[str]:
    """The other names in a label; none where too little would be left."""
    if kind is EntityType.ORG:
        yield from _without_form(label)
    elif kind is EntityType.PERSON:
        yield from _without_initials(label)


def _without_form(label: str) -> Iterator[str]:
    name = label
    for _ in range(_MOST_FORMS):
        start = max(name.rfind(" ", 0, name.rfind(" ")), 0)
        found = _last(_FORM, name, start)
        if found is None:
            return
        name = name[:found].rstrip(" ,&")
        if len(name) > 2 and name.casefold() != "the":
            yield name


def _last(form: re.Pattern[str], name: str, start: int) -> int | None:
    """Where a form begins that ends the name, looked for in its last words."""
    for found in form.finditer(name, max(0, start - 12)):
        if found.end() == len(name) and found.start() > 0:
            return found.start()
    return None


def _without_initials(label: str) -> Iterator[str]:
    found = _last(_SUFFIX, label, len(label) - 8)
    name = label[:found] if found is not None else label
    name = " ".join(_INITIALS.sub("", name).split())
    if name != label and name.count(" ") >= 1:
        yield name
