"""An HTML page or fragment to text with its structure, and what the page says of itself.

``extract`` is the one door. trafilatura says what of a page is the article, the page's own tree
what it is made of; a fragment (what a feed or an agency sends as the body) is all article. Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sized
from copy import copy

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from dateline.enricher.intake.blocks import HTML, TRAFILATURA, Element, Line, text_and_blocks
from dateline.enricher.intake.errors import invalid
from dateline.enricher.intake.limits import MAX_ATTRIBUTES, MAX_LEVELS, PARSER_LEVELS, USUAL_ELEMENTS, USUAL_LEVELS
from dateline.enricher.intake.metadata import Metadata, metadata_of
from dateline.enricher.intake.outline import lines_of, outline
from dateline.enricher.intake.page import EMPTY_PAGE, Page
from dateline.enricher.intake.selection import select

# They log what they give up on, with the page's words; what comes of a page is said by the result alone.
for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

PARSER = {
    "encoding": "utf-8",
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
    "default_doctype": False,
}
# Only whole pages have these.
PAGE_TAG = re.compile(r"<(?:!doctype|html|head|body|title|meta|link)(?=[\s/>])", re.IGNORECASE)
# XML 1.0, 2.2: characters that no tree may hold.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class _Survey:
    """Counts a page's elements, levels and attributes as the parser meets them, before a tree is built.

    A parser target (lxml's name for a SAX handler): in a tree libxml2 silently drops what is
    deeper than its limit, and walks all attributes of an element to add one.
    """

    def __init__(self) -> None:
        self.elements = self.levels = self.attributes = self.level = 0

    def start(self, _tag: str, attributes: Sized) -> None:
        self.elements += 1
        self.level += 1
        self.levels = max(self.levels, self.level)
        self.attributes = max(self.attributes, len(attributes))
        if self.levels > MAX_LEVELS:
            raise invalid(
                "html", f"elements are nested deeper than {MAX_LEVELS} levels; send the article's text instead"
            )
        if self.attributes > MAX_ATTRIBUTES:
            raise invalid(
                "html", f"an element has more than {MAX_ATTRIBUTES} attributes; send the article's text instead"
            )

    def end(self, _tag: str) -> None:
        self.level -= 1

    def close(self) -> None:
        """Nothing is built."""

    @property
    def is_usual(self) -> bool:
        return self.elements <= USUAL_ELEMENTS and self.levels <= USUAL_LEVELS


def extract(html: str, url: str | None) -> Page:
    """The article of a page, or all of a fragment; ``text`` is "" where nothing is to be read.

    ``url`` is the page's own, for its date. Raises IntakeError where elements are nested too
    deep, or have too many attributes.
    """
    html = NOT_XML.sub(" ", html)
    tree, size = _parsed(html.encode("utf-8", "replace"))
    if tree is None:
        return EMPTY_PAGE
    _show_quote_marks(tree)
    is_page = PAGE_TAG.search(html) is not None
    lines = _article_lines(tree) if is_page and size.is_usual else []
    text, blocks = text_and_blocks(lines or lines_of(tree, HTML))
    found = metadata_of(tree, url, search=size.is_usual) if is_page else Metadata()
    return Page(
        text=text,
        blocks=blocks,
        title=found.title,
        authors=found.authors,
        published=found.published,
        modified=found.modified,
        url=found.url,
        language=found.language,
        site_name=found.site_name,
    )


def _parsed(html: bytes) -> tuple[Element | None, _Survey]:
    """The tree and its size; no tree where there is nothing but white space, comments or declarations."""
    survey = _Survey()
    parser = HTMLParser(target=survey, **PARSER)
    try:
        parser.feed(html)
        parser.close()
        return document_fromstring(html, parser=HTMLParser(huge_tree=survey.levels > PARSER_LEVELS, **PARSER)), survey
    except etree.LxmlError:
        return None, survey


def _article_lines(tree: Element) -> list[Line]:
    """The article's lines: trafilatura's choice, in the page's own tree; none where it finds nothing."""
    try:
        document = trafilatura.bare_extraction(copy(tree), include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001  its faults must not cost the article: then the whole page is read
        return []
    if document is None:
        return []
    chosen = lines_of(document.body, TRAFILATURA)
    return select(*outline(tree, HTML), (line.text for line in chosen)) or chosen


def _show_quote_marks(tree: Element) -> None:
    """Browsers put marks around ``<q>`` (HTML Living Standard, 15.3.4); without them a quote can't be told."""
    for quote in list(tree.iter("q")):
        quote.tag = "span"
        quote.text = "“" + (quote.text or "")
        if len(quote):
            quote[-1].tail = (quote[-1].tail or "") + "”"
        else:
            quote.text += "”"
