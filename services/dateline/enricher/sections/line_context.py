"""What stands around each line: the input of the line model's two looks.

The first look sees the evidence of the lines beside it; the second sees what the first made of
them, with furniture taken out, and of lines of the same form. One document at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.enricher.sections.evidence import Column
from dateline.enricher.sections.letters import Floats
from dateline.enricher.sections.line_classes import LineClass

_BESIDE = (-3, -2, -1, 1, 2, 3)
_SEEN_BESIDE = [
    *range(Column.WORDS + 1),
    Column.LETTERS,
    Column.UPPER,
    Column.ALL_UPPER,
    Column.CAPITALISED,
    Column.LONG_WORDS,
]
_SEEN_OF_KEPT = [
    Column.CLOSED,
    Column.OPENS,
    Column.CAPITALS,
    Column.NUMBERED,
    Column.PROSE,
    Column.QUESTION,
    Column.ENDS_WITH_COLON,
    Column.WORDS,
    Column.UPPER,
    Column.CAPITALISED,
    Column.LONG_WORDS,
]
# What two lines of one form have in common; capitals from three words in four on.
_FORM = [
    Column.CAPITALS,
    Column.ALL_UPPER,
    Column.NUMBERED,
    Column.QUESTION,
    Column.ENDS_WITH_COLON,
    Column.CLOSED,
    Column.CLOCK,
    Column.PROSE,
]
_FORM_FLOOR = np.array([0.749, *(0.0 for _ in _FORM[1:])], np.float32)
_FORM_BIT = 1 << np.arange(len(_FORM))
_MAIN = slice(LineClass.PARAGRAPH, LineClass.BOILERPLATE + 1)
_MAINS = 3
_REACHES = (5, 15)
_FAR = 30
_NEAR = 20


def first_look(evidence: Floats, words: Floats) -> Floats:
    """Each line's evidence and word scores, and those of the three lines before and after it."""
    own = np.concatenate((evidence, words), 1)
    return np.concatenate((own, *_beside(np.concatenate((evidence[:, _SEEN_BESIDE], words), 1))), 1)


def second_look(first: Floats, evidence: Floats, probabilities: Floats) -> Floats:
    """``first`` and what its ``probabilities`` say of lines around, of lines of the same form, of the document."""
    return np.concatenate(
        (
            first,
            np.log(probabilities + 1e-4) / 4,
            *_beside(probabilities),
            _same_form(evidence, probabilities),
            _extent(probabilities),
            *_shares_around(probabilities),
            _kept_beside(evidence, probabilities),
        ),
        1,
        dtype=np.float32,
    )


def _beside(rows: Floats) -> list[Floats]:
    """The rows of the lines at each offset, zeros beyond the ends."""
    reach = _BESIDE[-1]
    padded = np.pad(rows, ((reach, reach), (0, 0)))
    return [padded[reach + offset : reach + offset + len(rows)] for offset in _BESIDE]


def _same_form(evidence: Floats, probabilities: Floats) -> Floats:
    """What the other lines of a line's form were taken for on average, and how many they are."""
    bits = evidence[:, _FORM] > _FORM_FLOOR
    form = bits @ _FORM_BIT
    count = np.bincount(form)[form][:, None]
    main = probabilities[:, _MAIN]
    sums = np.array([np.bincount(form, column) for column in main.T]).T
    return np.concatenate(((sums[form] - main) / np.maximum(count - 1, 1), np.log1p(count) / 5), 1)


def _extent(probabilities: Floats) -> Floats:
    """How much of the body lies before and after, what the document is made of, where its headline seems to be."""
    n = len(probabilities)
    body = probabilities[:, LineClass.PARAGRAPH] + probabilities[:, LineClass.HEADING]
    upto = np.cumsum(body)
    before, after = upto - body, upto[-1] - upto
    headline = probabilities[:, LineClass.HEADLINE]
    since = np.arange(n) - int(headline.argmax())
    extent = np.empty((n, 7 + _MAINS), np.float32)
    extent[:, 0] = before / (upto[-1] + 1e-6)
    extent[:, 1] = np.log1p(before) / 4
    extent[:, 2] = np.log1p(after) / 4
    extent[:, 3 : 3 + _MAINS] = probabilities[:, _MAIN].mean(0)
    extent[:, 3 + _MAINS] = np.clip(since / _NEAR, -1, 1)
    extent[:, 4 + _MAINS] = since < 0
    extent[:, 5 + _MAINS] = since == 0
    extent[:, 6 + _MAINS] = headline.max()
    return extent


def _shares_around(probabilities: Floats) -> list[npt.NDArray[np.float64]]:
    """The mean probability of the main classes over the next and the last 5 and 15 lines."""
    n = len(probabilities)
    at = np.arange(n)
    total: npt.NDArray[np.float64] = np.zeros((n + 1, _MAINS))
    np.cumsum(probabilities[:, _MAIN], 0, out=total[1:])
    shares = []
    for reach in _REACHES:
        low, high = np.maximum(at - reach, 0), np.minimum(at + 1 + reach, n)
        shares.append((total[:-1] - total[low]) / np.maximum(at - low, 1)[:, None])
        shares.append((total[high] - total[1:]) / np.maximum(high - at - 1, 1)[:, None])
    return shares


def _kept_beside(evidence: Floats, probabilities: Floats) -> Floats:
    """The two nearest lines before and after that were not taken for furniture, and how far they are."""
    n = len(probabilities)
    rows = np.zeros((n + 1, len(_SEEN_OF_KEPT) + len(LineClass)), np.float32)
    rows[:n, : len(_SEEN_OF_KEPT)] = evidence[:, _SEEN_OF_KEPT]
    rows[:n, len(_SEEN_OF_KEPT) :] = probabilities
    is_kept = probabilities[:, LineClass.BOILERPLATE] + probabilities[:, LineClass.CAPTION] < 0.5
    ends = np.concatenate(([n, n], np.flatnonzero(is_kept), [n, n]))
    right = np.cumsum(is_kept)
    left = right - is_kept
    nearest = ends[np.stack((left + 1, left, right + 2, right + 3), 1)]
    far = np.minimum(np.where(nearest == n, _FAR, np.abs(nearest - np.arange(n)[:, None])), _FAR) / _FAR
    return np.concatenate((rows[nearest].reshape(n, -1), far), 1)
