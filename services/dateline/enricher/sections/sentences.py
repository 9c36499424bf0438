"""Sentences of a paragraph: a rule splitter for English news, in one pass.

Decides at each full stop, question or exclamation mark followed by white space, from the
word before and the word after. Which paragraphs are split is for the assembler to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.enricher.sections.abbreviations import BEFORE_NAME, BEFORE_NUMBER, EITHER, OPENERS, SPEECH_VERBS

# A run of marks with what closes over it, then white space. The look-behind starts a match only at
# the first mark of a run, and nothing is given back: a megabyte of dots is read once.
_STOP = re.compile(r"(?<![.!?…])([.!?…]++)([\"'”’»)\]]*+)\s++")
_OPENING = "\"'“‘«([—–-•*"
_QUOTES = "\"'”’»"
_WORD_REACH = 24
_NEXT_REACH = 48


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, without the white space between them."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, begin, stop, end):
            yield begin, stop.end(2)
            begin = stop.end()
    if begin < end:
        yield begin, end


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    at = stop.end()
    following = text[at : min(end, at + _NEXT_REACH)]
    opening = following.lstrip(_OPENING + " ")
    if not opening or opening[0].islower():
        return False
    marks, closers = stop.group(1, 2)
    if marks != ".":
        return not (closers and closers[0] in _QUOTES and _hands_over_quote(opening))
    if closers and closers[0] in _QUOTES:
        return True
    return not _is_abbreviation(_word_before(text, begin, stop.start()), opening, quoted=following[0] in _QUOTES + "“‘")


def _word_before(text: str, begin: int, at: int) -> str:
    low = max(begin, at - _WORD_REACH)
    words = text[low:at].split()
    return words[-1].rpartition("-")[2].lstrip(_OPENING) if words else ""


def _is_abbreviation(word: str, following: str, *, quoted: bool) -> bool:
    key = word.casefold()
    initial = len(word) == 1 and word.isupper() and word != "I"
    if not initial and key in BEFORE_NAME:
        return True
    if not initial and key in BEFORE_NUMBER:
        return following[0].isdigit()
    if initial or key in EITHER or _is_dotted(word):
        return not (quoted or _first_word(following) in OPENERS)
    return False


def _is_dotted(word: str) -> bool:
    """Initials and dotted capitals: "J.K", "U.S.S.R"."""
    return len(word) > 2 and word[1] == "." and all(len(part) == 1 for part in word.split("."))


def _first_word(following: str) -> str:
    words = following.split(None, 1)
    return words[0].rstrip(",;:.").replace("’", "'").casefold() if words else ""


def _hands_over_quote(following: str) -> bool:
    """'Smith said', 'Senator Ana Ruiz asked': a verb of speech within four capitalised words."""
    for number, word in enumerate(following.split()[:5]):
        bare = word.rstrip(",.:;")
        if number and bare in SPEECH_VERBS:
            return True
        if not bare[:1].isupper() or bare != word:
            return False
    return False
