"""An enriched article in a form that a person likes to read.

Outline, the text with entities and dates marked, the entities, the line of time. What comes
from a topic is untrusted: it is cleaned, bounded, and never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.cli.plain import clean, short
from dateline.cli.timeline import render_timeline
from dateline.contract import DateMention, EnrichedArticle, Entity, EntityGroup, LayerStatus, Provenance, Role, Section

MOST_TEXT = 6_000
MOST_SECTIONS = 40
MOST_ENTITIES = 25
MOST_NAMES = 3

GROUP_STYLE = {
    EntityGroup.PERSON: "bold cyan",
    EntityGroup.ORGANIZATION: "bold yellow",
    EntityGroup.PLACE: "bold green",
    EntityGroup.OTHER: "bold magenta",
}
DATE_STYLE = "bold white on blue"
LEGEND = (*((group.value, style) for group, style in GROUP_STYLE.items()), ("date", DATE_STYLE))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked."""

    start: int
    end: int
    label: str
    style: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article to print; in brackets instead of colours where the console has none."""

    article: EnrichedArticle

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Everything worth seeing of the article, part by part."""
        article = self.article
        colours = console.is_terminal and not console.no_color
        title = Text(short(article.title or "(no title)", 100), "bold")
        yield Rule(title, align="left", characters="━" if colours else "=")
        yield Text(_facts(article), "dim")
        if article.sections:
            yield from (_head("Outline"), _indented(outline(article)))
        yield from (_head("Text"), _indented(marked_text(article, colours=colours)))
        if colours:
            yield _indented(_legend())
        if article.entities:
            yield from (_head("Entities"), _indented(entity_table(article.entities)))
        if article.dates:
            yield from (_head("Dates"), _indented(render_timeline(article.dates, article.published)))
        if notes := layer_notes(article.provenance):
            yield Text(f"\n{notes}", "dim")
        yield Text()


def render(article: EnrichedArticle) -> ArticleView:
    """The article as something that a rich console can print."""
    return ArticleView(article)


def render_tombstone(article_id: str) -> RenderableType:
    """What is shown for an article that was taken back."""
    return Group(Rule(Text(f"{short(article_id, 100)}: taken back", "bold red"), align="left", characters="-"), Text())


def _facts(article: EnrichedArticle) -> str:
    facts = [
        article.id,
        article.published and f"published {article.published.value}",
        article.revision is not None and f"revision {article.revision}",
        article.source,
        article.language,
        article.authors and f"by {', '.join(article.authors[:MOST_NAMES])}",
    ]
    return "  ".join(short(fact, 80) for fact in facts if fact)


def _head(title: str) -> Text:
    return Text(f"\n{title}", "bold underline")


def _indented(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, 2))


def _legend() -> Text:
    return Text("  ").join(Text(f" {name} ", style) for name, style in LEGEND)


