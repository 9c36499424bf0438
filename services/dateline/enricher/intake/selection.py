"""Which lines of a page are the article: an extractor's choice, set back into the page's own tree.

The extractor returns words; headings, lists and the order of things are the page's. Lines
that it chose are anchors; what stands among them and is not furniture belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.enricher.intake.anchors import RUN, Words, anchors, drop_repeated, words_of
from dateline.enricher.intake.blocks import Line, Tag
from dateline.enricher.intake.furniture import BYLINE, FURNITURE, MEDIA, STAMP
from dateline.enricher.intake.outline import Holder
from dateline.enricher.intake.page_headings import MOST_LINKED, bold_headings, is_heading, keep_headings
from dateline.enricher.intake.regions import LEAVES, ROWS, Regions

PROSE_WORDS = 10
PROSE_SHARE = 0.5
BYLINE_WORDS = 20
NO_ARTICLE = FURNITURE | BYLINE
NO_PARAGRAPH = NO_ARTICLE | STAMP
NO_HEADING = NO_PARAGRAPH | MEDIA


def select(holders: Sequence[Holder], lines: Sequence[Line], chosen: Iterable[str]) -> list[Line]:
    """The lines of the article, in document order, where ``chosen`` is what an extractor took for it; [] for none."""
    words = [words_of(line.text) for line in lines]
    anchored = anchors(words, chosen)
    if not any(anchored):
        return []
    regions = Regions(holders, lines, anchored)
    marks = [regions.marks[line.holder] for line in lines]
    kept = [a and NO_ARTICLE.isdisjoint(m) for a, m in zip(anchored, marks, strict=True)]
    drop_repeated(words, kept)
    if not any(kept):
        return [line for a, line in zip(anchored, lines, strict=True) if a]
    found: list[Line | None] = [line if keep else None for keep, line in zip(kept, lines, strict=True)]
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    _fill(found, lines, words, regions, range(first, last + 1))
    _fill_head(found, lines, marks, first)
    keep_headings(
        lines,
        found,
        [regions.inside[line.holder] and NO_HEADING.isdisjoint(m) for line, m in zip(lines, marks, strict=True)],
        [holders[line.holder].parent in regions.of_rows for line in lines],
    )
    return bold_headings([line for line in found if line])


def _fill(
    found: list[Line | None], lines: Sequence[Line], words: Sequence[Words], regions: Regions, span: range
) -> None:
    """Set the paragraphs, lists and captions that stand among the anchors; ``span`` runs from the first to the last."""
    seen = {ws for ws, line in zip(words, found, strict=True) if line and len(ws) >= RUN}
    prose = regions.masses(lines, [_prose(line, ws) for line, ws in zip(lines, words, strict=True)])
    for at, line in enumerate(lines):
        if found[at] or is_heading(line) or words[at] in seen or not regions.inside[line.holder]:
            continue
        marks = regions.marks[line.holder]
        if line.tag.kind == "caption" or not MEDIA.isdisjoint(marks):
            if at in span and len(words[at]) >= RUN and NO_ARTICLE.isdisjoint(marks):
                found[at] = line._replace(tag=Tag("caption"))
        elif NO_PARAGRAPH.isdisjoint(marks) and _belongs(line, len(words[at]), regions, prose, among=at in span):
            found[at] = line
        if found[at]:
            seen.add(words[at])


def _prose(line: Line, words: Words) -> int:
    is_prose = len(words) >= PROSE_WORDS and line.linked < MOST_LINKED and not is_heading(line)
    return len(line.text) if is_prose else 0


def _belongs(line: Line, words: int, regions: Regions, prose: Sequence[float], *, among: bool) -> bool:
    """Whether a line that was not chosen is the article's.

    It is by the block that it stands in, the largest without an anchor: a paragraph or list beside
    others that were chosen, a block of prose among them, or one of the same make as they are.
    """
    if line.linked >= MOST_LINKED:
        return False
    if regions.in_twin[line.holder]:
        return True
    top = regions.tops[line.holder]
    if top is None:
        return among and words >= PROSE_WORDS
    if regions.links[top] >= MOST_LINKED * regions.text[top]:
        return False
    block = regions.holders[top]
    if block.element.tag in LEAVES:
        return among and block.parent in regions.of_rows and (words >= PROSE_WORDS or block.element.tag in ROWS)
    return prose[top] >= PROSE_SHARE * regions.text[top] and (among or regions.is_kin(top))


def _fill_head(found: list[Line | None], lines: Sequence[Line], marks: Sequence[frozenset[str]], first: int) -> None:
    """Set the headline above the first paragraph, and the byline and the time between them."""
    headline = next((at for at in range(first - 1, -1, -1) if lines[at].tag.level == 1), None)
    if headline is None:
        return
    found[headline] = lines[headline]
    for at in range(headline + 1, first):
        line = lines[at]
        if found[at] or is_heading(line) or line.text.count(" ") >= BYLINE_WORDS:
            continue
        if not BYLINE.isdisjoint(marks[at]) and any(map(str.isalpha, line.text)):
            found[at] = line._replace(tag=Tag("byline"))
        elif not STAMP.isdisjoint(marks[at]) and any(map(str.isdigit, line.text)):
            found[at] = line._replace(tag=Tag("timestamp"))
