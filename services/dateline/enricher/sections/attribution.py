"""Who says it: the speaker and the cue in the words around a quote.

Reads a bounded stretch of words before or after the quote, token by token; tables of
cues stand below. Pairing marks and joining interrupted quotes is in ``quotes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from dateline.enricher.sections.abbreviations import BEFORE_NAME
from dateline.enricher.sections.wordlists import word_set

Offsets = tuple[int, int]

_TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*\.?|[^\w\s]")
_MOST_TOKENS = 45
_REACH = 200
_STOPS = frozenset(".?!;")
_NAME_LINKS = word_set("of the de la von van der bin al and for")
_DETERMINERS = word_set(
    "the a an one another his her their its our my some this that both many several two three most other"
)
_PRONOUNS = word_set("he she they it i we who you")
_SKIPPED = word_set("also later then had has have once again repeatedly publicly recently previously initially")
# Verbs (and one preposition) that hand over speech, all forms that stand in news.
CUES = word_set(
    """
    said say says saying told tell tells telling asked ask asks asking added add adds adding wrote write writes writing
    tweeted tweets posted posts replied replies responded responds answered answers argued argues arguing explained
    explains continued continues noted notes noting warned warns insisted insists declared declares stated states
    announced announces claimed claims concluded concludes recalled recalls remarked remarks joked jokes quipped quips
    shouted shouts yelled yells cried cries exclaimed observed observes reads read suggested suggests admitted admits
    acknowledged acknowledges conceded concedes complained complains predicted predicts vowed vows promised promises
    pledged pledges urged urges emphasized emphasizes stressed stresses reiterated reiterates charged charges countered
    counters mused muses wondered wonders lamented laments boasted boasts testified testifies commented comments
    confirmed confirms denied denies agreed agrees began begins opined interjected stressing joking insisting warning
    explaining went goes demanded demands reported reports elaborated elaborates offered offers
    """
)


class Attribution(NamedTuple):
    """Offsets of the speaker, None where nobody is named, and of the cue, None where the quote before had it."""

    speaker: Offsets | None
    cue: Offsets | None


class _Token(NamedTuple):
    start: int
    end: int
    word: str

    @property
    def low(self) -> str:
        return self.word.lower()


def attribution_after(text: str, start: int, end: int) -> Attribution | None:
    """The attribution that follows a quote: 'Lee said', 'said Ann Lee', 'according to the ministry'."""
    tokens = _sentence(text, start, end)
    while tokens and tokens[0].word in (",", "—", "–", "-"):
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0].low == "according":
        return Attribution(_phrase(tokens, 2), (tokens[0].start, tokens[1].end))
    if tokens and tokens[0].low in CUES:
        return Attribution(_phrase(tokens, 1), (tokens[0].start, tokens[0].end))
    speaker = _phrase(tokens, 0)
    if speaker is None:
        return None
    cue = next((t for t in tokens if t.start >= speaker[1] and t.low in CUES), None)
    return Attribution(speaker, (cue.start, cue.end)) if cue else None


def attribution_before(text: str, start: int, end: int) -> Attribution | None:
    """The attribution that leads into a quote: 'Lee said: ', 'As she told the paper, '."""
    tokens = _last_sentence(text, start, end)
    if not tokens or tokens[-1].word == ")":
        return None
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.low == "according" and at + 2 < len(tokens):
            return Attribution(_phrase(tokens, at + 2), (token.start, tokens[at + 1].end))
        if token.low in CUES:
            return Attribution(_subject(tokens, at), (token.start, token.end))
    return None


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    """Words and marks; a full stop stays with a title or an initial and is a token of its own elsewhere."""
    for match in _TOKEN.finditer(text, start, end):
        word, at = match.group(), match.start()
        bare = word[:-1]
        if word[-1] == "." and bare and len(bare) > 1 and "." not in bare and bare.lower() not in BEFORE_NAME:
            yield _Token(at, match.end() - 1, bare)
            yield _Token(match.end() - 1, match.end(), ".")
        else:
            yield _Token(at, match.end(), word)


def _sentence(text: str, start: int, end: int) -> list[_Token]:
    """The first tokens, up to the end of a sentence."""
    tokens = []
    for token in islice(_tokens(text, start, end), _MOST_TOKENS):
        tokens.append(token)
        if token.word in _STOPS:
            break
    return tokens


def _last_sentence(text: str, start: int, end: int) -> list[_Token]:
    """The tokens after the last end of a sentence; none where one ends right at ``end``."""
    tokens: list[_Token] = []
    for token in _tokens(text, max(start, end - _REACH), end):
        if token.word in _STOPS:
            tokens = []
        else:
            tokens.append(token)
    return tokens


def _phrase(tokens: list[_Token], at: int) -> Offsets | None:
    """The noun phrase that begins at token ``at``: a pronoun, a name, or words up to a verb or a comma."""
    if at >= len(tokens):
        return None
    first = tokens[at]
    if first.low in _PRONOUNS:
        return first.start, first.end
    if not (first.word[0].isupper() or first.low in _DETERMINERS):
        return None
    last = first
    named = first.word[0].isupper() and first.low not in _DETERMINERS
    for token in tokens[at + 1 : at + 9]:
        if not token.word[0].isalpha() or token.low in CUES or token.low in _SKIPPED:
            break
        if named and not (token.word[0].isupper() or token.low in _NAME_LINKS):
            break
        last = token
    words = [t for t in tokens[at:] if t.end <= last.end]
    while len(words) > 1 and words[-1].low in _NAME_LINKS:
        words.pop()
    return first.start, words[-1].end


def _subject(tokens: list[_Token], verb: int) -> Offsets | None:
    """The noun phrase that the verb at ``verb`` belongs to: the last one that begins before it."""
    at = verb - 1
    while at >= 0 and (tokens[at].low in _SKIPPED or tokens[at].low.endswith("ly")):
        at -= 1
    if at < 0:
        return None
    if tokens[at].low in _PRONOUNS:
        return tokens[at].start, tokens[at].end
    end = at
    if tokens[at].word == ",":
        at = next((k for k in range(at - 1, -1, -1) if tokens[k].word == ","), at)
        at, end = at - 1, at - 1
    while at >= 0 and tokens[at].word[0].isalpha() and end - at < 8:
        if tokens[at].low in _DETERMINERS or (
            tokens[at].word[0].isupper() and (at == 0 or not _in_name(tokens[at - 1]))
        ):
            return tokens[at].start, tokens[end].end
        at -= 1
    return None


def _in_name(token: _Token) -> bool:
    return token.word[0].isupper() or token.low in _NAME_LINKS or token.low in _DETERMINERS
