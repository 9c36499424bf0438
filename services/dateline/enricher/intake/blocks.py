"""What an element does to the text, and lines as one text with a block for each.

Two vocabularies: HTML as a page writes it, and the one that trafilatura reduces it to.
How a tree is walked is in ``outline``, what of a page is the article in ``selection``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from dateline.contract import Block

Kind = Literal["heading", "paragraph", "quote", "list", "caption", "byline", "timestamp"]

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


class Line(NamedTuple):
    """One line of a tree.

    ``holder`` is the number of the innermost block element it stands in; ``linked`` and
    ``bold`` are the shares of its characters in links and in bold type.
    """

    text: str
    tag: Tag
    holder: int
    linked: float
    bold: float


def text_and_blocks(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...]]:
    """The lines as one text, joined by newlines, and a block with its exact span for each."""
    texts, blocks, at = [], [], 0
    for text, tag, *_ in lines:
        blocks.append(Block(start=at, end=at + len(text), kind=tag.kind or "paragraph", level=tag.level))
        texts.append(text)
        at += len(text) + 1
    return "\n".join(texts), tuple(blocks)
