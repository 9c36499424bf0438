"""What every mention keeps: offsets, ids, sections, and honesty where nothing is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.contract import AnchorKind, DatePrecision, Role, Section
from dateline.enricher.dates import COMPONENT, VERSION, find_dates

VOCABULARY = (
    "May 7 October 2023 the last week of 1998 - 5 p.m. Thursday ago two a years 's , . until will said 80s ' first "
    "quarter next every 10/7/2023 early mid- Christmas ２０２４ İ ß 日 that day earlier from to and 30 99999 year-ago"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from([None, "2024-05-25", "0001-01-01", "9999-12-31"]))
def test_offsets_hold_and_nothing_overlaps_on_any_words(text, published):
    end = 0
    for number, mention in enumerate(find_dates(text, published), 1):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.id == f"d{number}"
        assert mention.value
        if mention.interval is not None:
            assert mention.interval.begin < mention.interval.end
        end = mention.end


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    for mention in find_dates(text, "2024-05-25"):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("He left yesterday.", "DATE", "XXXX-XX-XX"),
        ("He left last week.", "DATE", "XXXX-WXX"),
        ("He left over the weekend.", "DATE", "XXXX-WXX-WE"),
        ("He left last month.", "DATE", "XXXX-XX"),
        ("He left two years ago.", "DATE", "XXXX"),
        ("He left on Tuesday.", "DATE", "XXXX-WXX-2"),
        ("He left on October 7.", "DATE", "XXXX-10-07"),
        ("He left in October.", "DATE", "XXXX-10"),
        ("He left in the third quarter.", "DATE", "XXXX-Q3"),
        ("He left last summer.", "DATE", "XXXX-SU"),
        ("He left this morning.", "TIME", "XXXX-XX-XXTMO"),
        ("He left at Christmas.", "DATE", "XXXX-XX-XX"),
    ],
)
def test_without_a_publish_date_a_relative_mention_has_a_type_and_no_place(sentence, kind, value):
    (mention,) = find_dates(sentence)
    assert (str(mention.type), mention.value) == (kind, value)
    assert mention.interval is None
    assert mention.precision is DatePrecision.UNKNOWN


def test_without_a_publish_date_a_full_date_still_has_its_place_and_can_be_counted_from():
    full, later = find_dates("He left on October 7, 2023. Two days later he was back.")
    assert full.interval.begin == "2023-10-07"
    assert later.value == "2023-10-09"


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error(published):
    text = (
        "He left last century, a hundred years ago, last week, yesterday; he will return next year, tomorrow, in May."
    )
    assert len(find_dates(text, published)) == 7


def test_a_mention_carries_the_section_that_holds_it():
    text = "Storm hits coast on Monday\nThe storm came on Tuesday.\nPosted 2024-05-25"
    ends = [26, 53, len(text)]
    roles = [Role.HEADLINE, Role.LEAD, Role.TIMESTAMP]
    sections = tuple(
        Section(id=f"s{n}", start=start, end=end, role=role)
        for n, (start, end, role) in enumerate(zip([0, 27, 54], ends, roles, strict=True), 1)
    )
    assert [m.section for m in find_dates(text, "2024-05-25", sections)] == ["s1", "s2", "s3"]
    assert [m.section for m in find_dates(text, "2024-05-25")] == [None, None, None]


def test_full_width_digits_and_typographic_marks_are_read():
    full_width, quoted = find_dates("Am ２０２４－０５－２０ war es; in the ’90s – nicht.", "2024-05-25")
    assert (full_width.text, full_width.value) == ("２０２４－０５－２０", "2024-05-20")
    assert (quoted.text, quoted.value) == ("the ’90s", "199")


def test_text_without_spaces_is_read_where_digits_say_a_date():
    (mention,) = find_dates("他于2023年10月7日抵达", "2024-05-25")
    assert (mention.text, mention.value) == ("2023年10月7日", "2023-10-07")


def test_the_component_has_a_name_and_a_version():
    assert (COMPONENT, VERSION) == ("dateline.dates", "2")


def test_without_a_publish_date_the_dateline_stands_in_and_is_the_anchor():
    text = "CAIRO, May 25, 2024 -- Talks collapsed last week."
    dateline = Section(id="s1", start=0, end=19, role=Role.DATELINE)
    lead = Section(id="s2", start=23, end=len(text), role=Role.LEAD)
    stamp, week = find_dates(text, None, (dateline, lead))
    assert (stamp.value, week.value) == ("2024-05-25", "2024-W20")
    assert (week.anchor.kind, week.anchor.id) == (AnchorKind.SECTION, "s1")
