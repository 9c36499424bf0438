"""A raw article to an Article for the layers, or to the Kill that takes one back.

Decides the id, the text, and what a page's metadata may fill in. What the fields of the
record mean is settled before (``fields``), what a page holds is found by ``html``.
"""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from hashlib import sha256

from dateline.contract import Article, Kill, PublishTime, PubStatus, RawArticle, Reason, TimeOrigin
from dateline.enricher.intake.errors import IntakeError, excerpt, invalid
from dateline.enricher.intake.fields import Sent
from dateline.enricher.intake.limits import MAX_ID_LENGTH
from dateline.enricher.intake.page import EMPTY_PAGE, Page
from dateline.enricher.intake.times import parse_time

TAKEN_BACK = (PubStatus.CANCELED, PubStatus.WITHHELD)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What came with the record: its key, a CloudEvents subject, the digest of its value."""

    key: str | None
    subject: str | None
    digest: str


def key_text(key: bytes | None) -> str | None:
    """A record's key as an article's id. Raises IntakeError where it can't be one."""
    if key is None:
        return None
    try:
        return checked_id(key.decode("utf-8"), "the record's key")
    except UnicodeDecodeError as wrong:
        raise invalid(
            "the record's key", f"not UTF-8 at byte {wrong.start}; use the article's id as key, in UTF-8"
        ) from None


def checked_id(found: str, where: str) -> str:
    """An id that can be a Kafka key and be shown to a person. Raises IntakeError for others."""
    if not found or found.isspace():
        raise invalid(where, "empty; use the article's id")
    if len(found) > MAX_ID_LENGTH:
        raise invalid(where, f"an id of {len(found):,} characters; use one of at most {MAX_ID_LENGTH:,}")
    at = next((i for i, character in enumerate(found) if unicodedata.category(character) == "Cc"), None)
    if at is not None:
        raise invalid(where, f"a control character (U+{ord(found[at]):04X}) at position {at}; an id holds none")
    return found


def assemble(sent: Sent, envelope: Envelope, max_text_length: int) -> Article | Kill:
    """The article or its retraction.

    Raises IntakeError: ``invalid.article`` where the id is not the key's, or there is no
    text; ``too.large`` where there is too much.
    """
    given = _given_id(sent.article, envelope)
    try:
        return _assembled(sent, given, envelope.digest, max_text_length)
    except IntakeError as error:
        error.article_id = given
        raise


def _page(raw: RawArticle) -> Page:
    """The page, where there is one and no text, which beats it."""
    if raw.text is not None or raw.html is None:
        return EMPTY_PAGE
    # Imported here: the HTML libraries take longer to load than a text takes to be read.
    from dateline.enricher.intake.html import extract

    return extract(raw.html, raw.url)


def _assembled(sent: Sent, given: str | None, digest: str, max_text_length: int) -> Article | Kill:
    raw = sent.article
    if raw.pub_status in TAKEN_BACK:
        return Kill(
            id=given or _derived_id(raw.url, raw.text),
            revision=raw.revision,
            modified=_time(raw.modified_at),
            pub_status=raw.pub_status,
            digest=digest,
        )
    page = _page(raw)
    text = raw.text if raw.text is not None else page.text
    if not text:
        raise invalid("html" if raw.html else "text", _why_no_text(raw))
    if len(text) > max_text_length:
        raise IntakeError(
            Reason.TOO_LARGE,
            f"the text has {len(text):,} characters, {max_text_length:,} are allowed (DATELINE_MAX_TEXT_LENGTH);"
            " send it in parts",
        )
    url = raw.url or page.url
    return Article(
        id=given or _derived_id(url, text),
        revision=raw.revision,
        title=raw.title or page.title,
        text=text,
        blocks=page.blocks,
        published=_time(raw.published_at) or page.published,
        modified=_time(raw.modified_at) or page.modified,
        url=url,
        source=raw.source or page.site_name,
        language=raw.language or page.language,
        authors=raw.authors or page.authors,
        pub_status=raw.pub_status,
        embargoed=raw.embargoed,
        expires=raw.expires,
        urgency=raw.urgency,
        usage_terms=raw.usage_terms,
        copyright=raw.copyright,
        extra=sent.extra,
        digest=digest,
    )


def _given_id(raw: RawArticle, envelope: Envelope) -> str | None:
    """The record's own id, else its key, else the CloudEvents subject. A key that names another article is an error."""
    own = checked_id(raw.id, "id") if raw.id is not None else None
    if envelope.key is not None and own is not None and envelope.key != own:
        raise invalid(
            "id",
            f"the article's id {excerpt(own)} is not the record's key {excerpt(envelope.key)}; "
            "use the id as key, since state and order are kept by key",
        )
    if own or envelope.key:
        return own or envelope.key
    return checked_id(envelope.subject, "ce_subject") if envelope.subject else None


def _derived_id(url: str | None, text: str | None) -> str:
    """An id that comes out the same next time: of the URL (RFC 9562 version 5), else of the text."""
    if url:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, url))
    if text:
        return f"sha256:{sha256(text.encode('utf-8')).hexdigest()}"
    raise invalid("id", "a retraction must say of which article; set `id`, or use it as the record's key")


def _time(value: str | None) -> PublishTime | None:
    return parse_time(value, TimeOrigin.RECORD) if value else None


def _why_no_text(raw: RawArticle) -> str:
    if raw.html is not None:
        return "no text could be found in the HTML; send the article's text, or HTML that shows it without scripts"
    return (
        "missing or blank, and so is `html`; send one of them (or a known alias, such as `body_html` or `articleBody`)"
    )
