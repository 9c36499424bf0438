"""Which lines of a page are the article: an extractor's choice, set back into the page's own tree.

The extractor returns words; headings, lists and the order of things are the page's. Lines
that it chose are anchors; what stands among them and is not furniture belongs to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dateline.enricher.intake.blocks import Holder, Line, Tag
from dateline.enricher.intake.furniture import BYLINE, FURNITURE, MEDIA, STAMP, marks

# A word; in scripts without spaces (Thai, Chinese, Japanese) a character.
WORD = re.compile(r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
GRAM = 4
CHOSEN_SHARE = 0.7
ROOT_SHARE = 0.9
MARK_SHARE = 1 / 3
MOST_LINKED = 0.5
PROSE_WORDS = 10
PROSE_SHARE = 0.5
ABOUT = BYLINE | STAMP
BYLINE_WORDS = 20
REPEATED_WORDS = 8
MOST_SKIPPED = 3
BOLD_HEADING = Tag("heading", 2)
ALL_BOLD = 0.99
MOST_BOLD = 0.5
FEWEST_BOLD = 2
HEADING_WORDS = 12
LEAVES = frozenset("p li ul ol dl dt dd blockquote pre table tbody tr td".split())
CELLS = frozenset("ul ol dl table tbody tr td".split())


def select(holders: Sequence[Holder], lines: Sequence[Line], chosen: Iterable[str]) -> list[Line]:
    """The lines of the article, in document order."""
    words = [tuple(WORD.findall(line.text.casefold())) for line in lines]
    anchored = _anchored(words, chosen)
    weight = [len(line.text) for line in lines]
    anchors = _masses(holders, lines, [w if a else 0 for w, a in zip(weight, anchored, strict=True)])
    if not anchors[0]:
        return []
    signs = _signs(holders, anchors)
    bad = [not (FURNITURE | BYLINE).isdisjoint(every) for every in signs]
    roots = _roots(holders, anchors, bad)
    inside = _inside(holders, roots)
    twin = _inside(holders, roots[1:])
    kept = [a and not bad[line.holder] for a, line in zip(anchored, lines, strict=True)]
    _drop_repeated(words, kept)
    if not any(kept):
        return [line for a, line in zip(anchored, lines, strict=True) if a]
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    tops = _tops(holders, anchors)
    total = _masses(holders, lines, weight)
    linked = _masses(holders, lines, [w * line.linked for w, line in zip(weight, lines, strict=True)])
    prose = _masses(
        holders,
        lines,
        [
            w if len(ws) >= PROSE_WORDS and line.linked < MOST_LINKED and line.tag.kind != "heading" else 0
            for w, ws, line in zip(weight, words, lines, strict=True)
        ],
    )
    kin = _kin(holders, anchors)
    rows = _rows(holders, anchors)

    def belongs(at: int) -> bool:
        line = lines[at]
        if line.linked >= MOST_LINKED or bad[line.holder] or not inside[line.holder]:
            return False
        if not signs[line.holder].isdisjoint(ABOUT):
            return False
        top = tops[line.holder]
        if twin[line.holder]:
            return True
        if top is None:
            return first <= at <= last and len(words[at]) >= PROSE_WORDS
        if linked[top] >= MOST_LINKED * total[top]:
            return False
        tag = holders[top].element.tag
        if tag in LEAVES:
            solid = len(words[at]) >= PROSE_WORDS or tag in CELLS
            return solid and first <= at <= last and holders[top].parent in rows
        alike = _signature(holders, top) in kin
        return prose[top] >= PROSE_SHARE * total[top] and (alike or first <= at <= last)

    filled: list[Line | None] = [line if keep else None for keep, line in zip(kept, lines, strict=True)]
    seen = {ws for ws, keep in zip(words, kept, strict=True) if keep and len(ws) >= GRAM}
    for at, line in enumerate(lines):
        if kept[at] or line.tag.kind == "heading":
            continue
        if not signs[line.holder].isdisjoint(MEDIA) or line.tag.kind == "caption":
            if not bad[line.holder] and inside[line.holder] and first < at < last and len(words[at]) >= GRAM and words[at] not in seen:
                filled[at] = line._replace(tag=Tag("caption"))
                seen.add(words[at])
        elif words[at] not in seen and belongs(at):
            filled[at] = line
            seen.add(words[at])
    aside = MEDIA | ABOUT | FURNITURE
    _fill_head(lines, filled, signs, first)
    among = [inside[line.holder] and signs[line.holder].isdisjoint(aside) for line in lines]
    beside = [holders[line.holder].parent in rows for line in lines]
    _keep_headings(lines, filled, among, beside)
    return _bold_headings([line for line in filled if line])


def _anchored(words: Sequence[tuple[str, ...]], chosen: Iterable[str]) -> list[bool]:
    """Whether each line's words, or most runs of four of them, stand in the chosen text."""
    grams: set[tuple[str, ...]] = set()
    whole: set[tuple[str, ...]] = set()
    for text in chosen:
        said = tuple(WORD.findall(text.casefold()))
        whole.add(said)
        grams.update(_grams(said))
    found = []
    for line in words:
        runs = _grams(line)
        found.append(
            line in whole or (bool(runs) and sum(run in grams for run in runs) >= CHOSEN_SHARE * len(runs))
        )
    return found


