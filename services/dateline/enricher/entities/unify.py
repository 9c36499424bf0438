"""Makes the names of one story consistent: mentions in, entities out.

One decision a name and article instead of one a mention; titles apart from names; surnames,
acronyms and short forms with their full names; missed mentions filled in. A pure function,
in time linear in the article. What the entities are in the world is left to ``link``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.contract import GROUP_OF, Entity, EntityGroup, EntityType, Mention, Section
from dateline.enricher.entities import (
    cover,
    datelines,
    edges,
    fill,
    headings,
    lexicon,
    missed,
    organizations,
    splits,
    titles,
    votes,
)
from dateline.enricher.entities.confidence import confidence, traits
from dateline.enricher.entities.extend import extended
from dateline.enricher.entities.known import NOTHING_KNOWN, Known
from dateline.enricher.entities.labels import TYPE_OF_LABEL, Recognised
from dateline.enricher.entities.names import Found, folded, normalised, resized, trimmed
from dateline.enricher.entities.persons import People, people
from dateline.enricher.entities.salience import saliences
from dateline.enricher.entities.teams import with_teams
from dateline.enricher.entities.titles import Titled
from dateline.enricher.entities.votes import Ballot, Decision

# Capitals are an acronym's own up to this length.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's names before they are decided: what knowledge can be asked for.

    ``titled``: what stands before each of ``found``.
    """

    text: str
    sections: Sequence[Section]
    found: Sequence[Found]
    titled: Sequence[Titled | None]

    def names(self) -> dict[str, None]:
        """The distinct names, in order."""
        return dict.fromkeys(mention.name for mention in self.found)


def unify(
    text: str, mentions: Sequence[Recognised], sections: Sequence[Section] = (), known: Known = NOTHING_KNOWN
) -> tuple[Entity, ...]:
    """The entities of an article, by first mention, with ids ``e1``, ``e2``, …

    ``mentions`` are what the model found, as offsets in the article. The mentions of the
    result do not overlap and come in text order; each carries the id of the section that
    it lies in, null where it lies in none. ``known`` is what knowledge says of their names.
    """
    return unified(draft(text, mentions, sections), known)


def draft(text: str, mentions: Sequence[Recognised], sections: Sequence[Section] = ()) -> Draft:
    """The first half of ``unify``: names with their edges mended and titles cut off."""
    found = edges.mended(text, splits.split(text, _cleaned(text, mentions)))
    found = cover.grown(text, found)
    found = datelines.with_places(text, found, sections)
    found = missed.with_missed(text, found)
    found = headings.without_capitalised_words(text, found, sections)
    found, titled = _without_titles(text, found)
    return Draft(text, sections, found, titled)


def unified(names: Draft, known: Known = NOTHING_KNOWN) -> tuple[Entity, ...]:
    """The second half of ``unify``: one decision a name, and the mentions of each entity together."""
    return with_teams(names.text, _entities(names, clustered(names, known)))


def clustered(names: Draft, known: Known = NOTHING_KNOWN) -> list[Cluster]:
    """The mentions of each entity, those that the model missed filled in."""
    story = _decided(counted(names, known))
    every = _filled(names.text, names.found, story)
    clusters = _clusters(names.text, every, story)
    starts = {mention.start for mention in names.found}
    for cluster in clusters:
        cluster.found = sum(mention.start in starts for mention in cluster.mentions)
    return clusters


@dataclass(slots=True)
class _Story:
    """What was decided for the whole article."""

    decisions: dict[str, Decision]
    people: People
    # Short form -> full name: "Fed" -> "Federal Reserve".
    organizations: dict[str, str]
    # Names that mean a person and a place in the same article ("Washington"): told apart by mention.
    both: frozenset[str] = frozenset()


def _cleaned(text: str, mentions: Sequence[Recognised]) -> list[Found]:
    """Mentions of known labels, trimmed, in order, not overlapping."""
    result: list[Found] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        kind = TYPE_OF_LABEL.get(mention.label)
        span = trimmed(text, mention.start, mention.end) if kind else None
        if kind and span and not (result and span[0] < result[-1].end):
            result.append(Found(*span, folded(text[span[0] : span[1]]), mention.label, kind))
    return _in_one_case(result)


def _in_one_case(mentions: list[Found]) -> list[Found]:
    """Names in capitals under the name that the story writes otherwise: "COPENHAGEN" votes for "Copenhagen"."""
    mixed = {m.name.casefold(): m.name for m in mentions if not m.name.isupper()}
    return [
        replace(m, name=mixed.get(m.name.casefold(), m.name)) if len(m.name) > SHORT and m.name.isupper() else m
        for m in mentions
    ]


