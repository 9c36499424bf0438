"""Which way a clause looks, read from its words alone."""

import pytest

from dateline.enricher.dates import find_dates
from dateline.enricher.dates.clause import EARLY, LATE, clause_at
from dateline.enricher.dates.english import cues
from dateline.enricher.dates.scan import fold
from dateline.enricher.dates.tense import _TELLING


def test_no_table_of_verbs_is_passed_over():
    tables = (
        cues.FUTURE_AUXILIARIES, cues.MODALS, cues.PAST_AUXILIARIES, cues.PRESENT_AUXILIARIES, cues.DEADLINE,
        cues.PROSPECTIVE, cues.FORECASTS, cues.TIMETABLE, cues.TIMETABLE_PLURAL, cues.IRREGULAR_PAST, cues.TAKES,
        cues.HAVE, cues.WAS,
    )  # fmt: skip
    assert set().union(*tables) <= _TELLING


@pytest.mark.parametrize(
    ("example", "rule"), [*EARLY, *LATE], ids=lambda value: value if isinstance(value, str) else value.__name__
)
def test_a_rule_speaks_on_its_own_example(example, rule):
    start = example.index("Monday")
    clause = clause_at(example, fold(example), start, start + len("Monday"))
    clause.verb = clause.verb or (clause.ahead() if (example, rule) in LATE else None)
    assert rule(clause) is not None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The vote, originally scheduled for Tuesday, was put off to Thursday.", "2024-05-23"),
        ("A service planned for Tuesday was cancelled.", "2024-05-21"),
        ("He was due in court Tuesday but failed to appear.", "2024-05-21"),
        ("The truce, to begin at noon Thursday, was agreed late in the night.", "2024-05-23T12:00"),
        ("The parade is on Thursday.", "2024-05-23"),
        ("Leaders meet Thursday in Rome.", "2024-05-23"),
        ("On Thursday donors meet in Kiev.", "2024-05-23"),
        ("Doctors demand that the curfew be lifted Thursday.", "2024-05-23"),
        ("The tunnel, since reopened, may have to shut again Thursday.", "2024-05-23"),
        ("Council to vote Thursday on a plan first tabled in the spring.", "2024-05-23"),
        ("An attempt to cross on Tuesday failed.", "2024-05-21"),
        ("Forecasters expect thunder on Thursday.", "2024-05-23"),
        ("The law takes effect Thursday.", "2024-05-23"),
        ("Thursday's summit in Paris will be the first of the year.", "2024-05-23"),
        ("Tuesday's raid will not be the last.", "2024-05-21"),
        ("The two leaders were in Leeds on the eve of Thursday's vote.", "2024-05-23"),
        ("Parliament let the offensive begin as planned Tuesday.", "2024-05-21"),
        ("Neither of them could be located Tuesday.", "2024-05-21"),
    ],
)
def test_the_verb_that_governs_a_weekday_decides(sentence, day):
    assert find_dates(sentence, "2024-05-22")[0 if "scheduled" not in sentence else 1].value == day


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("He died on June 4.", "2023-06-04"),
        ("The hearing took place on June 4.", "2023-06-04"),
        ("Sales fell in June.", "2023-06"),
        ("The sale is set for June 4.", "2024-06-04"),
        ("They agreed on June 4 as the day.", "2024-06-04"),
        ("The fire broke out shortly before 3 a.m. Sunday.", "2024-05-19T03:00"),
        ("Prices collapsed in the late 2000s.", "200"),
    ],
)
def test_what_stands_right_after_a_verb_of_the_past_is_over(sentence, value):
    assert find_dates(sentence, "2024-05-22")[0].value == value
