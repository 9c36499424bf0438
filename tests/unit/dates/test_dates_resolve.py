"""Which day, week or year a mention means: publish date, tense, the mentions before."""

from datetime import UTC, date, datetime

import pytest

from dateline.contract import AnchorKind, PublishTime, Role, Section, SectionFunction, TimeOrigin, TimePrecision
from dateline.enricher.dates import find_dates

SATURDAY = "2024-05-25"


def values(sentence, published=SATURDAY, sections=()):
    return [m.value for m in find_dates(sentence, published, sections)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The talks will resume next week.", "2024-W22"),
        ("The talks collapsed last week.", "2024-W20"),
        ("The talks go on this week.", "2024-W21"),
        ("Spending will rise next year.", "2025"),
        ("Spending rose last month.", "2024-04"),
        ("He was shot yesterday.", "2024-05-24"),
        ("He will be buried tomorrow.", "2024-05-26"),
        ("It happened three weeks ago.", "2024-W18"),
        ("It happened two months ago.", "2024-03"),
        ("It happened ten days ago.", "2024-05-15"),
        ("It happened a year and a half ago.", "2022-11"),
        ("The weekend was quiet: nobody came over the weekend.", "2024-W21-WE"),
    ],
)
def test_units_are_counted_from_the_publish_date(sentence, value):
    assert values(sentence)[-1] == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Police arrested two men on Tuesday.", "2024-05-21"),
        ("Parliament will vote on Tuesday.", "2024-05-28"),
        ("The vote is scheduled for Tuesday.", "2024-05-28"),
        ("The minister said Tuesday that taxes will rise.", "2024-05-21"),
        ("The minister said taxes will rise on Tuesday.", "2024-05-28"),
        ("On Tuesday, lawmakers will meet again.", "2024-05-28"),
        ("The offer stands until Tuesday.", "2024-05-28"),
        ("The rebels were given until Tuesday to leave.", "2024-05-28"),
        ("Prices rose to a record on Tuesday.", "2024-05-21"),
        ("Rivals agreed to meet on Tuesday.", "2024-05-28"),
        ("The tour begins Tuesday in Rome.", "2024-05-28"),
        ("A yet undisclosed number will come on Tuesday.", "2024-05-28"),
        ("Tuesday's raid killed three.", "2024-05-21"),
        ("Rivals agreed to meet next Tuesday.", "2024-05-28"),
        ("Fans saw the game last Saturday.", "2024-05-18"),
        ("Fans watched the game on Saturday.", "2024-05-25"),
    ],
)
def test_a_weekday_follows_the_verb_that_governs_it(sentence, value):
    assert values(sentence)[-1] == value


@pytest.mark.parametrize(
    ("sentence", "published", "value"),
    [
        ("The offensive followed an October 7 raid that killed hundreds.", "2024-05-25", "2023-10-07"),
        ("The mayor was killed on Dec. 7.", "2024-01-05", "2023-12-07"),
        ("The mayor will be sworn in on Jan. 3.", "2023-12-20", "2024-01-03"),
        ("The dividend is payable Jan. 15 to holders of record.", "2023-11-20", "2024-01-15"),
        ("Bids will be opened by March 1.", "2023-11-20", "2024-03-01"),
        ("The plant was closed in November.", "2024-02-10", "2023-11"),
        ("The plant will close in November.", "2024-02-10", "2024-11"),
        ("Profit rose in the fourth quarter.", "2024-02-10", "2023-Q4"),
        ("The bridge will open on Feb. 29.", "2023-11-20", "2024-02-29"),
    ],
)
def test_a_date_without_a_year_gets_the_one_that_the_tense_asks_for(sentence, published, value):
    assert values(sentence, published)[-1] == value


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("The embassy was shut on March 3, 2022. Two days later it reopened.", ["2022-03-03", "2022-03-05"]),
        ("He won in 2015. The following year he lost.", ["2015", "2016"]),
        ("He was seen on March 3, 2022. That day it rained.", ["2022-03-03", "2022-03-03"]),
        ("He left on March 3, 2022. The next day he was dead.", ["2022-03-03", "2022-03-04"]),
        ("He left in June 2019. Two months earlier he had married.", ["2019-06", "2019-04"]),
        ("He left on Monday, March 7, 2022. That Friday he returned.", ["2022-03-07", "2022-03-11"]),
        ("He left on March 3, 2022. At 5 p.m. the ship sank.", ["2022-03-03", "2022-03-03T17:00"]),
    ],
)
def test_a_mention_can_count_from_the_one_before(sentences, expected):
    assert values(sentences) == expected


def test_an_anchor_names_what_was_counted_from():
    first, later, week = find_dates(
        "He fled on March 3, 2022. Two days later he died. Last week he was honoured.", SATURDAY
    )
    assert first.anchor is None
    assert (later.anchor.kind, later.anchor.id) == (AnchorKind.MENTION, first.id)
    assert (week.anchor.kind, week.anchor.id) == (AnchorKind.PUBLICATION, None)


def test_a_telling_stays_in_its_year():
    assert values("In 1973 war broke out. In October, Egyptian troops crossed the canal.") == ["1973", "1973-10"]


def test_a_telling_goes_on_through_the_months_of_its_year():
    text = "War broke out in 1973. In October, Egyptian troops crossed the canal. In August nobody had seen it coming."
    assert values(text)[:2] == ["1973", "1973-10"]


