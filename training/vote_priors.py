"""What each feature of a name would say if nothing were learned: the weights that learning starts from and is held to.

Rows: feature of ``entities.evidence`` or ``entities.votes`` -> scores of person, organisation, place, other. They keep
a rule in force where the labelled text has no case of it (datelines: the corpora are no agency copy), and against a
guideline that reads a name otherwise than a newsroom does (a country's name as the organisation that governs it).
"""

from __future__ import annotations

SAID = 3.0

PRIORS: dict[str, tuple[float, float, float, float]] = {
    # The model's own word.
    "share_PERSON": (SAID, 0, 0, 0),
    "share_ORG": (0, SAID, 0, 0),
    **{f"share_{kind}": (0, 0, SAID, 0) for kind in ("GPE", "LOC", "FAC")},
    **{f"share_{kind}": (0, 0, 0, SAID) for kind in ("NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")},
    # The name itself.
    "company": (0, 5, 0, 0),
    "organization_last": (0, 3, 0, 0),
    "organization_first": (0, 3, 0, 0),
    "place_last": (0, 0, 2.5, 0),
    "place_first": (0, 0, 2.5, 0),
    "country": (0, 0, 3, 0),
    "place_acronym": (0, 0, 3, 0),
    "state": (0, 0, 3, 0),
    "demonym": (0, 0, 0, 7),
    "demonym_last": (0, 0, 0, 5),
    "given_2": (1, 0, 0, 0),
    "given_3": (1, 0, 0, 0),
    # The words beside it.
    "title": (4, 0, 0, 0),
    "honorific": (5, 0, 0, 0),
    "who": (4, 0, 0, 0),
    "kin": (2, 0, 0, 0),
    "said": (1, 0.5, 0, 0),
    "agency": (0, 0, 6, 0),
    "dated": (0, 0, 2, 0),
    "firm": (0, 3, 0, 0),
    "firm_noun": (0, 1.5, 0, 0),
    "members": (0, 1, 0, 0),
    "area": (0, 0, 1.5, 0),
    "place_of": (0, 0, 4, 0),
    "locative": (0, 0, 1, 0),
    # Other names of the story.
    "surname": (5, 0, 0, 0),
    "surname_doubted": (2, 0, 0, 0),
    "company_short": (0, 3, 0, 0),
    "expansion_person": (4, 0, 0, 0),
    "expansion_organization": (0, 4, 0, 0),
    "expansion_place": (0, 0, 4, 0),
    "expansion_other": (0, 0, 0, 4),
    "initials_person": (1, 0, 0, 0),
    "initials_organization": (0, 2, 0, 0),
    "initials_place": (0, 0, 2, 0),
    "initials_other": (0, 0, 0, 1),
    # Knowledge.
    "known_GPE": (0, 0, 0.5, 0),
    "known_LOC": (0, 0, 0.5, 0),
    "known_ORG": (0, 1, 0, 0),
    "known_PERSON": (1, 0, 0, 0),
    "prior_GPE": (0, 0, 1, 0),
}
