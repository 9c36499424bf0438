"""Places that play: "England beat Pakistan". In a report of sport a place's name is often its team's.

A team is not the place, so such a name is not linked to it.
"""

from __future__ import annotations

import re

from dateline.contract import Entity, EntityGroup, Mention
from dateline.enricher.entities.lexicon import words_of
from dateline.enricher.entities.linking.article import Words

# A report of sport has several of these.
SPORT = words_of(
    """
    match matches innings wicket wickets goal goals scored striker midfielder defender goalkeeper league cup
    championship championships champions season coach tournament semifinal semifinals quarterfinal qualifying
    qualifier medal medals race lap relay tennis golf soccer football cricket rugby basketball baseball hockey
    bowler batsman inning innings pitcher homer homers quarterback touchdown umpire referee playoff playoffs
    standings halftime teammate teammates stadium
    """
)
ENOUGH = 4

# "Pakistan 2", "CHICAGO 10 Toronto 3", "Essex beat", "Spain's win": what a team does or gets.
_DOES = re.compile(
    r"\s*(?:\(\s*\d|\d{1,3}\b(?![-/]\d)|(?:have |had |has )?(?:beat|beaten|won|win|wins|lost|lose|loses|drew|draw"
    r"|defeated?|scored|score|led|lead|leads|trail|trailed|play|plays|played|face|faces|faced|meet|met|host|take"
    r"|took|advanced|qualified|finished|clinched|captain|coach|striker|manager|midfielder|goalkeeper|forward|defender"
    r"|v|vs|versus)\b\.?)"
)
# "against England", "beat Pakistan", "a win over Spain".
_SUFFERS = re.compile(r"(?:against|beat|beats|over|defeated|v|vs|versus|for|facing|edged|outscored)\s+(?:the\s+)?$", re.I)
# "in London", "( Germany )", "from Leeds"; a dateline, "LONDON 1996-08-30", has its figures apart (above).
_PLACED = re.compile(r"(?:\b(?:in|at|near|from|to|of|outside|around|into|through|throughout|across)\s+|\(\s*)$", re.I)


def plays(entity: Entity, words: Words) -> bool:
    """Whether a place's name mostly stands for its team."""
    if entity.group is not EntityGroup.PLACE or len(SPORT & words.folded) < ENOUGH:
        return False
    return sum(_vote(words.text, mention) for mention in entity.mentions) > 0


def _vote(text: str, mention: Mention) -> int:
    before = text[max(0, mention.start - 16) : mention.start]
    if _PLACED.search(before):
        return -1
    return 1 if _SUFFERS.search(before) or _DOES.match(text, mention.end, mention.end + 30) else 0
