"""Finds the mentions that the model missed: every further occurrence of a name that is decided.

One pass over the article's capitalised words, with a dictionary of names by first word: its
time does not depend on how many names there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.enricher.entities import lexicon
from dateline.enricher.entities.names import bare

# The first letters of a name: a capital (any letter that is no ASCII lower case one), not inside a word.
_CAPITALISED = re.compile(r"(?<![\w\-])[^\W\d_a-z][^\W_]*")
_LOWER = re.compile(r"\b[a-zà-öø-ÿ]{2,}\b")
# "Hezbollah-backed", "Essex-born"
_COMPOUND = re.compile(
    r"-(?:based|led|backed|born|owned|run|controlled|style|held|occupied|listed|trained|educated|area|bound)\b"
)
_WORD_AFTER = re.compile(r" [^\W\d_a-z]")

# Longer names are not looked for again: they were clauses, not names.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An occurrence of a name: article offsets, and the name as it was decided."""

    start: int
    end: int
    name: str


class LowerWords:
    """The words that a text writes in lower case; read when first asked for: most articles need none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(_LOWER.findall(self._text))
        return word in self._words


# First word -> (length, form -> name), longest first.
_Index = Mapping[str, Sequence[tuple[int, Mapping[str, str]]]]


def occurrences(text: str, names: Mapping[str, bool], taken: Sequence[tuple[int, int]]) -> Iterator[Occurrence]:
    """Occurrences of ``names`` outside of the ``taken`` spans (in order), themselves in order, not overlapping.

    ``names`` maps each name to whether it is sure of itself: a name of one word that is not
    (no surname, no acronym) is passed over beside another capitalised word, with which it
    may form a different name ("Paris" in "Paris Hilton").
    """
    index = _index(names)
    lower = LowerWords(text)
    spans = iter([*taken, (len(text) + 1, len(text) + 1)])
    free_until, free_from = next(spans)
    done = 0
    for word in _CAPITALISED.finditer(text) if index else ():
        start = word.start()
        while free_from <= start:
            free_until, free_from = next(spans)
        if start < done or start >= free_until:
            continue
        for length, forms in index.get(word.group(), ()):
            end = start + length
            name = forms.get(text[start:end]) if end <= free_until else None
            if name is None or not _ends(text, end):
                continue
            if names[name] or " " in name or _stands_alone(text, start, end, lower):
                done = end + 1 if name[-1] == "." and text[end : end + 1] == "." else end
                yield Occurrence(start, done, name)
                break


def _index(names: Iterable[str]) -> _Index:
    """The forms to look for: each name as written, and in capitals ("CLINTON")."""
    index: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name in names:
        if len(name) > LONGEST:
            continue
        for form in (name, name.upper()) if len(name) > 3 else (name,):
            form = form.rstrip(".")
            if first := _CAPITALISED.match(form):
                index[first.group()][len(form)].setdefault(form, name)
    return {word: sorted(lengths.items(), reverse=True) for word, lengths in index.items()}


def _ends(text: str, end: int) -> bool:
    """Whether no word or compound goes on: not "Iraqi" for "Iraq", not "Paris-based" for "Paris"."""
    after = text[end : end + 1]
    if after == "-":
        return _COMPOUND.match(text, end) is not None
    return not (after.isalnum() or after in ("_", "-")) if after else True


def _stands_alone(text: str, start: int, end: int, lower: LowerWords) -> bool:
    """Whether the word is not part of a longer capitalised run, nor a common word that opens a sentence."""
    if _WORD_AFTER.match(text, end):
        return False
    if start == 0 or text[start - 1] != " ":
        return text[start:end].casefold() not in lower
    before = text[max(0, start - 30) : start - 1]
    previous = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
    if not previous or not previous[-1].isalnum():
        return previous[-1:] == "," or text[start:end].casefold() not in lower
    return not previous[0].isupper() or _leads_in(previous)


def _leads_in(word: str) -> bool:
    key = bare(word)
    return key in lexicon.OPENERS or key in lexicon.TITLE_HEADS or key in lexicon.HONORIFICS or lexicon.is_demonym(word)
