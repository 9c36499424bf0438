"""spaCy's convolutional recognisers, several times as fast, with the same result.

``accelerate(nlp)`` rewrites the models of a loaded pipeline in place where it knows their
architecture (``HashEmbedCNN``: a ``MultiHashEmbed`` or the like, then a ``MaxoutWindowEncoder``; with and
without static vectors), and leaves every other as it is. ``Reader`` runs a pipeline over texts. Tied to spaCy, thinc
and numpy alone.
"""

from dateline.swift.accelerate import Accelerated, accelerate
from dateline.swift.reader import Reader, SpanLabel

__all__ = ["Accelerated", "Reader", "SpanLabel", "accelerate"]
