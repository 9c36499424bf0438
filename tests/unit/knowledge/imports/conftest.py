"""A small base, and an import that a test can run in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.contract import EntityType
from dateline.knowledge import Store
from dateline.knowledge.draft import Draft, write
from dateline.knowledge.imports import Report, Request, run


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small knowledge file: Velmar, a city of GeoNames and Wikidata."""
    velmar = Draft(
        "geonames", "100", "Velmar", EntityType.GPE, 0.5, "city", {"wikidata": "Q100"}, 1.5, 2.5, "NO",
        aliases={"Velmar": 0},
    )  # fmt: skip
    path = tmp_path / "base.sqlite"
    write(path, [velmar])
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., tuple[Report, Store]]:
    """Import files into ``k.sqlite``: the report, and the file opened."""

    def do(*files: Path, base: Path | None = None, restart: bool = False, **options: Any) -> tuple[Report, Store]:
        out = options.pop("out", tmp_path / "k.sqlite")
        report = run(Request(files, out, base, **options), lambda *_: None, restart=restart)
        return report, Store(out)

    return do
