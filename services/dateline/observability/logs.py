"""Structured logs on stderr: JSON lines for machines, aligned text for a terminal.

Faust's, aiokafka's and our own lines take the same way, so that an operator reads one form.
"""

from __future__ import annotations

import logging
import sys
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
