"""What every record of the contract shares.

A record is immutable and closed: an unknown field is an error, so that a typo never
travels. Offsets are Unicode code points of the enriched article's ``text``; ``end`` is
exclusive.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0, description="Unicode code points from the start of `text`")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """An immutable, closed record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of the article's ``text``."""

    start: Offset
    end: Offset


class TextSpan(Span):
    """A span that carries its own text: ``article.text[start:end] == text``."""

    text: str
