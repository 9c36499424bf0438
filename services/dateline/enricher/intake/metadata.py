"""What a page says of itself: JSON-LD first, then meta tags and marked elements, then a search.

The publisher's own words are taken as they are, times with their hour and zone;
trafilatura (with htmldate) is asked only for what is then missing, and its dates are days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice

import trafilatura
from pydantic import JsonValue
from pydantic_core import from_json

from dateline.contract import PublishTime, TimeOrigin, TimePrecision
from dateline.enricher.intake.blocks import HTML, Element
from dateline.enricher.intake.jsonld import Node, article_node
from dateline.enricher.intake.limits import MAX_HEADINGS, MAX_METADATA_LENGTH, MAX_NODES, MAX_SCRIPT_LENGTH, MAX_SCRIPTS
from dateline.enricher.intake.names import split_byline, tidy
from dateline.enricher.intake.outline import lines_of
from dateline.enricher.intake.times import parse_time

# Names of meta tags (property, name, itemprop or http-equiv; case does not matter), the surest first.
META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator"),
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date", "dcterms.date", "dc.date.issued", "dcterms.issued", "dc.date", "pubdate", "publishdate",
        "publish-date", "publication_date", "published_time", "article.published", "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    "site_name": ("og:site_name", "application-name", "dc.publisher"),
    "language": ("content-language", "dc.language", "og:locale"),
    "url": ("og:url",),
}  # fmt: skip
PROPERTIES: dict[str, tuple[str, ...]] = {
    "title": ("headline", "name"),
    "published": ("datePublished", "dateCreated"),
    "modified": ("dateModified",),
}
META_MODIFIED = frozenset(META["modified"])
NAME_ATTRIBUTES = ("property", "name", "itemprop", "http-equiv")
# <time itemprop="datePublished">, <time pubdate>, <time class="entry-date published">
PUBLISHED_MARK = re.compile(r"datepublished|pub-?date|publish|posted|entry-date", re.IGNORECASE)
MODIFIED_MARK = re.compile(r"datemodified|modified|updated", re.IGNORECASE)
ANY_MARK = re.compile("")
MODIFIED_PROPERTY = re.compile(r'"(?:dateModified|uploadDate)"\s*:\s*"[^"]{0,100}"')
# JSON wants control characters escaped; pages write raw newlines and tabs into strings.
CONTROLS = re.compile(r"[\x00-\x1f]")
RANK = {precision: rank for rank, precision in enumerate(TimePrecision)}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)
# Fixed, so that the same page gives the same date whenever it is read.
SEARCH = {"original_date": True, "extensive_search": True, "max_date": "2099-12-31"}
# The date is known: trafilatura looks for one all the same.
QUICK = SEARCH | {"extensive_search": False}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None and () where it says nothing."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: PublishTime | None = None
    modified: PublishTime | None = None
    url: str | None = None
    language: str | None = None
    site_name: str | None = None


def metadata_of(tree: Element, url: str | None, *, search: bool) -> Metadata:
    """The page's metadata. ``search`` also looks for dates and authors in the page's text, at some cost."""
    article = _json_ld_article(tree) or {}
    meta = _meta_contents(tree)
    found = Metadata(
        title=_title(tree, article, meta),
        authors=_authors(article, meta),
        published=_finest(_times(tree, article, meta, "published")),
        modified=_finest(_times(tree, article, meta, "modified")),
        url=_url(tree, meta),
        language=_language(tree, article, meta),
        site_name=_folded(_name(article.get("publisher")) or "") or _first(meta, "site_name"),
    )
    if search and not (found.authors and found.published and found.title):
        return _searched(found, tree, url)
    return found


def _searched(found: Metadata, tree: Element, url: str | None) -> Metadata:
    try:
        dated = found.published is not None
        guess = trafilatura.extract_metadata(
            copy(tree) if dated else _unmodified(tree), url, date_config=QUICK if dated else SEARCH
        )
    except Exception:  # noqa: BLE001  its faults must not cost the article
        return found
    # htmldate writes a mere year, of a copyright notice or a caption, as its first of January.
    day = parse_time(guess.date, TimeOrigin.METADATA) if guess.date and not guess.date.endswith("-01-01") else None
    return replace(
        found,
        title=found.title or _folded(guess.title or "") or None,
        authors=found.authors or tidy(_folded(guess.author or "").split(";")),
        published=found.published or _finest([day, *_time_elements(tree, ANY_MARK)] if day else []),
    )


def _unmodified(tree: Element) -> Element:
    """A copy without the marks of a later change, for the search takes any date that it finds."""
    tree = copy(tree)
    for element in list(tree.iter("meta", "time", "script")):
        if element.tag == "script":
            if element.text and "dateModified" in element.text:
                element.text = MODIFIED_PROPERTY.sub('"changed": ""', element.text)
        elif MODIFIED_MARK.search(_marks(element)) or not META_MODIFIED.isdisjoint(_names_of(element)):
            element.attrib.clear()
    return tree


def _json_ld_article(tree: Element) -> Node | None:
    scripts = [s for s in tree.iter("script") if "ld+json" in (s.get("type") or "")][:MAX_SCRIPTS]
    for script in scripts:
        if not script.text or len(script.text) > MAX_SCRIPT_LENGTH:
            continue
        try:
            document = from_json(CONTROLS.sub(" ", script.text).strip().removesuffix(";"))
        except ValueError:
            continue
        if article := article_node(document):
            return article
    return None


def _meta_contents(tree: Element) -> dict[str, list[str]]:
    contents: dict[str, list[str]] = {}
    for element in islice(tree.iter("meta"), MAX_NODES):
        content = _folded(element.get("content") or "")
        for name in _names_of(element) if content else ():
            contents.setdefault(name, []).append(content)
    return contents


def _names_of(element: Element) -> set[str]:
    return {element.get(attribute, "").casefold() for attribute in NAME_ATTRIBUTES} - {""}


def _first(meta: dict[str, list[str]], field: str) -> str | None:
    return next((meta[name][0] for name in META[field] if name in meta), None)


def _title(tree: Element, article: Node, meta: dict[str, list[str]]) -> str | None:
    """The heading that the page's metadata confirms, else its only one, else what the metadata say.

    Pages have further h1 (the site's name, teasers); titles in metadata are shortened or
    have the site's name at the end: a heading and a title confirm each other where one
    begins like the other.
    """
    headings = [
        _folded(" ".join(line.text for line in lines_of(h1, HTML))) for h1 in islice(tree.iter("h1"), MAX_HEADINGS)
    ]
    headings = [heading for heading in headings if heading]
    said = [article.get(key) for key in PROPERTIES["title"]] + [_first(meta, "title"), tree.findtext(".//title")]
    titles = [folded for title in said if isinstance(title, str) and (folded := _folded(title))]
    confirmed = (h for h in headings if any(_begins_like(h, title) for title in titles))
    return next(confirmed, None) or (headings[0] if len(headings) == 1 else None) or next(iter(titles), None)


def _begins_like(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a.startswith(b) or b.startswith(a)


def _folded(text: str) -> str:
    """White space folded, character references resolved that were escaped twice ("&#8216;"); "" if it is too long."""
    folded = " ".join(unescape(text[: 2 * MAX_METADATA_LENGTH]).split()).encode("utf-8", "replace").decode("utf-8")
    return folded if len(folded) <= MAX_METADATA_LENGTH else ""


def _authors(article: Node, meta: dict[str, list[str]]) -> tuple[str, ...]:
    named = tidy(_names(article.get("author") or article.get("creator")))
    if named:
        return named
    for name in META["authors"]:
        if found := tidy(author for content in meta.get(name, ()) for author in split_byline(content)):
            return found
    return ()


def _names(value: JsonValue) -> Iterator[str]:
    items = value if isinstance(value, list) else [value]
    for item in items[:MAX_NODES]:
        if isinstance(item, str):
            yield from split_byline(unescape(item))
        elif isinstance(item, dict):
            inner = item.get("name")
            yield from (unescape(n) for n in (inner if isinstance(inner, list) else [inner]) if isinstance(n, str))


def _name(value: JsonValue) -> str | None:
    return next(_names(value), None)


def _times(tree: Element, article: Node, meta: dict[str, list[str]], field: str) -> Iterator[PublishTime]:
    raws: list[JsonValue] = [article.get(key) for key in PROPERTIES[field]]
    raws += [content for name in META[field] for content in meta.get(name, ())]
    for raw in raws:
        if found := parse_time(raw, TimeOrigin.METADATA):
            yield found
    yield from _time_elements(tree, PUBLISHED_MARK if field == "published" else MODIFIED_MARK)


def _time_elements(tree: Element, mark: re.Pattern[str]) -> Iterator[PublishTime]:
    for element in islice(tree.iter("time"), MAX_NODES):
        found = parse_time(element.get("datetime"), TimeOrigin.METADATA) if mark.search(_marks(element)) else None
        if found:
            yield found


def _marks(element: Element) -> str:
    """What a time element says it is: its itemprop, its class, and the obsolete attribute pubdate."""
    marks = (element.get("itemprop", ""), element.get("class", ""), "pubdate" if "pubdate" in element.attrib else "")
    return " ".join(marks)


def _finest(times: Iterable[PublishTime]) -> PublishTime | None:
    """The first, or what a later one says of the same day with an hour and a zone."""
    every = list(times)
    same_day = [time for time in every if time.value[:10] == every[0].value[:10]]
    # max() keeps the first of equals.
    return max(same_day, key=lambda time: (time.instant is not None, RANK[time.precision]), default=None)


def _url(tree: Element, meta: dict[str, list[str]]) -> str | None:
    links = (
        _folded(link.get("href", "")) for link in tree.iter("link") if link.get("rel", "").casefold() == "canonical"
    )
    return next((url for url in (*links, _first(meta, "url") or "") if url.startswith(("https://", "http://"))), None)


def _language(tree: Element, article: Node, meta: dict[str, list[str]]) -> str | None:
    said = article.get("inLanguage")
    for tag in (tree.get("lang"), said if isinstance(said, str) else None, _first(meta, "language")):
        if tag and LANGUAGE.fullmatch(tag.strip()):
            return tag.strip().replace("_", "-")
    return None
