"""Wikidata's API as a knowledge: asked for names, while articles wait.

``provider`` is the ``Knowledge``; ``client`` asks over HTTP, ``pace`` says when it may,
``entries`` makes entries of what comes. Off unless a setting gives the API's address.
"""

from __future__ import annotations

from dateline.knowledge.wikidata.access import Access
from dateline.knowledge.wikidata.provider import LiveWikidata

__all__ = ["Access", "LiveWikidata"]
