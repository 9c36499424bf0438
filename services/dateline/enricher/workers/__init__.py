"""Worker processes: the layers' work, off the event loop and on every core.

A pool of processes, one pipe and one deadline each. It knows nothing of articles or
Kafka: it runs a handler over batches and says which item killed a process or took too
long. What the handler does is its builder's business.
"""

from dateline.enricher.workers.pool import Failed, Pool, PoolBrokenError

__all__ = ["Failed", "Pool", "PoolBrokenError"]
