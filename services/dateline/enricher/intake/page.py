"""What a page holds, apart from how it is read: a run that meets no HTML loads no HTML library."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.contract import Block, PublishTime


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: ``text`` with one block a line, ``blocks`` covering those lines in order, and its metadata."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: PublishTime | None = None
    modified: PublishTime | None = None
    url: str | None = None
    language: str | None = None
    site_name: str | None = None


EMPTY_PAGE = Page()
