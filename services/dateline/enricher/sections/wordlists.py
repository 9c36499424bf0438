"""Word lists as they are written in a table: one string, words apart by white space."""

from __future__ import annotations


def word_set(listing: str) -> frozenset[str]:
    """The words of ``listing``."""
    return frozenset(listing.split())
