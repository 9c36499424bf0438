"""The headline by the record's title: which line of the text repeats it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.enricher.sections.cues import Cue, fold
from dateline.enricher.sections.features import Features

_LOOKAHEAD = 40
_TITLE_WORDS = 40


def title_line(features: Sequence[Features], title: str) -> int | None:
    """The first line that is the title, a part of it, or holds most of its words."""
    title = fold(title.strip())
    wanted = set(title.split())
    for at, f in enumerate(features[:_LOOKAHEAD]):
        if f.folded == title:
            return at
        if f.words > _TITLE_WORDS or f.cue > Cue.WEAK:
            continue
        shorter, longer = sorted((f.folded, title), key=len)
        if len(shorter) >= 0.6 * len(longer) and shorter in longer:
            return at
        words = set(f.folded.split())
        if len(wanted) >= 4 and len(words & wanted) >= 0.75 * max(len(words), len(wanted)):
            return at
    return None
