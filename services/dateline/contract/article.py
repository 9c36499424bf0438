"""The article before enrichment: as a producer writes it, and as the layers read it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from dateline.contract.base import Record, Share, Span

Revision = int | str


class PubStatus(StrEnum):
    """IPTC publishing status, https://cv.iptc.org/newscodes/pubstatusg2/."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class TimeOrigin(StrEnum):
    """Where a publish or modified time was read."""

    RECORD = "record"
    METADATA = "metadata"
    TEXT = "text"


class TimePrecision(StrEnum):
    """The smallest unit that the source wrote."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


class PublishTime(Record):
    """When an article was published or modified.

    ``value`` is ISO 8601 as written (``2024-05-25T23:43:17``, ``2024-05-25``, with its
    offset where one was given); ``instant`` is the same in UTC
    (``2024-05-25T23:43:17Z``, with the fraction of a second where one was written), null where
    no zone is known.
    """

    value: str
    instant: str | None = None
    precision: TimePrecision
    origin: TimeOrigin


class RawArticle(Record):
    """A raw article in Dateline's plain form: the value of ``news.article.raw.v1``.

    Needed: ``text`` or ``html``; where both come, text beats HTML. Everything else is
    optional. Fields not named here travel through under ``extra``. Also read on this
    topic, with their own field names: IPTC ninjs 1.x to 3.x, schema.org NewsArticle, feed
    items, and any of these in a CloudEvents envelope.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        json_schema_extra={"anyOf": [{"required": ["text"]}, {"required": ["html"]}]},
    )

    id: str | None = Field(None, description="Stable id; else the Kafka key, else derived from url or text")
    revision: Revision | None = Field(None, description="Integers are compared; anything else is only carried")
    title: str | None = None
    text: str | None = Field(None, description="Plain text; every offset of the enriched article refers to it")
    html: str | None = Field(None, description="A page or a fragment; read only where there is no text")
    published_at: str | None = Field(None, description="ISO 8601 or RFC 2822, with or without a zone")
    modified_at: str | None = Field(None, description="ISO 8601 or RFC 2822: decides which revision is newer")
    url: str | None = None
    source: str | None = None
    language: str | None = Field(None, description="BCP 47")
    authors: tuple[str, ...] = ()
    pub_status: PubStatus | None = None
    embargoed: str | None = None
    expires: str | None = None
    urgency: int | None = Field(None, ge=1, le=9, description="IPTC: 1 the most urgent")
    usage_terms: str | None = None
    copyright: str | None = None


class Block(Span):
    """One line of text that was extracted from HTML, with what the page's tree says of it.

    Evidence for the sections layer, never part of an event. ``level`` is 1 to 6 for
    headings, else null.
    """

    kind: Literal["heading", "paragraph", "quote", "list", "caption", "byline", "timestamp", "boilerplate"]
    level: Annotated[int, Field(ge=1, le=6)] | None = None
    confidence: Share | None = None


class Article(Record):
    """One article, ready for the layers.

    ``text`` is the producer's very own string, or one block a line extracted from HTML;
    then ``blocks`` describes those lines in order. ``digest`` is the SHA-256 (hex) of the
    bytes that came in.
    """

    id: Annotated[str, Field(min_length=1)]
    revision: Revision | None = None
    title: str | None = None
    text: str
    blocks: tuple[Block, ...] = ()
    published: PublishTime | None = None
    modified: PublishTime | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    pub_status: PubStatus | None = None
    embargoed: str | None = None
    expires: str | None = None
    urgency: int | None = None
    usage_terms: str | None = None
    copyright: str | None = None
    extra: dict[str, JsonValue] = Field(default_factory=dict)
    digest: str


class Kill(Record):
    """The producer takes an article back: ``canceled`` for good, ``withheld`` until it is usable again."""

    id: Annotated[str, Field(min_length=1)]
    revision: Revision | None = None
    modified: PublishTime | None = None
    pub_status: Literal[PubStatus.CANCELED, PubStatus.WITHHELD] = PubStatus.CANCELED
    digest: str


class Reason(StrEnum):
    """Why a record went to the dead letters: stable codes, part of the contract."""

    INVALID_JSON = "invalid.json"
    INVALID_ARTICLE = "invalid.article"
    TOO_LARGE = "too.large"
    FAILED_ENRICHMENT = "failed.enrichment"
    DEADLINE = "deadline"
    WORKER_DIED = "worker.died"


class Rejection(Record):
    """A record that is not an article: a stable reason, and a message for a person.

    ``id`` is the article's id where one could be read.
    """

    id: str | None = None
    reason: Reason
    message: str
