"""The pipeline without Kafka: one raw article a line in, one line out, in the same order.

Uses every core where there is enough to do. A line that is not an article gives its
rejection in its place; a kill notice says so.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, BinaryIO

from dateline.contract import Article, EnrichedArticle, Kill, Reason, Rejection
from dateline.enricher.assembly import open_cached_knowledge, open_pipeline
from dateline.enricher.failures import REASON_OF_FAILURE
from dateline.enricher.intake import Limits, read
from dateline.enricher.pipeline import Arrival, LayerFailure, Pipeline
from dateline.enricher.workers import Failed, Pool
from dateline.enricher.workers.process import Handler
from dateline.settings import Settings

# A batch goes to one process: enough lines to batch paragraphs, few enough to keep all processes busy.
BATCH_LINES = 32
BATCH_BYTES = 32 * 1024
# Fewer lines than this are done in this process: starting others would take longer.
FEW_LINES = 8


def build(settings: Settings) -> Handler:
    """Build the handler of a worker process."""
    return LineHandler(settings, open_pipeline(settings, open_cached_knowledge(settings)))


class LineHandler:
    """Lines in, lines out (bytes without the line break); one each, in order."""

    def __init__(self, settings: Settings, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._limits = Limits(max_record_bytes=settings.max_record_bytes, max_text_length=settings.max_text_length)

    def __call__(self, lines: Sequence[bytes]) -> list[bytes]:
        """The result of each line."""
        return [as_line(result) for result in self.results([self.read(line) for line in lines])]

    def read(self, value: bytes) -> Article | Kill | Rejection:
        """One raw article, with the limits of the settings."""
        return read(value, limits=self._limits)

    def results(self, found: Sequence[Article | Kill | Rejection]) -> list[EnrichedArticle | Kill | Rejection]:
        """Enrich what are articles; the rest stays as it is."""
        articles = [item for item in found if isinstance(item, Article)]
        enriched = iter(self._pipeline.enrich_each(articles, [Arrival()] * len(articles)))
        return [_whole(item, next(enriched)) if isinstance(item, Article) else item for item in found]


def _whole(article: Article, result: EnrichedArticle | LayerFailure) -> EnrichedArticle | Rejection:
    if isinstance(result, EnrichedArticle):
        return result
    message = f"{result.exception}: {result.message} (in {result.where})"
    return Rejection(id=article.id, reason=Reason.FAILED_ENRICHMENT, message=message)


def as_line(result: EnrichedArticle | Kill | Rejection) -> bytes:
    """The JSON of a result."""
    if isinstance(result, EnrichedArticle):
        return result.model_dump_json().encode()
    if isinstance(result, Kill):
        return json.dumps({"id": result.id, "killed": True}).encode()
    rejected = {"reason": result.reason.value, "message": result.message}
    return json.dumps({"id": result.id, "rejected": rejected}).encode()


def enrich_lines(source: BinaryIO, settings: Settings) -> Iterator[bytes]:
    """Results of the lines of ``source``, in order, as they come."""
    lines = _read_ahead(source, settings.max_record_bytes)
    first = _batch(lines, FEW_LINES, wait=True)
    if settings.processes == 1 or len(first) < FEW_LINES:
        handler = build(settings)
        while first:
            yield from handler(first)
            first = _batch(lines, BATCH_LINES)
        return
    yield from _on_every_core(first, lines, settings)


def _on_every_core(first: list[bytes], lines: Lines, settings: Settings) -> Iterator[bytes]:
    pool = Pool(
        build,
        settings,
        processes=settings.processes,
        deadline_s=settings.deadline_s,
        attempts=settings.attempts,
    )
    pool.start()
    # The lines' order is the queue's; its bound keeps a fast source from filling the memory.
    at_work: queue.Queue[Future[list[Any]] | None] = queue.Queue(settings.processes * 3)

    def feed() -> None:
        batch = first
        while batch:
            at_work.put(pool.submit(batch))
            batch = _batch(lines, BATCH_LINES)
        at_work.put(None)

    threading.Thread(target=feed, name="dateline-feed", daemon=True).start()
    try:
        while (future := at_work.get()) is not None:
            for result in future.result():
                yield as_line(_rejected(result)) if isinstance(result, Failed) else result
    finally:
        pool.stop()


def _rejected(failed: Failed) -> Rejection:
    return Rejection(reason=REASON_OF_FAILURE[failed.cause], message=failed.message)


Lines = queue.Queue["bytes | None"]


def _read_ahead(source: BinaryIO, longest: int) -> Lines:
    """Lines of ``source``, read in a thread, so that a batch takes what is there and never waits for more."""
    lines: Lines = queue.Queue(BATCH_LINES * 4)

    def reader() -> None:
        for line in _lines(source, longest):
            lines.put(line)
        lines.put(None)

    threading.Thread(target=reader, name="dateline-reader", daemon=True).start()
    return lines


def _lines(source: BinaryIO, longest: int) -> Iterable[bytes]:
    """Lines without their break; of one that is too long, enough to be rejected as such. Blank ones are passed over."""
    while line := source.readline(longest + 2):
        if not line.endswith(b"\n") and len(line) > longest:
            kept = line
            while line and not line.endswith(b"\n"):
                line = source.readline(longest)
            yield kept
        elif stripped := line.rstrip(b"\r\n"):
            yield stripped


def _batch(lines: Lines, most: int, *, wait: bool = False) -> list[bytes]:
    """What is there, at least one line; empty at the end. ``wait``: as many as asked for, unless the source ends."""
    batch: list[bytes] = []
    size = 0
    while len(batch) < most and size < BATCH_BYTES:
        try:
            line = lines.get(block=wait or not batch)
        except queue.Empty:
            break
        if line is None:
            lines.put(None)
            break
        batch.append(line)
        size += len(line)
    return batch
