"""The shapes in which producers write one value: a string, an object around it, a list of either.

A reader takes a field's value and its name, and says what it read and what of the value
stays with the producer's own fields. Which reader reads which field: ``flavours``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydantic import JsonValue

from dateline.contract import PubStatus, Reason, TimeOrigin
from dateline.enricher.intake.errors import IntakeError, excerpt, invalid
from dateline.enricher.intake.limits import MAX_LINE_LENGTH
from dateline.enricher.intake.names import split_byline, tidy
from dateline.enricher.intake.times import parse_time

Value = str | int | tuple[str, ...]


class Reading(NamedTuple):
    """What was read (None: nothing), and what remains of the producer's field (None: all was taken)."""

    value: Value | None
    rest: JsonValue = None


Reader = Callable[[JsonValue, str], Reading]

# Where an object keeps its text: JSON-LD, XML turned into JSON (three ways), WordPress, ninjs 2 and 3.
WRAPPERS = ("@value", "#text", "$t", "_", "rendered", "value")
# What such an object, or one with a `name`, may say besides without saying more.
SILENT = frozenset({*WRAPPERS, "@type", "@language", "@isPermaLink", "isPermaLink", "type", "name", "role"})

INTEGER = re.compile(r"-?\d{1,19}", re.ASCII)
# Block-level tags, closing or void: what no plain text has by chance.
MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|li|[uo]l|blockquote|article|section|html)\s?>|<(?:br|p)\b[^<>]{0,200}>", re.IGNORECASE
)

# Roles of a body, headline or description that is not the article's own.
SIDE_ROLES = frozenset(
    (
        "abstract", "alternative", "box", "caption", "fact", "factbox", "ingress", "intro", "introduction", "kicker",
        "lead", "mobile", "preamble", "print", "push", "seo", "short", "social", "subhead", "subheadline", "summary",
        "teaser",
    )
)  # fmt: skip
PLAIN_TYPES = ("text/plain",)
RICH_TYPES = ("text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/vnd.iptc.nitf")


def text(value: JsonValue, where: str) -> Reading:
    """The article's text, exactly as it came: a string, or an object around one."""
    found = _scalar(value, where)
    return Reading(found if found and not found.isspace() else None)


def line(value: JsonValue, where: str) -> Reading:
    """A short text such as a title, without the white space around it."""
    found = _scalar(value, where).strip()
    if len(found) > MAX_LINE_LENGTH:
        raise IntakeError(
            Reason.TOO_LARGE, f"{where}: {len(found):,} characters, {MAX_LINE_LENGTH:,} are allowed; shorten it"
        )
    return Reading(found or None)


def language(value: JsonValue, where: str) -> Reading:
    """A language tag: text, the first of a list, or schema.org's ``Language`` with its tag as ``alternateName``."""
    if isinstance(value, list):
        return language(value[0], f"{where}[0]")._replace(rest=value[1:] or None) if value else Reading(None)
    if isinstance(value, dict):
        return line(next((value[key] for key in ("alternateName", "@value", "name") if key in value), None), where)
    return line(value, where)


def identifier(value: JsonValue, where: str) -> Reading:
    """An id: text or integer, an object around it, or the first of a list (schema.org ``PropertyValue``)."""
    if isinstance(value, list):
        return identifier(value[0], f"{where}[0]")._replace(rest=value[1:] or None) if value else Reading(None)
    inner = _unwrapped(value)
    if isinstance(inner, int) and not isinstance(inner, bool):
        inner = str(inner)
    found = _scalar(inner, where)
    return Reading(found if found and not found.isspace() else None)


def revision(value: JsonValue, where: str) -> Reading:
    """An integer, or a string of one, as integer where it fits 64 bits; anything else as its string."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    found = str(value) if is_number else _scalar(value, where).strip()
    fits = INTEGER.fullmatch(found) is not None and -(2**63) <= int(found) < 2**63
    return Reading(int(found) if fits else found or None)


def time(value: JsonValue, where: str) -> Reading:  # noqa: ARG001  every reader is told where it reads
    """A time as ISO 8601; what is no time stays with the producer's fields."""
    found = parse_time(_unwrapped(value), TimeOrigin.RECORD)
    return Reading(found.value) if found else Reading(None, value if value != "" else None)


def name(value: JsonValue, where: str) -> Reading:
    """The name of a source: a string, an object with a ``name``, or the first of a list of these."""
    if isinstance(value, dict) and "name" in value:
        found = line(value["name"], f"{where}.name").value
        return Reading(found, None if value.keys() <= SILENT else value)
    if isinstance(value, dict) and not any(key in value for key in WRAPPERS):
        return Reading(None, value)  # {"@id": "#/organization"}: a reference that leads nowhere
    if isinstance(value, list):
        found, rest = name(value[0], f"{where}[0]") if value else Reading(None)
        return Reading(found, value if rest or len(value) > 1 else None)
    return line(value, where)


def names(value: JsonValue, where: str) -> Reading:
    """Authors: a list of names as they are, objects with a ``name``, or a byline."""
    if isinstance(value, str):
        found = split_byline(value)
        return Reading(found or None, None if found or not value.strip() else value)
    items: list[JsonValue] = value if isinstance(value, list) else [value]
    found = tidy(_names(items, where + "[]" * isinstance(value, list)))
    says_more = any(isinstance(item, dict) and not item.keys() <= SILENT for item in items)
    return Reading(found or None, value if says_more or (items and not found) else None)


