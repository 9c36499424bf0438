"""Links an article's entities to knowledge, or abstains.

Candidates come from one look-up for a whole batch of articles; an entity's own score weighs
prior, type and the countries that its article names. A wrong link costs a reader more than
a missing one: whoever is not clearly meant is not linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise

from dateline.contract import Candidate, Entity, EntityGroup, EntityType, LayerStatus, Link, Place
from dateline.knowledge import Answers, Entry, Knowledge

# How far an entry of one type can be what the story calls another: rows are the entity's type, columns the
# entry's. What is not listed cannot be: no person is ever a place, no organisation one by its name alone.
AGREEMENT: Mapping[EntityType, Mapping[EntityType, float]] = {
    EntityType.GPE: {EntityType.GPE: 1.0, EntityType.LOC: 0.5},
    EntityType.LOC: {EntityType.LOC: 1.0, EntityType.GPE: 0.5, EntityType.FAC: 0.3},
    EntityType.FAC: {EntityType.FAC: 1.0, EntityType.LOC: 0.3},
    EntityType.PERSON: {EntityType.PERSON: 1.0},
    EntityType.ORG: {EntityType.ORG: 1.0},
    EntityType.NORP: {EntityType.NORP: 1.0},
    EntityType.PRODUCT: {EntityType.PRODUCT: 1.0, EntityType.WORK_OF_ART: 0.5},
    EntityType.EVENT: {EntityType.EVENT: 1.0},
    EntityType.WORK_OF_ART: {EntityType.WORK_OF_ART: 1.0, EntityType.PRODUCT: 0.5},
    EntityType.LAW: {EntityType.LAW: 1.0},
    EntityType.LANGUAGE: {EntityType.LANGUAGE: 1.0},
}

# Priors are logarithms; of two namesakes the larger is meant more often, but not by its whole size.
SHARPNESS = 0.8
# What is not in the knowledge at all weighs as much as a town of this prior (20,000 people).
UNKNOWN = 0.43
# An article that names a country speaks of that country's places; and of a state's, if it names the state.
SAME_COUNTRY = 10.0
SAME_REGION = 30.0
# "Paris, Texas": the next name, after a comma, says where the place is.
SAID = 1000.0
# Least score of a link: set by hand, so that a doubtful name stays unlinked.
THRESHOLD = 0.75
# Candidates shown when asked for.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Linked:
    """An article's entities after linking, and how the layer went."""

    entities: tuple[Entity, ...]
    status: LayerStatus = LayerStatus.OK
    reason: str | None = None


def link(entities: Sequence[Entity], knowledge: Knowledge, *, candidates: bool = False) -> Linked:
    """Link the entities of one article: ``link_all`` for a batch of one."""
    return link_all([entities], knowledge, candidates=candidates)[0]


def link_all(
    articles: Sequence[Sequence[Entity]],
    knowledge: Knowledge,
    *,
    answers: Answers | None = None,
    candidates: bool = False,
) -> list[Linked]:
    """Link the entities of each article, with one look-up for the distinct names of all.

    ``answers`` are those that another step has asked for: only other names are asked.
    Entities that turn out to be the same entry become one, under the first one's id.
    ``candidates`` lists in each link what else the name could mean. Where knowledge cannot
    be reached, what could not be linked stays as it was and the layer is ``degraded``, for
    the articles that needed it.
    """
    names = [dict.fromkeys(name for entity in article for name in _aliases(entity)) for article in articles]
    distinct = dict.fromkeys(chain.from_iterable(names))
    answers = _answered(distinct, knowledge, answers or Answers())
    return [
        Linked(_linked(article, answers, candidates), LayerStatus.DEGRADED, answers.reason)
        if _lacks(needed.keys(), answers)
        else Linked(_linked(article, answers, candidates))
        for article, needed in zip(articles, names, strict=True)
    ]


def _answered(names: Iterable[str], knowledge: Knowledge, known: Answers) -> Answers:
    """The answers for all names, with one look-up for those that nobody has asked yet."""
    rest = [name for name in names if name not in known.found]
    if not rest:
        return known
    if not known.reached:  # the same fault would only be met again
        return Answers(known.found, False, known.reason, known.unanswered and known.unanswered.union(rest))
    more = knowledge.look_up(rest)
    return Answers({**known.found, **more.found}, more.reached, more.reason, more.unanswered)


def _lacks(needed: Set[str], answers: Answers) -> bool:
    """Whether a name that an article needs has no answer; where nobody knows which have none, any could."""
    if answers.reached or not needed:
        return False
    return not answers.unanswered or not answers.unanswered.isdisjoint(needed)


def _aliases(entity: Entity) -> tuple[str, ...]:
    """The names to ask for: the fullest form, and the spellings of a place or organisation.

    Not a person's short forms: any number of people are called "Burns".
    """
    if entity.group is EntityGroup.PERSON:
        return (entity.name,) if " " in entity.name else ()
    return tuple(dict.fromkeys((entity.name, *(mention.text for mention in entity.mentions[:3]))))


@dataclass(frozen=True, slots=True)
class _Option:
    """An entry that an entity can be, with its weight before the article is read."""

    entry: Entry
    weight: float


@dataclass(frozen=True, slots=True)
class _Scored:
    entry: Entry
    score: float


def _linked(entities: Sequence[Entity], answers: Answers, candidates: bool) -> tuple[Entity, ...]:
    options = [_options(entity, answers) for entity in entities]
    if not any(options):
        return tuple(entities)
    context = _Context.of(entities, options)
    result: dict[str, Entity] = {}
    for entity, choices in zip(entities, options, strict=True):
        scored = context.scored(entity, choices)
        if scored and scored[0].score >= THRESHOLD:
            entity = _with_link(entity, scored, candidates)
        first = result.get(entity.key)
        result[entity.key] = entity if first is None else _merged(first, entity)
    return tuple(result.values())


