"""One type for one name and article: what its mentions, and the words around them, vote for.

A model types each mention by itself, from a few tokens of context; a story uses a name in
one sense. Votes are counted by name as written ("Burns"), over the whole article. What each
counts was learned from labelled text (``training/train_votes.py``), not set by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from math import exp, log, log1p

from dateline.contract import GROUP_OF, EntityGroup, EntityType
from dateline.enricher.entities import evidence, lexicon
from dateline.enricher.entities.known import Known
from dateline.enricher.entities.names import Found
from dateline.enricher.entities.titles import Titled

GROUPS = (EntityGroup.PERSON, EntityGroup.ORGANIZATION, EntityGroup.PLACE, EntityGroup.OTHER)
_Scores = tuple[float, float, float, float]
_NOTHING: _Scores = (0.0, 0.0, 0.0, 0.0)


def _read() -> dict[str, _Scores]:
    rows = json.loads(files(__package__).joinpath("vote_weights.json").read_text("utf-8"))
    return {name: (row[0], row[1], row[2], row[3]) for name, row in rows.items()}


# Feature -> what it adds to the score of each group.
WEIGHTS = _read()
MOST_ODDS = 30.0
ONCE = log1p(1)
# Between two names of a list: "Lund, Dale and Moss".
_LISTED = {", ": "near", " and ": "near", ", and ": "near", " or ": "near", "; ": "near", " (": "bracket"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name is throughout the article; ``label`` is the model's own of the mentions that decided.

    ``odds``: natural logarithm of the odds of its group against all others.
    """

    type: EntityType
    label: str
    odds: float = 0.0


@dataclass(slots=True)
class Ballot:
    """The votes on one name. ``first``: the first mention's type. ``counts``: how often each feature was seen."""

    first: EntityType
    counts: dict[str, int] = field(default_factory=dict)
    # Of what knowledge has under the name: the highest prior by type.
    known: dict[EntityType, float] = field(default_factory=dict)
    # The model's labels and how often it gave each.
    labels: dict[tuple[EntityType, str], int] = field(default_factory=dict)
    mentions: int = 0
    located: int = 0
    decided: Decision | None = None

    def add(self, feature: str, count: int = 1) -> None:
        """Count a feature."""
        self.counts[feature] = self.counts.get(feature, 0) + count
        self.decided = None

    def mentioned(self, kind: EntityType, label: str) -> None:
        """Count a mention, which votes for its own type."""
        self.mentions += 1
        self.labels[kind, label] = self.labels.get((kind, label), 0) + 1
        self.decided = None

    def features(self) -> dict[str, float]:
        """All that the decision rests on: names of features and their values."""
        values = {name: ONCE if count == 1 else log1p(count) for name, count in self.counts.items()}
        values["any"] = 1.0
        groups: dict[EntityGroup, int] = {}
        for (kind, _), count in self.labels.items():
            values[f"share_{kind.value}"] = values.get(f"share_{kind.value}", 0.0) + count / self.mentions
            groups[GROUP_OF[kind]] = groups.get(GROUP_OF[kind], 0) + count
        for group, count in groups.items():
            values[f"count_{group.value}"] = log1p(count)
        for kind, prior in self.known.items():
            values[f"known_{kind.value}"] = 1.0
            values[f"prior_{kind.value}"] = prior
        return values

    def scores(self) -> _Scores:
        """The logarithms of how likely each of ``GROUPS`` is, but for a common term."""
        person = organization = place = other = 0.0
        for name, value in self.features().items():
            row = WEIGHTS.get(name, _NOTHING)
            person += row[0] * value
            organization += row[1] * value
            place += row[2] * value
            other += row[3] * value
        return person, organization, place, other

    def winner(self) -> Decision:
        """The group with the highest score, and in it the type of most mentions."""
        if self.decided is None:
            scores = self.scores()
            kind = self._type(scores)
            labels = {label: count for (of, label), count in self.labels.items() if of is kind}
            self.decided = Decision(
                kind, max(labels, key=labels.__getitem__) if labels else kind.value, _odds(scores, kind)
            )
        return self.decided

    def _type(self, scores: _Scores) -> EntityType:
        counts: dict[EntityType, int] = {}
        for (kind, _), count in self.labels.items():
            counts[kind] = counts.get(kind, 0) + count
        ranked = sorted(zip(scores, range(len(GROUPS)), strict=True), key=lambda pair: (-pair[0], pair[1]))
        for _, at in ranked:
            kinds = [kind for kind in counts if GROUP_OF[kind] is GROUPS[at]]
            if kinds:
                return max(kinds, key=counts.__getitem__)
            if unsaid := self._unsaid(GROUPS[at]):
                return unsaid
        return self.first

    def _unsaid(self, group: EntityGroup) -> EntityType | None:
        """The type in a group that the model never gave; null for a product, event, work or law: it would have."""
        if group is EntityGroup.OTHER:
            return EntityType.NORP if "demonym" in self.counts or "demonym_last" in self.counts else None
        if group is EntityGroup.PLACE:
            landscape = "place_last" in self.counts or "place_first" in self.counts
            return EntityType.LOC if landscape else EntityType.GPE
        return EntityType.PERSON if group is EntityGroup.PERSON else EntityType.ORG


