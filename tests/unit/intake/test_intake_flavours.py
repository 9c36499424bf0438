"""Every flavour of raw article that the contract names is read as what it means."""

import json
from hashlib import sha256

import pytest

from dateline.contract import Article, PublishTime, PubStatus
from dateline.enricher.intake import read
from dateline.enricher.intake.fields import read_fields
from dateline.enricher.intake.flavours import ALIASES, Alias, Flavour, flavour_of

TEXT = (
    "PORTSMOUTH, England (AP) — The ferry Solent Star sank in calm water early on Monday.\n\n"
    "All 214 people on board were brought ashore, the coastguard said.\n"
)


def article(record: dict, key: str | None = None) -> Article:
    found = read(json.dumps(record).encode(), key.encode() if key else None)
    assert isinstance(found, Article), found
    return found


def time(value: str, instant: str | None, precision: str) -> PublishTime:
    return PublishTime.model_validate({"value": value, "instant": instant, "precision": precision, "origin": "record"})


# What of a raw article an alias fills: a body of unknown type is what it looks like.
def field_of(alias: Alias) -> str:
    if alias.field in ("body", "content", "summary"):
        return "html" if "<" in str(alias.value) else "text"
    return alias.field


@pytest.mark.parametrize("alias", ALIASES, ids=lambda a: f"{a.flavour}-{a.key}-as-{a.field}")
def test_each_row_of_the_table_reads_its_own_example(alias: Alias) -> None:
    marks = {Flavour.SCHEMA_ORG: {"@type": "NewsArticle"}, Flavour.NINJS_2: {"pubStatus": "usable"}}
    record = marks.get(alias.flavour, {}) | {alias.key: alias.example}
    assert getattr(read_fields(record).article, field_of(alias)) == alias.value


def test_the_plain_form_is_read_field_by_field() -> None:
    sent = {
        "id": "herald-2024-06-03-17",
        "revision": 2,
        "title": "Ferry sinks off Portsmouth",
        "text": TEXT,
        "published_at": "2024-06-03T07:40:00+01:00",
        "modified_at": "2024-06-03T08:05:12Z",
        "url": "https://herald.example/news/17",
        "source": "The Herald",
        "language": "en-GB",
        "authors": ["Jane Doe", "John Roe"],
        "pub_status": "usable",
        "embargoed": "2024-06-03T09:00:00Z",
        "expires": "2024-07-03T09:00:00Z",
        "urgency": 2,
        "usage_terms": "Not for use after 30 days.",
        "copyright": "© 2024 The Herald",
        "desk": {"name": "Home", "pages": [1, 4]},
    }
    got = article(sent, key="herald-2024-06-03-17")
    assert got.text == TEXT
    assert got.blocks == ()
    assert (got.id, got.revision, got.title) == (sent["id"], 2, "Ferry sinks off Portsmouth")
    assert got.published == time("2024-06-03T07:40:00+01:00", "2024-06-03T06:40:00Z", "second")
    assert got.modified == time("2024-06-03T08:05:12Z", "2024-06-03T08:05:12Z", "second")
    assert (got.url, got.source, got.language) == (sent["url"], "The Herald", "en-GB")
    assert got.authors == ("Jane Doe", "John Roe")
    assert (got.pub_status, got.urgency) == (PubStatus.USABLE, 2)
    assert (got.embargoed, got.expires) == ("2024-06-03T09:00:00Z", "2024-07-03T09:00:00Z")
    assert (got.usage_terms, got.copyright) == ("Not for use after 30 days.", "© 2024 The Herald")
    assert got.extra == {"desk": {"name": "Home", "pages": [1, 4]}}
    assert got.digest == sha256(json.dumps(sent).encode()).hexdigest()