def _options(entity: Entity, answers: Answers) -> list[_Option]:
    """The entries of fitting type, once each, by prior and agreement."""
    agreement = AGREEMENT[entity.type]
    weights: dict[tuple[str, str], _Option] = {}
    for alias in _aliases(entity):
        for entry in answers.found.get(alias, ()):
            if (fits := agreement.get(entry.type)) is None:
                continue
            weight = fits * _weight(entry.prior)
            known = weights.get((entry.kb, entry.id))
            if known is None or weight > known.weight:
                weights[entry.kb, entry.id] = _Option(entry, weight)
    return list(weights.values())


def _weight(prior: float) -> float:
    return float(10.0 ** (10.0 * prior * SHARPNESS))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the article says of where it plays."""

    # Country -> the entities (by id) that are it, or are clearly in it.
    countries: Mapping[str, frozenset[str]]
    # (Country, subdivision's name) -> the entities that are it.
    regions: Mapping[tuple[str, str], frozenset[str]]
    any_region: frozenset[str]
    # Entity id -> the entities named right after it, behind a comma.
    followed: Mapping[str, Set[str]]

    @staticmethod
    def of(entities: Sequence[Entity], options: Sequence[Sequence[_Option]]) -> _Context:
        """Read from the entities whose meaning their prior alone decides."""
        countries: dict[str, set[str]] = {}
        regions: dict[tuple[str, str], set[str]] = {}
        for entity, choices in zip(entities, options, strict=True):
            for option in choices:
                entry = option.entry
                is_country = dict(entry.same_as).get("iso3166") == entry.country
                if entry.country and entry.admin1 == entry.label:
                    regions.setdefault((entry.country, entry.label), set()).add(entity.id)
                if entry.country and (is_country or _share(option, choices) > 0.9):
                    countries.setdefault(entry.country, set()).add(entity.id)
        return _Context(
            {country: frozenset(ids) for country, ids in countries.items()},
            {region: frozenset(ids) for region, ids in regions.items()},
            frozenset().union(*regions.values()),
            _followed(entities),
        )

    def scored(self, entity: Entity, options: Sequence[_Option]) -> list[_Scored]:
        """The options by score, best first: each one's share of all weights, the unknown's included."""
        weights = [option.weight * self._support(entity, option.entry) for option in options]
        whole = sum(weights) + _weight(UNKNOWN)
        scored = [_Scored(o.entry, round(w / whole, 4)) for o, w in zip(options, weights, strict=True)]
        return sorted(scored, key=lambda s: (-s.score, s.entry.kb, s.entry.id))

    def _support(self, entity: Entity, entry: Entry) -> float:
        if entry.country is None:
            return 1.0
        in_country = self.countries.get(entry.country, frozenset())
        in_region = self.regions.get((entry.country, entry.admin1 or ""), frozenset())
        for after in self.followed.get(entity.id, ()):
            if after in in_region or (after in in_country and after not in self.any_region):
                return SAID
        if len(in_region) > (entity.id in in_region):  # another than the entity itself
            return SAME_REGION
        return SAME_COUNTRY if len(in_country) > (entity.id in in_country) else 1.0


def _share(option: _Option, options: Sequence[_Option]) -> float:
    return option.weight / (sum(o.weight for o in options) + _weight(UNKNOWN))


def _followed(entities: Sequence[Entity]) -> dict[str, set[str]]:
    """Entity -> those named right after it, two characters on: "Paris, Texas"."""
    spans = sorted((m.start, m.end, entity.id) for entity in entities for m in entity.mentions)
    result: dict[str, set[str]] = {}
    for (_, end, first), (start, _, second) in pairwise(spans):
        if start - end == 2 and first != second:
            result.setdefault(first, set()).add(second)
    return result


def _with_link(entity: Entity, scored: Sequence[_Scored], candidates: bool) -> Entity:
    best = scored[0]
    entry = best.entry
    place = None
    if entry.country is not None or entry.lat is not None:
        place = Place(lat=entry.lat, lon=entry.lon, country=entry.country, admin1=entry.admin1)
    same_as = dict(entry.same_as)
    if entry.kb in ("wikidata", "geonames", "iso3166"):
        same_as.setdefault(entry.kb, entry.id)
    shown = [
        Candidate(kb=s.entry.kb, id=s.entry.id, label=s.entry.label, score=s.score)
        for s in scored[: SHOWN if candidates else 0]
    ]
    linked = Link(
        kb=entry.kb,
        id=entry.id,
        label=entry.label,
        description=entry.description,
        url=entry.url,
        score=best.score,
        same_as=same_as,
        place=place,
        candidates=tuple(shown),
    )
    return entity.model_copy(update={"link": linked, "key": f"{entry.kb}:{entry.id}"})


def _merged(first: Entity, second: Entity) -> Entity:
    """Two entities of the article that are one: the first's id, all mentions in order."""
    salience = [share for share in (first.salience, second.salience) if share is not None]
    return first.model_copy(
        update={
            "mentions": tuple(sorted((*first.mentions, *second.mentions), key=lambda m: m.start)),
            "titles": tuple(dict.fromkeys((*first.titles, *second.titles))),
            "salience": min(1.0, round(sum(salience), 4)) if salience else None,
            "name": max(first.name, second.name, key=len),
        }
    )
