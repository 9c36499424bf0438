"""The checked-in schemas are those of the records, and their examples hold."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dateline.contract.schemas import DIALECT, differing, write
from dateline.contract.topics import TOPICS, schema_name

SCHEMAS = Path(__file__).parents[3] / "schemas"
TYPED = [t for t in TOPICS if t.value is not None]


def test_the_checked_in_schemas_equal_the_generated_ones():
    assert differing(SCHEMAS) == []


def test_a_schema_that_was_edited_by_hand_is_found(tmp_path):
    write(tmp_path)
    edited = tmp_path / schema_name(TYPED[0])
    edited.write_text(edited.read_text() + "\n")
    assert differing(tmp_path) == [edited.name]


@pytest.mark.parametrize("topic", TYPED, ids=lambda t: t.suffix)
def test_each_schema_is_valid_json_schema_2020_12(topic):
    schema = json.loads((SCHEMAS / schema_name(topic)).read_text())
    assert schema["$schema"] == DIALECT
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("topic", TYPED, ids=lambda t: t.suffix)
def test_each_event_has_examples_that_its_schema_and_its_record_accept(topic):
    examples = sorted((SCHEMAS / "examples" / f"news.{topic.suffix}").glob("*.json"))
    assert examples, f"no example of {topic.suffix}"
    validator = Draft202012Validator(json.loads((SCHEMAS / schema_name(topic)).read_text()))
    for path in examples:
        text = path.read_text(encoding="utf-8")
        validator.validate(json.loads(text))
        topic.value.model_validate_json(text)


def test_a_raw_article_without_text_or_html_is_refused_by_its_schema():
    schema = json.loads((SCHEMAS / "news.article.raw.v1.schema.json").read_text())
    assert not Draft202012Validator(schema).is_valid({"id": "a-17", "title": "Nothing in it"})