def test_ninjs_1_is_read_and_what_it_says_besides_travels_on() -> None:
    sent = {
        "$standard": {"name": "ninjs", "version": "1.8"},
        "uri": "urn:newsml:agency.example:20240603:ferry",
        "type": "text",
        "version": "3",
        "firstcreated": "2024-06-03T06:40:00Z",
        "versioncreated": "2024-06-03T09:10:30Z",
        "pubstatus": "usable",
        "urgency": 3,
        "title": "ferry-portsmouth-2ndld",
        "headline": "Ferry sinks off Portsmouth",
        "byline": "By Jane Doe and John Roe, Associated Press",
        "located": "Portsmouth",
        "language": "en",
        "usageterms": "Members only.",
        "copyrightnotice": "© 2024 Agency",
        "body_text": TEXT,
        "body_html": "<p>The ferry Solent Star sank.</p>",
        "place": [{"name": "Portsmouth", "rel": "about"}],
    }
    got = article(sent)
    assert (got.id, got.revision) == ("urn:newsml:agency.example:20240603:ferry", 3)
    assert got.title == "Ferry sinks off Portsmouth"
    assert got.text == TEXT
    assert got.authors == ("Jane Doe", "John Roe")
    assert got.published == time("2024-06-03T06:40:00Z", "2024-06-03T06:40:00Z", "second")
    assert got.modified == time("2024-06-03T09:10:30Z", "2024-06-03T09:10:30Z", "second")
    assert (got.urgency, got.usage_terms, got.copyright) == (3, "Members only.", "© 2024 Agency")
    assert got.extra == {
        "$standard": {"name": "ninjs", "version": "1.8"},
        "type": "text",
        "title": "ferry-portsmouth-2ndld",
        "located": "Portsmouth",
        "place": [{"name": "Portsmouth", "rel": "about"}],
    }


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("pubstatus", "versioncreated", "copyrightnotice", "usageterms", "embargoed"), "contenttype"),
        (("pubStatus", "versionCreated", "copyrightNotice", "usageTerms", "embargoedUntil"), "contentType"),
    ],
    ids=["ninjs 2", "ninjs 3"],
)
def test_ninjs_2_and_3_keep_bodies_and_headlines_in_lists(names: tuple[str, ...], kind: str) -> None:
    status, version, notice, terms, embargo = names
    caption = {"role": "caption", kind: "text/plain", "value": "The ferry in 2019."}
    print_headline = {"role": "print", "value": "FERRY SINKS"}
    got = article(
        {
            "uri": "https://agency.example/items/ferry",
            status: "usable",
            version: "2024-06-03T09:10:30Z",
            notice: "© 2024 Agency",
            terms: "Members only.",
            embargo: "2024-06-03T12:00:00Z",
            "by": "Jane Doe",
            "headlines": [print_headline, {"role": "main", "value": "Ferry sinks off Portsmouth"}],
            "bodies": [
                caption,
                {"role": "richtext", kind: "application/xhtml+xml", "value": "<p>The ferry sank.</p>"},
                {"role": "main", kind: "text/plain", "wordCount": 25, "value": TEXT},
            ],
        }
    )
    assert (got.id, got.title, got.text) == (
        "https://agency.example/items/ferry",
        "Ferry sinks off Portsmouth",
        TEXT,
    )
    assert got.modified is not None
    assert got.modified.value == "2024-06-03T09:10:30Z"
    assert (got.copyright, got.usage_terms, got.embargoed) == ("© 2024 Agency", "Members only.", "2024-06-03T12:00:00Z")
    assert got.authors == ("Jane Doe",)
    assert got.extra == {"headlines": [print_headline], "bodies": [caption]}


def test_a_ninjs_body_in_html_is_extracted_where_there_is_no_plain_one() -> None:
    html = "<section><h2>What we know</h2><p>The ferry sank.</p></section>"
    got = article({"uri": "urn:x:1", "bodies": [{"role": "html", "contenttype": "text/html", "value": html}]})
    assert got.text == "What we know\nThe ferry sank."
    assert [(b.kind, b.level) for b in got.blocks] == [("heading", 2), ("paragraph", None)]
    assert got.extra == {}


@pytest.mark.parametrize("name", ["body_richtext", "body_xhtml", "body_sml", "description_caption_xhtml"])
def test_ninjs_1_bodies_have_names_with_open_ends(name: str) -> None:
    assert article({"uri": "urn:x:1", name: "<p>It sank.</p>", "body_footer": "Call us."}).text == "It sank."
    assert article({"uri": "urn:x:1", "body_text": TEXT, name: "<p>It sank.</p>"}).text == TEXT


