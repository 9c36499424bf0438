"""Why a record is not an article, while it is being found out.

The one exception of the intake; `read` turns it into a Rejection, so it never leaves.
"""

from __future__ import annotations

from dateline.contract import Reason

EXCERPT_LENGTH = 60


class IntakeError(Exception):
    """The record is no article. The message says what is wrong, where, and what to do.

    ``article_id`` is set once it is known.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.article_id: str | None = None


def invalid(where: str, what: str) -> IntakeError:
    """An object that is no article, because of the field at ``where``."""
    return IntakeError(Reason.INVALID_ARTICLE, f"{excerpt(where, quote=False)}: {what}")


def excerpt(value: object, *, quote: bool = True) -> str:
    """A short, printable form of a value, for messages: input may be huge, or hold control characters."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, float | bool) else None
    if text is None:
        text = str(value) if isinstance(value, int) and value.bit_length() < 200 else f"a {type(value).__name__}"
        quote = False
    shown = text[:EXCERPT_LENGTH].encode("unicode_escape").decode("ascii") if not text.isprintable() else text
    shown = shown[:EXCERPT_LENGTH] + ("…" if len(text) > EXCERPT_LENGTH or len(shown) > EXCERPT_LENGTH else "")
    return f'"{shown}"' if quote and isinstance(value, str) else shown