def _drop_repeated(words: Sequence[tuple[str, ...]], kept: list[bool]) -> None:
    """Pages hold a text twice, for wide and narrow screens: a line is dropped that, with a neighbour, stood there before."""
    chosen = [at for at, keep in enumerate(kept) if keep]
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for before, at in zip([-1, *chosen], chosen, strict=False):
        alone = (words[at],)
        pair = (words[before], words[at]) if before >= 0 else ()
        if sum(map(len, alone)) >= REPEATED_WORDS and alone in seen:
            kept[at] = False
        if sum(map(len, pair)) >= REPEATED_WORDS and pair in seen:
            kept[before] = kept[at] = False
        seen.update((alone, pair))


def _grams(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[at : at + GRAM] for at in range(len(words) - GRAM + 1)]


def _masses(holders: Sequence[Holder], lines: Sequence[Line], weights: Sequence[float]) -> list[float]:
    """What stands in each holder and the holders in it."""
    masses = [0.0] * len(holders)
    for line, weight in zip(lines, weights, strict=True):
        masses[line.holder] += weight
    for at in range(len(holders) - 1, 0, -1):
        masses[holders[at].parent] += masses[at]
    return masses


def _signs(holders: Sequence[Holder], anchors: Sequence[float]) -> list[frozenset[str]]:
    """The marks on each holder and around it.

    A mark that much of the article bears too ("sidebar" on the wrapper of a page that has one) says nothing on this page.
    """
    around: list[frozenset[str]] = []
    borne: dict[str, float] = {}
    for at, holder in enumerate(holders):
        own = marks(holder.element)
        above = around[holder.parent] if at else frozenset()
        for mark in own - above:
            borne[mark] = borne.get(mark, 0.0) + anchors[at]
        around.append(above | own if own else above)
    common = {mark for mark, mass in borne.items() if mass >= MARK_SHARE * anchors[0]}
    return [every - common if every else every for every in around]


def _root(holders: Sequence[Holder], anchors: Sequence[float]) -> int:
    """The innermost holder of nearly all anchors."""
    root = 0
    for at in range(1, len(holders)):
        if holders[at].parent == root and anchors[at] >= ROOT_SHARE * anchors[0]:
            root = at
    return root


def _roots(holders: Sequence[Holder], anchors: Sequence[float], bad: Sequence[bool]) -> list[int]:
    """The innermost holder of nearly all anchors, and near it its twins: blocks of the same class, as in an article that is cut in pieces."""
    root = _root(holders, anchors)
    element = holders[root].element
    name = element.get("class")
    if not name or element.tag == "article":
        return [root]
    near, around = {holders[root].parent}, holders[root].parent
    for _ in range(2):
        if holders[around].element.tag in ("article", "main", "body"):
            break
        around = holders[around].parent
        near.add(around)
    roots = [root]
    for at, holder in enumerate(holders):
        if at != root and not bad[at] and holder.element.tag == element.tag and holder.element.get("class") == name:
            above = [holder.parent, holders[holder.parent].parent, holders[holders[holder.parent].parent].parent]
            if around in above and not any(holders[h].element.tag == "article" for h in above[: above.index(around)]):
                roots.append(at)
    return roots


