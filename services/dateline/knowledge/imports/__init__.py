"""Other people's lists into a knowledge file: Wikidata dumps, Popolo, GeoNames, CSV and JSON lines.

``run`` is the whole way of one import; each format has a module that knows nothing of the
others. How to use it: ``docs/knowledge.md``.
"""

from __future__ import annotations

from dateline.knowledge.imports.detect import Kind
from dateline.knowledge.imports.errors import ImportStoppedError
from dateline.knowledge.imports.request import FileReport, Progress, Report, Request, stage_path
from dateline.knowledge.imports.run import run

__all__ = ["FileReport", "ImportStoppedError", "Kind", "Progress", "Report", "Request", "run", "stage_path"]
