"""Headings of a page's article: those whose text follows, and bold lines where a page has no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dateline.enricher.intake.blocks import Line, Tag

MOST_LINKED = 0.5
# A heading that is a link from end to end is another story's, but not one that has words beside the link.
ALL_LINKED = 0.99
# Lines that were left out between a heading and its text: a picture, an advertisement.
MOST_SKIPPED = 3
LINK_WORDS = 4
BOLD_HEADING = Tag("heading", 2)
ALL_BOLD = 0.99
MOST_BOLD = 0.5
FEWEST_BOLD = 2
BOLD_WORDS = 12


def is_heading(line: Line) -> bool:
    """Whether the page's tree calls a line a heading."""
    return line.tag.kind == "heading"


def keep_headings(
    lines: Sequence[Line], kept: list[Line | None], among: Sequence[bool], beside: Sequence[bool]
) -> None:
    """Set the headings in ``kept``, which has the article's other lines, and of headings those that were chosen.

    A heading belongs where what follows it does, unless it is a link from elsewhere; one that was
    chosen stays, but not as a repetition with nothing under it. ``among``: lines in the article's
    region; ``beside``: those right beside its paragraphs.
    """
    counted = Counter(line.text for line in lines if is_heading(line))
    far = MOST_SKIPPED + 1
    skipped = far
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if not is_heading(line):
            links = among[at] and line.linked >= MOST_LINKED and line.text.count(" ") + 1 >= LINK_WORDS
            skipped = 0 if kept[at] else far if links else skipped + 1
        elif kept[at]:
            repeated = skipped >= far and counted[line.text] > 1
            kept[at], skipped = (None, skipped) if repeated else (line, 0)
        elif (
            among[at]
            and line.tag.level != 1
            and skipped < far
            and (line.linked < ALL_LINKED or (beside[at] and not skipped))
        ):
            kept[at], skipped = line, 0
        else:
            skipped += 1


def bold_headings(lines: list[Line]) -> list[Line]:
    """The lines, where short bold paragraphs head what follows, on a page with several and no headings of its own."""
    if any(is_heading(line) and line.tag.level != 1 for line in lines):
        return lines
    heads = {at for at, (line, after) in enumerate(pairwise(lines)) if _is_bold(line) and _is_headed(line, after)}
    if len(heads) < FEWEST_BOLD:
        return lines
    return [line._replace(tag=BOLD_HEADING) if at in heads else line for at, line in enumerate(lines)]


def _is_headed(line: Line, after: Line) -> bool:
    return after.tag.kind is None and after.bold < MOST_BOLD and len(after.text) > len(line.text)


def _is_bold(line: Line) -> bool:
    return (
        line.tag.kind is None
        and line.bold > ALL_BOLD
        and line.linked < MOST_LINKED
        and line.text.count(" ") < BOLD_WORDS
        and line.text[-1] not in ".,;:"
        and any(map(str.isalpha, line.text))
    )
