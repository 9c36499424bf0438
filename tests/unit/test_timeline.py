"""What happened when: the dated statements of an article."""

from dateline.contract import (
    DateMention,
    DateType,
    Entity,
    EntityGroup,
    EntityType,
    Interval,
    Mention,
    Role,
    Section,
    Sentence,
)
from dateline.enricher.timeline import timeline

TEXT = "Merkel met Macron on 24 May. The fair runs June 3-7 in Paris. Read more: 1 May."
SENTENCES = tuple(
    Sentence(start=TEXT.index(s), end=TEXT.index(s) + len(s), section=section)
    for s, section in (
        ("Merkel met Macron on 24 May.", "s1"),
        ("The fair runs June 3-7 in Paris.", "s1"),
        ("Read more: 1 May.", "s2"),
    )
)
SECTIONS = (
    Section(id="s1", role=Role.LEAD, start=0, end=SENTENCES[1].end),
    Section(id="s2", role=Role.BOILERPLATE, start=SENTENCES[2].start, end=len(TEXT)),
)


def date(number, words, begin, end, tied=None):
    at = TEXT.index(words)
    return DateMention(
        id=f"d{number}", start=at, end=at + len(words), text=words, type=DateType.DATE, value=begin,
        interval=Interval(begin=begin, end=end) if begin else None, range=tied,
    )  # fmt: skip


def entity(number, name):
    at = TEXT.index(name)
    return Entity(
        id=f"e{number}", key=name, type=EntityType.PERSON, label="PERSON", group=EntityGroup.PERSON, name=name,
        mentions=(Mention(start=at, end=at + len(name), text=name),),
    )  # fmt: skip


ENTITIES = (entity(1, "Merkel"), entity(2, "Macron"), entity(3, "Paris"))


def told(*dates):
    return [
        (s.interval.begin, s.interval.end, TEXT[s.sentence.start : s.sentence.end], s.dates, s.entities)
        for s in timeline(SECTIONS, SENTENCES, dates, ENTITIES)
    ]


def test_a_dated_sentence_is_a_statement_with_its_entities():
    assert told(date(1, "24 May", "2024-05-24", "2024-05-25")) == [
        ("2024-05-24", "2024-05-25", "Merkel met Macron on 24 May.", ("d1",), ("e1", "e2"))
    ]


def test_the_ends_of_a_range_are_one_statement_over_all_of_it():
    ends = (
        date(1, "June 3", "2024-06-03", "2024-06-04", "r1"),
        date(2, "7", "2024-06-07", "2024-06-08", "r1"),
    )
    assert told(*ends) == [("2024-06-03", "2024-06-08", "The fair runs June 3-7 in Paris.", ("d1", "d2"), ("e3",))]


def test_statements_are_sorted_by_time_and_boilerplate_has_none():
    statements = told(
        date(1, "24 May", "2024-05-24", "2024-05-25"),
        date(2, "June 3", "2023-06-03", "2023-06-04"),
        date(3, "1 May", "2024-05-01", "2024-05-02"),
    )
    assert [s[0] for s in statements] == ["2023-06-03", "2024-05-24"]


def test_a_date_without_a_place_on_the_calendar_makes_no_statement():
    assert told(date(1, "24 May", "", "")) == []