def test_a_field_that_only_begins_like_a_body_is_no_body() -> None:
    got = article({"id": "1", "html": "<p>It sank.</p>", "body_class": "wide", "body_length": 8})
    assert (got.text, got.extra) == ("It sank.", {"body_class": "wide", "body_length": 8})


def test_a_ninjs_body_or_headline_of_a_lesser_role_serves_where_it_is_the_only_one() -> None:
    short = {"role": "short", "value": "It sank."}
    got = article({"uri": "urn:x:1", "bodies": [short], "headlines": [{"role": "print", "value": " SUNK "}]})
    assert (got.text, got.title, got.extra) == ("It sank.", "SUNK", {})


def test_the_contracts_own_names_come_first_in_every_flavour() -> None:
    feed = article({"id": "a", "guid": "https://herald.example/?p=7", "content_text": TEXT}, key="a")
    ninjs = article({"id": "a", "uri": "urn:x:1", "revision": 7, "version": "3", "body_text": TEXT}, key="a")
    assert (feed.id, feed.extra) == ("a", {"guid": "https://herald.example/?p=7"})
    assert (ninjs.id, ninjs.revision, ninjs.extra) == ("a", 7, {"uri": "urn:x:1", "version": "3"})


def test_schema_org_is_read_out_of_its_graph_with_its_references() -> None:
    breadcrumbs = {"@type": "BreadcrumbList", "@id": "#crumbs"}
    jane = {"@type": "Person", "@id": "#jane", "name": "Jane Doe", "jobTitle": "Reporter"}
    herald = {"@type": "NewsMediaOrganization", "@id": "#herald", "name": "The Herald", "logo": "/logo.png"}
    got = article(
        {
            "@context": "https://schema.org",
            "@graph": [
                breadcrumbs,
                jane,
                herald,
                {
                    "@type": ["NewsArticle", "ReportageNewsArticle"],
                    "identifier": {"@type": "PropertyValue", "propertyID": "cms", "value": 17},
                    "headline": "Ferry sinks off Portsmouth",
                    "articleBody": TEXT,
                    "datePublished": "2024-06-03T07:40+01:00",
                    "dateModified": "2024-06-03",
                    "author": [{"@id": "#jane"}, {"@type": "Person", "name": "John Roe"}],
                    "publisher": {"@id": "#herald"},
                    "inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"},
                    "copyrightNotice": "© 2024 The Herald",
                    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://herald.example/news/17"},
                    "articleSection": "Home",
                },
            ],
        }
    )
    assert (got.id, got.title, got.text) == ("17", "Ferry sinks off Portsmouth", TEXT)
    assert got.published == time("2024-06-03T07:40+01:00", "2024-06-03T06:40:00Z", "minute")
    assert got.modified == time("2024-06-03", None, "day")
    assert got.authors == ("Jane Doe", "John Roe")
    assert (got.source, got.language, got.copyright) == ("The Herald", "en", "© 2024 The Herald")
    assert got.url == "https://herald.example/news/17"
    assert got.extra["articleSection"] == "Home"
    assert got.extra["@graph"] == [breadcrumbs, jane, herald]
    assert got.extra["author"] == [jane, {"@type": "Person", "name": "John Roe"}]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ({"@type": "Person", "name": "Jane Doe"}, ("Jane Doe",)),
        ({"@type": "Person", "name": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe")),
        (["Jane Doe", {"name": "John Roe"}], ("Jane Doe", "John Roe")),
        ("https://herald.example/jane", ()),
        ({"@id": "#nowhere"}, ()),
        ([], ()),
        (None, ()),
    ],
)
def test_an_author_may_be_a_string_an_object_or_a_list(author: object, names: tuple[str, ...]) -> None:
    assert article({"@type": "NewsArticle", "articleBody": TEXT, "author": author}).authors == names


