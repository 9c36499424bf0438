"""Reads the tables that the embedded store is built from; what they mean is their readers' business."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file in ``data``, column by column; an empty field is an empty string."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