def status(value: JsonValue, where: str) -> Reading:
    """A publishing status: ``usable``, ``stat:canceled``, or the IPTC concept's URI; "cancelled" too."""
    written = _scalar(value, where).strip()
    code = written.rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold()
    code = "canceled" if code == "cancelled" else code
    if code and code not in set(PubStatus):
        raise invalid(where, f"{excerpt(written)} is no publishing status; send usable, withheld or canceled")
    return Reading(code or None)


def urgency(value: JsonValue, where: str) -> Reading:
    """IPTC urgency, 1 to 9, as an integer or its digit; others (0 is reserved) stay with the producer's fields."""
    number = revision(value, where).value
    return Reading(number) if isinstance(number, int) and 1 <= number <= 9 else Reading(None, value)


def link(value: JsonValue, where: str) -> Reading:
    """A URL: a string, an object with ``href``, ``url`` or ``@id``, or the Atom links' alternate."""
    if isinstance(value, list):
        own = [item for item in value if not isinstance(item, dict) or item.get("rel", "alternate") == "alternate"]
        return Reading(link(own[0], where).value, value if len(value) > 1 else None) if own else Reading(None, value)
    if isinstance(value, dict):
        target = next((value[key] for key in ("href", "url", "@id") if isinstance(value.get(key), str)), None)
        return Reading(line(target, where).value if target else None, value if not target or len(value) > 1 else None)
    return Reading(None, value) if isinstance(value, bool) else line(value, where)  # `mainEntityOfPage: true`


def headline(value: JsonValue, where: str) -> Reading:
    """The main headline of ninjs ``headlines[]``, else the first; the others stay."""
    main = _pick(value, where, None, side_roles=False)
    found, rest = main if main.value is not None else _pick(value, where, None, side_roles=True)
    return Reading(line(found, where).value if isinstance(found, str) else None, rest)


def plain_body(value: JsonValue, where: str) -> Reading:
    """The main plain body of ninjs ``bodies[]``; the others stay. Where no content type is given, what has no tags."""
    return _pick(value, where, (*PLAIN_TYPES, None), side_roles=False, markup=False)


def rich_body(value: JsonValue, where: str) -> Reading:
    """The main body in HTML (or NITF) of ninjs ``bodies[]``; the others stay."""
    return _pick(value, where, (*RICH_TYPES, None), side_roles=False, markup=True)


def any_body(value: JsonValue, where: str) -> Reading:
    """The first of a list of contents, whatever its role and type: Atom ``content``, ninjs ``descriptions[]``."""
    return _pick(value, where, None, side_roles=True)


def _pick(
    value: JsonValue,
    where: str,
    types: tuple[str | None, ...] | None,
    *,
    side_roles: bool,
    markup: bool | None = None,
) -> Reading:
    """The first entry of one of the content types; ``markup`` decides about those that give none."""
    if not isinstance(value, list):
        return text(value, where) if types is None else Reading(None, value)
    for i, entry in enumerate(value):
        kind, role = _content_type(entry), entry.get("role") if isinstance(entry, dict) else None
        if (types is not None and kind not in types) or (not side_roles and str(role).casefold() in SIDE_ROLES):
            continue
        found = text(entry, f"{where}[{i}]").value
        if not isinstance(found, str) or (kind is None and markup not in (None, is_markup(found))):
            continue
        return Reading(found, [*value[:i], *value[i + 1 :]] or None)
    return Reading(None, value)


def is_markup(content: str) -> bool:
    """Whether a content of unknown type is HTML: it has block-level tags."""
    return MARKUP.search(content) is not None


def _content_type(entry: JsonValue) -> str | None:
    if not isinstance(entry, dict):
        return None
    written = next((entry[key] for key in ("contentType", "contenttype", "mimetype", "type") if key in entry), None)
    kind = written.split(";")[0].strip().casefold() if isinstance(written, str) else None
    # Atom writes "html", "xhtml", "text" (RFC 4287, 3.1.1).
    return {"html": "text/html", "xhtml": "application/xhtml+xml", "text": "text/plain"}.get(kind or "", kind)


def _names(items: list[JsonValue], where: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, list):
            yield from _names(item, f"{where}[]")
        elif isinstance(item, dict) and "name" in item:
            yield from _names([item["name"]], f"{where}.name")
        elif not isinstance(item, dict) or any(key in item for key in WRAPPERS):
            yield _scalar(item, where)  # but of {"@id": "#/person/jane"}, which leads nowhere, no name


def _unwrapped(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in WRAPPERS if key in value), value)


def _scalar(value: JsonValue, where: str) -> str:
    """The string in a value; "" for null. Raises where there is a number, an array or another object."""
    inner = _unwrapped(value)
    if inner is None:
        return ""
    if not isinstance(inner, str):
        kinds = {bool: "true or false", int: "a number", float: "a number", list: "an array", dict: "an object"}
        shown = f" ({excerpt(inner)})" if isinstance(inner, int | float) else ""
        raise invalid(where, f"text is expected, but it is {kinds[type(inner)]}{shown}; write it as a JSON string")
    return inner
