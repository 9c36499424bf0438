"""The structure of an article: sections, sentences, quotes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dateline.contract.base import Record, Share, Span, TextSpan


class Role(StrEnum):
    """What a section is for."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    DATELINE = "dateline"
    TIMESTAMP = "timestamp"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


class ParagraphKind(StrEnum):
    """The form of a paragraph."""

    TEXT = "text"
    QUOTE = "quote"
    LIST = "list"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


class SectionFunction(StrEnum):
    """What a body section does in the story, where that is clear."""

    BACKGROUND = "background"

    __hash__ = str.__hash__  # the base class has one in Python, which is slow in every look-up


class Paragraph(Span):
    """One paragraph of a section; a section's heading is not one of its paragraphs."""

    kind: ParagraphKind = ParagraphKind.TEXT


class DatelineParts(Record):
    """The parts of a dateline: "WASHINGTON, May 25 (AP)"."""

    place: TextSpan | None = None
    date: TextSpan | None = None
    agency: TextSpan | None = None


class Section(Span):
    """A part of the article. Sections come in order and do not overlap.

    A heading opens its section and lies inside it; only body sections have one. ``level``
    is the heading's, 1 (the strongest) to 6.
    """

    id: str
    role: Role
    level: Annotated[int, Field(ge=1, le=6)] | None = None
    heading: TextSpan | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    function: SectionFunction | None = None
    parts: DatelineParts | None = None
    confidence: Share | None = None


class Sentence(Span):
    """A sentence of headline, lead or body. ``section`` is the section's id."""

    section: str


class Speaker(TextSpan):
    """Who is quoted; ``entity`` is the entity's id in this article."""

    entity: str | None = None


class Quote(TextSpan):
    """A direct quote; ``cue`` is the word that hands it over ("said")."""

    speaker: Speaker | None = None
    cue: TextSpan | None = None
    confidence: Share | None = None
