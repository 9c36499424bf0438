"""The blocks of a page by what stands in them: text, links, prose, anchors, marks of furniture.

Every measure is an array over the blocks (``Holder``), filled in one pass up or down the
tree. What follows from them for a line is decided in ``selection``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.enricher.intake.blocks import Line
from dateline.enricher.intake.furniture import marks
from dateline.enricher.intake.outline import Holder

ROOT_SHARE = 0.9
# A mark that this share of the article bears too says nothing on its page: "sidebar" on a wrapper of all columns.
MARK_SHARE = 1 / 3
# Blocks of lines themselves, and those of them that hold rows of short ones.
ROWS = frozenset(["ul", "ol", "dl", "table", "tbody", "tr", "td"])
LEAVES = ROWS | frozenset(["p", "li", "dt", "dd", "blockquote", "pre"])
# What is a story of its own.
WHOLE = frozenset(("article", "main", "body"))
TWIN_LEVELS = 2


class Regions:
    """A page's blocks, seen from the anchors among its lines."""

    def __init__(self, holders: Sequence[Holder], lines: Sequence[Line], anchored: Sequence[bool]) -> None:
        self.holders = holders
        weights = [len(line.text) for line in lines]
        self.anchors = self.masses(lines, [w if a else 0 for w, a in zip(weights, anchored, strict=True)])
        self.text = self.masses(lines, weights)
        self.links = self.masses(lines, [w * line.linked for w, line in zip(weights, lines, strict=True)])
        self.marks = self._marks()
        root = self._root()
        self.twins = self._twins(root)
        self.inside = self._within({root, *self.twins})
        self.in_twin = self._within(self.twins)
        self.tops = self._tops()
        kept = [at for at in range(1, len(holders)) if self.anchors[at]]
        self._kin = {self._signature(at) for at in kept}
        # Blocks that have paragraphs or lists with anchors right under them.
        self.of_rows = {holders[at].parent for at in kept if holders[at].element.tag in LEAVES}

    def is_kin(self, at: int) -> bool:
        """Whether a block is of the same tag and class as one beside it that has anchors."""
        return self._signature(at) in self._kin

    def masses(self, lines: Sequence[Line], weights: Sequence[float]) -> list[float]:
        """What stands in each block and in the blocks in it, where each line weighs what ``weights`` says."""
        masses = [0.0] * len(self.holders)
        for line, weight in zip(lines, weights, strict=True):
            masses[line.holder] += weight
        for at in range(len(self.holders) - 1, 0, -1):
            masses[self.holders[at].parent] += masses[at]
        return masses

    def _marks(self) -> list[frozenset[str]]:
        """The marks on each block and around it, without those that say nothing on this page."""
        around: list[frozenset[str]] = []
        borne: dict[str, float] = {}
        for at, holder in enumerate(self.holders):
            own = marks(holder.element)
            above = around[holder.parent] if at else frozenset()
            for mark in own - above:
                borne[mark] = borne.get(mark, 0.0) + self.anchors[at]
            around.append(above | own if own else above)
        idle = {mark for mark, mass in borne.items() if mass >= MARK_SHARE * self.anchors[0]}
        return [every - idle if every else every for every in around]

    def _root(self) -> int:
        """The innermost block of nearly all anchors."""
        root = 0
        for at in range(1, len(self.holders)):
            if self.holders[at].parent == root and self.anchors[at] >= ROOT_SHARE * self.anchors[0]:
                root = at
        return root

    def _twins(self, root: int) -> set[int]:
        """Blocks near the root with its tag and class, as where an article is cut in pieces; never another story's."""
        element = self.holders[root].element
        name = element.get("class")
        if not name or element.tag in WHOLE:
            return set()
        around = self.holders[root].parent
        for _ in range(TWIN_LEVELS):
            if self.holders[around].element.tag in WHOLE:
                break
            around = self.holders[around].parent
        return {
            at
            for at, (other, _) in enumerate(self.holders)
            if at != root and other.tag == element.tag and other.get("class") == name and self._is_near(at, around)
        }

    def _is_near(self, at: int, around: int) -> bool:
        for _ in range(TWIN_LEVELS + 1):
            at = self.holders[at].parent
            if at == around:
                return True
            if self.holders[at].element.tag in WHOLE:
                return False
        return False

    def _within(self, roots: set[int]) -> list[bool]:
        inside = [False] * len(self.holders)
        for at, holder in enumerate(self.holders):
            inside[at] = at in roots or (at > 0 and inside[holder.parent])
        return inside

    def _tops(self) -> list[int | None]:
        """For each block without anchors, the outermost one around it that has none either."""
        tops: list[int | None] = [None] * len(self.holders)
        for at, holder in enumerate(self.holders):
            if not self.anchors[at]:
                above = tops[holder.parent] if at else None
                tops[at] = at if above is None else above
        return tops

    def _signature(self, at: int) -> tuple[int, str, str]:
        element, parent = self.holders[at]
        return parent, element.tag, element.get("class", "")
