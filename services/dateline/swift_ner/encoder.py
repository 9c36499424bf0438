"""The residual convolutions over many paragraphs at once, as plain matrix products.

Same mathematics as thinc's layers, without their copies: the window of a row is a view, bias and
maxout run over a slice that is still in the processor's cache, and one buffer is used again and again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from dateline.swift_ner.architecture import Architecture, Convolution, Floats

# Rows of one matrix product. Its output, 256 x 288 floats, stays in the second-level cache.
SLICE = 256

# thinc's LayerNorm adds it to the variance.
EPSILON = np.float32(1e-8)


class Encoder:
    """From the embeddings of tokens to vectors that know their surroundings."""

    def __init__(self, architecture: Architecture) -> None:
        self.pad = architecture.pad
        self._window = architecture.window
        self._width = architecture.width
        self._pieces = architecture.convolutions[0].bias.shape[1]
        self._blocks = [_Block.of(block) for block in architecture.convolutions]
        self._z = np.empty((SLICE, self._width * self._pieces), "f")
        self._m = np.empty((SLICE, self._width), "f")
        self._mean = np.full(self._width, 1 / self._width, "f")

    def __call__(self, rows: NDArray[np.int32], vectors: Floats) -> Floats:
        """Encode padded rows: numbers of ``vectors``, 0 (a row of zeros) for the padding.

        Between paragraphs, before the first and after the last there must be ``pad`` rows of it.
        Returns (rows, width); what stands at the padding means nothing.
        """
        window, width, n = self._window, self._width, len(rows)
        here = np.zeros((n + 2 * window, width), "f")
        there = np.zeros_like(here)
        distinct, number = np.unique(rows, return_inverse=True)
        known = vectors[distinct]
        np.take(known, number, axis=0, out=here[window : window + n])
        # Row 0 is zeros, and so are all its products: it stands for what is beyond the ends too.
        number = np.pad(number, window)
        for depth, block in enumerate(self._blocks):
            tap = _Looked(block, known, number, width) if depth == 0 else _Multiplied(block, here, n)
            self._convolve(block, tap, here, there, n)
            here, there = there, here
        return here[window : window + n]

    def _convolve(self, block: _Block, product: Any, source: Floats, target: Floats, n: int) -> None:
        window, width = self._window, self._width
        for start in range(0, n, SLICE):
            end = min(start + SLICE, n)
            z, m = self._z[: end - start], self._m[: end - start]
            product(start, end, z)
            z += block.bias
            np.maximum(z[:, :width], z[:, width : 2 * width], out=m) if self._pieces > 1 else np.copyto(m, z)
            for piece in range(2, self._pieces):
                np.maximum(m, z[:, piece * width : (piece + 1) * width], out=m)
            m -= (m @ self._mean)[:, None]
            scale = np.einsum("ij,ij->i", m, m)
            scale /= width
            scale += EPSILON
            np.sqrt(scale, out=scale)
            np.reciprocal(scale, out=scale)
            m *= scale[:, None]
            m *= block.gain
            m += block.shift
            np.add(source[start + window : end + window], m, out=target[start + window : end + window])


class _Multiplied:
    """The products of windows with a block's weights: a window of rows is a view of their buffer."""

    def __init__(self, block: _Block, source: Floats, n: int) -> None:
        self._weights = block.weights
        self._view = as_strided(source, (n, len(block.weights)), source.strides)

    def __call__(self, start: int, end: int, out: Floats) -> None:
        np.dot(self._view[start:end], self._weights, out=out)


class _Looked:
    """The same for the first block, where most rows are there many times: each is multiplied once, then added up."""

    def __init__(self, block: _Block, known: Floats, number: NDArray[np.intp], width: int) -> None:
        self._products = [known @ block.weights[at : at + width] for at in range(0, len(block.weights), width)]
        self._number = number
        self._added = np.empty((SLICE, block.weights.shape[1]), "f")

    def __call__(self, start: int, end: int, out: Floats) -> None:
        np.take(self._products[0], self._number[start:end], axis=0, out=out, mode="clip")
        for tap, products in enumerate(self._products[1:], 1):
            added = self._added[: end - start]
            np.take(products, self._number[start + tap : end + tap], axis=0, out=added, mode="clip")
            out += added


class _Block:
    def __init__(self, weights: Floats, bias: Floats, gain: Floats, shift: Floats) -> None:
        self.weights, self.bias, self.gain, self.shift = weights, bias, gain, shift

    @classmethod
    def of(cls, block: Convolution) -> _Block:
        """Weights by pieces: all first pieces, then all second ones, so that maxout compares contiguous rows."""
        width, pieces, inputs = block.weights.shape
        weights = np.ascontiguousarray(block.weights.transpose(2, 1, 0).reshape(inputs, pieces * width))
        return cls(weights, np.ascontiguousarray(block.bias.T.reshape(-1)), block.gain, block.shift)
