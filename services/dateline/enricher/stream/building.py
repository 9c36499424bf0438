"""Names the handler of the worker processes without loading it: the layers' libraries are theirs alone.

The worker itself never uses them; it starts in half the time and memory without (spaCy, thinc, numpy).
"""

from __future__ import annotations

from dateline.enricher.workers.process import Handler
from dateline.settings import Settings


def build(settings: Settings) -> Handler:
    """Build the handler, in the process that uses it."""
    from dateline.enricher.stream import job

    return job.build(settings)
