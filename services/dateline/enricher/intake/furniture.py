"""What a block of a page is for by its marks: tag, role, and the words in its class and id.

Tables only; how much a mark weighs beside the text of the block is decided in ``regions``.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.enricher.intake.blocks import Element

# Around and between the article's parts. Words of a class or id ("related-posts", "shareBar", "o-newsletter__form"),
# pairs of words, whole names of a class (".hidden"), WAI-ARIA 1.2 roles ("@search") and tags ("<nav>").
FURNITURE = frozenset(
    (
        "<nav>", "<footer>", "<aside>", "<form>", "<dialog>", "@navigation", "@complementary", "@contentinfo",
        "@search", "@dialog", "@alertdialog", "@menu", "@menubar", "@toolbar",
        "ad", "ads", "advert", "advertisement", "advertising", "affiliate", "banner", "bio", "breadcrumb",
        "breadcrumbs", "comment", "commenting", "comments", "consent", "cookie", "cookies", "cta", "dialog",
        "disclaimer", "disclosure", "disqus", "donate", "donation", "footer", "gdpr", ".hidden", ".hide", "login",
        "masthead", "menu", "modal", "nav", "navbar", "navigation", "newsletter", "outbrain", "overlay", "pager",
        "pagination", "popup", "promo", "promotion", "recirc", "recirculation", "recommendation", "recommendations",
        "recommended", "register", "related", "respond", "share", "sharedaddy", "sharing", "sidebar", "signup",
        "social", "sponsor", "sponsored", "sticky", "subscribe", "subscription", "taboola", "tags", "teaser",
        "teasers", "tooltip", "trending", "upsell", "widget",
        "about author", "also like", "author box", "author info", "follow us", "key terms", "latest news",
        "latest posts", "more from", "more stories", "most popular", "most read", "read also", "read more",
        "read next", "recent posts", "see also", "sign in", "sign up", "skip link", "tag list", "up next",
        "visually hidden", "you may",
    )
)  # fmt: skip
# Pictures and films, with what is written under and over them.
MEDIA = frozenset(
    (
        "<figure>", "<figcaption>", "attachment", "caption", "captions", "carousel", "figure", "gallery",
        "image", "images", "lightbox", "photo", "photos", "picture", "player", "slide", "slider", "slideshow",
        "thumbnail", "thumbnails", "video",
    )
)  # fmt: skip
BYLINE = frozenset(("<address>", "author", "authors", "byline", "bylines", "contributor", "writer"))
STAMP = frozenset(("<time>", "date", "datetime", "dateline", "meta", "published", "pubdate", "timestamp"))
PAIRS = frozenset(tuple(mark.split(" ")) for mark in FURNITURE if " " in mark)
KNOWN = FURNITURE | MEDIA | BYLINE | STAMP
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A hash ("css-1ad9x") holds no words.
WORD = re.compile(r"(?<![a-z\d])[a-z]+(?![a-z\d])")
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
LONGEST = 300


def marks(element: Element) -> frozenset[str]:
    """Which of the marks in the tables a block bears; a heading none, since its id is made of its own words."""
    if element.tag in HEADINGS:
        return frozenset()
    found = KNOWN & {f"<{element.tag}>", f"@{element.get('role', '').casefold()}"}
    classes = element.get("class", "")[:LONGEST]
    written = f"{classes} | {element.get('id', '')[:LONGEST]}"
    if len(written) > 3:
        words = WORD.findall(HUMP.sub("-", written).casefold())
        found |= KNOWN.intersection([*words, *(f".{name}" for name in classes.split())])
        found |= {" ".join(pair) for pair in PAIRS.intersection(pairwise(words))}
    return found