def test_history_is_told_in_its_own_years_across_paragraphs():
    text = (
        "The Winter War began in November 1939.\nOn 30 November planes bombed Helsinki.\nIn January the lines held.\n"
        "By 1940 both sides were tired.\nOn 6 March Finland sued for peace. The following day fighting went on.\n"
        "In May 1941 talks began again, to fail in 1942. The men who fought in 1939 were old by 1990."
    )
    expected = [
        "1939-11",
        "1939-11-30",
        "1940-01",
        "1940",
        "1940-03-06",
        "1940-03-07",
        "1941-05",
        "1942",
        "1939",
        "1990",
    ]
    assert values(text) == expected


def test_news_that_names_old_years_stays_news():
    text = "He ruled from 1973 to 1980. Yesterday his son said he would run. The vote in October will be his first."
    assert values(text)[-1] == "2024-10"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("He leaves office on Jan. 20 next year.", "2025-01-20"),
        ("He left on Friday of last week.", "2024-05-17"),
        ("The fair opens Tuesday next week.", "2024-05-28"),
        ("The law was signed on the 3rd of March last year.", "2023-03-03"),
    ],
)
def test_a_part_of_a_year_or_week_that_is_counted_itself(sentence, value):
    assert values(sentence) == [value]


def test_the_last_of_a_list_says_the_year_for_all():
    assert values("It rained in May, June and July 2022.") == ["2022-05", "2022-06", "2022-07"]
    assert values("It rained on June 3 and July 5, 2022.") == ["2022-06-03", "2022-07-05"]


def test_won_is_no_future():
    assert values("Both sisters won their races on Tuesday.") == ["2024-05-21"]
    assert values("Both sisters won't run on Tuesday.") == ["2024-05-28"]


def test_a_headline_in_the_infinitive_looks_forward():
    assert values("Parties to meet Tuesday") == ["2024-05-28"]


def test_a_stamp_has_no_tense():
    text = "PARIS, May 24 (AP) - France will send troops."
    stamp = Section(id="s1", start=0, end=18, role=Role.DATELINE)
    assert values(text, "2024-05-25", (stamp,)) == ["2024-05-24"]


def test_a_side_remark_does_not_pull_later_months_into_its_year():
    assert values("Sales have doubled since 2003, the firm said. In February, it opened a shop.")[-1] == "2024-02"


def test_a_background_section_keeps_its_year_across_paragraphs():
    lead = "Egypt buried its president on Saturday.\n"
    text = lead + "Mr. Sadat took over in 1970.\nTroops crossed the canal in October."
    background = Section(id="s1", start=len(lead), end=len(text), role=Role.BODY, function=SectionFunction.BACKGROUND)
    assert values(text, sections=(background,)) == ["2024-05-25", "1970", "1970-10"]
    assert values(text) == ["2024-05-25", "1970", "2023-10"]


def test_accounts_compare_with_the_same_quarter_of_the_year_before():
    text = "Net income for the third quarter rose to $31 million, from $24 million a year earlier."
    assert values(text, "2023-10-26") == ["2023-Q3", "2022-Q3"]
    assert values("Profit fell in the year-ago quarter.", "2023-10-26") == ["2022-Q3"]
    assert values("Revenue rose 5% in the quarter.", "2023-10-26") == ["2023-Q3"]


def test_a_zone_in_the_text_gives_the_interval_its_offset():
    (mention,) = find_dates("The trade closed at 4 p.m. EST Nov. 14, 2023.", SATURDAY)
    assert mention.value == "2023-11-14T16:00"
    assert mention.interval.begin == "2023-11-14T16:00:00-05:00"


def test_a_duration_up_to_publication_has_its_interval():
    past, ahead = find_dates("In the past two years it shrank. In the next three months it will grow.", SATURDAY)
    assert (past.interval.begin, past.interval.end) == ("2022-05-25", "2024-05-25")
    assert (ahead.interval.begin, ahead.interval.end) == ("2024-05-25", "2024-08-25")


def test_earlier_and_later_cut_a_stretch_at_publication():
    earlier, later = find_dates("He fell ill earlier this month and will return later this year.", SATURDAY)
    assert (earlier.value, earlier.interval.begin, earlier.interval.end) == ("2024-05", "2024-05-01", "2024-05-25")
    assert (later.value, later.interval.begin, later.interval.end) == ("2024", "2024-05-25", "2025-01-01")


@pytest.mark.parametrize(
    "published",
    [
        "2024-05-25",
        "2024-05-25T23:43:17",
        "2024-05-25T23:43:17+02:00",
        "2024-05-25T23:43Z",
        date(2024, 5, 25),
        datetime(2024, 5, 25, 23, 43, tzinfo=UTC),
        PublishTime(value="2024-05-25T23:43:17", precision=TimePrecision.SECOND, origin=TimeOrigin.RECORD),
    ],
    ids=str,
)
def test_the_publish_date_is_read_as_written(published):
    assert values("He left yesterday.", published) == ["2024-05-24"]


def test_hours_are_counted_from_a_publish_time_and_never_guessed():
    assert values("He left two hours ago.", "2024-05-25T01:30:00") == ["2024-05-24T23:30"]
    (mention,) = find_dates("He left two hours ago.", SATURDAY)
    assert mention.interval is None


def test_a_publish_date_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="ISO 8601"):
        find_dates("He left yesterday.", "last Tuesday")
