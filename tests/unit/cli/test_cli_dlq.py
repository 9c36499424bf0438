"""What an operator writes to name dead letters, and what is shown of them, whatever is in them."""

import io
import json
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from rich.console import Console
from typer.testing import CliRunner

from dateline.broker import ReceivedRecord
from dateline.broker.dead_letters import DeadLetter, Filters, Position, summary
from dateline.cli import app
from dateline.cli.dead_letters import (
    VALUE_LIMIT,
    bounded,
    counts,
    filters_of,
    letter_table,
    parse_position,
    parse_time,
    render_letter,
)
from dateline.cli.errors import CliError
from dateline.cli.plain import escaped
from dateline.contract import headers as names

NOW = datetime(2024, 5, 25, 12, tzinfo=UTC)
HOSTILE = "\x1b[31mred\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c [bold]loud[/bold] [/] \x00\x08\r\u2028end"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def ms(*when):
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)


def printed(what, width=120):
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    console.print(what)
    return console.file.getvalue()


def letter(value=b"{}", key=b"ferry-1", headers=()):
    return DeadLetter(ReceivedRecord("news.article.dlq.v1", 3, 17, ms(2024, 5, 25), key, value, tuple(headers)))


# --- Times, positions, filters ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("90m", ms(2024, 5, 25, 10, 30)),
        ("2h", ms(2024, 5, 25, 10)),
        ("3d", ms(2024, 5, 22, 12)),
        ("1w", ms(2024, 5, 18, 12)),
        ("30s", ms(2024, 5, 25, 11, 59, 30)),
        ("2024-05-25", ms(2024, 5, 25)),
        ("2024-05-25T10:00", ms(2024, 5, 25, 10)),
        ("2024-05-25T10:00:00Z", ms(2024, 5, 25, 10)),
        ("2024-05-25T10:00:00+02:00", ms(2024, 5, 25, 8)),
        (" 2h ", ms(2024, 5, 25, 10)),
    ],
)
def test_a_time_is_so_long_ago_or_an_iso_time_in_utc_unless_it_says_otherwise(written, means):
    assert parse_time(written, NOW) == means


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2",
        "h",
        "-2h",
        "2 h",
        "2y",
        "²h",
        "2024-13-01",
        "999999w",
        "12024-05-25",
        "9" * 100_000,
    ],
)
def test_what_is_no_time_is_refused_with_examples(written):
    with pytest.raises(CliError, match="2h, 3d"):
        parse_time(written, NOW)


def test_a_time_as_the_table_shows_it_can_be_given_back():
    shown = printed(letter_table([summary(letter())])).splitlines()[1].split()[0]
    assert parse_time(shown, NOW) == ms(2024, 5, 25)


def test_options_become_filters():
    filters = filters_of(["deadline"], "2024-05-25", "2024-05-26", ["ferry-1"], ["3:17"])
    assert filters == Filters(
        frozenset({"deadline"}),
        ms(2024, 5, 25),
        ms(2024, 5, 26),
        frozenset({"ferry-1"}),
        frozenset({Position(3, 17)}),
    )
    assert filters_of(None, None, None, None) == Filters()


def test_an_unknown_reason_is_refused_with_those_there_are():
    with pytest.raises(CliError, match=r"deadline.*worker\.died"):
        filters_of(["dedline"], None, None, None)


def test_what_is_no_position_is_refused_with_an_example():
    with pytest.raises(CliError, match="3:17"):
        parse_position("\x1b[31m")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--since", "yesterday"),
        ("list", "--reason", "dedline"),
        ("show", "seventeen"),
        ("replay", "seventeen"),
        ("replay", "--until", "soon"),
        ("drop", "--before", "\x1b[31m"),
    ],
)
def test_a_wrong_option_is_found_before_kafka_is_looked_for(arguments, monkeypatch):
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    result = CliRunner().invoke(app, ["dlq", *arguments])
    assert isinstance(result.exception, CliError)
    assert not UNSAFE.search(str(result.exception))


def test_drop_needs_a_time_and_says_that_it_can_not_choose():
    assert CliRunner().invoke(app, ["dlq", "drop"]).exit_code == 2
    assert "front of a partition only" in CliRunner().invoke(app, ["dlq", "drop", "--help"]).output


def test_the_command_loads_nothing_heavy_before_it_is_run():
    code = "import sys, dateline.cli.dlq; print({'kafka', 'pydantic', 'rich'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


# --- What is shown ---------------------------------------------------------------------------


def test_a_line_of_the_table_says_when_what_why_how_often_and_where():
    headers = [
        (names.REASON, b"invalid.json"),
        (names.TIMESTAMP, b"2024-05-24T08:30:00.000Z"),
        (names.ATTEMPT, b"2"),
        (names.ERROR_EXCEPTION_MESSAGE, b"not JSON: line 1\ncolumn 9"),
    ]
    line = printed(letter_table([summary(letter(headers=headers))])).splitlines()[1]
    assert re.split(r"  +", line.strip()) == [
        "2024-05-24T08:30:00Z",
        "ferry-1",
        "invalid.json",
        "not JSON: line 1 column 9",
        "2",
        "3:17",
    ]


def test_a_narrow_terminal_still_shows_time_reason_and_position():
    headers = [(names.REASON, b"failed.enrichment"), (names.ERROR_EXCEPTION_MESSAGE, b"m" * 900)]
    line = printed(letter_table([summary(letter(key=b"k" * 500, headers=headers))]), width=80).splitlines()[1]
    assert all(part in line for part in ("2024-05-25T00:00:00Z", "failed.enrichment", "3:17"))


def test_counts_have_the_most_frequent_reason_first():
    shown = printed(counts(Counter(["deadline", "invalid.json", "invalid.json", None])))
    assert [line.split() for line in shown.splitlines()] == [["2", "invalid.json"], ["1", "deadline"], ["1", "(none)"]]


def test_a_letter_is_shown_with_all_its_headers_and_its_value():
    headers = [("traceparent", b"00-1"), ("traceparent", b"00-2"), (names.REASON, b"deadline"), ("note", None)]
    shown = printed(render_letter(letter(b'{"id": "ferry-1",\n "text": "Sails."}', headers=headers)))
    for part in ("3:17", "00-1", "00-2", "deadline", "null", '{"id": "ferry-1",\n "text": "Sails."}', "36 bytes"):
        assert part in shown


@pytest.mark.parametrize("value", [None, b"", b"\x00\xff" * 50, HOSTILE.encode(), b"[" * 2_000_000, b"\n" * 2_000_000])
def test_whatever_a_letter_holds_is_shown_escaped_and_bounded(value):
    hostile = HOSTILE.encode() + b"\xff"
    headers = [(HOSTILE, hostile), (names.REASON, hostile), (names.ERROR_EXCEPTION_MESSAGE, hostile * 20_000)]
    headers += [("many", b"x")] * 2_000
    nasty = letter(value, key=hostile, headers=headers)
    began = time.monotonic()
    for shown in (printed(render_letter(nasty)), printed(letter_table([bounded(summary(nasty))]))):
        assert not UNSAFE.search(shown)
        assert len(shown) < 200_000
    json.dumps(summary(nasty))
    assert len(json.dumps(bounded(summary(nasty)))) < 20_000
    assert time.monotonic() - began < 5


def test_what_is_unsafe_is_shown_as_what_it_is():
    assert escaped("a\x1b[31m\u202eb\n") == "a\\x1b[31m\\u202eb\n"


def test_a_long_value_says_how_much_is_missing():
    assert "… 2,000 more characters" in printed(render_letter(letter(b"x" * (VALUE_LIMIT + 2_000))))
