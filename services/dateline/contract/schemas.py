"""Writes ``schemas/``: the JSON Schema (2020-12) of every event, generated from the records.

    python -m dateline.contract.schemas schemas           write them
    python -m dateline.contract.schemas schemas --check   fail where a file differs

Examples live beside them in ``schemas/examples/<event>/`` and are validated by the tests.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dateline.contract.topics import TOPICS, Topic, event_type, schema_name

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(topic: Topic) -> str:
    """The schema of a topic's values, as the text of its file."""
    if topic.value is None:
        raise ValueError(f"{topic.suffix} has no schema: its values are not JSON of ours")
    raw = topic.consumed_by.startswith("the worker")
    schema = topic.value.model_json_schema(mode="validation" if raw else "serialization")
    return json.dumps({"$schema": DIALECT, "$id": f"urn:{event_type(topic)}", **schema}, indent=2) + "\n"


def differing(folder: Path) -> list[str]:
    """Names of schema files that are missing, stale, or belong to no topic."""
    wanted = {schema_name(t): schema_of(t) for t in TOPICS if t.value is not None}
    found = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.schema.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path) -> None:
    """Write every schema into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for topic in TOPICS:
        if topic.value is not None:
            (folder / schema_name(topic)).write_text(schema_of(topic), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Command line; 1 where ``--check`` finds a difference."""
    folder = Path(arguments[0])
    if "--check" not in arguments[1:]:
        write(folder)
        return 0
    for name in (names := differing(folder)):
        print(f"{folder / name} is not what the records say: run `make schemas`", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
