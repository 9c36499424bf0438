"""Sample articles: what producers send, in the forms in which they send it.

Eleven records in sending order, written for this project (places are real, people and events
are not): a wire story, explainer, live blog, brief, interview, HTML page, business and sport
reports, ninjs 1.x to 3.x, schema.org, a feed item, a CloudEvents envelope, a kill notice.
"""

from __future__ import annotations

from importlib import resources


def samples() -> tuple[tuple[str, bytes], ...]:
    """``(name, value)`` of every sample, in sending order; a value is a whole Kafka record's."""
    files = (entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".json"))
    return tuple((entry.name, entry.read_bytes()) for entry in sorted(files, key=lambda entry: entry.name))
