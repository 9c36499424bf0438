"""How producers name things: for each field of a raw article the names that are read, with an example beside each.

The contract's own names are asked first, then those of the record's flavour, then the
others, since producers mix. To read a further name, add a row; the examples are tests.
What may be text or HTML stands under ``body`` or, where it is often a shortened one,
``content``; summaries under ``summary``.

Sources: IPTC ninjs 1.8, 2.4 and 3.3; schema.org NewsArticle; RSS 2.0 with the Dublin Core
and content modules, Atom (RFC 4287), JSON Feed 1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from dateline.enricher.intake import readers as r


class Flavour(StrEnum):
    """Whose names a record uses."""

    PLAIN = "plain"
    NINJS_1 = "ninjs 1"
    NINJS_2 = "ninjs 2 and 3"
    SCHEMA_ORG = "schema.org"
    FEED = "feed item"


PLAIN, NINJS_1, NINJS_2, SCHEMA_ORG, FEED = Flavour

# The first flavour with one of its marks wins; without any the record is plain.
MARKS: tuple[tuple[Flavour, frozenset[str]], ...] = (
    (SCHEMA_ORG, frozenset({"@type", "@graph", "articleBody"})),
    (NINJS_2, frozenset({"bodies", "headlines", "pubStatus", "versionCreated", "firstCreated", "embargoedUntil"})),
    (NINJS_1, frozenset({"body_text", "body_html", "body_xhtml", "pubstatus", "versioncreated", "$standard"})),
    (FEED, frozenset({"guid", "pubDate", "isoDate", "content:encoded", "dc:creator"})),
    (FEED, frozenset({"content_text", "content_html", "date_published"})),
)


@dataclass(frozen=True, slots=True)
class Alias:
    """``key`` of a record is read by ``read`` as ``field`` of a raw article: ``example`` gives ``value``."""

    field: str
    flavour: Flavour
    key: str
    read: r.Reader
    example: JsonValue
    value: r.Value


ALIASES: tuple[Alias, ...] = (
    Alias("id", PLAIN, "id", r.identifier, 4711, "4711"),
    Alias("id", FEED, "guid", r.identifier, {"#text": "tag:h.example,2024:7"}, "tag:h.example,2024:7"),
    Alias("id", NINJS_1, "uri", r.identifier, "urn:newsml:h.example:7", "urn:newsml:h.example:7"),
    Alias("id", SCHEMA_ORG, "identifier", r.identifier, {"@type": "PropertyValue", "value": "a-7"}, "a-7"),
    Alias("revision", PLAIN, "revision", r.revision, "3", 3),
    Alias("revision", NINJS_1, "version", r.revision, "3b", "3b"),
    # --- the text -----------------------------------------------------------------------------------------------------
    Alias("text", PLAIN, "text", r.text, "The ferry sank.\n", "The ferry sank.\n"),
    Alias("text", NINJS_1, "body_text", r.text, "The ferry sank.", "The ferry sank."),
    Alias("text", NINJS_2, "bodies", r.plain_body, [{"contentType": "text/plain", "value": "It sank."}], "It sank."),
    Alias("text", FEED, "content_text", r.text, "The ferry sank.", "The ferry sank."),
    Alias("body", SCHEMA_ORG, "articleBody", r.text, "The ferry sank.", "The ferry sank."),
    Alias("body", PLAIN, "body", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("content", PLAIN, "content", r.any_body, [{"type": "html", "value": "<p>It sank.</p>"}], "<p>It sank.</p>"),
    Alias("html", PLAIN, "html", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("html", NINJS_1, "body_html", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("html", NINJS_1, "body_xhtml", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("html", NINJS_1, "body_nitf", r.text, "<block><p>It sank.</p></block>", "<block><p>It sank.</p></block>"),
    Alias("html", NINJS_2, "bodies", r.rich_body, [{"contentType": "text/html", "value": "<p>It.</p>"}], "<p>It.</p>"),
    Alias("html", FEED, "content:encoded", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("html", FEED, "content_html", r.text, "<p>The ferry sank.</p>", "<p>The ferry sank.</p>"),
    Alias("summary", FEED, "description", r.text, "A ferry sank off the coast.", "A ferry sank off the coast."),
    Alias("summary", FEED, "summary", r.any_body, {"type": "text", "value": "A ferry sank."}, "A ferry sank."),
    Alias("summary", NINJS_1, "description_text", r.text, "A ferry sank off the coast.", "A ferry sank off the coast."),
    Alias("summary", NINJS_2, "bodies", r.any_body, [{"role": "short", "value": "It sank."}], "It sank."),
    Alias("summary", NINJS_2, "descriptions", r.any_body, [{"role": "short", "value": "It sank."}], "It sank."),
    # --- what is said of it -------------------------------------------------------------------------------------------
    Alias("title", PLAIN, "title", r.line, "Ferry sinks", "Ferry sinks"),
    Alias("title", NINJS_1, "headline", r.line, "Ferry sinks", "Ferry sinks"),
    Alias("title", NINJS_2, "headlines", r.headline, [{"role": "main", "value": "Ferry sinks"}], "Ferry sinks"),
    Alias("title", SCHEMA_ORG, "headline", r.line, "Ferry sinks", "Ferry sinks"),
    Alias("title", SCHEMA_ORG, "name", r.line, "Ferry sinks", "Ferry sinks"),
    Alias("url", PLAIN, "url", r.link, "https://h.example/7", "https://h.example/7"),
    Alias("url", FEED, "link", r.link, {"rel": "alternate", "href": "https://h.example/7"}, "https://h.example/7"),
    Alias("url", FEED, "links", r.link, [{"rel": "self", "href": "/feed"}, "https://h.example/7"], "https://h.example/7"),
    Alias("url", SCHEMA_ORG, "mainEntityOfPage", r.link, {"@id": "https://h.example/7"}, "https://h.example/7"),
    Alias("source", PLAIN, "source", r.name, {"id": None, "name": "The Herald"}, "The Herald"),
    Alias("source", SCHEMA_ORG, "publisher", r.name, {"@type": "Organization", "name": "The Herald"}, "The Herald"),
    Alias("source", FEED, "dc:publisher", r.name, "The Herald", "The Herald"),
    Alias("source", NINJS_1, "infosource", r.name, [{"name": "Associated Press"}], "Associated Press"),
    Alias("source", NINJS_2, "infoSources", r.name, [{"name": "Associated Press"}], "Associated Press"),
    Alias("source", NINJS_2, "infosources", r.name, [{"name": "Associated Press"}], "Associated Press"),
    Alias("language", PLAIN, "language", r.language, "en-GB", "en-GB"),
    Alias("language", PLAIN, "lang", r.language, "en", "en"),
    Alias("language", SCHEMA_ORG, "inLanguage", r.language, ["en", "cy"], "en"),
    Alias("language", FEED, "dc:language", r.language, "en", "en"),
    Alias("authors", PLAIN, "authors", r.names, ["Jane Doe", {"name": "John Roe"}], ("Jane Doe", "John Roe")),
    Alias("authors", PLAIN, "author", r.names, "Jane Doe and John Roe", ("Jane Doe", "John Roe")),
    Alias("authors", NINJS_1, "byline", r.names, "By Jane Doe, Associated Press", ("Jane Doe",)),
    Alias("authors", NINJS_2, "bylines", r.names, [{"value": "Jane Doe"}], ("Jane Doe",)),
    Alias("authors", NINJS_2, "by", r.names, "Jane Doe in Portsmouth", ("Jane Doe",)),
    Alias("authors", SCHEMA_ORG, "creator", r.names, [{"@type": "Person", "name": "Jane Doe"}], ("Jane Doe",)),
    Alias("authors", FEED, "dc:creator", r.names, "jane@h.example (Jane Doe)", ("Jane Doe",)),
    # --- times --------------------------------------------------------------------------------------------------------
    Alias("published_at", PLAIN, "published_at", r.time, "2024-06-03T10:15:00+02:00", "2024-06-03T10:15:00+02:00"),
    Alias("published_at", PLAIN, "publishedAt", r.time, "2024-06-03 10:15", "2024-06-03T10:15"),
    Alias("published_at", FEED, "published", r.time, "2024-06-03T08:15:00Z", "2024-06-03T08:15:00Z"),
    Alias("published_at", SCHEMA_ORG, "datePublished", r.time, {"@value": "2024-06-03"}, "2024-06-03"),
    Alias("published_at", FEED, "date_published", r.time, "2024-06-03T10:15:00.5+02:00", "2024-06-03T10:15:00.5+02:00"),
    Alias("published_at", FEED, "pubDate", r.time, "Mon, 03 Jun 2024 10:15:00 EST", "2024-06-03T10:15:00-05:00"),
    Alias("published_at", FEED, "isoDate", r.time, "2024-06-03T08:15:00.000Z", "2024-06-03T08:15:00Z"),
    Alias("published_at", NINJS_1, "firstcreated", r.time, "2024-06-03T08:15:00+00:00", "2024-06-03T08:15:00Z"),
    Alias("published_at", NINJS_2, "firstCreated", r.time, "2024-06-03T08:15:00Z", "2024-06-03T08:15:00Z"),
    Alias("published_at", NINJS_1, "contentcreated", r.time, "20240603T081500Z", "2024-06-03T08:15:00Z"),
    Alias("published_at", NINJS_2, "contentCreated", r.time, "2024-06-03", "2024-06-03"),
    Alias("published_at", PLAIN, "published_date", r.time, "2024-06-03", "2024-06-03"),
    Alias("published_at", PLAIN, "publish_date", r.time, "2024-06", "2024-06"),
    Alias("published_at", PLAIN, "pubdate", r.time, 1717402500, "2024-06-03T08:15:00Z"),
    Alias("published_at", PLAIN, "date", r.time, 1717402500250, "2024-06-03T08:15:00.250Z"),
    Alias("published_at", FEED, "dc:date", r.time, "2024-06-03T10:15+02:00", "2024-06-03T10:15+02:00"),
    Alias("published_at", SCHEMA_ORG, "dateCreated", r.time, "2024-06-03", "2024-06-03"),
    Alias("modified_at", PLAIN, "modified_at", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", PLAIN, "updated_at", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", NINJS_1, "versioncreated", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", NINJS_2, "versionCreated", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", SCHEMA_ORG, "dateModified", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", FEED, "date_modified", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", FEED, "updated", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    Alias("modified_at", PLAIN, "modified", r.time, "2024-06-03T11:00:00Z", "2024-06-03T11:00:00Z"),
    # --- rights and handling ------------------------------------------------------------------------------------------
    Alias("pub_status", PLAIN, "pub_status", r.status, "usable", "usable"),
    Alias("pub_status", NINJS_1, "pubstatus", r.status, "stat:canceled", "canceled"),
    Alias("pub_status", NINJS_2, "pubStatus", r.status, "http://cv.iptc.org/pubstatusg2/withheld", "withheld"),
    Alias("embargoed", PLAIN, "embargoed", r.line, "2024-06-04T06:00:00Z", "2024-06-04T06:00:00Z"),
    Alias("embargoed", NINJS_2, "embargoedUntil", r.line, "2024-06-04T06:00:00Z", "2024-06-04T06:00:00Z"),
    Alias("expires", PLAIN, "expires", r.line, "2024-07-01T00:00:00Z", "2024-07-01T00:00:00Z"),
    Alias("urgency", PLAIN, "urgency", r.urgency, "4", 4),
    Alias("usage_terms", PLAIN, "usage_terms", r.line, "Not for use in print.", "Not for use in print."),
    Alias("usage_terms", NINJS_1, "usageterms", r.line, "Not for use in print.", "Not for use in print."),
    Alias("usage_terms", NINJS_2, "usageTerms", r.line, "Not for use in print.", "Not for use in print."),
    Alias("copyright", PLAIN, "copyright", r.line, "© 2024 The Herald", "© 2024 The Herald"),
    Alias("copyright", NINJS_1, "copyrightnotice", r.line, "© 2024 The Herald", "© 2024 The Herald"),
    Alias("copyright", SCHEMA_ORG, "copyrightNotice", r.line, "© 2024 The Herald", "© 2024 The Herald"),
    Alias("copyright", FEED, "rights", r.line, "© 2024 The Herald", "© 2024 The Herald"),
    Alias("copyright", FEED, "dc:rights", r.line, "© 2024 The Herald", "© 2024 The Herald"),
)  # fmt: skip

FIELDS = tuple(dict.fromkeys(alias.field for alias in ALIASES))
# Names that mean something else in other flavours.
OWN_ONLY = frozenset({(SCHEMA_ORG, "name"), (SCHEMA_ORG, "creator"), (NINJS_2, "by")})
# Names of the contract that mean something else in this flavour: a ninjs `title` is for the desk, not for the reader.
NOT_OURS = frozenset({(NINJS_1, "title"), (NINJS_2, "title")})
# ninjs 1 leaves the end of these names open; such a text is read where no known body says anything.
BODY_PREFIX, DESCRIPTION_PREFIX = "body_", "description_"
# Superdesk's contact lines and the like.
NO_BODY = frozenset({"body_footer"})


def flavour_of(record: Mapping[str, JsonValue]) -> Flavour:
    """Whose names the record uses."""
    return next((flavour for flavour, marks in MARKS if not marks.isdisjoint(record)), PLAIN)


def _ordered(flavour: Flavour) -> dict[str, tuple[Alias, ...]]:
    def rank(alias: Alias) -> int:
        if alias.key == alias.field and (flavour, alias.key) not in NOT_OURS:
            return 0
        return 1 if alias.flavour is flavour else 2

    rows = [a for a in ALIASES if a.flavour is flavour or (a.flavour, a.key) not in OWN_ONLY]
    rows.sort(key=rank)  # stable: within a rank as in the table
    return {field: tuple(alias for alias in rows if alias.field == field) for field in FIELDS}


ALIASES_OF: Mapping[Flavour, Mapping[str, tuple[Alias, ...]]] = {flavour: _ordered(flavour) for flavour in Flavour}
