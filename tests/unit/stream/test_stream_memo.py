"""What a worker process remembered of paragraphs reaches the worker's metrics."""

from __future__ import annotations

import json

from dateline.enricher.assembly import open_pipeline
from dateline.enricher.stream.accounts import Accounts
from dateline.enricher.stream.job import RecordHandler
from dateline.enricher.stream.records import Incoming
from dateline.knowledge import open_knowledge
from dateline.observability.metrics import Metrics
from dateline.settings import Settings

TEXT = "Angela Merkel visited France on Monday.\n\nShe met the president in Paris."


def record(offset: int, text: str = TEXT) -> Incoming:
    value = json.dumps({"id": f"a{offset}", "text": text}).encode()
    return Incoming("news.article.raw.v1", 0, offset, 1_700_000_000_000, f"a{offset}".encode(), value)


def test_remembered_paragraphs_and_copies_are_counted_from_the_process_to_the_exposition() -> None:
    settings = Settings()
    knowledge = open_knowledge(None)
    handler = RecordHandler(settings, open_pipeline(settings, knowledge))
    metrics = Metrics()
    accounts = Accounts(settings, metrics)
    for batch in ([record(0)], [record(1), record(2, TEXT + "\n\nIt rained in Berlin.")]):
        accounts.add(batch, handler(batch), [], ())
    exposition = metrics.exposition().decode()
    for kind, outcome, count in (
        ("paragraph", "miss", 3),
        ("paragraph", "hit", 2),
        ("article", "miss", 2),
        ("article", "hit", 1),
    ):
        assert f'dateline_memo_total{{kind="{kind}",outcome="{outcome}"}} {count}.0' in exposition
