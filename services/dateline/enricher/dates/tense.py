"""Tense read from words alone: the bounds of a sentence, the verb group nearest to a mention.

The nearest verb group before the mention in its sentence decides, else the nearest after
it; deadlines ("until", "by") and prospective verbs ("is scheduled for") look forward.
Windows are bounded, so that the cost of a mention does not grow with the text.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from dateline.enricher.dates.english import cues

WINDOW = 220
# Words after a mention that opens its sentence among which "donors meet" stands.
NEAR = 4
_WORD = re.compile(r"[a-z]+(?=n't)|n't|[a-z]+|[;:()]|--|\d+")
_LAST_WORD = re.compile(r"[a-z.]+\Z")
_BREAK = re.compile(r"(?:[.!?][\"')\]]{0,3}\s|;\s|\n\s*\n|\n)")


class Tense(Enum):
    """Direction of the clause as seen from publication."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


def sentence_begin(folded: str, start: int) -> int:
    """Where the sentence that holds an offset begins, within a bounded window."""
    low = max(0, start - WINDOW)
    breaks = [*_BREAK.finditer(folded, low, start)]
    return next((m.end() for m in reversed(breaks) if _ends_sentence(folded, m.start(), low)), low)


def sentence_end(folded: str, end: int) -> int:
    """Where the sentence that holds an offset ends, within a bounded window."""
    high = min(len(folded), end + WINDOW)
    breaks = _BREAK.finditer(folded, end, high)
    return next((m.start() for m in breaks if _ends_sentence(folded, m.start(), end)), high)


def sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence around a span, within a bounded window."""
    return sentence_begin(folded, start), sentence_end(folded, end)


def _ends_sentence(folded: str, at: int, floor: int) -> bool:
    """Whether the mark at ``at`` ends a sentence, and is not the full stop of an abbreviation."""
    if folded[at] != ".":
        return True
    word = _LAST_WORD.search(folded, max(floor, at - 8), at)
    return word is None or (word[0] not in cues.SENTENCE_ABBREVIATIONS and len(word[0]) != 1)


# Every word, but for those in -ed, that the two readings below look for: most words are passed over at once.
_TELLING = (
    cues.FUTURE_AUXILIARIES | cues.MODALS | cues.PAST_AUXILIARIES | cues.PRESENT_AUXILIARIES | cues.DEADLINE
    | cues.PROSPECTIVE | cues.FORECASTS | cues.TIMETABLE | cues.TIMETABLE_PLURAL | cues.IRREGULAR_PAST
    | cues.TAKES | {cues.INFINITIVE}
)  # fmt: skip


@lru_cache(maxsize=8192)
def is_past_form(word: str) -> bool:
    """Whether a word looks like a past tense or participle."""
    return word in cues.IRREGULAR_PAST or (len(word) > 3 and word.endswith("ed") and word not in cues.NOT_PAST)


def _is_verb(words: list[str], i: int) -> bool:
    """Whether the past form at ``i`` is a verb: not after "to" ("to cut"), not before a noun ("a planned visit")."""
    before = words[i - 1] if i else ""
    qualifies = before in cues.QUALIFIER_LEADERS and words[i].endswith("ed")
    return is_past_form(words[i]) and before != cues.INFINITIVE and before not in cues.GETTING and not qualifies


def _of_past_form(words: list[str], i: int, *, infinitive: bool) -> Tense:
    """What a past form at ``i`` says: by its auxiliaries, and by an infinitive that hangs on it."""
    if infinitive:
        return Tense.FUTURE if words[i] in cues.COMMISSIVE else Tense.UNKNOWN
    before = set(words[max(0, i - 3) : i])
    if before & (cues.FUTURE_AUXILIARIES | cues.MODALS):
        return Tense.FUTURE
    if before & cues.BE:
        return (
            Tense.FUTURE
            if words[i] in cues.PROSPECTIVE or (cues.BARE_BE in before and cues.COULD not in before)
            else Tense.PRESENT
        )
    return Tense.PAST


def _is_remark(words: list[str], i: int) -> bool:
    """Whether the word at ``i`` only remarks on the plan: "as planned", "as previously scheduled"."""
    before = words[max(0, i - 2) : i]
    return before[-1:] == [cues.AS] or (before[:1] == [cues.AS] and before[1] in cues.REMARK_ADVERBS)


def _of_several(words: list[str], i: int) -> bool:
    """Whether several do what the verb at ``i`` says: a plural, a pronoun or "A and B" stands before it."""
    before = words[i - 1] if i else ""
    plural = before.endswith("s") and not before.endswith("ss") and len(before) > 3
    return plural or before == cues.AND or before in cues.PLURAL_PRONOUNS or words[max(0, i - 2) : i - 1] == [cues.AND]


def backward(words: list[str]) -> Tense | None:
    """The nearest verb group at the end of ``words``, read leftwards; None where there is none."""
    infinitive = False
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if word not in _TELLING and not word.endswith("ed"):
            continue
        before = words[i - 1] if i else ""
        if word in cues.FUTURE_AUXILIARIES or word in cues.MODALS or word in cues.FORECASTS:
            return Tense.FUTURE
        if word in cues.TAKES and words[i + 1 : i + 2] and words[i + 1] in cues.PLACE:
            return Tense.FUTURE
        if word == cues.INFINITIVE:
            infinitive = True
        elif word in cues.DEADLINE and _is_remark(words, i):
            continue
        elif word in cues.DEADLINE:
            return Tense.PAST if cues.PLUPERFECT in words[max(0, i - 3) : i] else Tense.FUTURE
        elif (
            word in cues.PROSPECTIVE and (infinitive or before in cues.PRESENT_AUXILIARIES)
        ) or word in cues.TIMETABLE:
            return Tense.FUTURE
        elif word in cues.HAVE and words[i + 1 : i + 2] == [cues.INFINITIVE]:
            return Tense.FUTURE  # "may have to shut Sunday"
        elif (
            word in cues.WAS
            and words[i + 1 : i + 2] == [cues.INFINITIVE]
            and cues.HAVE.isdisjoint(words[i + 2 : i + 3])
        ):
            return Tense.FUTURE  # "was to end in October"
        elif word in cues.PAST_AUXILIARIES:
            return Tense.PAST
        elif word in cues.TIMETABLE_PLURAL and _of_several(words, i):
            return Tense.FUTURE
        elif _is_verb(words, i):
            return _of_past_form(words, i, infinitive=infinitive)
        elif word in cues.PRESENT_AUXILIARIES:
            return Tense.FUTURE if infinitive and word in cues.BE else Tense.PRESENT
    return None


def forward(words: list[str]) -> Tense:
    """The nearest verb group at the beginning of ``words``."""
    for i, word in enumerate(words):
        if word not in _TELLING and not word.endswith("ed"):
            continue
        if word in cues.FUTURE_AUXILIARIES or word in cues.MODALS or word in cues.TIMETABLE:
            return Tense.FUTURE
        if word in cues.PAST_AUXILIARIES or _is_verb(words, i):
            return Tense.PAST
        if word in cues.TIMETABLE_PLURAL and (i == 0 or (i < NEAR and _of_several(words, i))):
            return Tense.FUTURE
        if word in cues.PROSPECTIVE and words[i + 1 : i + 2] == [cues.INFINITIVE]:
            return Tense.FUTURE
        if word in cues.PRESENT_AUXILIARIES:
            prospective = word in cues.BE and not cues.PROSPECTIVE.isdisjoint(words[i + 1 : i + 3])
            return Tense.FUTURE if prospective else Tense.PRESENT
    return Tense.UNKNOWN


def words_of(text: str) -> list[str]:
    """The words of a clause, lower case, "n't" and clause marks apart, "to" before a noun and "May" made harmless."""
    if cues.NO_VERB_HINTS[0] in text or cues.NO_VERB_HINTS[1] in text:
        text = cues.NO_VERB.sub(cues.NO_VERB_STANDS, text)
    return _WORD.findall(text.lower().replace("’", "'"))
