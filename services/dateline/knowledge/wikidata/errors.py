"""What can go wrong with the API. The words become part of events: one fault, one wording, no detail that varies."""

from __future__ import annotations


class WikidataError(Exception):
    """A request brought no answer."""

    reason = "Wikidata could not be reached"


class LateError(WikidataError):
    """The look-up's time was over."""

    reason = "Wikidata did not answer in time"


class BusyError(WikidataError):
    """It asked to be left alone for a while: 429, 503 with Retry-After, maxlag, ratelimited."""

    reason = "Wikidata asked to wait"


class RefusedError(WikidataError):
    """It won't answer such a request: 4xx, or an error of its own. A setting is wrong, or we are blocked."""

    reason = "Wikidata refused the request"


class GarbageError(WikidataError):
    """The answer is none: no JSON, of another shape, or it leads to another host."""

    reason = "Wikidata gave answers that are none"


class TooLargeError(GarbageError):
    """The body is larger than may be read."""
