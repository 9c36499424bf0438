"""The residual blocks as plain matrix products over all documents of a batch, in chunks that stay in the cache.

A window is a view of neighbouring rows, which costs nothing; the maxout's pieces lie side
by side, so that their maximum is one of whole slices.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided

from dateline.swift.architecture import Architecture, Block, Floats

# Rows of one matrix product: 256 x 288 floats are 288 kB, less than a second-level cache.
CHUNK = 256
# Rows for which buffers are kept; a longer document has its own.
KEPT_ROWS = 8192
# What thinc's layer normalisation adds to the variance.
EPSILON = np.float32(1e-8)


class Encoder:
    """Runs the blocks. One instance for one thread."""

    def __init__(self, architecture: Architecture) -> None:
        self._a = architecture
        width, window = architecture.width, architecture.window
        # Padding ends every buffer, so that the first and the last row have neighbours too.
        self._buffers = [np.zeros((KEPT_ROWS + 2 * window, width), np.float32) for _ in range(2)]
        self._product = np.empty((CHUNK, architecture.pieces * width), np.float32)
        self._best = np.empty((CHUNK, width), np.float32)
        self._mean = np.full(width, 1.0 / width, np.float32)

    def __call__(self, vectors: Floats, lengths: Sequence[int]) -> list[Floats]:
        """Encode documents: ``vectors`` are the rows of all of them, ``lengths`` their numbers of rows.

        Gives one array a document, in order; they share no memory with anything else.
        """
        pad, window = self._a.pad, self._a.window
        starts = [pad]
        for length in lengths:
            starts.append(starts[-1] + length + pad)
        rows = starts[-1]
        source, target = (self._buffer(at, rows) for at in range(2))
        source[:] = 0.0
        at = 0
        for start, length in zip(starts, lengths, strict=False):
            source[window + start : window + start + length] = vectors[at : at + length]
            at += length
        for block in self._a.blocks:
            self._apply(block, source, target, rows)
            source, target = target, source
        return [source[window + s : window + s + n].copy() for s, n in zip(starts, lengths, strict=False)]

    def _buffer(self, number: int, rows: int) -> Floats:
        """A buffer whose first and last rows, the window's, are zero."""
        size = rows + 2 * self._a.window
        if size > len(self._buffers[number]):
            return np.zeros((size, self._a.width), np.float32)
        buffer = self._buffers[number][:size]
        buffer[: self._a.window] = 0.0
        buffer[size - self._a.window :] = 0.0
        return buffer

    def _apply(self, block: Block, source: Floats, target: Floats, rows: int) -> None:
        """One residual block over all rows: layernorm(max over pieces of window @ weights + bias) + the row itself."""
        width, window, pieces = self._a.width, self._a.window, self._a.pieces
        windows = as_strided(source, (rows, (2 * window + 1) * width), (source.strides[0], source.strides[1]))
        for start in range(0, rows, CHUNK):
            end = min(start + CHUNK, rows)
            product, best = self._product[: end - start], self._best[: end - start]
            np.dot(windows[start:end], block.weights, out=product)
            product += block.bias
            if pieces == 1:
                best[:] = product
            else:
                np.maximum(product[:, :width], product[:, width : 2 * width], out=best)
            for piece in range(2, pieces):
                np.maximum(best, product[:, piece * width : (piece + 1) * width], out=best)
            best -= (best @ self._mean)[:, None]
            variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + EPSILON
            best *= (np.float32(1.0) / np.sqrt(variance))[:, None]
            best *= block.scale
            best += block.shift
            np.add(source[window + start : window + end], best, out=target[window + start : window + end])
