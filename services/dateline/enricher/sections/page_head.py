"""The head of the story: the headline, and what stands between it and the first paragraph.

Works on features and the document's shape alone. Where the record has a title it is the
evidence for the headline; a text that does not repeat it has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.enricher.sections.cues import Cue, fold
from dateline.enricher.sections.features import Features
from dateline.enricher.sections.parts import PROSE, Part
from dateline.enricher.sections.shape import Shape

_LOOKAHEAD = 40
_HEADLINE_WORDS = range(2, 31)
_TITLE_WORDS = 40
_LONG_SENTENCE = 20
_HEAD_LINES = 15
_STANDFIRST_WORDS = 8
_TITLE_CASE = 0.75


def find_headline(features: Sequence[Features], shape: Shape, title: str | None) -> int | None:
    """The line that is the headline, or None."""
    if title and title.strip():
        return _match_title(features, fold(title.strip()))
    return _first_short(features, shape) if shape.clean else _best_before_body(features, shape)


def label_head(parts: list[Part], features: Sequence[Features], headline: int, shape: Shape) -> None:
    """Name the headline and, up to the first paragraph, standfirst, byline and stamp; the rest there is furniture."""
    parts[headline] = Part.HEADLINE
    body = next((k for k in range(headline + 1, len(parts)) if _opens_story(features[k])), len(parts))
    for at in range(headline + 1, min(body, headline + _HEAD_LINES, shape.end)):
        f = features[at]
        if (f.stamp and not f.clock) or (f.dated and not f.byline):
            parts[at] = Part.TIMESTAMP
        elif f.byline or (parts[at] is Part.TEXT and _is_name(f) and _beside_stamp(features, at)):
            parts[at] = Part.BYLINE
    if _is_standfirst(parts, features, headline + 1, body):
        parts[headline + 1] = Part.SUBHEADLINE
    for at in range(max(0, headline - 5), headline):
        if features[at].stamp:
            parts[at] = Part.TIMESTAMP
    if not shape.clean:
        _drop_between(parts, features, headline + 1, body)


def _is_standfirst(parts: list[Part], features: Sequence[Features], at: int, body: int) -> bool:
    """A line of some length under the headline that no full stop closes, or that the byline or stamp cuts off."""
    if at + 1 >= body or parts[at] is not Part.TEXT or features[at].words < _STANDFIRST_WORDS:
        return False
    return not features[at].closed or any(part in (Part.BYLINE, Part.TIMESTAMP) for part in parts[at + 1 : body])


def _match_title(features: Sequence[Features], title: str) -> int | None:
    """The first line that is the title, a part of it, or holds most of its words."""
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


def _first_short(features: Sequence[Features], shape: Shape) -> int | None:
    """In clean copy the first line is the headline, if it is not a paragraph and more follows."""
    for at, f in enumerate(features[: shape.end]):
        if f.stamp or f.byline or f.cue or f.caption:
            continue
        paragraph = f.dateline or f.words not in _HEADLINE_WORDS or _is_sentence(f)
        return None if paragraph or shape.end - at <= 1 else at
    return None


def _best_before_body(features: Sequence[Features], shape: Shape) -> int | None:
    """On a page: the line above the body that looks most like a headline, early ones preferred."""
    body = next((k for k in range(shape.begin, shape.end) if _opens_story(features[k])), shape.begin)
    best, found = 0.0, None
    for at in range(min(body + 1, _LOOKAHEAD, len(features))):
        score = _headline_score(features, at)
        if score > best:
            best, found = score, at
    return found


def _headline_score(features: Sequence[Features], at: int) -> float:
    f = features[at]
    furniture = f.cue > Cue.WEAK or f.stamp or f.byline or f.caption or f.dateline
    if furniture or _is_sentence(f) or f.words not in _HEADLINE_WORDS or not f.opens:
        return 0.0
    score = 1.0 + min(f.words, 5) * 0.5 - (1.5 if f.closed and not f.question else 0.0)
    score += any(g.byline or g.stamp for g in features[at + 1 : at + 5])
    return score + 0.5 * f.repeated - 0.2 * at - 0.5 * (f.cue is Cue.WEAK)


def _drop_between(parts: list[Part], features: Sequence[Features], begin: int, body: int) -> None:
    """On a page the short lines above the first paragraph are furniture, but for one that may head it."""
    for at in range(begin, body):
        f = features[at]
        if parts[at] not in PROSE or f.prose:
            continue
        heads = f.question or f.numbered or (3 <= f.words <= 10 and f.capitals >= _TITLE_CASE and not f.closed)
        if at < body - 1 or not heads:
            parts[at] = Part.BOILERPLATE


def _opens_story(f: Features) -> bool:
    return f.dateline or (f.prose and f.words > _LONG_SENTENCE)


def _is_sentence(f: Features) -> bool:
    """A paragraph rather than a long headline in capitals or with a full stop."""
    return f.closed and not f.question and f.words > _LONG_SENTENCE and f.capitals < _TITLE_CASE


def _is_name(f: Features) -> bool:
    return 2 <= f.words <= 5 and f.capitals == 1.0 and not f.closed and not any(map(str.isdigit, f.folded))


def _beside_stamp(features: Sequence[Features], at: int) -> bool:
    """Whether a stamp follows within two lines, or "Author" or "By" stands above."""
    if any(g.stamp for g in features[at + 1 : at + 3]):
        return True
    return features[at - 1].folded.rstrip(":").endswith(("author", "author of the article", "by", "written by"))
