"""Files become the values that a producer would send."""

import io
import json
import sys

import pytest

from dateline.cli.errors import CliError
from dateline.cli.inputs import decode_html, read_inputs, total_size

FERRY = {"id": "ferry-1", "text": "The ferry to Islay sailed again on Monday."}
BRIDGE = {"id": "bridge-1", "text": "The bridge at Kessock reopened."}


def values(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return [item.value for item in read_inputs([str(tmp_path / name)])]


def test_a_json_file_is_sent_byte_for_byte(tmp_path):
    content = json.dumps(FERRY, indent=2).encode()
    assert values(tmp_path, "ferry.json", content) == [content]


def test_a_json_list_gives_one_record_a_member(tmp_path):
    found = values(tmp_path, "two.json", json.dumps([FERRY, BRIDGE]).encode())
    assert [json.loads(value) for value in found] == [FERRY, BRIDGE]


@pytest.mark.parametrize("name", ["two.jsonl", "two.ndjson", "two", "two.txt"])
def test_json_lines_give_one_record_a_line_whatever_the_files_name(tmp_path, name):
    lines = [json.dumps(FERRY).encode(), json.dumps(BRIDGE).encode()]
    assert values(tmp_path, name, b"\n".join(lines) + b"\n\n") == lines


def test_text_and_html_are_wrapped_in_their_field(tmp_path):
    assert json.loads(values(tmp_path, "a.txt", "\ufeffMálaga, Monday.\n".encode())[0]) == {"text": "Málaga, Monday.\n"}
    assert json.loads(values(tmp_path, "a.html", b"<p>Monday</p>")[0]) == {"html": "<p>Monday</p>"}
    assert json.loads(values(tmp_path, "page", b"\n<!DOCTYPE html><p>Monday</p>")[0])["html"].endswith("<p>Monday</p>")


def test_broken_json_goes_on_as_it_is_so_that_intake_can_name_it(tmp_path):
    assert values(tmp_path, "a.json", b'{"text": ') == [b'{"text": ']
    deep = b"[" * 50_000
    assert values(tmp_path, "deep.json", deep) == [deep]


def test_standard_input_is_recognised_by_what_is_inside(monkeypatch):
    lines = json.dumps(FERRY) + "\n" + json.dumps(BRIDGE) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    found = list(read_inputs(["-"]))
    assert [json.loads(item.value)["id"] for item in found] == ["ferry-1", "bridge-1"]
    assert [item.name for item in found] == ["standard input:1", "standard input:2"]


def test_sizes_add_up_to_the_files_for_the_progress_bar(tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text(json.dumps(FERRY) + "\n" + json.dumps(BRIDGE) + "\n")
    assert total_size([str(path)]) == sum(item.size for item in read_inputs([str(path)]))
    assert total_size([str(path), "-"]) is None


def test_text_that_is_not_utf_8_is_refused_with_advice(tmp_path):
    with pytest.raises(CliError, match="iconv"):
        values(tmp_path, "a.txt", b"M\xe1laga")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Málaga</p>".encode(),
        '<meta charset="iso-8859-2"><p>Málaga</p>'.encode("iso-8859-2"),
        "<p>Málaga</p>".encode("cp1252"),
        '<meta charset="no-such-charset"><p>Málaga</p>'.encode("cp1252"),
    ],
    ids=["utf-8", "declared", "windows-1252", "unknown"],
)
def test_a_page_is_decoded_as_browsers_do(page):
    assert "<p>Málaga</p>" in decode_html(page)
