"""What is remembered of paragraphs and of whole articles."""

from __future__ import annotations

import pytest

from dateline.enricher.entities import Recogniser
from dateline.enricher.entities.labels import Recognised
from dateline.memo import Memo, MemoStats
from dateline.settings import Settings

FRANCE = "Angela Merkel visited France."
NAIROBI = "The U.N. met in Nairobi, Kenya."


def size(names: tuple[Recognised, ...]) -> int:
    return 130 * len(names)


def test_a_paragraph_met_before_has_the_same_names_without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = Recogniser.load(Settings().model, memo_bytes=100_000)
    first = recogniser([FRANCE, "", NAIROBI])
    assert recogniser.memo == MemoStats(hits=0, misses=3)
    monkeypatch.setattr(recogniser, "_read", lambda texts: iter([pytest.fail("read") for _ in texts]))
    assert recogniser([NAIROBI, FRANCE]) == [first[2], first[0]]
    assert recogniser.memo == MemoStats(hits=2, misses=3)


def test_without_bytes_nothing_is_remembered_or_counted() -> None:
    recogniser = Recogniser.load(Settings().model)
    assert recogniser([FRANCE]) == recogniser([FRANCE])
    assert recogniser.memo == MemoStats()


def test_a_paragraph_that_stands_twice_in_one_call_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = Recogniser.load(Settings().model)
    read: list[str] = []
    quick = recogniser._read
    monkeypatch.setattr(recogniser, "_read", lambda texts: (read.extend(texts), quick(texts))[1])
    found = recogniser([FRANCE, NAIROBI, FRANCE])
    assert read == [FRANCE, NAIROBI]
    assert found[0] == found[2]


def test_the_longest_unused_paragraph_goes_first() -> None:
    memo = Memo(700, size)
    name = (Recognised(0, 13, "PERSON"),)
    memo.put("one", name)
    memo.put("two", name)
    assert memo.get("one") == name
    memo.put("three", name)
    assert [memo.get(text) for text in ("one", "two", "three")] == [name, None, name]


def test_it_holds_no_more_than_its_bytes() -> None:
    memo = Memo(10_000, size)
    for number in range(1_000):
        memo.put(f"Paragraph {number}.", (Recognised(0, 9, "ORG"),) * (number % 7))
        assert memo.bytes <= 10_000
    memo.put("A list of everybody.", (Recognised(0, 1, "ORG"),) * 1_000)
    assert memo.get("A list of everybody.") is None
    assert memo.bytes > 8_000


def test_a_lone_surrogate_is_a_text_like_any_other() -> None:
    memo = Memo(10_000, size)
    memo.put("\ud800", ())
    assert memo.get("\ud800") == ()
