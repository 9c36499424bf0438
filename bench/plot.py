"""Draws bench/growth.json and bench/candidates.json as SVG. Needs matplotlib alone (dependency group ``bench``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    growth = HERE / "growth.json"
    found = json.loads(growth.read_text()) if growth.exists() else {}
    for name, (title, x, y, logarithmic) in PLOTS.items():
        if name in found:
            _draw(found[name], title, x, y, logarithmic, HERE / f"growth-{name}.svg")
    if "python" in found:
        _draw_pythons(found["python"], HERE / "growth-python.svg")
    if (HERE / "candidates.json").exists():
        _draw_candidates(json.loads((HERE / "candidates.json").read_text()), HERE / "candidates.svg")


def _draw_pythons(rates: dict[str, float], file: Path) -> None:
    figure, axes = plt.subplots(figsize=(5, 3), layout="constrained")
    versions = sorted(rates, key=lambda version: int(version.partition(".")[2]))
    axes.bar(versions, [rates[version] for version in versions], width=0.5, color="#1f4e79")
    axes.set(title="Rate by Python version, one core", xlabel="Python", ylabel="articles/s, 3.12 = 1")
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


def _draw_candidates(models: dict[str, Any], file: Path) -> None:
    """Each model twice, as it is read here and by spaCy itself, with a line between."""
    figure, axes = plt.subplots(figsize=(6, 3.5), layout="constrained")
    for number, (name, found) in enumerate(models.items()):
        rates, f1 = found["rates"], found["mean"]
        axes.plot([rates["nlp.pipe"], rates["swift_ner"]], [f1, f1], color="#bbbbbb", zorder=1)
        axes.scatter(rates["nlp.pipe"], f1, facecolors="white", edgecolors="#1f4e79")
        axes.scatter(rates["swift_ner"], f1, color="#1f4e79")
        above = {"xytext": (-6, (6, -12)[number % 2]), "textcoords": "offset points"}
        axes.annotate(name, (rates["swift_ner"], f1), ha="right", fontsize=8, **above)
    axes.set(
        title="Models: names and speed (filled: swift_ner, hollow: nlp.pipe)",
        xlabel="tokens per second of recognition, the shipped model = 1",
        ylabel="strict F1, mean of the corpora",
    )
    axes.set_xlim(left=0)
    axes.margins(y=0.25)
    axes.grid(alpha=0.3)
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


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