def _without_titles(text: str, mentions: Sequence[Found]) -> tuple[list[Found], list[Titled | None]]:
    """The mentions with titles cut off and names completed, and what stood before each."""
    cut = [mention if mention.type is not EntityType.PERSON else _without_title(text, mention) for mention in mentions]
    whole = _without_portfolios(text, extended(text, cut))
    return whole, [_titled(text, mention, whole[at - 1] if at else None) for at, mention in enumerate(whole)]


def _without_portfolios(text: str, mentions: Sequence[Found]) -> list[Found]:
    """Without the mentions that only end a title: "State" in "Secretary of State Antony Blinken"."""
    result: list[Found] = []
    for mention in mentions:
        last = result[-1] if result else None
        if last and last.end + 1 == mention.start and titles.ends_one(text, last.start, last.end):
            result.pop()
        result.append(mention)
    return result


def _without_title(text: str, mention: Found) -> Found:
    if " " not in mention.name:
        return mention
    start = titles.name_start(text, mention.start, mention.end)
    return mention if start == mention.start else resized(mention, text, start, mention.end)


def _titled(text: str, mention: Found, before: Found | None) -> Titled | None:
    if GROUP_OF[mention.type] is EntityGroup.OTHER:
        return None
    return titles.before(text, mention.start, (before.start, before.end) if before else None)


@dataclass(frozen=True, slots=True)
class Count:
    """All votes of an article."""

    ballots: dict[str, Ballot]
    people: People
    organizations: dict[str, str]
    both: frozenset[str]


def counted(names: Draft, known: Known) -> Count:
    """All votes on the names of an article: the model's, the words', knowledge's, and those of fuller forms."""
    text, found = names.text, names.found
    ballots = votes.tally(text, found, names.titled, known)
    everyone = _people(ballots)
    short = _organizations(text, found, ballots)
    both = frozenset(
        name for name in everyone.aliases if (ballot := ballots.get(name)) and ballot.located and _is_place(ballot)
    )
    for form, owners in everyone.aliases.items():
        for owner in owners:
            feature = "surname" if form not in short and form not in both else "surname_doubted"
            votes.support(ballots, form, EntityType.PERSON, feature, max(1, ballots[owner].mentions))
    return Count(ballots, everyone, short, both)


def _decided(count: Count) -> _Story:
    return _Story(votes.decide(count.ballots), count.people, count.organizations, count.both)


def _is_place(ballot: Ballot) -> bool:
    return GROUP_OF[ballot.winner().type] is EntityGroup.PLACE


def _people(ballots: Mapping[str, Ballot]) -> People:
    full = [name for name, _ in votes.persons(ballots) if name[0].isupper()]
    alone = [n for n, ballot in ballots.items() if " " not in n and ballot.winner().type is EntityType.PERSON]
    return people(full, alone)


def _organizations(text: str, found: Sequence[Found], ballots: dict[str, Ballot]) -> dict[str, str]:
    """Short forms of organisations (and acronyms of places), with their votes cast."""
    short: dict[str, str] = {}
    for form, name in organizations.introduced(text, found).items():
        _support(ballots, form, ballots[name], "expansion")
        short[form] = name
    named = [n for n, b in ballots.items() if GROUP_OF[b.winner().type] is EntityGroup.ORGANIZATION]
    for name in named:
        if company := organizations.short_company(name):
            votes.support(ballots, company, EntityType.ORG, "company_short", max(1, ballots[name].mentions))
            short.setdefault(company, name)
    spelled = [n for n, b in ballots.items() if " " in n and b.winner().type in (EntityType.ORG, EntityType.GPE)]
    for form, name in organizations.initials(spelled, organizations.acronyms(ballots)).items():
        _support(ballots, form, ballots[name], "initials")
        short.setdefault(form, name)
    return short


def _support(ballots: dict[str, Ballot], form: str, full: Ballot, feature: str) -> None:
    kind = full.winner().type
    votes.support(ballots, form, kind, f"{feature}_{GROUP_OF[kind].value}")


# Names of these types are not looked for again: what is named once by a clause is seldom named so twice.
_NOT_FILLED = frozenset({EntityType.WORK_OF_ART, EntityType.LAW})


def _filled(text: str, found: Sequence[Found], story: _Story) -> list[Found]:
    """All mentions in order: those found, with their name's type, and those the model missed."""
    names = {
        name: name in story.people.aliases or name in story.organizations
        for name, decision in story.decisions.items()
        if _is_sought(name, decision)
    }
    taken = [(mention.start, mention.end) for mention in found]
    missed = [
        Found(o.start, o.end, o.name, story.decisions[o.name].label, story.decisions[o.name].type)
        for o in fill.occurrences(text, names, taken)
    ]
    every = sorted([*found, *missed], key=lambda m: m.start)
    return [_retyped(text, mention, story) for mention in every]


