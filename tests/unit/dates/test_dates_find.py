"""What is found in a sentence, and as what: type, value and the attributes of TIMEX3."""

import pytest

from dateline.enricher.dates import find_dates

SATURDAY = "2024-05-25"


def read(sentence, published=SATURDAY):
    return [(m.text, str(m.type), m.value) for m in find_dates(sentence, published)]


@pytest.mark.parametrize(
    ("sentence", "text", "kind", "value"),
    [
        ("The truce of October 7, 2023 did not last.", "October 7, 2023", "DATE", "2023-10-07"),
        ("The court ruled on Oct. 7, 2023.", "Oct. 7, 2023", "DATE", "2023-10-07"),
        ("The court ruled on 7 October 2023.", "7 October 2023", "DATE", "2023-10-07"),
        ("The court ruled on 31st December 1999.", "31st December 1999", "DATE", "1999-12-31"),
        ("The form is dated 10/27/2023.", "10/27/2023", "DATE", "2023-10-27"),
        ("The form is dated 27/10/2023.", "27/10/2023", "DATE", "2023-10-27"),
        ("The form is dated 07.10.2023.", "07.10.2023", "DATE", "2023-10-07"),
        ("The log says 2023-10-07.", "2023-10-07", "DATE", "2023-10-07"),
        ("The log says 2023-10-07T12:30:05Z.", "2023-10-07T12:30:05Z", "TIME", "2023-10-07T12:30:05Z"),
        ("Rain fell in early May.", "early May", "DATE", "2024-05"),
        ("Rents peaked in mid-2022.", "mid-2022", "DATE", "2022"),
        ("Rents rose in January 2022.", "January 2022", "DATE", "2022-01"),
        ("Prices were frozen in the 1990s.", "the 1990s", "DATE", "199"),
        ("Prices were frozen in the '80s.", "the '80s", "DATE", "198"),
        ("Prices were frozen in the early nineties.", "the early nineties", "DATE", "199"),
        ("It was the bloodiest war of the 20th century.", "the 20th century", "DATE", "19"),
        ("The dam broke last summer.", "last summer", "DATE", "2023-SU"),
        ("The dam broke in the winter of 1994.", "the winter of 1994", "DATE", "1994-WI"),
        ("Profit fell in Q3 2022.", "Q3 2022", "DATE", "2022-Q3"),
        ("Profit fell in the third quarter of 2022.", "the third quarter of 2022", "DATE", "2022-Q3"),
        ("Profit fell in last year's fourth quarter.", "last year's fourth quarter", "DATE", "2023-Q4"),
        ("Profit fell in the fiscal first quarter.", "the fiscal first quarter", "DATE", "2024-Q1"),
        ("Sales rose in the first half of 2023.", "the first half of 2023", "DATE", "2023-H1"),
        ("Talks resume in the coming week.", "the coming week", "DATE", "2024-W22"),
        ("Nothing was built in the past two years.", "the past two years", "DURATION", "P2Y"),
        ("The law was passed a decade ago.", "a decade ago", "DATE", "2014"),
        ("The shop closed at 5 p.m. Thursday.", "5 p.m. Thursday", "TIME", "2024-05-23T17:00"),
        ("The shop closed Thursday at noon.", "Thursday at noon", "TIME", "2024-05-23T12:00"),
        ("The shop closed at 9:20 a.m. on May 3.", "9:20 a.m. on May 3", "TIME", "2024-05-03T09:20"),
        ("The house burnt Friday night.", "Friday night", "TIME", "2024-05-24TNI"),
        ("The house burnt on the morning of June 3, 2023.", "the morning of June 3, 2023", "TIME", "2023-06-03TMO"),
        ("The house burnt last night.", "last night", "TIME", "2024-05-24TNI"),
        ("The house burnt this morning.", "this morning", "TIME", "2024-05-25TMO"),
        ("The train left at 8:15 a.m. (0615 GMT) Friday.", "8:15 a.m. (0615 GMT) Friday", "TIME", "2024-05-24T08:15"),
        ("He left at 10.30pm.", "10.30pm", "TIME", "2024-05-25T22:30"),
        ("Shops opened the day after Thanksgiving.", "the day after Thanksgiving", "DATE", "2023-11-24"),
        ("It was a record for the 1990 fiscal year.", "the 1990 fiscal year", "DATE", "1990"),
        ("Polls closed at 18:00 GMT.", "18:00 GMT", "TIME", "2024-05-25T18:00Z"),
        ("The siege took five years.", "five years", "DURATION", "P5Y"),
        ("The siege took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("The siege took 36 hours.", "36 hours", "DURATION", "PT36H"),
        ("The siege took half an hour.", "half an hour", "DURATION", "PT30M"),
        ("The siege took several weeks.", "several weeks", "DURATION", "PXW"),
        ("The siege took a couple of days.", "a couple of days", "DURATION", "P2D"),
        ("They agreed on a 30-day truce.", "30-day", "DURATION", "P30D"),
        ("They have waited for years.", "years", "DURATION", "PXY"),
        ("The paper appears daily.", "daily", "SET", "P1D"),
        ("The council meets every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("The council meets every other Tuesday.", "every other Tuesday", "SET", "XXXX-WXX-2"),
        ("The council meets on Tuesday nights.", "Tuesday nights", "SET", "XXXX-WXX-2TNI"),
        ("The council meets each July.", "each July", "SET", "XXXX-07"),
        ("The council meets every two weeks.", "every two weeks", "SET", "P2W"),
        ("The council meets twice a month.", "twice a month", "SET", "P1M"),
        ("The line has six trains a week.", "a week", "SET", "P1W"),
        ("She is now retired.", "now", "DATE", "PRESENT_REF"),
        ("She recently retired.", "recently", "DATE", "PAST_REF"),
        ("Nobody knows the future.", "the future", "DATE", "FUTURE_REF"),
        ("The year was nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
        ("The bug struck in the year 2000.", "the year 2000", "DATE", "2000"),
        ("He came home for Christmas.", "Christmas", "DATE", "2023-12-25"),
        ("Shops were shut on Good Friday.", "Good Friday", "DATE", "2024-03-29"),
        ("Shops were shut on Thanksgiving.", "Thanksgiving", "DATE", "2023-11-23"),
        ("Shops were shut on Labor Day 2022.", "Labor Day 2022", "DATE", "2022-09-05"),
        ("Traders still speak of Black Monday.", "Black Monday", "DATE", "1987-10-19"),
        ("It was signed in the week of March 4.", "the week of March 4", "DATE", "2024-W10"),
    ],
)
def test_a_mention_of_each_kind_is_found(sentence, text, kind, value):
    assert (text, kind, value) in read(sentence)


def test_early_mid_and_late_set_mod_and_narrow_the_interval_to_a_third():
    early, middle, late = find_dates("From early May to mid-May and late May 2024.", SATURDAY)
    assert (early.mod, early.interval.begin, early.interval.end) == ("START", "2024-05-01", "2024-05-11")
    assert (middle.mod, middle.interval.begin, middle.interval.end) == ("MID", "2024-05-11", "2024-05-22")
    assert (late.mod, late.interval.begin, late.interval.end) == ("END", "2024-05-22", "2024-06-01")


@pytest.mark.parametrize(
    ("sentence", "mod"),
    [
        ("The strike lasted about two weeks.", "APPROX"),
        ("The strike lasted nearly two weeks.", "LESS_THAN"),
        ("The strike lasted more than two weeks.", "MORE_THAN"),
        ("The strike lasted at least two weeks.", "EQUAL_OR_MORE"),
        ("The strike lasted up to two weeks.", "EQUAL_OR_LESS"),
        ("The strike began more than two weeks ago.", "BEFORE"),
    ],
)
def test_a_word_before_an_amount_sets_mod(sentence, mod):
    (mention,) = find_dates(sentence, SATURDAY)
    assert mention.mod == mod


def test_sets_carry_quant_and_frequency():
    every, other, twice = find_dates("It meets every Monday, every other Friday, and twice a year.", SATURDAY)
    assert (every.quant, other.quant, twice.freq) == ("EVERY", "EVERY OTHER", "2X")


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The fair runs June 3-7.", ["2024-06-03", "2024-06-07"]),
        ("The fair was held 3-7 June 2023.", ["2023-06-03", "2023-06-07"]),
        ("The fair was held from June 28 to July 2, 2023.", ["2023-06-28", "2023-07-02"]),
        ("He was minister from 2019 to 2021.", ["2019", "2021"]),
        ("He was minister in 2009-2010.", ["2009", "2010"]),
        ("He led in the 1996-97 season.", ["1996", "1997"]),
        ("He led between 1998 and 2000.", ["1998", "2000"]),
        ("Doors were open Monday through Friday.", ["2024-05-20", "2024-05-24"]),
        ("They met from 9 a.m. to 5 p.m. on Tuesday.", ["2024-05-21T09:00", "2024-05-21T17:00"]),
        ("He slept from November to January.", ["2023-11", "2024-01"]),
    ],
)
def test_the_two_ends_of_a_range_are_tied(sentence, ends):
    mentions = find_dates(sentence, SATURDAY)
    assert [m.value for m in mentions] == ends
    assert {m.range for m in mentions} == {"r1"}


def test_two_ranges_are_two():
    ranges = [m.range for m in find_dates("Open June 3-7 and from 2025 to 2027; shut in 2030.", SATURDAY)]
    assert ranges == ["r1", "r1", "r2", "r2", None]


def test_a_wrapped_line_does_not_split_a_date_but_a_paragraph_does():
    assert (
        read("The envoy of the secretary general said that he would return on\nMonday, June 3,\n2024.")[0][2]
        == "2024-06-03"
    )
    assert [v for _, _, v in read("He leaves on June 3\n\n2024 was a hard year.")] == ["2024-06-03", "2024"]