def test_an_rss_item_gives_its_full_content_not_its_description() -> None:
    got = article(
        {
            "title": "Ferry sinks off Portsmouth",
            "link": "https://herald.example/news/17",
            "guid": {"#text": "herald-17", "@isPermaLink": "false"},
            "pubDate": "Mon, 03 Jun 2024 07:40:00 +0100",
            "dc:creator": "jane@herald.example (Jane Doe)",
            "description": "A ferry has sunk.",
            "content:encoded": "<p>The ferry <em>Solent Star</em> sank.</p><p>Nobody was hurt.</p>",
            "category": ["Home"],
        }
    )
    assert (got.id, got.url) == ("herald-17", "https://herald.example/news/17")
    assert got.text == "The ferry Solent Star sank.\nNobody was hurt."
    assert got.published == time("2024-06-03T07:40:00+01:00", "2024-06-03T06:40:00Z", "second")
    assert got.authors == ("Jane Doe",)
    assert got.extra == {"description": "A ferry has sunk.", "category": ["Home"]}


def test_a_feed_items_description_is_the_text_where_there_is_no_body() -> None:
    plain = article({"guid": "herald-17", "description": "A ferry has sunk off Portsmouth."})
    marked_up = article({"guid": "herald-17", "description": "<p>A ferry has sunk<br>off Portsmouth.</p>"})
    assert (plain.text, plain.extra) == ("A ferry has sunk off Portsmouth.", {})
    assert marked_up.text == "A ferry has sunk off Portsmouth."


def test_an_atom_entry_is_read_with_its_links_and_typed_content() -> None:
    got = article(
        {
            "id": "tag:herald.example,2024:17",
            "title": {"type": "text", "value": "Ferry sinks off Portsmouth"},
            "links": [
                {"rel": "edit", "href": "https://herald.example/edit/17"},
                {"rel": "alternate", "href": "https://herald.example/news/17"},
            ],
            "published": "2024-06-03T07:40:00+01:00",
            "updated": "2024-06-03T08:05:12Z",
            "author": {"name": "Jane Doe"},
            "summary": {"type": "text", "value": "A ferry has sunk."},
            "content": [{"type": "html", "value": "<p>The ferry sank.</p>"}],
        }
    )
    assert (got.id, got.title) == ("tag:herald.example,2024:17", "Ferry sinks off Portsmouth")
    assert got.url == "https://herald.example/news/17"
    assert got.text == "The ferry sank."
    assert got.modified is not None
    assert got.modified.value == "2024-06-03T08:05:12Z"
    assert got.authors == ("Jane Doe",)


def test_a_json_feed_item_is_read() -> None:
    got = article(
        {
            "id": 17,
            "url": "https://herald.example/news/17",
            "title": "Ferry sinks off Portsmouth",
            "content_text": TEXT,
            "content_html": "<p>The ferry sank.</p>",
            "date_published": "2024-06-03T07:40:00+01:00",
            "date_modified": "2024-06-03T08:05:12Z",
            "authors": [{"name": "Jane Doe", "url": "https://herald.example/jane"}],
            "language": "en",
            "tags": ["ferries"],
        }
    )
    assert (got.id, got.text, got.authors, got.language) == ("17", TEXT, ("Jane Doe",), "en")
    # The author's page is said nowhere else, so the list stays.
    assert got.extra == {"authors": [{"name": "Jane Doe", "url": "https://herald.example/jane"}], "tags": ["ferries"]}


def test_text_beats_html_and_a_shortened_content_does_not_beat_full_html() -> None:
    both = article({"id": "1", "text": TEXT, "html": "<p>Something else.</p>"})
    shortened = article({"id": "1", "content": "The ferry… [+1234 chars]", "html": "<p>The ferry sank.</p>"})
    blank = article({"id": "1", "text": " \n ", "html": "<p>The ferry sank.</p>"})
    assert (both.text, both.extra) == (TEXT, {})
    assert shortened.text == "The ferry sank."
    assert (blank.text, blank.extra) == ("The ferry sank.", {})


def test_a_body_without_tags_is_plain_text_to_the_last_space() -> None:
    body = "  The ferry sank < 2 km from shore,\r\nat a > 3 knots.  \n"
    assert article({"id": "1", "body": body}).text == body
    assert article({"id": "1", "content": body}).text == body


def test_plain_text_that_shows_markup_stays_plain_text() -> None:
    text = "To end a paragraph in HTML, write </p>."
    assert article({"id": "1", "text": text}).text == text


