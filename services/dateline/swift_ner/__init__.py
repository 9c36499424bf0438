"""Names from a spaCy NER pipeline, several times as fast as ``nlp.pipe`` and the same ones.

``accelerate`` recognises from a loaded pipeline whether it is one of spaCy's convolutional ones on the CPU,
computes those itself, and leaves all others to spaCy. Needs spaCy, thinc and numpy, and nothing of the
rest of this distribution.
"""

from dateline.swift_ner.accelerate import Reader, accelerate
from dateline.swift_ner.reader import Name, SwiftReader

__all__ = ["Name", "Reader", "SwiftReader", "accelerate"]
