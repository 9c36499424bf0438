"""A copy of an article is read once, and its event is the one that reading it again would give."""

from __future__ import annotations

import gc
import json
import tracemalloc

import pytest

from dateline.contract import Article
from dateline.enricher.assembly import open_guarded_knowledge
from dateline.enricher.dates import Candidates, find_dates
from dateline.enricher.entities import Recogniser
from dateline.enricher.intake import read
from dateline.enricher.pipeline import Pipeline
from dateline.enricher.reading import Reader, StageTimes, bytes_of
from dateline.memo import ENTRY_BYTES, Memo, MemoStats
from dateline.settings import Settings

STORY = (
    "Ferry strike enters second week\n\nOSLO, Norway (AP) -- Talks between the union and Fjord Lines failed on "
    "Thursday, said union leader Kari Aasen.\n\nAasen will meet the ministry on June 3. “We are ready,” she said."
)


def article(**fields: str) -> Article:
    found = read(json.dumps({"id": "a", "text": STORY, "published_at": "2024-05-25T10:00:00Z", **fields}).encode())
    assert isinstance(found, Article)
    return found


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load(Settings().model)


def pipeline(recogniser: Recogniser, memo_bytes: int) -> Pipeline:
    return Pipeline(recogniser, open_guarded_knowledge(Settings()), 0, memo_bytes)


def test_a_copy_under_another_id_is_remembered_and_its_event_is_the_same_as_without_a_memory(
    recogniser: Recogniser,
) -> None:
    with_memory, without = pipeline(recogniser, 1_000_000), pipeline(recogniser, 0)
    for copy in (article(), article(id="b", source="elsewhere"), article(id="c")):
        assert with_memory.enrich([copy]) == without.enrich([copy])
    assert with_memory.memo["article"] == MemoStats(hits=2, misses=1)
    assert without.memo["article"] == MemoStats()


@pytest.mark.parametrize(
    "other",
    [
        {"text": STORY.replace("June 3", "June 4")},
        {"published_at": "2024-06-25T10:00:00Z"},
        {"title": "Ferry strike enters second week"},
        {"language": "en-GB"},
    ],
)
def test_what_differs_in_anything_that_is_read_is_no_copy(recogniser: Recogniser, other: dict[str, str]) -> None:
    with_memory = pipeline(recogniser, 1_000_000)
    with_memory.enrich([article()])
    assert with_memory.enrich([article(**other)]) == pipeline(recogniser, 0).enrich([article(**other)])
    assert with_memory.memo["article"].hits == 0


def test_copies_in_one_batch_are_read_once_and_come_out_in_their_places(recogniser: Recogniser) -> None:
    batch = [article(id="a"), article(id="b", text="Nothing happened in Oslo."), article(id="c"), article(id="d")]
    found = pipeline(recogniser, 1_000_000).enrich(batch)
    assert found == pipeline(recogniser, 0).enrich(batch)
    assert [each.id for each in found] == ["a", "b", "c", "d"]


def test_what_a_reading_is_counted_at_is_about_what_it_takes(recogniser: Recogniser) -> None:
    reader = Reader(recogniser)
    copies = [article(text=STORY.replace("June 3", f"June {3 + number}")) for number in range(20)]
    reader(copies[:2], StageTimes())
    tracemalloc.start()
    try:
        readings = reader(copies, StageTimes())
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        counted = sum(map(bytes_of, readings))
        del readings
        gc.collect()
        taken = before - tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert taken / 2 < counted < taken * 2


def test_readings_beyond_the_bound_are_forgotten_longest_unused_first(recogniser: Recogniser) -> None:
    one = bytes_of(Reader(recogniser)([article()], StageTimes())[0]) + ENTRY_BYTES
    reader = Reader(recogniser, int(2.5 * one))
    for day in (1, 2, 3, 3, 2, 1):
        reader([article(text=STORY.replace("June 3", f"June {day}"))], StageTimes())
    assert reader.copies == MemoStats(hits=2, misses=4)


def test_an_update_with_a_new_paragraph_has_the_event_that_it_has_without_a_memory(recogniser: Recogniser) -> None:
    head, lead, rest = STORY.split("\n\n")
    later = "Passengers were told on Friday to travel between June 7 and June 9, or by 6 p.m. on Sunday, June 16, 2024."
    update = article(text="\n\n".join([head, later, lead, rest]))
    with_memory = pipeline(recogniser, 1_000_000)
    with_memory.enrich([article()])
    assert with_memory.enrich([update]) == pipeline(recogniser, 0).enrich([update])


def test_the_grammar_reads_a_paragraph_that_stood_in_another_story_no_second_time() -> None:
    memo: Memo[Candidates] = Memo(100_000, lambda found: 60 * len(found))
    first = f"{STORY}\n\nThe ferries stopped on May 13."
    again = f"Ministry calls for talks on Monday, after two weeks of strike\n\n{STORY}"
    for text in (first, again):
        assert find_dates(text, "2024-05-25", remember=memo.recall) == find_dates(text, "2024-05-25")
    assert memo.stats.hits > 0
