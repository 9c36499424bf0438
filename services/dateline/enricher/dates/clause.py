"""Which way the clause around a mention looks: to the past, or to what is still to come.

The verb group nearest to the mention says it, but for what stands right beside the mention:
rules in the order in which they are asked, each with its example. Windows are bounded, so
that the cost of a mention does not grow with the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.enricher.dates.english import cues
from dateline.enricher.dates.tense import (
    NEAR,
    Tense,
    backward,
    forward,
    is_past_form,
    sentence,
    sentence_begin,
    words_of,
)

# Code points after a mention in which its noun, or what became of its plan, stands.
NEXT_WORDS = 40
# Words before "through" among which what goes on stands: "extended a loan of up to $90 million through".
EXTENDED_REACH = 16
POSSESSIVE = "'s"


@dataclass(slots=True)
class Clause:
    """What stands around a mention in its sentence.

    ``left`` and ``right`` are words; ``before`` and ``after`` the text as it is, folded before
    the mention; ``verb`` what the nearest verb group on the left says, None without one.
    """

    left: list[str]
    right: list[str]
    before: str
    after: str
    possessive: bool
    verb: Tense | None

    @property
    def last(self) -> str:
        """The word before the mention."""
        return self.left[-1] if self.left else ""

    def ahead(self) -> Tense:
        """What the first verb group after the mention says; a headline's infinitive looks forward."""
        found = forward(words_of(self.after))
        return Tense.FUTURE if found is Tense.UNKNOWN and cues.INFINITIVE in self.left[:-1] else found


def _since(clause: Clause) -> Tense | None:
    return Tense.PAST if clause.last in cues.SINCE_WORDS else None


def _of_the_present(clause: Clause) -> Tense | None:
    return Tense.UNKNOWN if clause.possessive and clause.verb not in (None, Tense.PAST) else None


def _is_on(clause: Clause) -> Tense | None:
    led = clause.last in cues.LEADERS_OF_DAYS and clause.left[-2:-1] and clause.left[-2] in cues.BE
    return Tense.FUTURE if clause.last in cues.BE or led else None


def _eve_of(clause: Clause) -> Tense | None:
    return Tense.FUTURE if clause.left[-2:] == cues.EVE_OF else None


def _headline_plan(clause: Clause) -> Tense | None:
    at = clause.left.index(cues.INFINITIVE) if clause.verb is None and cues.INFINITIVE in clause.left else 0
    planned = 0 < at < NEAR and clause.left[at - 1] not in cues.TRIES and at + 1 < len(clause.left)
    return Tense.FUTURE if planned else None


def _apposed_plan(clause: Clause) -> Tense | None:
    return Tense.FUTURE if clause.verb is None and cues.APPOSED_PLAN.search(clause.before) else None


def _starting(clause: Clause) -> Tense | None:
    return Tense.FUTURE if clause.last in cues.START_WORDS and clause.verb is not Tense.PAST else None


def _happened(clause: Clause) -> Tense | None:
    happened = clause.right and clause.right[0] in cues.HAPPENED and clause.last != cues.INFINITIVE
    return Tense.PAST if happened else None


def _of_an_event(clause: Clause) -> Tense | None:
    return Tense.UNKNOWN if clause.possessive and clause.verb is not Tense.FUTURE else None


def _undone(clause: Clause) -> Tense | None:
    dropped = set(clause.right[:2]) & cues.PAST_AUXILIARIES and not cues.UNDONE.isdisjoint(clause.right[:NEAR])
    return Tense.PAST if clause.verb is Tense.FUTURE and dropped else None


def _in_vain(clause: Clause) -> Tense | None:
    planned = cues.PLUPERFECT in clause.left or not cues.WAS.isdisjoint(clause.left)
    vain = clause.verb is Tense.FUTURE and planned and cues.BUT in words_of(clause.after)
    return Tense.PAST if vain else None


def _until(clause: Clause) -> Tense | None:
    left, last = clause.left, clause.last
    extended = last in cues.EXTENDED_TO and not cues.EXTENDED.isdisjoint(left[-EXTENDED_REACH:])
    if left[-1:] == [cues.BEFORE] and not cues.SHORTLY.isdisjoint(left[-2:-1]):
        return None  # "shortly before 3 a.m. Sunday" is that Sunday
    if not (last in cues.UNTIL_WORDS or (left and left[-2:][0] in cues.UNTIL) or extended):
        return None
    told = cues.PLUPERFECT in left[-6:] or cues.PLUPERFECT in clause.right[:NEAR]
    return Tense.PAST if told or (len(left) <= 2 and clause.verb is Tense.PAST) else Tense.FUTURE


def is_surely_past(text: str, folded: str, start: int) -> bool:
    """Whether a past verb stands right before the mention, with at most a preposition between: "died on June 4"."""
    left = words_of(text[sentence_begin(folded, start) : start])
    if left[-1:] and left[-1] in cues.DATE_PREPOSITIONS:
        left = left[:-1]
    if left[-2:] == cues.TOOK_PLACE:
        return True
    verb, before = (left or [""])[-1], (left[-2:-1] or [""])[0]
    plans = verb in cues.PROSPECTIVE or verb in cues.COMMISSIVE or verb in cues.DEADLINE
    return is_past_form(verb) and not plans and before not in cues.BE and before != cues.INFINITIVE


Rule = tuple[str, Callable[[Clause], Tense | None]]
# Asked before the verbs after a mention are read, for want of one before it.
EARLY: tuple[Rule, ...] = (
    ("It has rained since Monday.", _since),
    ("The party is divided over Monday's vote.", _of_the_present),
    ("The parade is on Monday.", _is_on),
    ("He was in Leeds on the eve of Monday's vote.", _eve_of),
    ("Council to vote Monday on a plan first tabled in the spring.", _headline_plan),
    ("The truce, to begin Monday, was agreed.", _apposed_plan),
)
# Asked once it is known what the verbs say.
LATE: tuple[Rule, ...] = (
    ("It is shut starting Monday.", _starting),
    ("A Monday raid will be remembered.", _happened),
    ("Monday's vote was close.", _of_an_event),
    ("A service planned for Monday was cancelled.", _undone),
    ("He was due Monday but failed to appear.", _in_vain),
    ("The offer stands until Monday.", _until),
)


def clause_at(text: str, folded: str, start: int, end: int) -> Clause:
    """What stands around the span in its sentence."""
    low, high = sentence(folded, start, end)
    left = words_of(text[low:start])
    possessive = folded.startswith(POSSESSIVE, end)
    return Clause(
        left,
        words_of(text[end + len(POSSESSIVE) * possessive : min(high, end + NEXT_WORDS)]),
        folded[low:start],
        text[end:high],
        possessive,
        backward(left[:-1] if left[-1:] == [cues.INFINITIVE] else left),
    )


def tense_at(text: str, folded: str, start: int, end: int) -> Tense:
    """The tense that governs the span."""
    clause = clause_at(text, folded, start, end)
    for _, rule in EARLY:
        if (said := rule(clause)) is not None:
            return said
    if clause.verb is None:
        clause.verb = clause.ahead()
    for _, rule in LATE:
        if (said := rule(clause)) is not None:
            return said
    return clause.verb
