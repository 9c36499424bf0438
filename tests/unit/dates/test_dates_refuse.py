"""False friends: what looks like a date and is none."""

import pytest

from dateline.enricher.dates import find_dates


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May met the king.",
        "Prime Minister May resigned.",
        "Rates may rise.",
        "May I come in?",
        "Thousands march on the capital.",
        "March with us!",
        "June Carter sang.",
        "The leaves fall, and springs dry up.",
        "He sat in the sun and wed her.",
        "A second man was held, on second thoughts.",
        "It was the second largest bank.",
        "They won 3-2 and drew 1-1.",
        "It cost $1998 and then £2024.",
        "Some 1,998 people came.",
        "The firm sold 2024 units.",
        "More than 2000 troops left.",
        "Call 555-2024 or 1-800-555-1998.",
        "Flight 2019 was diverted.",
        "Firmness was 5-6/10 on the scale.",
        "The band Midnight Magic and the film High Noon.",
        "The Book of the Month Club sells it.",
        "See No. 1999 and Section 2001.",
        "She read the Sunday Times.",
        "The march of Bloody Sunday is remembered.",
        "Sheffield Wednesday lost again.",
        "The share rose 10.5 to 20.12 points.",
        "The ratio is 3:2 and the verse is Luke 3:16.",
        "An SEC filing was made by an HR manager.",
        "The rent is $500 a month, or 60 cents a day.",
        "A quarter of the voters stayed away; three-quarters came.",
        "A 6-year-old boy, aged 6 years, was six years old.",
        'He spoke on "60 Minutes" on TV.',
        "The address is 10.0.2023.7, version 2.2019.",
    ],
)
def test_a_false_friend_is_refused(sentence):
    assert [(m.text, m.value) for m in find_dates(sentence, "2024-05-25")] == []


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Rates rose in May.", "2024-05"),
        ("Troops entered in March.", "2024-03"),
        ("They met on Sun., May 19.", "2024-05-19"),
        ("She was hired in 1998.", "1998"),
        ("The 1998 elections were fair.", "1998"),
        ("It lasted for a second.", "PT1S"),
        ("He came on Sunday.", "2024-05-19"),
        ("The law of August 2019 stands.", "2019-08"),
        ("Columbus sailed in 1492.", "1492"),
    ],
)
def test_the_true_friend_beside_it_is_found(sentence, value):
    assert value in [m.value for m in find_dates(sentence, "2024-05-25")]
