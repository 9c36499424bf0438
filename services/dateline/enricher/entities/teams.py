"""Places that play: "England beat Pakistan". In a report of sport a place's name is often its team's.

A team is an organisation, not the place. Which team it is in the world is left to ``link``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cached_property

from dateline.contract import Entity, EntityGroup, EntityType, Mention
from dateline.enricher.entities import lexicon
from dateline.enricher.entities.words import Words

# A report of sport has several of these words, one of which means nothing else, and one that says who played how.
PLAIN = lexicon.words_of(
    """
    innings inning wicket wickets striker midfielder defender goalkeeper championship championships tournament
    semifinal semifinals quarterfinal qualifier qualifying tennis golf soccer football cricket rugby basketball
    baseball hockey bowler batsman pitcher homer homers quarterback touchdown umpire referee playoff playoffs
    standings halftime teammate teammates
    """
)
SPORT = PLAIN | lexicon.words_of(
    """
    match matches goal goals scored league cup champions season coach medal medals lap relay stadium squad captain
    overs runs
    """
)
PLAYED = lexicon.words_of(
    """
    beat beaten won win wins lost lose loses drew draw defeated defeat victory scored score led face faces faced
    """
)
# Of its distinct words one in twenty, at least two and at most four; in a long article one in forty.
FEW, ENOUGH = 2, 4
SHORT_SHARE, SHARE = 0.05, 0.025
# Or results: as many places followed by a score, beside at least one of the words.
RESULTS = 3

# "Pakistan 2", "CHICAGO 10 Toronto 3", "Pakistan 339-8"; no dateline's "LONDON 1996-08-30".
_SCORE = re.compile(r" \d{1,3}(?!\d|,\d)")
# "in London", "to Spain", "( Germany )", "ended at Berlin"; "Chicago at Toronto" are two teams.
_PLACED = re.compile(
    r"(?:\b(?i:in|near|from|to|of|outside|around|into|through|throughout|across|visit|leave)\s+(?:the\s+)?|\(\s*"
    r"|(?:^|\n|[,.;)\d] |\b[a-z]+ )[Aa]t (?:the )?)$"
)
# A dateline: "LONDON 1996-08-30", "BIRMINGHAM (AP)".
_DATED = re.compile(r" ?(?:\d{4}-|\([A-Z][a-z]*[A-Z]|[A-Z][a-z]+ \d{1,2} ?\()")
_BESIDE = 24
# The last word of where they play.
GROUNDS = lexicon.words_of(
    "stadium arena park ground grounds oval bowl rink garden street road avenue square airport centre center"
)


def with_teams(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, those places that play being organisations."""
    if not any(entity.type is EntityType.GPE for entity in entities):
        return tuple(entities)
    sport = Sport(entities, Words(text))
    keys = {entity.key for entity in entities}
    return tuple(_team(entity, keys) if sport.plays(entity) else entity for entity in entities)


def _team(entity: Entity, keys: Set[str]) -> Entity:
    group = EntityGroup.ORGANIZATION
    key = f"{group.value}:{entity.key.partition(':')[2]}"
    if key in keys:  # the story has an organisation of that name as well
        return entity
    # How sure the type was is said of the other type.
    return entity.model_copy(update={"type": EntityType.ORG, "group": group, "key": key, "confidence": None})


class Sport:
    """Whether an article reports sport, and which of its places play."""

    def __init__(self, entities: Sequence[Entity], words: Words) -> None:
        self._entities = entities
        self._words = words

    @cached_property
    def is_report(self) -> bool:
        """Whether the article has enough of sport's words, or of its results."""
        return _is_report(self._entities, self._words)

    def plays(self, entity: Entity) -> bool:
        """Whether a place's name mostly stands for its team: an organisation."""
        if not self.is_report or entity.type is not EntityType.GPE:
            return False
        if " " in entity.name and entity.name.rpartition(" ")[2].casefold() in GROUNDS:
            return False
        placed = sum(self._is_placed(mention) for mention in entity.mentions)
        return placed * 2 < len(entity.mentions)

    def _is_placed(self, mention: Mention) -> bool:
        text = self._words.text
        if _PLACED.search(text[max(0, mention.start - _BESIDE) : mention.start]):
            return True
        if _DATED.match(text, mention.end, mention.end + _BESIDE):
            return True
        # Each half of "WIGAN, England": the one has the comma after it, the other before.
        before = text[max(0, mention.start - 2) : mention.start]
        return (mention.text.isupper() and text.startswith(", ", mention.end)) or before == ", "


def _is_report(entities: Sequence[Entity], words: Words) -> bool:
    found, size = len(SPORT & words.distinct), len(words.distinct)
    if not found:
        return False
    enough = max(FEW, min(ENOUGH, SHORT_SHARE * size), SHARE * size)
    if found >= enough and not PLAIN.isdisjoint(words.distinct) and not PLAYED.isdisjoint(words.distinct):
        return True
    results = 0
    for entity in entities:
        if entity.group is EntityGroup.PLACE:
            results += sum(_SCORE.match(words.text, m.end) is not None for m in entity.mentions)
    return results >= RESULTS
