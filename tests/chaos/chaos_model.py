"""A real, tiny spaCy pipeline: capitalised names are persons, and some words of the text are orders.

It makes 50,000 articles feasible, and lets an article bring about what a broken library
would: its process's death, its whole worker's, a sleep without end. Some countries are
places, and the knowledge about them can be broken while the worker runs.
"""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import signal
import time
from pathlib import Path

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.contract import EntityType
from dateline.knowledge import Answers, Entry, Store

MEMORY_BYTES = 4 * 1024**3


def kill_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_worker() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def eat_memory() -> None:
    """As a container's limit would have it, but for this process alone: what can't be had ends it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        bytearray(2 * MEMORY_BYTES)
    except MemoryError:
        os.kill(os.getpid(), signal.SIGKILL)


def raise_an_error() -> None:
    raise RuntimeError("the article told the model to fail")


ORDERS = {
    "KILLPROCESS": kill_process,
    "KILLWORKER": kill_worker,
    "EATMEMORY": eat_memory,
    "SLEEPFOREVER": lambda: time.sleep(3600),
    "RAISEERROR": raise_an_error,
    "DAWDLE": lambda: time.sleep(0.05),
}


PLACES = (
    "Kenya",
    "Peru",
    "Norway",
    "Ghana",
    "Nepal",
    "Chile",
    "Austria",
    "Zambia",
    "Iceland",
    "Morocco",
    "Fiji",
    "Togo",
)


def mars(**wrong):
    """An entry that would win over any other, if it passed."""
    return Entry(**{"kb": "wikidata", "id": "Q111", "label": "Mars", "type": EntityType.GPE, "prior": 1.0, **wrong})


GARBAGE = (
    lambda asked: None,
    lambda asked: "<html>502 Bad Gateway</html>",
    lambda asked: Answers([mars()]),
    lambda asked: Answers({**{alias: (mars(),) for alias in asked}, "never asked": (mars(),)}),
    lambda asked: Answers({alias: mars() for alias in asked}),
    lambda asked: Answers(dict.fromkeys(asked, ("Mars",))),
    lambda asked: Answers({alias: (mars(prior=7.0),) for alias in asked}),
    lambda asked: Answers({alias: (mars(prior=float("nan")),) for alias in asked}),
    lambda asked: Answers({alias: (mars(label="Mars\ud800"),) for alias in asked}),
    lambda asked: Answers({alias: (mars(description="red " * 10_000),) for alias in asked}),
    lambda asked: Answers({alias: (mars(same_as=("Q111",)),) for alias in asked}),
    lambda asked: Answers({alias: (mars(type="PLANET"),) for alias in asked}),
    lambda asked: Answers({alias: (mars(),) * 10_000 for alias in asked}),
)


def break_knowledge(order: Path) -> None:
    """From now on the store's look-ups do what the file says: hang, fail, or answer garbage."""
    sound, shapes = Store.look_up, itertools.cycle(GARBAGE)

    def look_up(self, aliases):
        while (fault := order.read_text() if order.exists() else "") == "hang":
            time.sleep(0.05)
        if fault == "fail":
            raise OSError(5, f"Input/output error, {time.time()}")
        return next(shapes)(aliases) if fault == "garbage" else sound(self, aliases)

    Store.look_up = look_up


if path := os.environ.get("CHAOS_KNOWLEDGE"):
    break_knowledge(Path(path))


def tell_that_it_works() -> None:
    """For whoever wants to kill a process that serves, not one that starts: a file of its pid."""
    if folder := os.environ.get("CHAOS_AT_WORK"):
        (Path(folder) / str(os.getpid())).touch()


class Names:
    """Runs of two or more capitalised words become PERSON entities, some countries GPE."""

    def __init__(self) -> None:
        self._seen = False

    def __call__(self, doc: Doc) -> Doc:
        if not self._seen:
            self._seen = True
            tell_that_it_works()
        spans, first = [], None
        for token in doc:
            if order := ORDERS.get(token.text):
                order()
            if token.text[:1].isupper() and token.text[1:].islower():
                first = token.i if first is None else first
                continue
            if first is not None and token.i - first > 1:
                spans.append(Span(doc, first, token.i, label="PERSON"))
            elif first is not None and doc[first].text in PLACES:
                spans.append(Span(doc, first, token.i, label="GPE"))
            first = None
        doc.ents = spans
        return doc


# A language's own factory goes before spaCy's of the same name; the enricher asks for one named "ner".
@English.factory("ner")
def make_names(nlp: Language, name: str) -> Names:
    return Names()


def install(folder: Path) -> Path:
    """Write this module as a spaCy package ``chaos_model`` into a folder for PYTHONPATH; gives the folder."""
    package = folder / "chaos_model"
    data = package / "en_chaos-1.0.0"
    package.mkdir(parents=True)
    shutil.copy(__file__, package / "__init__.py")
    nlp = English(meta={"name": "chaos", "version": "1.0.0"})
    nlp.add_pipe("ner")
    nlp.to_disk(data)
    shutil.copy(data / "meta.json", package / "meta.json")
    return folder