def _is_sought(name: str, decision: Decision) -> bool:
    if decision.type in _NOT_FILLED or not name[0].isupper():
        return False
    return len(name) > 2 or (len(name) == 2 and name.isupper())


def _retyped(text: str, mention: Found, story: _Story) -> Found:
    decision = story.decisions[mention.name]
    if mention.name in story.both:
        if votes.located(text, mention.start):
            return replace(mention, type=EntityType.GPE, label=EntityType.GPE.value)
        return replace(mention, type=EntityType.PERSON, label=EntityType.PERSON.value)
    if mention.type is decision.type and mention.label == decision.label:
        return mention
    return replace(mention, type=decision.type, label=decision.label)


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity. ``full``: the name of the person or organisation that its short forms led to."""

    full: str | None
    # Natural logarithm of the odds of its type, of the surest of its names.
    odds: float = -votes.MOST_ODDS
    mentions: list[Found] = field(default_factory=list)
    # How many of the mentions the model itself found.
    found: int = 0
    titles: dict[str, str] = field(default_factory=dict)

    def decision(self) -> tuple[EntityType, str]:
        """Type and label of most mentions; the first among equals."""
        first = self.mentions[0]
        if all(m.type is first.type and m.label == first.label for m in self.mentions):
            return first.type, first.label
        return Counter((m.type, m.label) for m in self.mentions).most_common(1)[0][0]

    def traits(self) -> dict[str, float]:
        """What its confidence rests on."""
        return traits(GROUP_OF[self.decision()[0]], self.name(), self.odds, len(self.mentions), self.found)

    def name(self) -> str:
        """The fullest form: the full name where there is one, else the longest, mixed case before capitals."""
        if self.full is not None:
            return self.full
        return max((m.name for m in self.mentions), key=lambda n: (not n.isupper() or len(n) < 5, len(n), n.islower()))


def _clusters(text: str, mentions: Sequence[Found], story: _Story) -> list[Cluster]:
    """Mentions grouped into entities, by first mention."""
    clusters: dict[tuple[EntityGroup, str], Cluster] = {}
    latest: dict[str, str] = {}
    for at, mention in enumerate(mentions):
        full = _full_name(mention, story, latest)
        group = GROUP_OF[mention.type]
        cluster = clusters.setdefault((group, _cluster_key(full or mention.name)), Cluster(full))
        cluster.mentions.append(mention)
        cluster.odds = max(cluster.odds, story.decisions[mention.name].odds)
        if group is EntityGroup.PERSON:
            if full is not None:
                latest.update((form, full) for form in story.people.short.get(full, ()) if form != mention.name)
            titled = _titled(text, mention, mentions[at - 1] if at else None)
            if titled and titled.title:
                cluster.titles.setdefault(titled.title.casefold(), titled.title)
    return list(clusters.values())


def _full_name(mention: Found, story: _Story, latest: Mapping[str, str]) -> str | None:
    """The full name that a mention stands for; null where it is its own."""
    if mention.type is EntityType.PERSON:
        if canonical := story.people.canonical.get(mention.name):
            return canonical
        if owners := story.people.aliases.get(mention.name):
            return latest.get(mention.name, owners[0])
        return None
    full = story.organizations.get(mention.name)
    if full is not None and GROUP_OF[story.decisions[full].type] is GROUP_OF[mention.type]:
        return full
    return None


def _cluster_key(name: str) -> str:
    key = normalised(name)
    return key[:-1] if key[-1:] == "s" and lexicon.is_demonym(name) and not name[:-1].endswith("s") else key


def _entities(names: Draft, clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    sections = names.sections
    placed = _Sections(sections)
    spans = [tuple(placed.mention(names.text, m) for m in cluster.mentions) for cluster in clusters]
    shares = saliences(spans, {section.id: section.role for section in sections})
    return tuple(
        _entity(number, cluster, own, share)
        for number, (cluster, own, share) in enumerate(zip(clusters, spans, shares, strict=True), 1)
    )


def _entity(number: int, cluster: Cluster, mentions: tuple[Mention, ...], salience: float) -> Entity:
    kind, label = cluster.decision()
    name = cluster.name()
    return Entity(
        id=f"e{number}",
        key=f"{GROUP_OF[kind].value}:{_cluster_key(name)}",
        type=kind,
        label=label,
        group=GROUP_OF[kind],
        name=name,
        titles=tuple(cluster.titles.values()),
        mentions=mentions,
        salience=salience,
        confidence=confidence(GROUP_OF[kind], cluster.traits()),
    )


class _Sections:
    """Finds the section of an offset; sections come in order and do not overlap."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def mention(self, text: str, found: Found) -> Mention:
        """The contract's record of a mention."""
        at = bisect_right(self._starts, found.start) - 1
        inside = at >= 0 and found.start < self._sections[at].end
        return Mention(
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            section=self._sections[at].id if inside else None,
        )
