"""Every bound of the intake, with its reason: the two that the operator sets, and those of the formats.

Nothing that comes in is trusted to be of a decent size.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the operator bounds: bytes of a record's value, and code points of a text."""

    max_record_bytes: int = 2 * 1024 * 1024
    max_text_length: int = 1_500_000


# Code points of an article's id. Ids are Kafka keys, and a part of the keys of mention events.
MAX_ID_LENGTH = 1_000

# Code points of a title, a URL, a notice. They are repeated in every mention event, which may have 1 MiB.
MAX_LINE_LENGTH = 10_000

# Levels of JSON that travel on under `extra`. Readers of the events have limits too (Jackson's is 1,000, Go's 10,000,
# pydantic's 200), and the event wraps what came in once more.
MAX_JSON_DEPTH = 100

# Code points of an author's name, of a byline, of a time. What is longer is something else.
MAX_NAME_LENGTH = 300
MAX_TIME_LENGTH = 100

# Elements and levels up to which a page is given to trafilatura, whose work on siblings and ancestors is quadratic: at
# these it takes a few seconds at worst. News pages have 1,000 elements and 20 levels, rarely 6,000 and 46.
USUAL_ELEMENTS = 10_000
USUAL_LEVELS = 64

# Levels of elements that are read at all: the parser looks through all open elements for each that ends. From
# PARSER_LEVELS on libxml2 has to be told (`huge_tree`), else it silently drops what is deeper.
MAX_LEVELS = 500
PARSER_LEVELS = 200

# Attributes of an element: libxml2 walks them all to add one, so half a million would take it minutes. Pages have 50.
MAX_ATTRIBUTES = 256

# Metadata of a page: JSON-LD scripts that are read, and code points of one; nodes, meta tags and times that are looked
# at; headings that can be its title. Pages have a handful of each, a tenth of these at most.
MAX_SCRIPTS = 20
MAX_SCRIPT_LENGTH = 300_000
MAX_NODES = 500
MAX_HEADINGS = 20

# Code points of a page's title, site name or language; what is longer is something else.
MAX_METADATA_LENGTH = 1_000
