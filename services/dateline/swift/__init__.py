"""spaCy's convolutional token-to-vector layers, several times as fast, with the same result.

``accelerate(nlp)`` rewrites the models of a loaded pipeline in place where it knows their
architecture (``HashEmbedCNN``: a ``MultiHashEmbed`` or the like, then a
``MaxoutWindowEncoder``; with and without static vectors), and leaves every other as it is. Tied to
spaCy, thinc and numpy alone.
"""

from dateline.swift.accelerate import Accelerated, accelerate

__all__ = ["Accelerated", "accelerate"]
