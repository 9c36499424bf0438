"""More texts of the labelled ones: clean copy, stories as agencies send them, pages with more between paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from documents import Document

_FURNITURE = (
    "Advertisement",
    "Story continues below",
    "Article content",
    "ADVERTISEMENT",
    "Read more",
    "Share",
    "Image",
    "Advertisement - Scroll to continue",
)
# What an agency's copy has and a page does not: words are made up, forms are those of the trade.
_PLACES = ("LISBON", "Paris", "NEW YORK", "Nairobi, Kenya", "TOKYO", "Leeds, England", "OTTAWA", "AUSTIN, Texas")
_DATES = ("", ", May 3", ", Jan. 14", ", Sept 30", ", 7 June", ", October 21")
_AGENCIES = ("", "", " (AP)", " (Reuters)", " (AFP)", " (dpa)", " (Xinhua)")
_DASHES = (" - ", " — ", " -- ", " – ")
_NAMES = ("Ann Lee", "Maria Lopes", "JOHN K. MARSH", "Wei Chen", "Tom Okafor", "Sara El-Amin", "PAUL DUVAL")
_FIRST_NAMES = ("Ann", "Maria", "José", "Wei", "Tom", "Sara", "Paul", "Inge", "Kofi", "Yuki", "Omar", "Elif")
_LAST_NAMES = (
    "Lee",
    "Lopes",
    "Marsh",
    "Chen",
    "Okafor",
    "Haddad",
    "Duval",
    "Holm",
    "Mensah",
    "Sato",
    "Demir",
    "Petrov",
)
_BULLETS = ("• ", "- ", "* ", "– ")
_BYLINES = ("By {}", "By {}, AP", "by {}, Reuters", "{}", "BY {}")
_FOOTERS = ("Reuters", "ENDS", "END", "AP", "AFP", "(Reporting by {}; Editing by {})", "(Reporting by {})", "-30-")
_LONGEST_WIRE = 10
_NEWS = frozenset({"fundus", "aeb"})
_SHARE_CLEAN, _SHARE_FURNISHED = 0.35, 0.25
_LONGEST = 90


def variants(documents: Sequence[Document], seed: int = 0) -> list[Document]:
    """Of each news page one clean and one furnished copy, of other pages some."""
    random = Random(seed)
    pool = sorted(
        {
            text
            for document in documents
            if document.lang == "en" and document.corpus in _NEWS
            for text, label in document.lines
            if label == "boilerplate" and len(text) < _LONGEST
        }
    )
    made = []
    for document in documents:
        news = document.corpus in _NEWS
        if news or random.random() < _SHARE_CLEAN:
            made.append(_clean(document, random))
        if news or random.random() < _SHARE_FURNISHED:
            made.append(_furnished(document, random, pool))
        if document.lang == "en":
            made += [_wire(document, random, nth) for nth in range(3 if news else 1)]
    return [document for document in made if any(label == "paragraph" for _, label in document.lines)]


def _wire(document: Document, random: Random, nth: int) -> Document:
    """A few lines of the story as an agency would send them: dateline, byline, footer, nothing else."""
    headline = [text for text, label in document.lines if label == "headline"]
    told = [line for line in document.lines if line[1] in ("paragraph", "heading")]
    begin = random.choice((0, 0, random.randrange(max(1, len(told)))))
    story = told[begin : begin + random.randint(1, _LONGEST_WIRE)]
    while story and story[-1][1] == "heading":
        story.pop()
    if story and story[0][1] == "paragraph" and random.random() < 0.5:
        dateline = random.choice(_PLACES) + random.choice(_DATES) + random.choice(_AGENCIES) + random.choice(_DASHES)
        story[0] = (dateline + story[0][0], "paragraph")
    lines: list[tuple[str, str]] = []
    if headline and random.random() < 0.85:
        lines.append((headline[0].upper() if random.random() < 0.4 else headline[0], "headline"))
        if random.random() < 0.3:
            lines.append((random.choice(_BYLINES).format(random.choice(_NAMES)), "byline"))
    lines += story
    if random.random() < 0.3:
        lines.append((random.choice(_FOOTERS).format(random.choice(_NAMES), random.choice(_NAMES)), "boilerplate"))
    return replace(document, id=f"{document.id}/wire{nth}", lines=tuple(lines), measured=False, made=True)


def _clean(document: Document, random: Random) -> Document:
    """The article alone; its captions may stay, its lists may have bullets, and a list of names may stand in it."""
    dropped = {"boilerplate", "byline", "date"}
    dropped |= {"headline"} if random.random() < 0.3 else set()
    dropped |= {"caption"} if random.random() < 0.5 else set()
    lines = [line for line in document.lines if line[1] not in dropped]
    if random.random() < 0.4:
        bullet = random.choice(_BULLETS)
        lines = [(bullet + text if _is_item(text, label) else text, label) for text, label in lines]
    if document.lang == "en" and random.random() < 0.4:
        at = random.randrange(len(lines) + 1)
        bullet = random.choice(("", "", *_BULLETS))
        lines[at:at] = [(bullet + name, "paragraph") for name in _names(random)]
    return replace(document, id=f"{document.id}/clean", lines=tuple(lines), measured=False, made=True)


def _is_item(text: str, label: str) -> bool:
    return label in ("paragraph", "ignore") and 0 < len(text.split()) <= 15 and text[-1] not in ".?!:"


def _names(random: Random) -> list[str]:
    return [f"{random.choice(_FIRST_NAMES)} {random.choice(_LAST_NAMES)}" for _ in range(random.randint(3, 9))]


def _furnished(document: Document, random: Random, pool: Sequence[str]) -> Document:
    """The same furniture again and again between the lines, as advertisements stand."""
    line = random.choice(_FURNITURE) if random.random() < 0.6 else random.choice(pool)
    often, seldom = random.choice((0.15, 0.3, 0.6)), random.choice((0.0, 0.1))
    lines: list[tuple[str, str]] = []
    for text, label in document.lines:
        if label in ("boilerplate", "caption") and random.random() < seldom:
            continue
        lines.append((text, label))
        if label in ("paragraph", "heading") and random.random() < often:
            lines.append((line if random.random() < 0.85 else random.choice(pool), "boilerplate"))
    return replace(document, id=f"{document.id}/furnished", lines=tuple(lines), measured=False, made=True)
