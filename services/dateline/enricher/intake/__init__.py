"""Intake: the bytes of a Kafka record to an Article, a Kill or a Rejection.

Reads every flavour of raw article that the contract names, from hostile input if need be;
fetches nothing, keeps nothing. What is done with the three is up to the caller.
"""

from __future__ import annotations

from hashlib import sha256

from dateline.contract import Article, Kill, Reason, Rejection
from dateline.contract.headers import Headers
from dateline.enricher.intake.article import Envelope, assemble, key_text
from dateline.enricher.intake.decode import decode
from dateline.enricher.intake.errors import IntakeError
from dateline.enricher.intake.fields import read_fields
from dateline.enricher.intake.limits import Limits

__all__ = ["Limits", "read"]

DEFAULT_LIMITS = Limits()


def read(
    value: bytes | None, key: bytes | None = None, headers: Headers = (), limits: Limits = DEFAULT_LIMITS
) -> Article | Kill | Rejection:
    """What a record says. Never raises: whatever is wrong with the record is a Rejection with its reason.

    A null value is a Kill of the article that the key names.
    """
    try:
        return _read(value, key, headers, limits)
    except IntakeError as error:
        return Rejection(id=error.article_id or _id_or_none(key), reason=error.reason, message=error.message)
    except Exception as error:  # noqa: BLE001  the last net: no record may stop a worker
        # RecursionError and MemoryError too: the stack and what was being built are gone by now.
        message = (
            f"the article could not be read ({type(error).__name__}); this is a fault of Dateline, please report it"
        )
        return Rejection(id=_id_or_none(key), reason=Reason.INVALID_ARTICLE, message=message)


def _read(value: bytes | None, key: bytes | None, headers: Headers, limits: Limits) -> Article | Kill:
    digest = sha256(value or b"").hexdigest()
    article_id = key_text(key)
    if value is None:
        if article_id is None:
            raise IntakeError(
                Reason.INVALID_ARTICLE, "a null value without a key takes nothing back; use the article's id as key"
            )
        return Kill(id=article_id, digest=digest)
    if len(value) > limits.max_record_bytes:
        raise IntakeError(
            Reason.TOO_LARGE,
            f"the value has {len(value):,} bytes, {limits.max_record_bytes:,} are allowed (DATELINE_MAX_RECORD_BYTES);"
            " leave out what is not needed",
        )
    payload = decode(value, headers)
    return assemble(read_fields(payload.record), Envelope(article_id, payload.subject, digest), limits.max_text_length)


def _id_or_none(key: bytes | None) -> str | None:
    try:
        return key_text(key)
    except IntakeError:
        return None
