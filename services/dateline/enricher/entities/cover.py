"""Grows a mention to the longer name that stands there: "Text" to "Open Text", where the story names both.

One pass over the article's capitalised words, and only where a name of one word is part of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.contract import EntityType
from dateline.enricher.entities import fill
from dateline.enricher.entities.names import Found, resized

# Names of more words are not looked for: they were clauses.
MOST_WORDS = 6


def grown(text: str, mentions: Sequence[Found]) -> list[Found]:
    """The mentions, each the longest name of the story that covers it, in order, not overlapping."""
    models = _longer(mentions)
    if not models:
        return list(mentions)
    whole = list(fill.occurrences(text, dict.fromkeys(models, True), ()))
    result: list[Found] = []
    at = 0
    for mention in mentions:
        while at < len(whole) and whole[at].end <= mention.start:
            at += 1
        over = whole[at] if at < len(whole) else None
        if over and over.start <= mention.start and mention.end <= over.end:
            free = not result or result[-1].end <= over.start
            if free and over.end - over.start > mention.end - mention.start:
                mention = resized(models[over.name], text, over.start, over.end)
        if not result or result[-1].end <= mention.start:
            result.append(mention)
    return result


def _longer(mentions: Sequence[Found]) -> dict[str, Found]:
    """Names of several words that hold another name, by their first mention.

    Not people's: a surname alone is theirs as it is.
    """
    single = {mention.name for mention in mentions if " " not in mention.name}
    result: dict[str, Found] = {}
    for mention in mentions:
        if mention.type is EntityType.PERSON:
            continue
        parts = mention.name.split(" ")
        if 2 <= len(parts) <= MOST_WORDS and not single.isdisjoint(parts):
            result.setdefault(mention.name, mention)
    return result