def _odds(scores: _Scores, kind: EntityType) -> float:
    at = GROUPS.index(GROUP_OF[kind])
    top = max(scores)
    rest = sum(exp(score - top) for other, score in enumerate(scores) if other != at)
    return scores[at] - top - log(rest) if rest > 0 else MOST_ODDS


def tally(text: str, mentions: Sequence[Found], titled: Sequence[Titled | None], known: Known) -> dict[str, Ballot]:
    """Ballots by name, from the model's labels, the words next to and inside the names, and knowledge."""
    ballots: dict[str, Ballot] = {}
    before: Found | None = None
    for mention, title in zip(mentions, titled, strict=True):
        ballot = ballots.get(mention.name)
        if ballot is None:
            ballot = ballots[mention.name] = _opened(mention, known)
        ballot.mentioned(mention.type, mention.label)
        if title is not None and (title.title or title.honorific):
            ballot.add("honorific" if title.honorific else "title")
        for feature in evidence.beside(text, mention.start, mention.end):
            ballot.add(feature)
        ballot.located += located(text, mention.start)
        if before is not None and (tie := _LISTED.get(text[before.end : min(mention.start, before.end + 7)])):
            ballot.add(f"{tie}_{GROUP_OF[before.type].value}")
            ballots[before.name].add(f"{tie}ed_{GROUP_OF[mention.type].value}")
        before = mention
    return ballots


def _opened(mention: Found, known: Known) -> Ballot:
    ballot = Ballot(mention.type)
    for feature in evidence.inside(mention.name):
        ballot.add(feature)
    for kind, prior in known.get(mention.name, ()):
        ballot.known[kind] = max(prior, ballot.known.get(kind, 0.0))
    return ballot


def located(text: str, start: int) -> bool:
    """Whether a preposition of place stands before: "in Washington"."""
    if start < 3 or text[start - 1] != " ":
        return False
    before = text[max(0, start - 12) : start - 1]
    return before[before.rfind(" ") + 1 :].casefold() in lexicon.LOCATIVES


def decide(ballots: Mapping[str, Ballot]) -> dict[str, Decision]:
    """What each name is."""
    return {name: ballot.winner() for name, ballot in ballots.items()}


def support(ballots: dict[str, Ballot], alias: str, kind: EntityType, feature: str, count: int = 1) -> None:
    """Votes from a fuller form of the name for its short form, which the model may never have found."""
    ballot = ballots.get(alias)
    if ballot is None:
        ballot = ballots[alias] = Ballot(kind)
        for own in evidence.inside(alias):
            ballot.add(own)
    ballot.add(feature, count)


def persons(ballots: Mapping[str, Ballot]) -> Iterable[tuple[str, Ballot]]:
    """Names of two words or more that are a person's so far."""
    for name, ballot in ballots.items():
        if " " in name and ballot.winner().type is EntityType.PERSON:
            yield name, ballot
