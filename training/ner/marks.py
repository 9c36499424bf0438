"""From a corpus's marks (PER, ORG, LOC, MISC) to spans with OntoNotes' types, for one passage.

The corpora name four groups; the model knows eighteen types. Where both agree, the model's own
type and bounds stand (it keeps an article inside the name); what neither is sure of teaches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

GROUP = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
TYPE = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
_NAME = re.compile(r"[^\W\d_]")
# What may stand in lower case inside a name: "bin Salman", "University of Basra".
_JOINTS = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "in",
        "at",
        "on",
        "de",
        "la",
        "van",
        "der",
        "von",
        "bin",
        "ibn",
        "al",
        "el",
        "du",
        "di",
        "da",
        "to",
        "&",
    }
)


@dataclass(frozen=True)
class Marked:
    """(first token, end token, type), in order, not overlapping; and tokens that teach nothing."""

    spans: tuple[tuple[int, int, str], ...]
    unknown: frozenset[int]


def marked(doc: Doc, marks: tuple[tuple[int, int, str], ...], exhaustive: bool) -> Marked:
    """What to learn from ``doc``, whose ``ents`` are the model's own, given the corpus's ``marks``."""
    own = list(doc.ents)
    taken: list[tuple[int, int, str]] = []
    unknown: set[int] = set()
    for start, end, group in _innermost(marks) if not exhaustive else sorted(marks):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or any(a < span.end and span.start < b for a, b, _ in taken):
            continue
        rivals = [ent for ent in own if ent.start < span.end and span.start < ent.end]
        if group not in TYPE and any(ent.label_ not in GROUP for ent in rivals):
            continue  # a demonym, an event, a work: the corpora's fourth group, of which the model knows more
        found = _agreed(span, rivals, group, exhaustive)
        if found is not None:
            taken.append(found)
        else:
            unknown.update(range(span.start, span.end))
            unknown.update(i for ent in rivals for i in range(ent.start, ent.end))
    for ent in own:
        if any(a < ent.end and ent.start < b for a, b, _ in taken):
            continue
        if (ent.label_ not in GROUP or not exhaustive) and not unknown.intersection(range(ent.start, ent.end)):
            taken.append((ent.start, ent.end, ent.label_))
    unknown.difference_update(i for a, b, _ in taken for i in range(a, b))
    return Marked(tuple(sorted(taken)), frozenset(unknown))


def _innermost(marks: tuple[tuple[int, int, str], ...]) -> list[tuple[int, int, str]]:
    """Marks that hold no other of their type: of "President Fuad Masum" and "Fuad Masum" the second."""
    return sorted(
        m
        for m in marks
        if not any(n is not m and n[2] == m[2] and m[0] <= n[0] and n[1] <= m[1] and n[:2] != m[:2] for n in marks)
    )


def _agreed(span: Span, rivals: list[Span], group: str, exhaustive: bool) -> tuple[int, int, str] | None:
    """The span to learn for a mark, or None where it teaches nothing."""
    if group not in TYPE:
        return None
    same = [ent for ent in rivals if GROUP.get(ent.label_) == group]
    for ent in same:
        if _core(ent) == _core(span):
            return ent.start, ent.end, ent.label_
    label = same[0].label_ if same else TYPE[group]
    if exhaustive:
        return span.start, span.end, label
    # Bounds of these corpora are not OntoNotes' (titles, runs of nouns): only their type is learned.
    for ent in rivals:
        # A country that acts is an organisation to some of them, and a place to OntoNotes.
        if _core(ent) == _core(span) and (ent.label_ in GROUP or ent.label_ == "NORP"):
            return ent.start, ent.end, ent.label_ if ent.label_ == "GPE" and group == "ORG" else label
    return (span.start, span.end, label) if not rivals and _is_name(span) else None


def _core(span: Span) -> tuple[int, int]:
    """The bounds without an article before and a possessive after."""
    start, end = span.start, span.end
    if span.doc[start].lower_ == "the" and end - start > 1:
        start += 1
    if span.doc[end - 1].lower_ in {"'s", "’s"} and end - start > 1:
        end -= 1
    return start, end


def _is_name(span: Span) -> bool:
    words = [token.text for token in span if _NAME.search(token.text)]
    return (
        bool(words)
        and not span[0].is_stop
        and words[0][0].isupper()
        and all(w[0].isupper() or w in _JOINTS for w in words)
    )
