"""Bytes of a Kafka record to a JSON object, out of its CloudEvents envelope where it has one.

Knows JSON, Unicode and CloudEvents 1.0; nothing of articles.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue
from pydantic_core import from_json

from dateline.contract import Reason
from dateline.contract.headers import CE_SUBJECT, Headers
from dateline.enricher.intake.errors import IntakeError, invalid

BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SURROGATE = re.compile("[\ud800-\udfff]")
# CloudEvents 1.0.2, 3.1: the attributes that every event has.
ENVELOPE = frozenset({"specversion", "id", "source", "type"})


@dataclass(frozen=True, slots=True)
class Payload:
    """The object that was sent; ``subject`` is the CloudEvents subject, a hint at the article's id."""

    record: dict[str, JsonValue]
    subject: str | None = None


def decode(value: bytes, headers: Headers) -> Payload:
    """The record's JSON object.

    Raises IntakeError: ``invalid.json`` for what is not JSON, not UTF-8 or no object;
    ``invalid.article`` for text that is not Unicode and for an envelope without an object.
    """
    record = _json_object(value, "the value")
    if not record.keys() >= ENVELOPE or ("data" not in record and "data_base64" not in record):
        return Payload(record, _header(headers, CE_SUBJECT))
    subject = record.get("subject")
    return Payload(_event_data(record), subject if isinstance(subject, str) else None)


def _event_data(event: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """CloudEvents JSON format, 3.1: ``data`` holds JSON, ``data_base64`` bytes; some write JSON as a string."""
    data = event.get("data")
    if isinstance(data, dict):
        return data
    if isinstance(data, str):
        return _json_object(data.encode("utf-8"), "data")
    encoded = event.get("data_base64")
    if not isinstance(encoded, str):
        raise invalid("data", "the CloudEvents envelope holds no object; put the article there")
    try:
        return _json_object(b64decode(encoded, validate=True), "data_base64")
    except ValueError:
        raise invalid("data_base64", "not base64; encode the article's JSON with the standard alphabet") from None


def _json_object(value: bytes, what: str) -> dict[str, JsonValue]:
    try:
        found = from_json(value.removeprefix(BOM), allow_inf_nan=False)
    except ValueError as error:
        # The parser's message ends in its line and column, and quotes nothing.
        raise _surrogate_error(value) or IntakeError(Reason.INVALID_JSON, _why_not_json(value, what, error)) from None
    if not isinstance(found, dict):
        kinds = {type(None): "null", list: "an array", str: "a string", bool: "true or false"}
        raise IntakeError(
            Reason.INVALID_JSON,
            f"{what} is JSON, but no object: it is {kinds.get(type(found), 'a number')}; send one article a record"
            + (", or a Kafka null to take one back" if found is None else ""),
        )
    return found


def _why_not_json(value: bytes, what: str, error: ValueError) -> str:
    if not value.strip():
        return f"{what} is empty; send a JSON object, or a Kafka null to take an article back"
    if value.startswith(UTF_16):
        return f"{what} is UTF-16; send JSON in UTF-8"
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return f"{what} is not UTF-8 at byte {wrong.start}; send JSON in UTF-8"
    return f"{what} is not JSON: {str(error)[:200]}; send one JSON object in UTF-8"


def _surrogate_error(value: bytes) -> IntakeError | None:
    r"""JSON's grammar lets ``\ud800`` stand alone, which is no character; the parser above only calls it a bad escape.

    The standard library's parser accepts it, so it is asked, to say in which field it is.
    """
    if b"\\ud" not in value and b"\\uD" not in value:
        return None
    try:
        record = json.loads(value)
    except (ValueError, RecursionError):
        return None
    for where, text in _strings(record):
        if lone := SURROGATE.search(text):
            code = f"\\u{ord(lone[0]):04x}"
            return invalid(
                where,
                f"a lone surrogate ({code}) at position {lone.start()} is no character; send the pair, or U+FFFD",
            )
    return None


def _strings(value: object) -> Iterator[tuple[str, str]]:
    """Every string with the field that it is in, names of fields too."""
    waiting = [("the value", value)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, str):
            yield where, item
        elif isinstance(item, dict):
            for key, inner in item.items():
                yield "a field's name", key
                waiting.append((key, inner))
        elif isinstance(item, list):
            waiting.extend((where, inner) for inner in item)


def _header(headers: Headers, name: str) -> str | None:
    """The last header of that name, as Kafka's own ``lastHeader`` has it; None where it is not UTF-8."""
    found = next((value for key, value in reversed(headers) if key == name), None)
    try:
        return found.decode("utf-8") if found else None
    except UnicodeDecodeError:
        return None
