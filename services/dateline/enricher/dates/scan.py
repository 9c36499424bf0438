"""Folding a text for the grammar, and the cheap scan for words at which a date may open.

Folding keeps every offset: one code point stays one code point. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.enricher.dates.english.lexicon import MONTHS, WEEKDAYS
from dateline.enricher.dates.english.rows import Digits

# A run of letters and digits; tried once, so the scan is linear whatever the text.
WORD = re.compile(r"[a-z0-9]+")
# A wrapped line inside a sentence, not the next of a list: no full stop before, no capital after but a date's own.
# Begins with the line break itself, so that the engine leaps from one to the next and looks back from there.
_NAMES = "|".join(f.capitalize() for f in (*MONTHS, *WEEKDAYS, "christmas", "thanksgiving", "easter"))
_WRAP = re.compile(
    r"\n(?:(?=[a-z])(?<=[a-zA-Z0-9,]\n)|"
    rf"(?=\d|(?:{_NAMES})\b)(?<=[^\n]{{50}}[a-zA-Z0-9,]\n)"
    r"|(?=\d)(?<=[A-Z][a-z][a-z]\.\n)|(?=\d{1,2}, [12]\d{3}\b)(?<=[a-z]\n)|(?=\d)(?<=\bthe\n))"
)
_LOWER = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_UNSPACED = "\u2e80"  # the first of the East Asian scripts
_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ",
    "\u2009": " ", "\u202f": " ", "\u3000": " ", "\t": " ", "／": "/", "．": ".", "：": ":", "－": "-", "，": ",",
}  # fmt: skip
_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {0xFF21 + n: chr(0x61 + n) for n in range(26)}
_WIDE |= {0xFF41 + n: chr(0x61 + n) for n in range(26)}
_TABLE = _LOWER | {ord(c): p for c, p in _PLAIN.items()} | _WIDE
# The same for a text in lower case, by character: ten times as fast where few of them stand in it.
_FOLDED = {chr(c): p for c, p in _TABLE.items() if c not in _LOWER}


def fold(text: str) -> str:
    """Lower case, plain quotes, dashes, digits and spaces; the same length as ``text``."""
    unwrapped = _WRAP.sub(" ", text) if "\n" in text else text
    low = unwrapped.lower()
    if low.isascii():
        return low.translate(_ASCII_REST)
    if len(low) != len(text):  # a capital whose small letter is two code points: "İ"
        return unwrapped.translate(_TABLE)
    for character in _FOLDED.keys() & set(low):
        low = low.replace(character, _FOLDED[character])
    return low


_ASCII_REST = {ord("\t"): " ", ord("`"): "'"}


def openings(folded: str, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where a date may open: offset and the word, or the shape of a run that starts with a digit."""
    for match in WORD.finditer(folded):
        word = match[0]
        if word in words:
            key = word
        elif "0" <= word[0] <= "9":
            key = _shape(word)
        else:
            continue
        at = match.start()
        before = folded[at - 1 : at]
        # A letter before it makes it a part of a word, but in scripts that put no spaces between words.
        if not before.isalpha() or (key is not word and before >= _UNSPACED):
            yield at, key


def _shape(word: str) -> Digits:
    if not word.isdecimal():
        return Digits.MIXED
    return Digits.SHORT if len(word) < 4 else Digits.FOUR if len(word) == 4 else Digits.LONG
