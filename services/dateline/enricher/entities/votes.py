"""One type for one name and article: what its mentions, and the words around them, vote for.

A model types each mention by itself, from a few tokens of context; a story uses a name in
one sense. Votes are counted by name as written ("Burns"), over the whole article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.contract import GROUP_OF, EntityGroup, EntityType
from dateline.enricher.entities import cues, lexicon
from dateline.enricher.entities.names import Found, bare, words
from dateline.enricher.entities.titles import Titled

# Weights beside a mention's own vote of 1.
TITLE = 2.0  # "President Washington"
HONORIFIC = 3.0  # "Mr. Washington"
LAST_WORD = 1.5  # "Narrow River", "Foreign Ministry"
COMPANY = 3.0  # "Washington Holdings Inc."
COUNTRY = 1.5  # "Jordan"
ACRONYM = 1.25  # "ISIL" that the model takes for a place
FULL_NAME = 2.0  # "Burns", for each "William Burns"
SURNAME = 1.0  # and again for each "Burns" itself: alone, a surname is what the model knows least
EXPANSION = 3.0  # "Fed", for "Federal Reserve (Fed)"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name is throughout the article; ``label`` is the model's own of the mentions that decided."""

    type: EntityType
    label: str


@dataclass(slots=True)
class Ballot:
    """The votes on one name. ``first`` breaks ties: the first mention's type."""

    first: EntityType
    votes: dict[EntityType, float] = field(default_factory=dict)
    # The model's labels and how often it gave each.
    labels: dict[tuple[EntityType, str], int] = field(default_factory=dict)
    mentions: int = 0
    located: int = 0
    decided: Decision | None = None

    def add(self, kind: EntityType, weight: float) -> None:
        """Count a vote."""
        self.votes[kind] = self.votes.get(kind, 0.0) + weight
        self.decided = None

    def mentioned(self, kind: EntityType, label: str) -> None:
        """Count a mention, which votes for its own type."""
        self.mentions += 1
        self.labels[kind, label] = self.labels.get((kind, label), 0) + 1
        self.add(kind, 1.0)

    def winner(self) -> Decision:
        """The group with the most votes, and in it the type with the most."""
        if self.decided is None:
            kind = self._type()
            labels = {label: count for (of, label), count in self.labels.items() if of is kind}
            self.decided = Decision(kind, max(labels, key=labels.__getitem__) if labels else kind.value)
        return self.decided

    def _type(self) -> EntityType:
        if len(self.votes) == 1:
            return next(iter(self.votes))
        groups: dict[tuple[EntityGroup, EntityType | None], float] = defaultdict(float)
        for kind, weight in self.votes.items():
            groups[_group(kind)] += weight
        best = max(groups.values())
        tied = [group for group, weight in groups.items() if weight == best]
        group = _group(self.first) if _group(self.first) in tied else tied[0]
        kinds = {kind: weight for kind, weight in self.votes.items() if _group(kind) == group}
        most = max(kinds.values())
        return self.first if kinds.get(self.first) == most else next(k for k, w in kinds.items() if w == most)


def _group(kind: EntityType) -> tuple[EntityGroup, EntityType | None]:
    # Places are one party, whatever their kind; a product and a law are not.
    group = GROUP_OF[kind]
    return (group, kind if group is EntityGroup.OTHER else None)


def tally(text: str, mentions: Sequence[Found], titled: Sequence[Titled | None]) -> dict[str, Ballot]:
    """Ballots by name, from the model's labels and the words next to and inside the names."""
    ballots: dict[str, Ballot] = {}
    for mention, title in zip(mentions, titled, strict=True):
        ballot = ballots.get(mention.name)
        if ballot is None:
            ballot = ballots[mention.name] = Ballot(mention.type)
            _inside(mention.name, ballot)
        ballot.mentioned(mention.type, mention.label)
        if title is not None and (title.title or title.honorific):
            ballot.add(EntityType.PERSON, HONORIFIC if title.honorific else TITLE)
        if GROUP_OF[mention.type] is not EntityGroup.OTHER:
            for kind, weight in cues.votes_beside(text, mention.start, mention.end):
                ballot.add(kind, weight)
            ballot.located += located(text, mention.start)
            if GROUP_OF[mention.type] is EntityGroup.PLACE and _is_acronym(text, mention):
                ballot.add(EntityType.ORG, ACRONYM)
    return ballots


def _is_acronym(text: str, mention: Found) -> bool:
    """Whether a name in running text is an acronym that is no place's: "ISIL", not "PARIS (AP)"."""
    name = mention.name
    if not (3 <= len(name) <= 6 and name.isupper() and name.isalpha()) or name in lexicon.PLACE_ACRONYMS:
        return False
    before = text[max(0, mention.start - 12) : mention.start]
    return before != before.upper() and "\n" not in before


def _inside(name: str, ballot: Ballot) -> None:
    """Votes of the name's own words: "Petrel Holdings", "Lake Victoria", "Qataris"."""
    if name in lexicon.COUNTRIES:
        ballot.add(EntityType.GPE, COUNTRY)
    parts = words(name)
    if len(parts) == 1:
        if lexicon.is_demonym(name) and ballot.first is not EntityType.LANGUAGE:
            ballot.add(EntityType.NORP, 2.5)
        elif name[-1] == "." and bare(name) in lexicon.STATES_ABBREVIATED:
            ballot.add(EntityType.GPE, LAST_WORD)
        return
    first, last = bare(parts[0]), bare(parts[-1])
    if last in lexicon.COMPANY_SUFFIXES:
        ballot.add(EntityType.ORG, COMPANY)
    elif last in lexicon.ORGANIZATION_WORDS or first in lexicon.ORGANIZATION_OPENINGS:
        ballot.add(EntityType.ORG, LAST_WORD)
    elif last in lexicon.PLACE_WORDS or first in lexicon.PLACE_OPENINGS:
        ballot.add(ballot.first if GROUP_OF[ballot.first] is EntityGroup.PLACE else EntityType.LOC, LAST_WORD)


def located(text: str, start: int) -> bool:
    """Whether a preposition of place stands before: "in Washington"."""
    if start < 3 or text[start - 1] != " ":
        return False
    before = text[max(0, start - 12) : start - 1]
    return before[before.rfind(" ") + 1 :].casefold() in lexicon.LOCATIVES


def decide(ballots: Mapping[str, Ballot]) -> dict[str, Decision]:
    """What each name is."""
    return {name: ballot.winner() for name, ballot in ballots.items()}


def support(ballots: dict[str, Ballot], alias: str, kind: EntityType, weight: float) -> None:
    """Votes from a fuller form of the name for its short form, which the model may never have found."""
    ballot = ballots.get(alias)
    if ballot is None:
        ballot = ballots[alias] = Ballot(kind)
    ballot.add(kind, weight)


def persons(ballots: Mapping[str, Ballot]) -> Iterable[tuple[str, Ballot]]:
    """Names of two words or more that are a person's so far."""
    for name, ballot in ballots.items():
        if " " in name and ballot.winner().type is EntityType.PERSON:
            yield name, ballot
