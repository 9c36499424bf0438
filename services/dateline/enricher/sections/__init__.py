"""The structure of an article: sections with roles and headings, sentences, publish time.

Pure: an ``Article`` in, a ``Structure`` out, every offset into ``article.text``. Reading
bytes and HTML is ``intake``'s; what dates and entities mean is for the other layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.contract import Article, PublishTime, Quote, Role, Section, Sentence
from dateline.enricher.sections.assemble import build_sections, build_sentences
from dateline.enricher.sections.background import mark_background
from dateline.enricher.sections.blocks import label_blocks
from dateline.enricher.sections.cues import fold
from dateline.enricher.sections.evidence import line_evidence
from dateline.enricher.sections.features import line_features
from dateline.enricher.sections.labels import label_lines
from dateline.enricher.sections.letters import read_letters
from dateline.enricher.sections.line_model import shipped_model
from dateline.enricher.sections.lines import Line, split_lines, unwrap
from dateline.enricher.sections.parts import Label
from dateline.enricher.sections.publish_time import modified_from, published_from
from dateline.enricher.sections.quotes import find_quotes

COMPONENT = "dateline.sections"
VERSION = "2"

__all__ = ["COMPONENT", "VERSION", "Structure", "find_sections"]


@dataclass(frozen=True, slots=True)
class Structure:
    """What the layer found. ``published`` and ``modified`` are what the text itself says, null where it is silent."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    published: PublishTime | None
    modified: PublishTime | None = None


def find_sections(article: Article) -> Structure:
    """The structure of one article, in time linear in the length of its text.

    ``article.title`` and ``article.blocks`` are evidence; of the record's times the year alone.
    """
    text = article.text
    lines = split_lines(text)
    if article.blocks:
        features = line_features(lines)
        labels = label_blocks(lines, features, article.blocks, article.title)
    else:
        lines = unwrap(text, lines)
        labels = _label_flat(text, lines, article.title)
    year = int(article.published.value[:4]) if article.published else None
    sections = mark_background(text, build_sections(text, lines, labels), year)
    stamps = list(_stamp_lines(text, sections))
    return Structure(
        sections=sections,
        sentences=tuple(build_sentences(text, sections)),
        quotes=tuple(find_quotes(text, sections)),
        published=published_from(stamps),
        modified=modified_from(folded for folded, _ in stamps),
    )


def _label_flat(text: str, lines: Sequence[Line], title: str | None) -> list[Label]:
    if not lines:
        return []
    features = line_features(lines)
    letters = read_letters(text, lines)
    model = shipped_model()
    probabilities = model.probabilities(line_evidence(features, letters), letters)
    return label_lines(features, probabilities, model.confidence(probabilities), title)


# Roles whose lines may give the publish time, most trusted first; the flag: only beside a cue ("published").
_TRUST = ((Role.TIMESTAMP, False), (Role.DATELINE, False), (Role.BYLINE, False), (Role.BOILERPLATE, True))


def _stamp_lines(text: str, sections: Sequence[Section]) -> Iterator[tuple[str, bool]]:
    for role, needs_cue in _TRUST:
        for section in sections:
            if section.role is role:
                for paragraph in section.paragraphs:
                    yield fold(text[paragraph.start : min(paragraph.end, paragraph.start + 200)]), needs_cue
