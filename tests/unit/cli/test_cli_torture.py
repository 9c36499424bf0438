"""What the torture shows, and the folder from which its commands are typed."""

import io
import subprocess
from types import SimpleNamespace

import pytest
from rich.console import Console
from typer.testing import CliRunner

from dateline.cli import app
from dateline.cli.consume import is_of
from dateline.cli.errors import CliError
from dateline.cli.torture import play as torture
from dateline.cli.torture.acts import STEPS, Promise
from dateline.cli.torture.desk import Desk
from dateline.cli.torture.screen import Screen
from dateline.torture.counting import Count
from dateline.torture.plan import make_plan
from dateline.torture.standing import Standing

OURS = [Count("article.enriched.v1", 2_000, 2_000, 0, 0), Count("entity.mentioned.v1", 18_400, 18_399, 1, 0)]
THEIRS = Count("article.enriched.v1", 2_000, 2_243, 0, 243)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "a folder", {"DATELINE_TOPIC_PREFIX": "news", "REDIS_URL": "redis://127.0.0.1:1/0"})


def shown(terminal, **options):
    console = Console(width=80, record=True, force_terminal=terminal, file=io.StringIO(), **options)
    screen = Screen(console)
    screen.act("1. Dateline", "Three workers, six partitions; one worker is killed in each of the first three rounds.")
    with screen.moving():
        screen.event("$ kill -9 4711  # worker 2 of 3, at 612 of 2,000 out")
        screen.progress(612, 2_000, "a new worker joins")
    screen.table(OURS, THEIRS)
    screen.look("Counted by an independent consumer.")
    return console.export_text()


@pytest.mark.parametrize("options", [{}, {"no_color": True}, {"color_system": None}], ids=str)
@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "file"])
def test_everything_fits_into_80_columns_and_says_the_same_with_and_without_colours(terminal, options):
    text = shown(terminal, **options)
    assert max(len(line) for line in text.splitlines()) <= 80
    for words in ("18,400  18,399     1      0", "2,000   2,243     0    243", "$ kill -9 4711  # worker 2 of 3"):
        assert words in text


def test_where_there_is_no_terminal_progress_is_told_now_and_then(monkeypatch):
    monkeypatch.setattr("dateline.cli.torture.screen.TOLD_EVERY_S", 0.0)
    assert "612 of 2,000 out; a new worker joins" in shown(False)


def test_a_command_that_was_typed_works_in_another_terminal_after_the_entrance(desk):
    typed = f"{desk.entrance} && dateline --version && echo $DATELINE_TOPIC_PREFIX $PWD"
    done = subprocess.run(["sh", "-c", typed], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("dateline ")
    assert done.stdout.endswith(f"news {desk.folder}\n")


def test_settings_of_the_user_do_not_reach_the_commands(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_INSTANCE_ID", "the-same-for-all")
    assert "DATELINE_INSTANCE_ID" not in Desk(tmp_path / "desk", {}).environment


def test_a_command_that_fails_is_an_error_with_what_it_said(desk):
    assert desk.quiet("echo sent") == "sent"
    with pytest.raises(CliError, match=r"ended with 1:\ndateline: nothing\.json is not a file"):
        desk.quiet("dateline produce nothing.json")


def test_the_records_of_an_article_are_those_of_its_id_and_its_mention_events():
    keys = (b"harbour-1", b"harbour-1|person:agnes ahlgren", b"harbour-10", b"harbour-10|2025", None)
    assert [is_of(key, "harbour-1") for key in keys] == [True, True, False, False, False]


def verdict(promises, theirs=THEIRS):
    console = Console(width=80, record=True, file=io.StringIO())
    stage = SimpleNamespace(screen=Screen(console), plan=make_plan(7, 2_000))
    return torture._verdict(stage, promises, OURS, theirs), console.export_text()


def test_the_verdict_is_good_only_if_every_promise_was_kept():
    kept, said = verdict([Promise("nothing lost, nothing twice", True), Promise("a killed story stays dead", True)])
    assert kept
    assert "BROKEN" not in said
    kept, said = verdict([Promise("nothing lost, nothing twice", False), Promise("a killed story stays dead", True)])
    assert not kept
    assert "  BROKEN  nothing lost, nothing twice\n  kept    a killed story stays dead\n" in said
    assert "Dateline:    1 lost, 0 twice, over 2 topics\nplain Faust: 0 lost, 243 twice, on its one topic\n" in said


def test_a_plain_agent_that_came_through_is_said_to_have():
    assert "plain Faust came through too" in verdict([], Count("article.enriched.v1", 2_000, 2_000, 0, 0))[1]
    assert "plain Faust" not in verdict([], None)[1]


@pytest.mark.parametrize(("kept", "code"), [(True, 0), (False, 1)])
def test_the_command_ends_with_the_verdict(monkeypatch, kept, code):
    asked = []

    def play(console, articles, seed, *, alone, stay):
        asked.append((articles, seed, alone, stay))
        return kept

    monkeypatch.setattr(torture, "torture", play)
    assert CliRunner().invoke(app, ["demo", "--torture", "--seed", "7"]).exit_code == code
    assert asked == [(2_000, 7, False, None)]


def test_a_revision_that_stays_or_a_name_that_stays_breaks_the_promise_of_its_step():
    first = Standing(1, ("Agnes Ahlgren", "Bruno Dufour"), ("2025-01-06",))
    half, second, nothing = (
        Standing(2, first.names, first.dates),
        Standing(2, first.names[:1], ()),
        Standing(None, (), ()),
    )
    orphan = Standing(None, ("Agnes Ahlgren",), ())
    expected = [first, second, second, nothing, nothing]
    steps = [step for _, *steps in STEPS for step in steps]
    for step, right in zip(steps, expected, strict=True):
        fine = [standing for standing in (first, half, second, nothing, orphan) if step.stands(standing)]
        assert fine == [right], step.command
