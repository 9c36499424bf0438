"""Labelled texts to learn from: those of the corpora, and more made of labelled pages.

A text row has ``id``, ``url``, ``lang``, ``corpus``, ``text`` and ``lines`` (start, end, label);
a page row has ``html`` and ``gold`` (title, body, sections) instead of the last two.
"""

from __future__ import annotations

import json
import lzma
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HTMLParser, document_fromstring

from dateline.enricher.intake.blocks import HTML, lines_of
from dateline.enricher.sections.line_classes import LineClass

# The corpora's names of the classes; other labels ("ignore") are learned neither way.
CLASSES = {
    "paragraph": LineClass.PARAGRAPH,
    "heading": LineClass.HEADING,
    "boilerplate": LineClass.BOILERPLATE,
    "caption": LineClass.CAPTION,
    "headline": LineClass.HEADLINE,
    "byline": LineClass.BYLINE,
    "date": LineClass.TIMESTAMP,
    "lead": LineClass.STANDFIRST,
}
_PLAIN = str.maketrans("’‘‚“”„«»–—‑\xa0", '\'\'\'"""""--- ')
_SECOND_LEVELS = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_LONG = 40
_ABOVE, _BELOW = 3, 25
_SHARED_LINES = 3
_FEW_SITES = 6


@dataclass(frozen=True)
class Document:
    """Lines and labels. ``group`` is its site, or sites with the same furniture; ``measured``: of a text corpus."""

    id: str
    lang: str
    corpus: str
    group: str
    lines: tuple[tuple[str, str], ...]
    measured: bool
    made: bool = False

    @property
    def text(self) -> str:
        return "\n".join(text for text, _ in self.lines)


def read_documents(corpora: Path) -> list[Document]:
    """Every labelled text below ``corpora/sections``, and of the pages those that are not among them."""
    folder = corpora / "sections"
    found = [_from_text(row) for name in ("text_fundus", "text_wcxb") for row in _rows(folder, name)]
    known = {document.id for document in found}
    for name in ("html_fundus", "html_wcxb", "html_aeb"):
        found += [d for row in _rows(folder, name) if row["id"] not in known and (d := _from_page(row, name[5:]))]
    return _joined_by_furniture(found)


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = next(folder.glob(f"{name}.*jsonl*"))
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _from_text(row: dict[str, Any]) -> Document:
    label = {line["start"]: line["label"] for line in row["lines"]}
    lines, at = [], 0
    for line in row["text"].split("\n"):
        lines.append((line, label.get(at + len(line) - len(line.lstrip()), "ignore")))
        at += len(line) + 1
    return Document(row["id"], row["lang"], row["corpus"], _site(row["url"]), tuple(lines), measured=True)


def _site(url: str | None) -> str:
    """The registered domain: "bbc.co.uk"."""
    parts = urlsplit(url or "").netloc.lower().split(":")[0].split(".")
    long = len(parts) > 2 and parts[-2] in _SECOND_LEVELS and len(parts[-1]) == 2
    return ".".join(parts[-3 if long else -2 :])


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", (text or "").translate(_PLAIN)).split()).casefold()


def _from_page(row: dict[str, Any], corpus: str) -> Document | None:
    """The lines of a page around its article, labelled by its gold; None where the two do not meet."""
    tree = document_fromstring(row["html"].encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    page = list(lines_of(tree, HTML))
    plain = [_plain(text) for text, _ in page]
    gold = row["gold"]
    sections = gold.get("sections") or []
    body, title = _plain(gold.get("body")), _plain(gold.get("title"))
    headings = {_plain(s["heading"]) for s in sections if s["heading"]}
    unsure = {_plain(heading) for heading in gold.get("maybe_headings") or []}
    paragraphs = {_plain(p) for s in sections for p in s["paragraphs"]}
    paragraphs |= {_plain(line) for line in (gold.get("body") or "").split("\n")}
    authors = {_plain(author) for author in gold.get("authors") or []}
    inside = [at for at, words in enumerate(plain) if len(words) > _LONG and words in body]
    if len(inside) < 3:
        return None
    first, last = inside[0], inside[-1]
    headline = next((at for at in range(first) if title and plain[at] == title), None)

    def label(at: int) -> str:
        words, kind = plain[at], page[at][1].kind
        within = first - 2 <= at <= last
        if at == headline:
            return "headline"
        if words in headings:
            return "heading" if kind == "heading" and within else "ignore"
        if words in unsure:
            return "ignore"
        if words in body and (len(words) > _LONG or (words in paragraphs and at >= first)):
            # This corpus says what is body and not what heads it.
            return "heading" if corpus == "aeb" and kind == "heading" and within else "paragraph"
        if words in body and within:
            return "ignore"
        if kind == "caption":
            return "caption"
        # A stamp or a byline, which these pages' gold does not place.
        near = at < first and (headline is None or at > headline)
        told = any(c.isdigit() for c in words) or words.startswith("by ") or words in authors
        return "ignore" if near and told else "boilerplate"

    begin = max(0, (first if headline is None else headline) - _ABOVE)
    lines = tuple((page[at][0], label(at)) for at in range(begin, min(len(page), last + 1 + _BELOW)))
    return Document(row["id"], row["lang"], corpus, _site(row["url"]), lines, measured=False)


def _joined_by_furniture(documents: list[Document]) -> list[Document]:
    """Sites that share three lines of furniture which few others have are one group: they share their templates."""
    furniture: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        furniture[document.group] |= {t for t, label in document.lines if label == "boilerplate" and len(t) > 12}
    held = Counter(line for lines in furniture.values() for line in lines)
    rare = {site: {line for line in lines if held[line] <= _FEW_SITES} for site, lines in sorted(furniture.items())}
    group = {site: site for site in rare}
    for site, lines in rare.items():
        for other, others in rare.items():
            if other < site and len(lines & others) >= _SHARED_LINES:
                old, new = group[site], group[other]
                group = {name: new if of == old else of for name, of in group.items()}
    return [replace(document, group=group[document.group]) for document in documents]
