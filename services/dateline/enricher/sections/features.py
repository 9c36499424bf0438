"""What can be seen of each line, alone and beside its neighbours: the evidence for its role.

What rules and phrases say of a line; ``evidence`` turns it, with the words, into the rows that
the line model reads. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.enricher.sections.cues import Cue, boilerplate_cue, fold, is_caption
from dateline.enricher.sections.datelines import find_dateline
from dateline.enricher.sections.lines import Line
from dateline.enricher.sections.publish_time import find_stamp, is_clock, is_stamp, opens_with_clock
from dateline.enricher.sections.wordlists import word_set

_READ = 400
_SHORT = 25
_DATELINE_REACH = 60
_DATED = 14
_TERMINAL = ".!?…"
_CLOSERS = "\"'”’»)]"
_BYLINE = re.compile(r"(?:By|BY|Written by|Story by|Text by|Words by|Posted by|Published by|Author:)\s+(?=[A-Z@])")
_BULLET = re.compile(r"(?:[•·▪◦‣●*–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_NUMBERED = re.compile(
    r"(?:(?:step|part|chapter|day|tip|no\.?|reason|rule|question)\s+)?#?\d{1,3}(?:\.\d)?\s*[.):–—-]", re.IGNORECASE
)
_SMALL_WORDS = word_set("a an and as at but by for from in is of on or per the to v vs with")


class Features(NamedTuple):
    """The evidence of one line."""

    words: int
    folded: str  # the first 400 characters, lower case, plain quotes
    closed: bool  # ends as a sentence does
    opens: bool  # begins with a capital, a digit or an opening quote
    capitals: float  # share of its words, small ones aside, that begin with a capital
    cue: Cue
    stamp: bool
    dated: bool  # holds a calendar date and little else
    clock: bool  # nothing but a time of day
    opens_with_clock: bool
    byline: bool
    caption: bool
    bullet: bool
    numbered: bool
    repeated: bool  # the same words stand on another line
    dateline: bool  # opens with one
    in_block: bool  # and there beside the same neighbour, or right beside this one

    @property
    def prose(self) -> bool:
        """A paragraph by its form alone: long, a whole statement, or opened by a dateline."""
        statement = self.closed and not (self.words <= 20 and (self.question or self.numbered))
        return self.dateline or self.words > _SHORT or (statement and self.words >= 8) or self.words >= 18

    @property
    def question(self) -> bool:
        """Whether it ends as a question does."""
        return self.folded.rstrip("\"')").endswith("?")


def line_features(lines: Sequence[Line]) -> list[Features]:
    """The evidence of every line of an article, in order."""
    folded = [fold(line.text[:_READ]) for line in lines]
    pairs = list(pairwise(["", *folded, ""]))
    seen, seen_pairs = Counter(folded), Counter(pairs)
    return [
        _features(
            line,
            low,
            dateline=at < _DATELINE_REACH and find_dateline(line.text, 0, len(line.text)) is not None,
            repeated=seen[low] > 1,
            in_block=seen[low] > 1
            and (seen_pairs[before] > 1 or seen_pairs[after] > 1 or before[0] == low or after[1] == low),
        )
        for at, (line, low, (before, after)) in enumerate(zip(lines, folded, pairwise(pairs), strict=True))
    ]


def _features(line: Line, folded: str, *, dateline: bool, repeated: bool, in_block: bool) -> Features:
    text = line.text
    words = text.count(" ") + text.count("\n") + 1
    last = text[-40:].rstrip(_CLOSERS)[-1:]
    short = words <= _SHORT
    head = text[:_READ]
    first = head.lstrip("\"'“‘«(¿¡[<#*")[:1]
    return Features(
        words=words,
        folded=folded,
        closed=last in _TERMINAL and bool(last),
        opens=not first.islower() or not head.split(None, 1)[0].islower(),
        capitals=_capitals(head) if short else 0.0,
        cue=boilerplate_cue(folded, words),
        stamp=short and is_stamp(folded),
        dated=words <= _DATED and find_stamp(folded) is not None,
        clock=short and is_clock(folded),
        opens_with_clock=short and opens_with_clock(folded),
        byline=words <= 18 and _BYLINE.match(head) is not None,
        caption=len(text) <= _READ and is_caption(text, folded, words),
        bullet=_BULLET.match(head) is not None,
        numbered=_NUMBERED.match(head) is not None,
        dateline=dateline,
        repeated=repeated,
        in_block=in_block,
    )


def _capitals(text: str) -> float:
    heavy = [word for word in text.split() if word not in _SMALL_WORDS]
    return sum(not word[0].islower() for word in heavy) / len(heavy) if heavy else 0.0
