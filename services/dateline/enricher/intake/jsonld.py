"""schema.org JSON-LD: which node is the article, in a record or in a page's scripts.

Only the shapes that publishers write: a node, a list of nodes, ``@graph``, a page with the
article as its ``mainEntity``. No context is fetched and no expansion done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from pydantic import JsonValue

from dateline.enricher.intake.limits import MAX_NODES

Node = dict[str, JsonValue]

# Types that do not end in "Article" (https://schema.org/Article and its kin).
ARTICLE_TYPES = frozenset({"BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Report"})
# Where nodes sit inside of others.
CONTAINERS = ("@graph", "mainEntity")
# Properties whose value is often a reference into the graph: {"@id": "#/person/jane"}.
REFERENCES = ("author", "creator", "publisher")


def is_article(node: Node) -> bool:
    """Whether the node's type is an article's: "NewsArticle", ["Article", "https://schema.org/BlogPosting"]."""
    types = node.get("@type")
    names = [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]
    names = [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names]
    return any(name.endswith("Article") or name in ARTICLE_TYPES for name in names)


def nodes(document: JsonValue) -> Iterator[Node]:
    """The nodes of a document, outer ones first, breadth first; bounded."""
    waiting = deque([document])
    for _ in range(MAX_NODES):
        if not waiting:
            return
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extend(item[:MAX_NODES])
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in CONTAINERS if key in item)


def article_node(document: JsonValue) -> Node | None:
    """The first article of a document, with its references resolved, or None."""
    every = list(nodes(document))
    article = next((node for node in every if is_article(node)), None)
    return None if article is None else _resolved(article, every)


def unfolded(record: Node) -> Node:
    """A record with its article's properties on top; the other nodes of its graph stay under ``@graph``."""
    if is_article(record) or not any(key in record for key in CONTAINERS):
        return record
    every = list(nodes(record))
    article = next((node for node in every if is_article(node)), None)
    if article is None:
        return record
    outer = {key: value for key, value in record.items() if key not in CONTAINERS and key not in article}
    graph = record.get("@graph")
    if isinstance(graph, list) and (others := [node for node in graph if node is not article]):
        outer["@graph"] = others
    return outer | _resolved(article, every)


def _resolved(article: Node, every: list[Node]) -> Node:
    by_id = {i: node for node in every if isinstance(i := node.get("@id"), str) and len(node) > 1}

    def resolve(value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [resolve(item) for item in value]
        if isinstance(value, dict) and len(value) == 1 and isinstance(i := value.get("@id"), str):
            return by_id.get(i, value)
        return value

    return article | {key: resolve(article[key]) for key in REFERENCES if key in article}
