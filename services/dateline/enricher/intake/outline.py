"""A tree of elements to its lines and the blocks that hold them, in one pass.

What an element does to the text is said by a vocabulary of ``blocks``; here nothing of a
page is weighed. Lines are in document order, their white space folded, never blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from dateline.enricher.intake.blocks import LINE, Element, Line, Tag

BREAKS = frozenset({"br", "lb"})
CELLS = frozenset({"td", "th", "cell"})
CELL_SEPARATOR = " | "
STYLES = {"a": "link", "b": "bold", "strong": "bold"}
# Text for screen readers alone, as the common style sheets name it (Bootstrap, WordPress, HTML5 Boilerplate).
UNSEEN_CLASSES = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"))
# What a page has once, and in the open.
SURE = ("main", "h1")
FOLDING = frozenset({"button", "label"})

# Soft hyphens, zero-width spaces and byte order marks: seen by no reader, they would split words.
UNSEEN = re.compile("[\xad\u200b\ufeff]")


class Holder(NamedTuple):
    """A block element of a tree: its number is its place among the holders, ``parent`` that of the block around it."""

    element: Element
    parent: int


@dataclass(slots=True)
class _Gathered:
    """The line being gathered; None in ``pieces`` is a line break. The rest counts characters."""

    tag: Tag
    holder: int = 0
    pieces: list[str | None] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=lambda: {"link": 0, "bold": 0})
    counted: dict[str, int] = field(default_factory=lambda: {"link": 0, "bold": 0})
    count: int = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        count = len(text.strip())
        self.count += count
        if count and (self.inside["link"] or self.inside["bold"]):
            for style, depth in self.inside.items():
                self.counted[style] += count * bool(depth)

    def share(self, style: str) -> float:
        return self.counted[style] / self.count if self.count else 0.0

    def clear(self) -> None:
        self.pieces.clear()
        self.counted["link"] = self.counted["bold"] = self.count = 0


def lines_of(root: Element, tags: Mapping[str, Tag]) -> list[Line]:
    """The lines of a tree, as ``outline`` gives them."""
    return outline(root, tags)[1]


def outline(root: Element, tags: Mapping[str, Tag]) -> tuple[list[Holder], list[Line]]:
    """The block elements of a tree and its lines, both in document order; white space folded, no line blank.

    One pass, no recursion. A line's kind is that of the nearest element that has one, but
    inside a heading all is heading.
    """
    gathered = _Gathered(LINE)
    holders = [Holder(root, 0)]
    lines: list[Line] = []
    outer: list[tuple[Tag, int]] = [(LINE, 0)]
    spine = _spine(root)
    skipped: Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = tags.get(element.tag)
        if event == "start":
            # The end of a skipped element is the next event.
            skipped = element if element is not root and _is_left_out(element, tag, gathered.tag, spine) else None
        hidden = element is skipped
        if tag is not None and not tag.hidden and not hidden:
            lines.extend(_taken(gathered))
            if event == "start":
                outer.append((gathered.tag, gathered.holder))
                holders.append(Holder(element, gathered.holder))
                gathered.tag, gathered.holder = _kind(element, tag, gathered.tag), len(holders) - 1
            else:
                gathered.tag, gathered.holder = outer.pop()
        style = STYLES.get(element.tag)
        if event == "end":
            if style and not hidden:
                gathered.inside[style] -= 1
            if element is not root and (tail := element.tail):
                gathered.add(tail)
        elif hidden:
            walk.skip_subtree()
        else:
            if style:
                gathered.inside[style] += 1
            _open(element, gathered)
    lines.extend(_taken(gathered))
    return holders, lines


def _open(element: Element, gathered: _Gathered) -> None:
    if element.tag in BREAKS:
        gathered.pieces.append(None)
    elif element.tag in CELLS and gathered.pieces:
        gathered.pieces.append(CELL_SEPARATOR)
    if text := element.text:
        gathered.add(text)


def _kind(element: Element, tag: Tag, outer: Tag) -> Tag:
    if outer.kind == "heading" or tag.kind is None:
        return outer
    if tag.kind == "heading" and _is_cell(element.getparent()):
        return outer
    if tag.kind == "heading" and tag.level is None:
        written = element.get("rend", "")
        return Tag("heading", int(written[1]) if written[1:] in ("1", "2", "3", "4", "5", "6") else None)
    return tag


def _spine(root: Element) -> set[Element]:
    """The elements around what is the page for sure.

    They are read whatever they are: a tag that was never closed swallows the page, and pages that are
    rendered piecemeal keep their content in a hidden element until a script shows it.
    """
    found: set[Element] = set()
    for element in root.iter(*SURE):
        while (element := element.getparent()) is not None and element not in found:
            found.add(element)
    return found


def _is_left_out(element: Element, tag: Tag | None, around: Tag, spine: set[Element]) -> bool:
    return _is_unseen(element, around) or (_is_unread(element, tag, around) and element not in spine)


def _is_unread(element: Element, tag: Tag | None, around: Tag) -> bool:
    """Whether an element is no text by its tag, or not yet shown."""
    if tag is not None and tag.hidden:
        # The heading of a foldable section is a button or a label.
        return not (around.kind == "heading" and element.tag in FOLDING)
    return element.get("hidden") is not None


def _is_unseen(element: Element, around: Tag) -> bool:
    """Whether a style keeps an element from sight, or it is a heading's link to itself."""
    if around.kind == "heading" and element.tag == "a" and _is_sign(element):
        return True
    name = element.get("class")
    if name and not UNSEEN_CLASSES.isdisjoint(name.split()):
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").casefold()


def _is_cell(element: Element | None) -> bool:
    """Whether an element is a cell beside others: what stands there heads a column, not a section."""
    return (
        element is not None
        and element.tag in CELLS
        and (element.getprevious() is not None or element.getnext() is not None)
    )


def _is_sign(link: Element) -> bool:
    """Whether a link is a mere sign, as a heading has one to itself ("What we know #")."""
    text = (link.text or "").strip()
    return len(link) == 0 and (text[:1] == "#" or (len(text) == 1 and not text.isalnum()))


def _taken(gathered: _Gathered) -> Iterator[Line]:
    """The lines gathered so far: none, one, or several where two line breaks in a row end a paragraph."""
    if not gathered.pieces:
        return
    shares = gathered.share("link"), gathered.share("bold")
    run: list[str] = []
    breaks = 0
    for piece in [*gathered.pieces, None, None]:
        if piece is None:
            breaks += 1
            run.append(" ")
            if breaks == 2 and (line := " ".join(UNSEEN.sub("", "".join(run)).split()).strip(" |")):
                yield Line(line, gathered.tag, gathered.holder, *shares)
            run = [] if breaks >= 2 else run
        else:
            breaks = 0 if piece.strip() else breaks
            run.append(piece)
    gathered.clear()
