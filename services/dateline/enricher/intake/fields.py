"""A JSON object to a raw article in the contract's plain form, and what the producer said besides.

Applies the table of ``flavours``. Decides between several bodies; knows nothing of keys,
ids or HTML.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from dateline.contract import RawArticle
from dateline.enricher.intake.errors import invalid
from dateline.enricher.intake.flavours import (
    ALIASES_OF,
    BODY_PREFIX,
    DESCRIPTION_PREFIX,
    NO_BODY,
    Alias,
    Flavour,
    flavour_of,
)
from dateline.enricher.intake.jsonld import unfolded
from dateline.enricher.intake.limits import MAX_JSON_DEPTH
from dateline.enricher.intake.readers import Value, is_markup
from dateline.enricher.intake.readers import text as text_reader

Record = dict[str, JsonValue]

CONTENT = frozenset({"text", "body", "html", "content", "summary"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What a producer sent: the article's fields, and ``extra``, all else under its own name."""

    article: RawArticle
    extra: Record


def read_fields(record: Record) -> Sent:
    """The fields of a record of any flavour.

    Raises IntakeError (``invalid.article``) where a field has a type that it can't have.
    """
    left = dict(unfolded(record))
    rows = ALIASES_OF[flavour_of(left)]
    values = _content(rows, left)
    values |= {field: _first(rows[field], left) for field in rows if field not in CONTENT}
    _check_extra(left)
    return Sent(RawArticle.model_validate({k: v for k, v in values.items() if v is not None}), left)


def _first(rows: tuple[Alias, ...], left: Record) -> Value | None:
    """The first alias that says something; what it takes leaves ``left``, and so does a null or a blank."""
    for alias in rows:
        if alias.key in left:
            value, rest = alias.read(left.pop(alias.key), alias.key)
            if rest is not None:
                left[alias.key] = rest
            if value is not None:
                return value
    return None


def _content(rows: Mapping[str, tuple[Alias, ...]], left: Record) -> dict[str, Value | None]:
    """``text`` and ``html``. What may be either is what it looks like; a summary serves only where there is no body."""
    text, html = _first(rows["text"], left), _first(rows["html"], left)
    summaries = (*_open_ended(BODY_PREFIX, left), *rows["summary"], *_open_ended(DESCRIPTION_PREFIX, left))
    for aliases, beats_html in ((rows["body"], True), (rows["content"], False), (summaries, False)):
        if text is None and (html is None or beats_html):
            found = _first(aliases, left)
            if isinstance(found, str):
                text, html = (None, found) if is_markup(found) else (found, html)
    return {"text": text, "html": html}


def _open_ended(prefix: str, left: Record) -> list[Alias]:
    names = [k for k, v in left.items() if k.startswith(prefix) and isinstance(v, str) and k not in NO_BODY]
    return [Alias("summary", Flavour.NINJS_1, name, text_reader, None, "") for name in names]


def _check_extra(extra: Record) -> None:
    """What travels on must be writable again: no number beyond a float's range, no bottomless nesting."""
    waiting: list[tuple[str, JsonValue, int]] = [(key, value, 1) for key, value in extra.items()]
    while waiting:
        where, value, depth = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise invalid(where, "a number here is too large for JSON's readers (1e308 at most); write it as a string")
        if isinstance(value, dict | list):
            if depth > MAX_JSON_DEPTH:
                raise invalid(where, f"nested deeper than {MAX_JSON_DEPTH} levels; flatten it, or leave it out")
            waiting.extend((where, item, depth + 1) for item in (value.values() if isinstance(value, dict) else value))
