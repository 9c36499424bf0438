"""Structured logs on stderr: JSON lines for machines, aligned text for a terminal.

Faust's, aiokafka's and our own lines take the same way, so that an operator reads one form.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

import structlog
from structlog.stdlib import BoundLogger
from structlog.typing import Processor

# Libraries that talk at INFO about things an operator need not know.
QUIET = (
    "faust",
    "mode",
    "aiokafka",
    "kafka",
    "trafilatura",
    "htmldate",
    "asyncio",
    "urllib3",
    "aiohttp.access",
    # Subclasses of Faust's services speak for Faust under our name.
    "dateline.enricher.stream.consuming",
)

# A broker that goes away is news once, not once a partition and retry.
REPEAT_S = 10.0
# Kinds of lines that are remembered: libraries have tens.
MOST_LINES = 1_000


class OncePerPeriod(logging.Filter):
    """Passes a library's line once a period, by logger and format string; then says how many it held back."""

    def __init__(self, period_s: float = REPEAT_S, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._period_s = period_s
        self._clock = clock
        self._until: dict[tuple[str, str], float] = {}
        self._held: dict[tuple[str, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if not record.name.startswith(QUIET) or not isinstance(record.msg, str):
            return True
        key = record.name, record.msg
        now = self._clock()
        if now < self._until.get(key, 0.0):
            self._held[key] = self._held.get(key, 0) + 1
            return False
        if held := self._held.pop(key, 0):
            record.held_back = held
        if len(self._until) > MOST_LINES:
            self._until.clear()
        self._until[key] = now + self._period_s
        return True


def set_up(level: str, json_lines: bool | None) -> None:
    """Configure logging for this process. ``json_lines`` None: JSON where stderr is not a terminal."""
    machine = not sys.stderr.isatty() if json_lines is None else json_lines
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: list[Any] = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if machine
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    handler.addFilter(OncePerPeriod())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.WARNING))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logger(name: str) -> BoundLogger:
    """A logger that takes fields: ``log.info("article enriched", article=id)``."""
    bound: BoundLogger = structlog.stdlib.get_logger(name)
    return bound
