"""Places that play: "England beat Pakistan". In a report of sport a place's name is often its team's.

A team is not the place, so such a name is not linked to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.contract import Entity, EntityGroup, Mention
from dateline.enricher.entities.lexicon import words_of
from dateline.enricher.entities.linking.words import Words

# A report of sport has several of these: of so few distinct words two, then four, and in long articles a share.
SPORT = words_of(
    """
    match matches innings inning wicket wickets goal goals scored striker midfielder defender goalkeeper league
    cup championship championships champions season coach tournament semifinal semifinals quarterfinal qualifying
    qualifier medal medals lap relay tennis golf soccer football cricket rugby basketball baseball hockey bowler
    batsman pitcher homer homers quarterback touchdown umpire referee playoff playoffs standings halftime teammate
    teammates stadium squad captain overs runs
    """
)
FEW, ENOUGH = 2, 4
SHORT_SHARE, SHARE = 0.1, 0.02
# Or results: as many places followed by a score, beside at least one of the words.
RESULTS = 3

# "Pakistan 2", "CHICAGO 10 Toronto 3", "Pakistan 339-8"; no dateline's "LONDON 1996-08-30".
_SCORE = re.compile(r" \d{1,3}(?!\d|,\d)")
# "in London", "to Spain", "( Germany )"; not "at", which is also "Chicago at Toronto".
_PLACED = re.compile(
    r"(?:\b(?:in|near|from|to|of|outside|around|into|through|throughout|across|visit|leave)\s+(?:the\s+)?|\(\s*)$", re.I
)
# A dateline, or its country: "LONDON 1996-08-30", "BIRMINGHAM, England (AP)".
_DATED = re.compile(r" ?(?:\d{4}-|\([A-Z][a-z]*[A-Z]|[A-Z][a-z]+ \d{1,2} ?\()")
_BESIDE = 16


class Sport:
    """Whether an article reports sport, and which of its places play."""

    def __init__(self, entities: Sequence[Entity], words: Words) -> None:
        self._text = words.text
        self.is_report = _is_report(entities, words)

    def plays(self, entity: Entity) -> bool:
        """Whether a place's name mostly stands for its team: an organisation."""
        if not self.is_report or entity.group is not EntityGroup.PLACE:
            return False
        placed = sum(self._is_placed(mention) for mention in entity.mentions)
        return placed * 2 < len(entity.mentions)

    def _is_placed(self, mention: Mention) -> bool:
        text = self._text
        if _PLACED.search(text[max(0, mention.start - _BESIDE) : mention.start]):
            return True
        if _DATED.match(text, mention.end, mention.end + _BESIDE):
            return True
        # Each half of "WIGAN, England": the one has the comma after it, the other before.
        before = text[max(0, mention.start - 2) : mention.start]
        return (mention.text.isupper() and text.startswith(", ", mention.end)) or before == ", "


def _is_report(entities: Sequence[Entity], words: Words) -> bool:
    found = len(SPORT & words.distinct)
    size = len(words.distinct)
    if found >= max(FEW, min(ENOUGH, SHORT_SHARE * size), SHARE * size):
        return True
    if not found:
        return False
    results = 0
    for entity in entities:
        if entity.group is EntityGroup.PLACE:
            results += sum(_SCORE.match(words.text, m.end) is not None for m in entity.mentions)
    return results >= RESULTS
