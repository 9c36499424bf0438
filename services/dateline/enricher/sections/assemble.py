"""From labelled lines to sections: runs of lines, headings with what stands under them, the dateline.

Decides nothing about what a line is, only how labelled lines join: sections come in order,
do not overlap, and hold every character that is not white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.contract import DatelineParts, Paragraph, ParagraphKind, Role, Section, Sentence, TextSpan
from dateline.enricher.sections.datelines import Dateline, find_dateline
from dateline.enricher.sections.lines import Line
from dateline.enricher.sections.parts import PROSE, Label, Part
from dateline.enricher.sections.sentences import split_sentences

_DATELINE_WITHIN = 3
_KIND = {Part.TEXT: ParagraphKind.TEXT, Part.QUOTE: ParagraphKind.QUOTE, Part.LIST: ParagraphKind.LIST}
_ROLE = {
    Part.HEADLINE: Role.HEADLINE,
    Part.SUBHEADLINE: Role.SUBHEADLINE,
    Part.BYLINE: Role.BYLINE,
    Part.TIMESTAMP: Role.TIMESTAMP,
    Part.CAPTION: Role.CAPTION,
    Part.BOILERPLATE: Role.BOILERPLATE,
}
_SPLIT = frozenset({Role.HEADLINE, Role.LEAD, Role.BODY})


def build_sections(text: str, lines: Sequence[Line], labels: Sequence[Label]) -> tuple[Section, ...]:
    """The sections that the labels make, with ids "s1", "s2" … in order."""
    dated, dateline = _first_dateline(text, lines, labels)
    builder = _Builder(text)
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if at < dated and label.part in PROSE:
            builder.add(line, Label(Part.SUBHEADLINE, confidence=label.confidence))
        elif at == dated and dateline:
            builder.add_lead(line, dateline, label.confidence)
        else:
            builder.add(line, label)
    return builder.finish()


def _first_dateline(text: str, lines: Sequence[Line], labels: Sequence[Label]) -> tuple[int, Dateline | None]:
    """The line that a dateline opens, among the first paragraphs, and the dateline; what stands above it is no lead."""
    tried = 0
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label.part is Part.HEADING or tried == _DATELINE_WITHIN:
            break
        if label.part in PROSE:
            dateline = find_dateline(text, line.start, line.end)
            if dateline:
                return at, dateline
            tried += 1
    return 0, None


def build_sentences(text: str, sections: Sequence[Section]) -> Iterator[Sentence]:
    """Sentences of headline, lead and body; a heading is not one."""
    for section in sections:
        if section.role in _SPLIT:
            for paragraph in section.paragraphs:
                for start, end in split_sentences(text, paragraph.start, paragraph.end):
                    yield Sentence(start=start, end=end, section=section.id)


class _Builder:
    """Collects lines into the open section and closes it when the next line does not belong."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._done: list[Section] = []
        self._role: Role | None = None
        self._heading: TextSpan | None = None
        self._level: int | None = None
        self._paragraphs: list[Paragraph] = []
        self._confidences: list[float | None] = []
        self._led = False

    def add(self, line: Line, label: Label) -> None:
        self._add(line, label)
        self._confidences.append(label.confidence)

    def _add(self, line: Line, label: Label) -> None:
        if label.part is Part.HEADING:
            self._close()
            self._role, self._level, self._led = Role.BODY, label.level, True
            self._heading = TextSpan(start=line.start, end=line.end, text=line.text)
        elif label.part in PROSE:
            role = Role.BODY if self._led else Role.LEAD
            self._led = True
            self._append(role, Paragraph(start=line.start, end=line.end, kind=_KIND[label.part]))
        else:
            self._append(_ROLE[label.part], Paragraph(start=line.start, end=line.end))

    def finish(self) -> tuple[Section, ...]:
        self._close()
        return tuple(self._done)

    def add_lead(self, line: Line, dateline: Dateline, confidence: float | None) -> None:
        """The paragraph that a dateline opens: a section for the dateline, and the lead after it."""
        self._append(Role.DATELINE, Paragraph(start=dateline.start, end=dateline.end))
        self._close(dateline.parts)
        start = line.end - len(self._text[dateline.end : line.end].lstrip())
        self._append(Role.LEAD, Paragraph(start=start, end=line.end))
        self._confidences.append(confidence)
        self._led = True

    def _append(self, role: Role, paragraph: Paragraph) -> None:
        if role is not self._role:
            self._close()
            self._role = role
        self._paragraphs.append(paragraph)

    def _close(self, parts: DatelineParts | None = None) -> None:
        if self._role is not None:
            opening = self._heading or self._paragraphs[0]
            closing = self._paragraphs[-1] if self._paragraphs else opening
            self._done.append(
                Section(
                    id=f"s{len(self._done) + 1}",
                    role=self._role,
                    level=self._level,
                    heading=self._heading,
                    start=opening.start,
                    end=closing.end,
                    paragraphs=tuple(self._paragraphs),
                    parts=parts,
                    confidence=_mean(self._confidences),
                )
            )
        self._role = self._heading = self._level = None
        self._paragraphs = []
        self._confidences = []


def _mean(confidences: Sequence[float | None]) -> float | None:
    """The mean of those that there are."""
    known = [value for value in confidences if value is not None]
    return round(sum(known) / len(known), 3) if known else None
