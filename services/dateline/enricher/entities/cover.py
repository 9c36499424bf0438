"""Grows a mention to the longer name that stands there: "Text" to "Open Text", where the story has both."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.enricher.entities import fill
from dateline.enricher.entities.names import Found, resized

# Names of more words are not looked for: they were clauses.
MOST_WORDS = 6


def grown(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions, each the longest name of the story that covers it, in order, not overlapping."""
    edges: set[str] = set()
    for mention in mentions:
        if " " not in mention.name:
            edges.add(mention.name)
    names = {}
    for mention in mentions:
        parts = mention.name.split(" ")
        if 2 <= len(parts) <= MOST_WORDS and not edges.isdisjoint(parts):
            names[mention.name] = True
    if not names:
        return list(mentions)
    result = list(mentions)
    kinds = {m.name: m for m in reversed(mentions) if m.name in names}
    whole = [o for o in fill.occurrences(text, names, ())]
    kept: list[Found] = []
    at = 0
    for mention in result:
        while at < len(whole) and whole[at].end <= mention.start:
            at += 1
        cover = whole[at] if at < len(whole) else None
        if (
            cover
            and cover.start <= mention.start
            and mention.end <= cover.end
            and (cover.start, cover.end) != (mention.start, mention.end)
        ):
            if kept and kept[-1].end > cover.start:
                if kept[-1].start < cover.start:
                    kept.append(mention)
                continue
            model = kinds[cover.name]
            mention = resized(Found(0, 0, "", model.label, model.type), text, cover.start, cover.end)
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
    return kept