def test_control_characters_in_text_are_kept() -> None:
    text = "The ferry\x00 sank.\x1b[0m\u2028It was \U0001f6a2."
    assert article({"id": "1", "text": text}).text == text


@pytest.mark.parametrize("written", ["2024-13-45", "99999-01-01", "0000-00-00", "yesterday", True, {"year": 2024}, -1])
def test_a_time_that_is_none_is_kept_under_its_own_name(written: object) -> None:
    plain = article({"id": "1", "text": TEXT, "published_at": written})
    feed = article({"guid": "1", "description": TEXT, "pubDate": written})
    assert (plain.published, plain.extra) == (None, {"published_at": written})
    assert (feed.published, feed.extra) == (None, {"pubDate": written})


def test_a_time_that_is_none_gives_way_to_another() -> None:
    got = article({"id": "1", "text": TEXT, "published_at": "soon", "date": "2024-06-03"})
    assert got.published == time("2024-06-03", None, "day")
    assert got.extra == {"published_at": "soon"}


@pytest.mark.parametrize(
    ("written", "revision"),
    [
        (3, 3),
        ("3", 3),
        (" 3 ", 3),
        (3.0, 3),
        ("3b", "3b"),
        ("1.2", "1.2"),
        (1.5, "1.5"),
        ("٣", "٣"),
        (-1, -1),
        (None, None),
    ],
)
def test_a_revision_is_an_integer_where_it_reads_as_one(written: object, revision: object) -> None:
    assert article({"id": "1", "text": TEXT, "revision": written}).revision == revision


def test_a_revision_beyond_64_bits_is_only_carried() -> None:
    assert article({"id": "1", "text": TEXT, "revision": 2**63 - 1}).revision == 2**63 - 1
    assert article({"id": "1", "text": TEXT, "revision": 2**63}).revision == str(2**63)


@pytest.mark.parametrize("urgency", [0, 10, "high", 4.5])
def test_an_urgency_outside_the_iptc_scale_is_carried_as_an_extra(urgency: object) -> None:
    got = article({"id": "1", "text": TEXT, "urgency": urgency})
    assert (got.urgency, got.extra) == (None, {"urgency": urgency})


def test_the_id_is_the_records_own_else_the_key_else_the_urls_else_the_texts() -> None:
    own = {"id": "a", "text": TEXT, "url": "https://herald.example/17"}
    assert article(own).id == "a"
    assert article({**own, "id": None}, key="k").id == "k"
    by_url = article({**own, "id": " "})
    assert by_url.id == article({"text": "Other.", "url": "https://herald.example/17"}).id
    by_text = article({"text": TEXT})
    assert by_text.id == article({"text": TEXT, "title": "Ferry"}).id
    assert by_text.id != article({"text": TEXT + " "}).id
    assert by_text.id == f"sha256:{sha256(TEXT.encode()).hexdigest()}"
    assert by_url.id != by_text.id


def test_an_utf_8_byte_order_mark_is_no_fault() -> None:
    assert isinstance(read(b'\xef\xbb\xbf{"id":"1","text":"The ferry sank."}'), Article)


def test_of_a_repeated_name_the_last_counts() -> None:
    got = read(b'{"id":"1","text":"The ferry sails.","text":"The ferry sank."}')
    assert isinstance(got, Article)
    assert got.text == "The ferry sank."


def test_extra_is_carried_untouched_however_it_is_nested() -> None:
    nested = {"a": [1, 2.5, None, True, {"b": "ü\u0000"}], "": {}, "π": [[]]}
    assert article({"id": "1", "text": TEXT, "cms": nested}).extra == {"cms": nested}


def test_the_flavour_is_told_by_its_own_names() -> None:
    assert flavour_of({"text": ""}) is Flavour.PLAIN
    assert flavour_of({"uri": "", "versioncreated": ""}) is Flavour.NINJS_1
    assert flavour_of({"bodies": [], "pubstatus": ""}) is Flavour.NINJS_2
    assert flavour_of({"@type": "NewsArticle", "headline": ""}) is Flavour.SCHEMA_ORG
    assert flavour_of({"guid": "", "title": ""}) is Flavour.FEED