def _inside(holders: Sequence[Holder], roots: Sequence[int]) -> list[bool]:
    inside = [False] * len(holders)
    wanted = frozenset(roots)
    for at, holder in enumerate(holders):
        inside[at] = at in wanted or (at > 0 and inside[holder.parent])
    return inside


def _tops(holders: Sequence[Holder], anchors: Sequence[float]) -> list[int | None]:
    """For each holder without anchors, the outermost one around it that has none either."""
    tops: list[int | None] = [None] * len(holders)
    for at, holder in enumerate(holders):
        if not anchors[at]:
            above = tops[holder.parent] if at else None
            tops[at] = at if above is None else above
    return tops


def _signature(holders: Sequence[Holder], at: int) -> tuple[int, str, str]:
    return holders[at].parent, holders[at].element.tag, holders[at].element.get("class", "")


def _kin(holders: Sequence[Holder], anchors: Sequence[float]) -> set[tuple[int, str, str]]:
    return {_signature(holders, at) for at in range(1, len(holders)) if anchors[at]}


def _rows(holders: Sequence[Holder], anchors: Sequence[float]) -> set[int]:
    """The holders that have paragraphs or lists with anchors right under them."""
    return {h.parent for h, mass in zip(holders, anchors, strict=True) if mass and h.element.tag in LEAVES}


def _keep_headings(lines: Sequence[Line], filled: list[Line | None], eligible: Sequence[bool], beside: Sequence[bool]) -> None:
    """A heading belongs where what follows it does; one that was chosen stays, but not as a repetition with nothing under it."""
    counted = Counter(line.text for line in lines if line.tag.kind == "heading")
    far = MOST_SKIPPED + 1
    skipped = far
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.tag.kind != "heading":
            links = eligible[at] and line.linked >= MOST_LINKED and line.text.count(" ") >= 3
            skipped = 0 if filled[at] else far if links else skipped + 1
        elif filled[at]:
            if skipped >= far and counted[line.text] > 1:
                filled[at] = None
            else:
                skipped = 0
        elif (
            eligible[at]
            and skipped < far
            and line.tag.level != 1
            and (line.linked < MOST_LINKED or (beside[at] and not skipped))
        ):
            filled[at] = line
            skipped = 0
        else:
            skipped += 1


def _fill_head(lines: Sequence[Line], filled: list[Line | None], signs: Sequence[frozenset[str]], first: int) -> None:
    """The headline above the first paragraph, with the byline and the time between them."""
    headline = next((at for at in range(first - 1, -1, -1) if lines[at].tag.level == 1), None)
    if headline is None:
        return
    filled[headline] = lines[headline]
    for at in range(headline + 1, first):
        line, around = lines[at], signs[lines[at].holder]
        if filled[at] or line.tag.kind == "heading" or line.text.count(" ") >= BYLINE_WORDS:
            continue
        if not BYLINE.isdisjoint(around) and any(map(str.isalpha, line.text)):
            filled[at] = line._replace(tag=Tag("byline"))
        elif not STAMP.isdisjoint(around) and any(map(str.isdigit, line.text)):
            filled[at] = line._replace(tag=Tag("timestamp"))


def _bold_headings(lines: list[Line]) -> list[Line]:
    """Short bold paragraphs head what follows, on a page that has no headings of its own and more than one of them."""
    if any(line.tag.kind == "heading" and line.tag.level != 1 for line in lines):
        return lines
    found = [
        at
        for at, (line, after) in enumerate(pairwise(lines))
        if _is_bold(line) and after.tag.kind is None and after.bold < MOST_BOLD and len(after.text) > len(line.text)
    ]
    if len(found) < FEWEST_BOLD:
        return lines
    heads = set(found)
    return [line._replace(tag=BOLD_HEADING) if at in heads else line for at, line in enumerate(lines)]


def _is_bold(line: Line) -> bool:
    return (
        line.tag.kind is None
        and line.bold > ALL_BOLD
        and line.linked < MOST_LINKED
        and line.text.count(" ") < HEADING_WORDS
        and line.text[-1] not in ".,;:"
        and any(map(str.isalpha, line.text))
    )
