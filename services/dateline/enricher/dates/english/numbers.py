"""Numbers in English words and figures: the patterns that find them, and what each says."""

# ruff: noqa: E501  a pattern stands on one line

from __future__ import annotations

from dateline.enricher.dates.english import lexicon as lex
from dateline.enricher.dates.patterns import alternatives

_SIMPLE_NUMBER = alternatives([*lex.CARDINALS, *lex.MULTIPLIERS])
_UNIT_NUMBER = alternatives([w for w, n in lex.CARDINALS.items() if 0 < n < 10])
_TEN_NUMBER = alternatives([w for w, n in lex.CARDINALS.items() if n >= 20])
_TEEN_NUMBER = alternatives([w for w, n in lex.CARDINALS.items() if 10 <= n < 20])
NUMBER_WORDS = (
    rf"(?:an? (?=hundred|thousand|million|dozen))?(?:{_SIMPLE_NUMBER})(?:(?:-| and | )(?:{_SIMPLE_NUMBER})){{0,5}}"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,4})(?:\.\d{1,2})?"
COUNT = rf"(?:(?:{DIGITS}(?: (?:thousand|million|billion))?|{NUMBER_WORDS})(?:(?:-| and (?:a )?| )(?:half|1/2|1/4|3/4|a half))?|{alternatives(lex.VAGUE)}|(?:(?:a|the) )?couple(?: of)?|half an?|a half|an?)"
YEAR_WORDS = (
    rf"(?:(?:seventeen|eighteen|nineteen|twenty)[ -](?:hundred|(?:{_TEN_NUMBER})(?:[ -](?:{_UNIT_NUMBER}))?|{_TEEN_NUMBER}|oh[ -](?:{_UNIT_NUMBER}))"
    rf"|two thousand(?: and)? (?:{_TEEN_NUMBER}|{_UNIT_NUMBER}))"
)


def words_number(text: str) -> float | None:
    """``twenty-four`` -> 24, ``two and a half`` -> 2.5, ``2 1/2`` -> 2.5, ``several`` -> None."""
    total, current = 0.0, 0.0
    for word in text.replace("-", " ").replace(",", "").split():
        if word in lex.CARDINALS:
            current += lex.CARDINALS[word]
        elif word in lex.MULTIPLIERS:
            current = (current or 1) * lex.MULTIPLIERS[word]
            if current >= 1000:
                total, current = total + current, 0.0
        elif word in ("half", "1/2"):
            total += 0.5
        elif word in ("1/4", "3/4"):
            total += int(word[0]) / 4
        elif word in ("a", "an"):
            current += 0
        elif word not in ("and", "of"):
            try:
                current += float(word)
            except ValueError:
                return None
    if text in ("a", "an", "one"):
        return 1.0
    return total + current


def amount(text: str) -> float | None:
    """A count as written -> its number, None where it names none ("several")."""
    if text in lex.VAGUE:
        return None
    if text.removesuffix(" of").endswith("couple"):
        return 2.0
    if text.startswith(("half a", "a half")):
        return 0.5
    if text.endswith((" and a half", " and half")) and text.startswith(("a ", "an ")):
        return 1.5
    return words_number(text)


def year_of_words(text: str) -> int:
    """``nineteen ninety-six`` -> 1996, ``two thousand and five`` -> 2005."""
    words = text.replace("-", " ").split()
    if words[:2] == ["two", "thousand"]:
        return 2000 + sum(lex.CARDINALS.get(w, 0) for w in words[2:])
    return lex.CARDINALS[words[0]] * 100 + sum(lex.CARDINALS.get(w, 0) for w in words[1:])


def two_digit_year(digits: str) -> int:
    """The year that two digits name in news: 40 to 99 are the 1900s."""
    return int(digits) + (1900 if int(digits) >= 40 else 2000)
