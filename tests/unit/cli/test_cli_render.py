"""Articles for people: readable with and without colours, and harmless whatever they hold."""

import io
import re
import time
from dataclasses import replace

import pytest
from rich.console import Console

from dateline.broker import ReceivedRecord
from dateline.cli.plain import clean, short
from dateline.cli.render import MOST_TEXT, marked_text, render
from dateline.cli.show import show

ENRICHED = ReceivedRecord("news.article.enriched.v1", 0, 7, 1_716_680_597_000, b"ferry-1", None)
# What a hostile producer writes: colours, a cleared screen, a title bar, a reversed line, markup, half a character.
HOSTILE = (
    "\x1b[31mred\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c [bold]loud[/bold] [/] \ud800 \x00\x08\r\u2028end"
)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printed(what, **options):
    console = Console(file=io.StringIO(), width=100, markup=False, highlight=False, emoji=False, **options)
    console.print(what)
    return console.file.getvalue()


def test_without_colours_entities_and_dates_stand_in_brackets_with_their_kind(article):
    assert "[Marta Quental PERSON] went to [Paris GPE] [last week 2024-W20] and wept." in printed(render(article))


def test_with_colours_the_text_stays_as_it_is_and_a_legend_explains(article):
    output = printed(render(article), force_terminal=True, color_system="standard", legacy_windows=False)
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    assert "Marta Quental went to Paris last week and wept." in plain
    assert "person" in plain.splitlines()[-12:][0] or " person " in plain
    assert "\x1b[1;36mMarta Quental" in output


def test_the_outline_shows_roles_headings_and_paragraphs(article):
    outline = printed(render(article)).split("Outline")[1].split("Text")[0]
    assert re.search(r"headline\s+Ferry sails again\s+1 paragraph\s*\n", outline)
    assert re.search(r"body\s+The crisis\s+1 paragraph\s*\n", outline)
    assert re.search(r"boilerplate\s+Read more…", outline)


def test_entities_are_listed_with_titles_mentions_and_link(article):
    table = printed(render(article)).split("\nEntities")[1].split("\nDates")[0]
    assert re.search(r"Marta Quental\s+Chief executive\s+PERSON\s+1\s+-\s*\n", table)
    assert re.search(r"Paris\s+GPE\s+1\s+geonames:2988507\s+Paris\s*\n", table)


def test_layers_that_did_not_run_are_named_with_their_reason(article):
    assert "quotes: skipped (not built yet)" in printed(render(article))


def test_of_two_overlapping_marks_the_longer_one_is_shown(make_article, article):
    paris = article.entities[1]
    longer = paris.model_copy(
        update={
            "id": "e3",
            "mentions": (
                paris.mentions[0].model_copy(update={"end": paris.mentions[0].end + 5, "text": "Paris last"}),
            ),
        }
    )
    text = marked_text(article.model_copy(update={"entities": (*article.entities, longer)}), colours=False).plain
    assert "[Paris last GPE] week" in text


@pytest.mark.parametrize("colours", [False, True])
def test_nothing_from_an_article_reaches_the_terminal_as_a_command(make_article, colours):
    fields = {"id": "x", "start": 0, "end": len(HOSTILE), "text": HOSTILE, "section": None}
    mention = {key: fields[key] for key in ("start", "end", "text", "section")}
    hostile = make_article().model_copy(
        update={
            "id": HOSTILE,
            "title": HOSTILE,
            "source": HOSTILE,
            "authors": (HOSTILE,),
            "text": HOSTILE,
            "sections": (),
            "dates": (make_article().dates[0].model_copy(update={**fields, "value": HOSTILE, "mod": HOSTILE}),),
            "entities": (
                make_article()
                .entities[1]
                .model_copy(
                    update={
                        "name": HOSTILE,
                        "titles": (HOSTILE,),
                        "mentions": (make_article().entities[0].mentions[0].model_copy(update=mention),),
                        "link": make_article().entities[1].link.model_copy(update={"label": HOSTILE, "id": HOSTILE}),
                    }
                ),
            ),
        }
    )
    options = {"force_terminal": True, "color_system": "standard", "legacy_windows": False} if colours else {}
    output = printed(render(hostile), **options)
    without_styles = re.sub(r"\x1b\[[\d;]*m", "", output)
    assert UNSAFE.findall(without_styles.replace("\n", "")) == []
    assert "[31mred" in without_styles, "the text itself is still there, harmless"
    assert "[bold]loud[/bold]" in without_styles
    output.encode("utf-8")


def test_cleaning_keeps_every_offset():
    assert len(clean(HOSTILE)) == len(HOSTILE)
    assert clean("Málaga\nto 東京 🙂 family 👨‍👩‍👧") == "Málaga\nto 東京 🙂 family 👨‍👩‍👧"


def test_short_gives_one_bounded_line():
    assert short("  one\n\ttwo\u2028three ") == "one two three"
    assert short("word " * 100, 20) == "word word word word…"
    assert short(None) == "None"


def test_a_long_article_is_cut_and_says_by_how_much(make_article):
    text = marked_text(make_article(text="a" * 50_000, sections=[], entities=[], dates=[]), colours=False).plain
    assert len(text) < MOST_TEXT + 100
    assert text.endswith(f"… {50_000 - MOST_TEXT:,} more characters")


def test_a_megabyte_with_a_hundred_thousand_mentions_is_shown_in_a_moment(article):
    mention = article.entities[0].mentions[0]
    many = tuple(mention.model_copy(update={"start": 10 * i, "end": 10 * i + 3, "text": "aaa"}) for i in range(100_000))
    entity = article.entities[0].model_copy(update={"mentions": many})
    long = article.model_copy(update={"text": "a" * 1_000_000, "entities": (entity,), "dates": ()})
    began = time.perf_counter()
    printed(render(long))
    assert time.perf_counter() - began < 5


def test_a_tombstone_says_that_the_article_was_taken_back():
    assert "ferry-1: taken back" in printed(show(ENRICHED))


def test_an_enriched_record_is_shown_as_its_article(article):
    record = replace(ENRICHED, value=article.model_dump_json().encode())
    assert printed(show(record)) == printed(render(article))


@pytest.mark.parametrize(
    "value", [b"", b"\xff", b"{}", b"[1]", b"[" * 5_000, b'"\\ud800"', HOSTILE.encode("utf-8", "replace")]
)
@pytest.mark.parametrize("topic", ["news.article.enriched.v1", "news.article.dlq.v1"])
def test_whatever_is_on_a_topic_can_be_shown(topic, value):
    headers = (("dateline.reason", b"invalid.json"), ("\x1b[31m", b"\x1b[31m"), ("nothing", None))
    output = printed(show(replace(ENRICHED, topic=topic, value=value, key=b"\x1b[31m", headers=headers)))
    assert "invalid.json" in output
    assert UNSAFE.findall(output.replace("\n", "")) == []
