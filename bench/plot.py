"""Draws bench/growth.json as SVG, one file a part. Needs matplotlib alone (dependency group ``bench``)."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "dateline"  # the same file for the same figures
import matplotlib.pyplot as plt  # noqa: E402  after the choice of the backend

HERE = Path(__file__).parent
# Part -> title, x, y, whether x is logarithmic.
PLOTS = {
    "length": ("Time by an article's length", "characters", "ms per 1,000 characters", True),
    "batch": ("Rate by batch, one core", "articles in a batch", "articles/s", True),
    "processes": ("Rate by processes, two cores", "worker processes", "articles/s", False),
    "repeats": ("Rate by repeats, one core", "share of articles seen before", "articles/s", False),
    "memory": ("Memory of a worker process", "articles", "MiB resident", False),
}


def main() -> None:
    found = json.loads((HERE / "growth.json").read_text())
    for name, (title, x, y, logarithmic) in PLOTS.items():
        if name in found:
            _draw(found[name], title, x, y, logarithmic, HERE / f"growth-{name}.svg")


def _draw(points: list[list[float]], title: str, x: str, y: str, logarithmic: bool, file: Path) -> None:
    figure, axes = plt.subplots(figsize=(5, 3), layout="constrained")
    axes.plot(*zip(*points, strict=True), marker="o", color="#1f4e79")
    axes.set(title=title, xlabel=x, ylabel=y)
    axes.set_ylim(bottom=0)
    if logarithmic:
        axes.set_xscale("log")
    axes.grid(alpha=0.3)
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
