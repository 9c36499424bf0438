"""The dateline that opens a story: "WASHINGTON, May 25 (AP) — ", "PARIS (Reuters) - ".

Finds the prefix and its parts (place, date, agency). Whether a paragraph may open with one
is for the labeller; reading the date into a publish time is in ``publish_time``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.contract import DatelineParts, TextSpan

_REACH = 120
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = re.compile(rf"{_WEEKDAY}(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?", re.IGNORECASE)
_DASH = re.compile(r"(?<=\d)-\s+|\s+(?:--?|[–—])\s+|\s*(?:--|[–—])\s*(?=[A-Z\"'“‘<\[(])")
# Most lines hold none of these and need not be searched for a dash.
_DASHES = ("- ", "–", "—", "--", "-\n", "-\t", "-\xa0")
_COLON = re.compile(r":\s+(?=[A-Z\"'“‘])")
_AGENCY_IN_BRACKETS = re.compile(r"[(/\[]\s*([A-Z][^()/\[\]]{1,40}?)\s*[)/\]]$")

# Agencies that a dateline names without brackets; elsewhere brackets or slashes mark them.
_BARE_AGENCIES: dict[str, str] = {
    "AP": "PARIS, AP — ",
    "AFP": "Paris, AFP - ",
    "Reuters": "London, Reuters - ",
    "Xinhua": "BEIJING, Xinhua -- ",
    "dpa": "Berlin, dpa - ",
    "ANI": "New Delhi, ANI: ",
    "PTI": "Mumbai, PTI: ",
    "UPI": "MIAMI, UPI -- ",
    "TASS": "MOSCOW, TASS - ",
}
# Words written small inside a place that is otherwise in capitals.
_SMALL_WORDS = frozenset({"and", "de", "la", "of", "the", "du", "al", "el", "on", "in", "near", "ABOARD"})
_NO_PLACES = frozenset(
    {
        "UPDATE",
        "CORRECTED",
        "EXCLUSIVE",
        "WATCH",
        "BREAKING",
        "NOTE",
        "ANALYSIS",
        "VIDEO",
        "LIVE",
        "RPT",
        "CORRECTION",
        "SPOTLIGHT",
    }
)


class Dateline(NamedTuple):
    """``end`` is where the prefix ends, its dash included and the white space after it not."""

    start: int
    end: int
    parts: DatelineParts


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph ``text[start:end]``, or None."""
    limit = min(end, start + _REACH)
    if not (text[start].isupper() or text[start] in "(["):
        return None
    head = text[start:limit]
    for mark in _DASH.finditer(text, start, limit) if any(map(head.__contains__, _DASHES)) else ():
        parts = _read_parts(text, start, mark.start(), sure=False)
        if parts and not (_bare(parts) and text[mark.end() : limit].isupper()):
            return Dateline(start, start + len(text[start : mark.end()].rstrip()), parts)
    colon = _COLON.search(text, start, min(end, start + 60)) if ":" in head else None
    parts = colon and _read_parts(text, start, colon.start(), sure=True)
    return Dateline(start, colon.start() + 1, parts) if colon and parts else None


def _bare(parts: DatelineParts) -> bool:
    """A place alone: before more capitals it is the first half of a headline."""
    return parts.date is None and parts.agency is None


def _read_parts(text: str, start: int, end: int, *, sure: bool) -> DatelineParts | None:
    """Parts of the prefix ``text[start:end]``; with ``sure`` a date or an agency is needed too."""
    rest_end, agency = _read_agency(text, start, end)
    pieces = _pieces(text, start, rest_end)
    dated = next((k for k, (a, _) in enumerate(pieces) if _DATE.match(text, a, rest_end)), len(pieces))
    date = None
    if dated < len(pieces):
        found = _DATE.match(text, pieces[dated][0], rest_end)
        if found is None or found.end() < rest_end:
            return None
        date = _span(text, found.start(), found.end())
    place_pieces = pieces[:dated]
    if not place_pieces:
        return DatelineParts(agency=agency) if agency and not date else None
    place = _span(text, place_pieces[0][0], place_pieces[-1][1])
    marked = date is not None or agency is not None
    if (sure and not marked) or not _is_place(place.text, in_capitals=not marked):
        return None
    return DatelineParts(place=place, date=date, agency=agency)


def _read_agency(text: str, start: int, end: int) -> tuple[int, TextSpan | None]:
    """Where the prefix ends without its agency, and the agency."""
    found = _AGENCY_IN_BRACKETS.search(text, start, end)
    if found:
        return _trim_end(text, start, found.start()), _span(text, *found.span(1))
    comma = text.rfind(",", start, end)
    tail = text[comma + 1 : end].strip() if comma > 0 else ""
    if tail in _BARE_AGENCIES:
        return _trim_end(text, start, comma), _span(text, end - len(tail), end)
    return end, None


def _trim_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,"))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between commas, trimmed."""
    spans, at = [], start
    for piece in text[start:end].split(","):
        bare = piece.strip()
        if bare:
            begin = at + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(bare)))
        at += len(piece) + 1
    return spans


def _is_place(place: str, *, in_capitals: bool) -> bool:
    """Whether a string can be a place; with ``in_capitals`` its first piece must be written in capitals."""
    first, *regions = place.split(",")
    words = first.replace("/", " ").split()
    if not words or len(words) > 6 or len(regions) > 2 or words[-1] in _NO_PLACES or not first[0].isalpha():
        return False
    if any(len(region.split()) > 4 or not region.strip()[:1].isupper() for region in regions):
        return False
    if in_capitals:
        return len(first) > 2 and all(_in_capitals(word) for word in words)
    return all(word[:1].isupper() or word in _SMALL_WORDS or word.startswith(("al-", "el-", "d'")) for word in words)


def _in_capitals(word: str) -> bool:
    return word in _SMALL_WORDS or (word.removeprefix("Mc").isupper() and not any(c.isdigit() for c in word))


def _span(text: str, start: int, end: int) -> TextSpan:
    return TextSpan(start=start, end=end, text=text[start:end])
