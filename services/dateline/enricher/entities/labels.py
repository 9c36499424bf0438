"""What a model reports of a name, and what its labels are in the contract's types."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.contract import EntityType

# From a model's own labels to the contract's types. Numeric and temporal labels are not
# listed: those spans are dropped.
TYPE_OF_LABEL = {
    # OntoNotes 5: en_core_web_*
    "PERSON": EntityType.PERSON,
    "NORP": EntityType.NORP,
    "FAC": EntityType.FAC,
    "ORG": EntityType.ORG,
    "GPE": EntityType.GPE,
    "LOC": EntityType.LOC,
    "PRODUCT": EntityType.PRODUCT,
    "EVENT": EntityType.EVENT,
    "WORK_OF_ART": EntityType.WORK_OF_ART,
    "LAW": EntityType.LAW,
    "LANGUAGE": EntityType.LANGUAGE,
    # CoNLL 2003 and WikiNER: xx_ent_wiki_sm, de_core_news_*
    "PER": EntityType.PERSON,
    "MISC": EntityType.PRODUCT,
    # MUC and others, spelled out
    "ORGANIZATION": EntityType.ORG,
    "ORGANISATION": EntityType.ORG,
    "LOCATION": EntityType.LOC,
    "FACILITY": EntityType.FAC,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A span that the model took for a name: offsets in the text that was given, and the model's label."""

    start: int
    end: int
    label: str
