"""A year once said holds for what follows, until the text turns to the present."""

import pytest

from dateline.enricher.dates import find_dates

# ruff: noqa: E501  a case stands on one line

SIEGE = (
    "The siege of Marrow began on 14 March 1811. By April the garrison was starving. On the 21st the walls were "
    "breached. Two days later the city fell. That autumn the army marched north. The following spring it returned, and "
    "in June it was beaten. It wintered in the hills from November to February. In the same month a truce was signed."
)
AIRLINE = (
    "The airline stopped flying on Thursday.\n"
    "It was not the first crisis for the carrier, which was founded in 1991. In May 1998 one of its turboprops crashed "
    "near Kosice. The fleet was grounded the next day and did not fly again until August. In November the chairman "
    "resigned.\n"
    "Passengers were stranded in Gdansk in August, and the regulator will meet in October."
)


def values(text, published="2015-06-01"):
    return [m.value for m in find_dates(text, published)]


def test_a_siege_is_told_from_march_to_the_february_after_next():
    assert values(SIEGE) == [
        "1811-03-14", "1811-04", "1811-04-21", "1811-04-23", "1811-FA", "1812-SP", "1812-06", "1812-11", "1813-02",
        "1813-02",
    ]  # fmt: skip


def test_news_goes_back_to_its_own_year_after_the_paragraph_of_background():
    assert values(AIRLINE, "2017-09-29") == [
        "2017-09-28", "1991", "1998-05", "1998-05-XX", "1998-08", "1998-11", "2017-08", "2017-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He enlisted in September 1939. In May he was wounded.", ["1939-09", "1940-05"]),
        ("He was elected in 1938. In June he fell ill. In March he had been well.", ["1938", "1938-06", "1938-03"]),
        ("They landed on 6 June 1944. By midnight it was over.", ["1944-06-06", "1944-06-06T24:00"]),
        ("They landed on 6 June 1944. The next morning it rained.", ["1944-06-06", "1944-06-07TMO"]),
        ("The bridge fell on 28 December 1879. It was Sunday night.", ["1879-12-28", "1879-12-28TNI"]),
        ("The mine was fired at 7:20 a.m. on 1 July 1916. Ten minutes later men ran.", ["1916-07-01T07:20", "1916-07-01T07:30"]),
        ("She was launched on 3 May 1911. Last year a museum was opened.", ["1911-05-03", "2014"]),
        ("The vote of 1876 was close. Polling took place on 7 November.", ["1876", "1876-11-07"]),
        ("He married in 1925; the next year a child was born.", ["1925", "1926"]),
        ("Interest grew in the 1890s. A decade later there were three teams.", ["189", "190"]),
        ("The king came in 480 BC. Ten years earlier his father had lost.", ["BC0480", "BC0490"]),
        ("It began on 24 August AD 79. The next morning all was ash.", ["0079-08-24", "0079-08-25TMO"]),
    ],
)  # fmt: skip
def test_a_telling_goes_on_from_what_was_told_last(text, expected):
    assert values(text) == expected


def test_a_look_back_with_had_does_not_move_the_telling():
    text = (
        "The trial opened on 6 February 1899. The ship had been lost in May of the previous year. It ended on the 17th."
    )
    assert values(text)[-1] == "1899-02-17"


def test_what_will_come_is_not_told():
    text = "The bridge was opened in 1878 and rebuilt in 1883. It will be painted in March."
    assert values(text)[-1] == "2016-03"


def test_a_date_before_its_noun_sets_no_year_in_news():
    text = "Police on Monday named two men charged in the Dec. 21, 1988, bombing. Their leader agreed in April to talk."
    assert values(text, "1999-06-07")[-1] == "1999-04"


def test_a_day_that_is_not_known_is_not_invented():
    mention = find_dates("In May 1998 a plane crashed. The next day the fleet was grounded.", "2017-09-29")[-1]
    assert (mention.value, mention.interval) == ("1998-05-XX", None)
