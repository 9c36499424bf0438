"""Text from a topic made safe for a terminal. Everything that comes through Kafka is untrusted.

Replaces, one character for one, what could move the cursor, change colours, reorder the line
or fail to print, so that offsets stay what they were.
"""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# C0 and C1 controls (ECMA-48: ESC and CSI among them) but for newline; the bidirectional controls
# (UAX #9), which can make a line read as another; line separators; lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACES = re.compile(r"[\s\u2028\u2029]+")


def clean(text: str) -> str:
    """The same number of characters, none of them unsafe. Tabs become spaces."""
    return _UNSAFE.sub(lambda found: " " if found[0] in "\r\u2028\u2029" else REPLACEMENT, text.replace("\t", " "))


def short(text: object, limit: int = 80) -> str:
    """One clean line of at most ``limit`` characters."""
    line = _SPACES.sub(" ", clean(str(text)[: limit * 4])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def escaped(text: str) -> str:
    r"""What is unsafe as Python writes it, ``\x1b``: for those who must see what exactly came."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
