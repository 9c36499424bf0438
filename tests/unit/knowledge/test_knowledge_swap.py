"""A knowledge file that is replaced while in use: gone over to, one version at a time, never to a broken one."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.contract import Article, EntityType, LayerStatus
from dateline.enricher.entities import Recogniser
from dateline.enricher.pipeline import Pipeline
from dateline.knowledge import Answers, GuardedKnowledge, KnowledgeFileError, OneVersion, ReplacedError, Store
from dateline.knowledge.draft import Draft, write
from dateline.knowledge.store import FORMAT, LOOK_S
from dateline.settings import Settings

NAMES = [f"Velmar {n}" for n in range(40)]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def knowledge_file(path: Path, mark: str) -> str:
    """A file in which every name's entry is described by ``mark``, put in place as an import does; its version."""
    drafts = [Draft("test", str(n), name, EntityType.GPE, 0.6, mark, aliases={name: 0}) for n, name in enumerate(NAMES)]
    return write(path, drafts)


def marks(answers: Answers) -> set[str | None]:
    return {entries[0].description for entries in answers.found.values() if entries}


def test_a_replaced_file_is_gone_over_to_within_a_second(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "k.sqlite"
    first = knowledge_file(path, "first")
    store = Store(path, clock)
    assert (store.look_up(NAMES).version, marks(store.look_up(NAMES))) == (first, {"first"})
    second = knowledge_file(path, "second")
    assert store.look_up(NAMES).version == first  # looked at the file just now
    clock.now += LOOK_S
    answers = store.look_up(NAMES)
    assert (answers.version, store.version, marks(answers)) == (second, second, {"second"})


def test_a_file_that_stays_is_looked_at_once_a_second_and_opened_once(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge_file(tmp_path / "k.sqlite", "first")
    store = Store(tmp_path / "k.sqlite", clock)
    looked = []
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **more: looked.append(self) or stat(self, **more))
    for _ in range(50):
        store.look_up(NAMES[:1])
    first = len(looked)
    for _ in range(5):
        clock.now += LOOK_S
        for _ in range(10):
            store.look_up(NAMES[:1])
    assert len(looked) - first == 5


@pytest.mark.parametrize("content", [b"", b"nonsense" * 999, b"SQLite format 3\x00" + b"\x7f" * 5000, None])
def test_a_broken_file_in_its_place_is_refused_with_one_line_of_the_log(
    content: bytes | None, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "k.sqlite"
    first = knowledge_file(path, "first")
    store = Store(path, clock)
    if content is None:
        path.unlink()
    else:
        other = tmp_path / "other"
        other.write_bytes(content)
        other.replace(path)
    for _ in range(5):
        clock.now += LOOK_S
        answers = store.look_up(NAMES)
        assert (answers.reached, answers.version, marks(answers)) == (True, first, {"first"})
    (line,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "k.sqlite" in line.getMessage()
    second = knowledge_file(path, "second")
    clock.now += LOOK_S
    assert store.look_up(NAMES).version == second


def test_a_file_of_another_format_in_its_place_is_refused(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    import sqlite3

    path = tmp_path / "k.sqlite"
    first = knowledge_file(path, "first")
    store = Store(path, clock)
    knowledge_file(tmp_path / "old", "old")
    with sqlite3.connect(tmp_path / "old") as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    (tmp_path / "old").replace(path)
    clock.now += LOOK_S
    assert store.look_up(NAMES).version == first
    assert f"has format {FORMAT + 1}, this program reads format {FORMAT}" in caplog.text
    with pytest.raises(KnowledgeFileError, match="build or import the file again"):
        Store(path)


def test_a_thread_that_comes_after_the_file_was_replaced_by_a_broken_one_reads_the_old(
    tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "k.sqlite"
    knowledge_file(path, "first")
    store = Store(path, clock)
    (tmp_path / "other").write_bytes(b"nonsense" * 999)
    (tmp_path / "other").replace(path)
    found: list[set[str | None]] = []
    thread = threading.Thread(target=lambda: found.append(marks(store.look_up(NAMES))))
    thread.start()
    thread.join()
    assert found == [{"first"}]


def test_threads_that_ask_while_the_file_is_replaced_again_and_again_get_one_version_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.knowledge.store.LOOK_S", 0.0)
    path = tmp_path / "k.sqlite"
    versions = {knowledge_file(path, "0"): "0"}
    store = Store(path)
    seen: set[tuple[str, str]] = set()
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers = store.look_up(NAMES)
            if not answers.reached or len(marks(answers)) != 1 or len(answers.found) != len(NAMES):
                wrong.append(answers)
            seen.update((str(answers.version), str(mark)) for mark in marks(answers))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(1, 15):
        versions[knowledge_file(path, str(n))] = str(n)
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(seen) > 3
    assert seen <= set(versions.items())


def _watch(path: str, queue: object) -> None:
    store = Store(Path(path))
    queue.put((store.look_up(NAMES).version, None))  # type: ignore[attr-defined]
    deadline = time.monotonic() + 30
    first = store.version
    while (answers := store.look_up(NAMES)).version == first and time.monotonic() < deadline:
        time.sleep(0.01)
    queue.put((answers.version, marks(answers)))  # type: ignore[attr-defined]


def test_a_running_process_goes_over_while_another_imports(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    first = knowledge_file(path, "first")
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_watch, args=(str(path), queue))
    process.start()
    assert queue.get(timeout=60) == (first, None)
    second = knowledge_file(path, "second")
    assert queue.get(timeout=60) == (second, {"second"})
    process.join()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_goes_over_too(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "k.sqlite"
    knowledge_file(path, "first")
    store = Store(path, clock)
    store.look_up(NAMES)
    knowledge_file(path, "second")
    clock.now += LOOK_S
    child = os.fork()
    if child == 0:
        os._exit(0 if marks(store.look_up(NAMES)) == {"second"} else 1)
    assert os.waitpid(child, 0)[1] == 0


# --- Behind the guard, and in the pipeline ----------------------------------------------------------


def test_the_guard_tells_the_version_that_answered_and_the_newest_that_it_knows(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "k.sqlite"
    first = knowledge_file(path, "first")
    guarded = GuardedKnowledge(Store(path, clock), timeout_s=5.0, clock=clock)
    assert guarded.version == guarded.look_up(NAMES).version == first
    second = knowledge_file(path, "second")
    assert guarded.version == first
    clock.now += LOOK_S
    assert guarded.version == guarded.look_up(NAMES).version == second  # without a look-up


class Changing:
    """Knowledge that is replaced before every ``every``-th look-up."""

    def __init__(self, every: int, times: int = 1000) -> None:
        self.every, self.times, self.calls = every, times, 0

    @property
    def version(self) -> str:
        return f"v{min(self.calls // self.every, self.times)}"

    def look_up(self, aliases: Sequence[str]) -> Answers:
        version = self.version
        self.calls += 1
        return Answers(dict.fromkeys(aliases, ()), version=version)


def test_a_look_up_in_several_chunks_is_all_from_one_version() -> None:
    names = [f"Name {n}" for n in range(250)]
    answers = GuardedKnowledge(Changing(2, times=1), timeout_s=5.0).look_up(names)
    assert (answers.reached, answers.version, len(answers.found)) == (True, "v1", 250)
    never = GuardedKnowledge(Changing(1), timeout_s=5.0).look_up(names)
    assert (never.reached, never.reason) == (False, "knowledge changed while it was asked")


def test_a_batch_is_told_that_the_knowledge_was_replaced_between_its_look_ups() -> None:
    batch = OneVersion(Changing(1))
    assert batch.version == "v0"
    batch.look_up(["Oslo"])
    with pytest.raises(ReplacedError):
        batch.look_up(["Oslo"])
    still = OneVersion(Changing(5))
    for _ in range(5):
        still.look_up(["Oslo"])
    assert still.version == "v0"


def article(text: str) -> Article:
    return Article(id="a", text=text, digest="0" * 64)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load(Settings().model)


def test_an_event_names_the_version_that_its_links_came_from(
    tmp_path: Path, clock: Clock, recogniser: Recogniser
) -> None:
    path = tmp_path / "k.sqlite"
    drafts = [Draft("test", "1", "Oslo", EntityType.GPE, 0.9, "capital", aliases={"Oslo": 0})]
    first = write(path, drafts)
    pipeline = Pipeline(recogniser, Store(path, clock))
    story = article("Trams were late in Oslo on Monday, the city of Oslo said.")
    before = pipeline.enrich([story])[0]
    second = write(path, [*drafts, Draft("test", "2", "Bergen", EntityType.GPE, 0.9, "city", aliases={"Bergen": 0})])
    clock.now += LOOK_S
    after = pipeline.enrich([story])[0]
    assert (before.provenance.links.model, after.provenance.links.model) == (first, second)
    assert before.event_id != after.event_id
    assert after.provenance.links.status is LayerStatus.OK


def test_a_batch_whose_look_ups_straddle_a_replacement_is_done_again(recogniser: Recogniser) -> None:
    class Twice(Pipeline):
        """Asks twice a batch, as a pipeline may that looks names up before it links."""

        def _enrich(self, articles, arrivals, times, knowledge):  # type: ignore[no-untyped-def]
            knowledge.look_up(["Oslo"])
            return super()._enrich(articles, arrivals, times, knowledge)

    knowledge = Changing(1, times=2)
    (event,) = Twice(recogniser, knowledge).enrich([article("Trams were late in Oslo on Monday.")])
    assert event.provenance.links.model == "v2"
    assert knowledge.calls == 4
