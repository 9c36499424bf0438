"""Who and what an article names: recognise (spaCy), unify within the story, link to knowledge.

Three steps, each usable by itself; ``pipeline`` puts them in order.
"""

from __future__ import annotations

from dateline.enricher.entities.asked import status, types_known
from dateline.enricher.entities.labels import TYPE_OF_LABEL, Recognised
from dateline.enricher.entities.link import Linked, link, link_all
from dateline.enricher.entities.recase import recased
from dateline.enricher.entities.recognise import ModelError, Recogniser
from dateline.enricher.entities.unify import Draft, draft, unified, unify

# For the provenance of the layers "entities" and "links", and the pipeline's fingerprint.
COMPONENT = "dateline.entities"
VERSION = "2"
LINK_COMPONENT = "dateline.links"
LINK_VERSION = "2"

__all__ = [
    "COMPONENT",
    "LINK_COMPONENT",
    "LINK_VERSION",
    "TYPE_OF_LABEL",
    "VERSION",
    "Draft",
    "Linked",
    "ModelError",
    "Recognised",
    "Recogniser",
    "draft",
    "link",
    "link_all",
    "recased",
    "status",
    "types_known",
    "unified",
    "unify",
]