def outline(article: EnrichedArticle) -> Table:
    """One line a section: its role, its heading or first words, its paragraphs."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", style="dim", no_wrap=True)
    for section in article.sections[:MOST_SECTIONS]:
        paragraphs = len(section.paragraphs)
        count = f"{paragraphs} paragraph{'s' * (paragraphs != 1)}" if paragraphs else ""
        table.add_row(section.role.value, _opening(article.text, section), count)
    if (more := len(article.sections) - MOST_SECTIONS) > 0:
        table.add_row("", f"… and {more} more sections")
    return table


def _opening(text: str, section: Section) -> Text:
    if section.heading is not None:
        return Text("  " * ((section.level or 1) - 1) + short(section.heading.text, 80), "bold")
    style = "bold" if section.role is Role.HEADLINE else "dim" if section.role is Role.BOILERPLATE else ""
    return Text(short(text[section.start : min(section.end, section.start + 300)], 70), style)


def marks_of(article: EnrichedArticle) -> list[Mark]:
    """What to mark, in order, without overlaps: of two that do, the one that starts first, then the longer."""
    found = [
        Mark(mention.start, mention.end, entity.type.value, GROUP_STYLE[entity.group])
        for entity in article.entities
        for mention in entity.mentions
    ]
    found += [Mark(mention.start, mention.end, _date_label(mention), DATE_STYLE) for mention in article.dates]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end <= len(article.text) and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _date_label(mention: DateMention) -> str:
    """The value, or the type where the value says no more than the text."""
    return mention.type.value if mention.value in (mention.text, "") else short(mention.value, 25)


def marked_text(article: EnrichedArticle, *, colours: bool) -> Text:
    """The text with its entities and dates marked, headings bold and boilerplate dim.

    Without colours: ``[Paris GPE]``, ``[next week 2024-W22]``.
    """
    marks = marks_of(article)
    shown = _cut(article.text, marks)
    plain = clean(article.text[:shown])
    text = Text()
    at = 0
    for mark in marks:
        if mark.end > shown:
            break
        text.append(plain[at : mark.start])
        if colours:
            text.append(plain[mark.start : mark.end], mark.style)
        else:
            text.append(f"[{plain[mark.start : mark.end]} {mark.label}]", mark.style)
        at = mark.end
    text.append(plain[at:])
    if colours:
        _style_sections(text, article.sections, shown)
    if shown < len(article.text):
        text.append(f"\n… {len(article.text) - shown:,} more characters", "dim")
    text.rstrip()
    return text


def _cut(text: str, marks: Iterable[Mark]) -> int:
    """Where to stop: at MOST_TEXT, or at the start of the mark that lies across it."""
    if len(text) <= MOST_TEXT:
        return len(text)
    return next((mark.start for mark in marks if mark.start < MOST_TEXT < mark.end), MOST_TEXT)


def _style_sections(text: Text, sections: Iterable[Section], shown: int) -> None:
    """Styles by offset; only where marking inserted nothing, so that offsets are the article's."""
    for section in sections:
        if section.start >= shown:
            return
        if section.role is Role.BOILERPLATE:
            text.stylize("dim", section.start, min(section.end, shown))
        elif section.role is Role.HEADLINE:
            text.stylize("bold", section.start, min(section.end, shown))
        if section.heading is not None:
            text.stylize("bold underline", section.heading.start, min(section.heading.end, shown))


def entity_table(entities: Iterable[Entity]) -> Table:
    """Entities, the most mentioned first."""
    ordered = sorted(
        entities, key=lambda entity: (-len(entity.mentions), min((m.start for m in entity.mentions), default=0))
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("name", overflow="fold")
    table.add_column("type", no_wrap=True)
    table.add_column("mentions", justify="right")
    table.add_column("link", overflow="fold")
    for entity in ordered[:MOST_ENTITIES]:
        name = Text(short(entity.name, 60), GROUP_STYLE[entity.group])
        if entity.titles:
            name.append(f"  {short(', '.join(entity.titles[:MOST_NAMES]), 60)}", "dim")
        table.add_row(name, entity.type.value, str(len(entity.mentions)), _link(entity))
    if (more := len(ordered) - MOST_ENTITIES) > 0:
        table.add_row(Text(f"… and {more} more", "dim"))
    return table


def _link(entity: Entity) -> Text:
    if entity.link is None:
        return Text("-", "dim")
    description = f" ({short(entity.link.description, 50)})" if entity.link.description else ""
    key = f"{short(entity.link.kb, 20)}:{short(entity.link.id, 30)}"
    return Text(key).append(f"  {short(entity.link.label, 50)}{description}", "dim")


def layer_notes(provenance: Provenance) -> str:
    """Which layers did not go as meant, with their reasons; empty where all did."""
    notes = []
    for name in type(provenance).model_fields:
        layer = getattr(provenance, name)
        if layer.status is not LayerStatus.OK:
            notes.append(f"{name}: {layer.status.value}" + (f" ({short(layer.reason, 100)})" if layer.reason else ""))
    return "  ".join(notes)
