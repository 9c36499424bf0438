from __future__ import annotations

import pytest

from dateline.contract import Article, PublishTime, Role, TimeOrigin, TimePrecision
from dateline.enricher.sections import find_sections
from dateline.enricher.sections.publish_time import find_stamp, is_stamp

STORY = "The council voted on Tuesday to close the bridge for repairs that will last until the end of the summer."
MORE = "Drivers will be sent over the northern crossing, which engineers strengthened during the winter months."


def published(text: str) -> PublishTime | None:
    return find_sections(Article(id="a", text=text, digest="0")).published


@pytest.mark.parametrize(
    ("stamp", "value", "instant", "precision"),
    [
        ("2024-05-25 23:43:17", "2024-05-25T23:43:17", None, TimePrecision.SECOND),
        ("2024-05-25T23:43:17Z", "2024-05-25T23:43:17Z", "2024-05-25T23:43:17Z", TimePrecision.SECOND),
        ("2024-05-25T10:05+02:00", "2024-05-25T10:05+02:00", "2024-05-25T08:05:00Z", TimePrecision.MINUTE),
        ("May 25, 2024", "2024-05-25", None, TimePrecision.DAY),
        ("Published 3rd June 2024", "2024-06-03", None, TimePrecision.DAY),
        ("Posted May 24, 2026 10:05 am", "2026-05-24T10:05", None, TimePrecision.MINUTE),
        ("Sept. 3, 2024 at 9:30 p.m. EDT", "2024-09-03T21:30-04:00", "2024-09-04T01:30:00Z", TimePrecision.MINUTE),
        ("16 September 2024 9pm", "2024-09-16T21", None, TimePrecision.HOUR),
        ("March 3, 2024 12:10 am GMT", "2024-03-03T00:10Z", "2024-03-03T00:10:00Z", TimePrecision.MINUTE),
    ],
)
def test_a_stamp_is_read_as_written(stamp: str, value: str, instant: str | None, precision: TimePrecision) -> None:
    expected = PublishTime(value=value, instant=instant, precision=precision, origin=TimeOrigin.TEXT)
    found = find_stamp(stamp.lower())
    assert found is not None
    assert found.time == expected
    assert published(f"Bridge to close\n\n{stamp}\n\n{STORY}\n\n{MORE}") == expected


def test_a_stamp_in_the_footer_is_read_though_its_line_is_boilerplate() -> None:
    text = f"Bridge to close\n\n{STORY}\n\n{MORE}\n\nRead More of this Story at – 2024-05-25 23:43:17"
    got = find_sections(Article(id="a", text=text, digest="0"))
    assert got.published is not None
    assert got.published.value == "2024-05-25T23:43:17"
    assert got.sections[-1].role is Role.BOILERPLATE


def test_a_dateline_with_a_year_gives_the_day() -> None:
    time = published(f"Bridge to close\n\nOSLO, May 25, 2024 (AP) — {STORY}\n\n{MORE}")
    assert time is not None
    assert time.value == "2024-05-25"


def test_a_dateline_without_a_year_gives_nothing() -> None:
    assert published(f"Bridge to close\n\nOSLO, May 25 (AP) — {STORY}\n\n{MORE}") is None


@pytest.mark.parametrize(
    "line", ["Copyright © 2023 City Post, May 1, 2023", "Last updated: May 25, 2024", "Updated 25 May 2024"]
)
def test_an_update_or_a_copyright_is_no_publish_time(line: str) -> None:
    assert published(f"Bridge to close\n\n{line}\n\n{STORY}\n\n{MORE}") is None


@pytest.mark.parametrize(
    ("line", "published_on", "modified_on"),
    [
        ("Last updated: May 25, 2024", None, "2024-05-25"),
        ("Published May 24, 2024 • Updated May 25, 2024", "2024-05-24", "2024-05-25"),
        ("Published May 24, 2024", "2024-05-24", None),
        ("Updated 2 hours ago", None, None),
    ],
)
def test_the_time_of_an_update_is_apart_from_first_publication(
    line: str, published_on: str | None, modified_on: str | None
) -> None:
    found = find_sections(Article(id="a", text=f"Bridge to close\n\n{line}\n\n{STORY}\n\n{MORE}", digest="0"))
    assert (found.published.value if found.published else None) == published_on
    assert (found.modified.value if found.modified else None) == modified_on
    assert all(time is None or time.origin is TimeOrigin.TEXT for time in (found.published, found.modified))


def test_a_date_in_the_story_is_no_publish_time() -> None:
    assert published(f"Bridge to close\n\n{STORY} It opened on May 3, 1961.\n\n{MORE}") is None


def test_the_record_is_not_read() -> None:
    known = PublishTime(value="2020-01-01", precision=TimePrecision.DAY, origin=TimeOrigin.RECORD)
    assert find_sections(Article(id="a", text=STORY, published=known, digest="0")).published is None


def test_an_impossible_date_is_no_stamp() -> None:
    assert find_stamp("february 30, 2024") is None


@pytest.mark.parametrize("line", ["may 25, 2024 • 4 min read", "published 14:05 gmt, 25 may 2024", "3 hours ago"])
def test_a_line_of_date_words_alone_is_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize("line", ["the bridge opened on may 25, 2024 to cheers", "three hours of talks", "12 monkeys"])
def test_a_line_that_says_more_is_no_stamp(line: str) -> None:
    assert not is_stamp(line)
