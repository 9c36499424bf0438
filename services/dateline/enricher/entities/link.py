"""Links an article's entities to knowledge, or abstains.

Candidates come from one look-up for a whole batch of articles; an entity's own score weighs
what speaks for each (``linking``). A wrong link costs a reader more than a missing one:
whoever is not clearly meant is not linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from dateline.contract import GROUP_OF, Candidate, Entity, EntityType, LayerStatus, Link, Place
from dateline.enricher.entities.linking import asking, weights
from dateline.enricher.entities.linking.candidates import choice
from dateline.enricher.entities.linking.scoring import Scored, scored
from dateline.enricher.entities.linking.setting import Setting
from dateline.enricher.entities.teams import Sport
from dateline.enricher.entities.words import Words
from dateline.knowledge import Answers, Knowledge


@dataclass(frozen=True, slots=True)
class Linked:
    """An article's entities after linking, and how the layer went."""

    entities: tuple[Entity, ...]
    status: LayerStatus = LayerStatus.OK
    reason: str | None = None


def link(entities: Sequence[Entity], knowledge: Knowledge, *, text: str = "", candidates: int = 0) -> Linked:
    """Link the entities of one article: ``link_all`` for a batch of one."""
    return link_all([entities], knowledge, texts=[text], candidates=candidates)[0]


def link_all(
    articles: Sequence[Sequence[Entity]],
    knowledge: Knowledge,
    *,
    texts: Sequence[str] | None = None,
    answers: Answers | None = None,
    candidates: int = 0,
) -> list[Linked]:
    """Link the entities of each article, with one look-up for the distinct names of all.

    ``texts`` are the articles' own, which tell namesakes apart by what else they say; an
    empty one says nothing. ``answers`` are those that another step has asked for: only other
    names are asked. Entities that turn out to be the same entry become one, under the first
    one's id. ``candidates``: how many of what the name could mean each link lists. Where
    knowledge cannot be reached, what could not be linked stays as it was and the layer is
    ``degraded``, for the articles that needed it.
    """
    asked = [[asking.names(entity) for entity in article] for article in articles]
    answers = _answered(chain.from_iterable(chain.from_iterable(asked)), knowledge, answers)
    return [
        Linked(_linked(article, names, text, answers, candidates), *_status(names, answers))
        for article, names, text in zip(articles, asked, texts or [""] * len(articles), strict=True)
    ]


def _answered(names: Iterable[str], knowledge: Knowledge, known: Answers | None) -> Answers:
    """The answers for all names, with one look-up for those that nobody has asked yet."""
    known = known or Answers()
    rest = [name for name in dict.fromkeys(names) if name not in known.found]
    if not rest:
        return known
    if not known.reached:  # the same fault would only be met again
        return Answers(known.found, False, known.reason, known.unanswered and known.unanswered.union(rest))
    more = knowledge.look_up(rest)
    return Answers({**known.found, **more.found}, more.reached, more.reason, more.unanswered)


def _status(names: Iterable[Mapping[str, float]], answers: Answers) -> tuple[LayerStatus, str | None]:
    if answers.reached or not _lacks(frozenset(chain.from_iterable(names)), answers):
        return LayerStatus.OK, None
    return LayerStatus.DEGRADED, answers.reason


def _lacks(needed: Set[str], answers: Answers) -> bool:
    """Whether a name that an article needs has no answer; where nobody knows which have none, any could."""
    if not needed:
        return False
    return not answers.unanswered or not answers.unanswered.isdisjoint(needed)


def _linked(
    entities: Sequence[Entity], names: Sequence[Mapping[str, float]], text: str, answers: Answers, candidates: int
) -> tuple[Entity, ...]:
    words = Words(text) if text else None
    sport = Sport(entities, words) if words else None
    choices = [choice(entity, asked, answers.found, sport) for entity, asked in zip(entities, names, strict=True)]
    if not any(found.options for found in choices):
        return tuple(entities)
    setting = Setting.of(entities, [found.options for found in choices])
    result: dict[str, Entity] = {}
    for entity, found in zip(entities, choices, strict=True):
        ranked = scored(entity, found, setting, words) if found.options else []
        if ranked and ranked[0].score >= weights.THRESHOLD:
            entity = _with_link(entity, ranked, candidates)
        first = result.get(entity.key)
        result[entity.key] = entity if first is None else _merged(first, entity)
    return tuple(result.values())


def _with_link(entity: Entity, ranked: Sequence[Scored], candidates: int) -> Entity:
    best = ranked[0]
    entry = best.entry
    place = None
    if entry.country is not None or entry.lat is not None:
        place = Place(lat=entry.lat, lon=entry.lon, country=entry.country, admin1=entry.admin1)
    same_as = dict(entry.same_as)
    if entry.kb in ("wikidata", "geonames", "iso3166"):
        same_as.setdefault(entry.kb, entry.id)
    shown = [Candidate(kb=s.entry.kb, id=s.entry.id, label=s.entry.label, score=s.score) for s in ranked[:candidates]]
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
    update: dict[str, object] = {"link": linked}
    # The Israelis are not Israel: what is said of an entry's people keeps a key of its own.
    if entity.type is not EntityType.NORP or entry.type is EntityType.NORP:
        update["key"] = f"{entry.kb}:{entry.id}"
    if entry.type not in weights.AGREEMENT[entity.type]:
        # The recogniser was wrong, and how sure it was is worth nothing now.
        update |= {"type": entry.type, "group": GROUP_OF[entry.type], "confidence": None}
    return entity.model_copy(update=update)


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
