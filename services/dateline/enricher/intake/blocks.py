"""A tree of elements to text, one block a line, and the kind of each line.

Two vocabularies: HTML as a page writes it, and the one that trafilatura reduces it to.
What of a page is the article is decided elsewhere; here nothing is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from dateline.contract import Block

Kind = Literal["heading", "paragraph", "quote", "list", "caption"]

# An lxml element; lxml has no types.
Element = Any


@dataclass(frozen=True, slots=True)
class Tag:
    """What an element does to the text: it ends the line before and after it, names the line's kind, or is not read."""

    kind: Kind | None = None
    level: int | None = None
    hidden: bool = False


LINE = Tag()
HIDDEN = Tag(hidden=True)

# Elements not named are inline: their text runs on.
HTML: Mapping[str, Tag] = {
    **{f"h{level}": Tag("heading", level) for level in range(1, 7)},
    **{f"hl{level}": Tag("heading", level) for level in range(1, 3)},
    **dict.fromkeys(("li", "dt", "dd"), Tag("list")),
    "blockquote": Tag("quote"),
    **dict.fromkeys(("figcaption", "caption"), Tag("caption")),
    # HTML Living Standard, 15.3 (display: block and table rows); body.content is NITF, as are hl1 and hl2.
    **dict.fromkeys(
        (
            "address", "article", "aside", "body", "body.content", "center", "details", "dialog", "dir", "div", "dl",
            "fieldset", "figure", "footer", "form", "header", "hgroup", "hr", "html", "main", "menu", "ol", "p", "pre",
            "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
        ),
        LINE,
    ),
    # What is not read: code, controls, navigation, and what stands in for an embedded object.
    **dict.fromkeys(
        (
            "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "canvas",
            "iframe", "object", "embed", "audio", "video", "map", "nav", "button", "select", "option", "datalist",
            "textarea", "input", "label", "noframes", "frameset",
        ),
        HIDDEN,
    ),
}  # fmt: skip
TRAFILATURA: Mapping[str, Tag] = {
    "head": Tag("heading"),
    "item": Tag("list"),
    "quote": Tag("quote"),
    **dict.fromkeys(("body", "main", "div", "p", "code", "list", "table", "row"), LINE),
    "graphic": HIDDEN,
}
BREAKS = frozenset({"br", "lb"})
CELLS = frozenset({"td", "th", "cell"})
CELL_SEPARATOR = " | "

# Soft hyphens, zero-width spaces and byte order marks: seen by no reader, they would split words.
UNSEEN = re.compile("[\xad\u200b\ufeff]")


@dataclass(slots=True)
class _Line:
    """The line being gathered; None in ``pieces`` is a line break."""

    pieces: list[str | None]
    tag: Tag


def text_and_blocks(lines: Iterable[tuple[str, Tag]]) -> tuple[str, tuple[Block, ...]]:
    """The lines as one text, joined by newlines, and a block with its exact span for each."""
    texts, blocks, at = [], [], 0
    for text, tag in lines:
        blocks.append(Block(start=at, end=at + len(text), kind=tag.kind or "paragraph", level=tag.level))
        texts.append(text)
        at += len(text) + 1
    return "\n".join(texts), tuple(blocks)


def lines_of(root: Element, tags: Mapping[str, Tag]) -> Iterator[tuple[str, Tag]]:
    """The lines of a tree in document order, white space folded, never blank.

    One pass, no recursion. A line's kind is that of the nearest element that has one, but
    inside a heading all is heading.
    """
    gathered = _Line([], LINE)
    kinds = [LINE]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = tags.get(element.tag)
        hidden = _is_hidden(element, tag)
        if tag is not None and not hidden:
            yield from _taken(gathered)
            if event == "start":
                kinds.append(gathered.tag)
                gathered.tag = _kind(element, tag, gathered.tag)
            else:
                gathered.tag = kinds.pop()
        if event == "end":
            if element is not root and (tail := element.tail):
                gathered.pieces.append(tail)
        elif hidden:
            walk.skip_subtree()
        else:
            _open(element, gathered.pieces)
    yield from _taken(gathered)


def _open(element: Element, pieces: list[str | None]) -> None:
    if element.tag in BREAKS:
        pieces.append(None)
    elif element.tag in CELLS and pieces:
        pieces.append(CELL_SEPARATOR)
    if text := element.text:
        pieces.append(text)


def _kind(element: Element, tag: Tag, outer: Tag) -> Tag:
    if outer.kind == "heading" or tag.kind is None:
        return outer
    if tag.kind == "heading" and tag.level is None:
        written = element.get("rend", "")
        return Tag("heading", int(written[1]) if written[1:] in ("1", "2", "3", "4", "5", "6") else None)
    return tag


def _is_hidden(element: Element, tag: Tag | None) -> bool:
    if (tag is not None and tag.hidden) or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").casefold()


def _taken(gathered: _Line) -> Iterator[tuple[str, Tag]]:
    """The lines gathered so far: none, one, or several where two line breaks in a row end a paragraph."""
    if not gathered.pieces:
        return
    run: list[str] = []
    breaks = 0
    for piece in [*gathered.pieces, None, None]:
        if piece is None:
            breaks += 1
            run.append(" ")
            if breaks == 2 and (line := " ".join(UNSEEN.sub("", "".join(run)).split()).strip(" |")):
                yield line, gathered.tag
            run = [] if breaks >= 2 else run
        else:
            breaks = 0 if piece.strip() else breaks
            run.append(piece)
    gathered.pieces.clear()
