"""What the failure of a worker process is called in the contract."""

from __future__ import annotations

from dateline.contract import Reason

REASON_OF_FAILURE = {
    "died": Reason.WORKER_DIED,
    "deadline": Reason.DEADLINE,
    "raised": Reason.FAILED_ENRICHMENT,
}
