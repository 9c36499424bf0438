"""The cases of bench/dates_cases are read as well as they ever were, and hold together."""

import pytest
from bench.dates_cases import FILES, Score, cases, score

# Value F1 in per cent, below which a change has lost more than it won.
FLOORS = {"sentences": 94.0, "stories": 94.0}


@pytest.mark.parametrize("name", FILES)
def test_the_values_of_the_cases_are_read_as_well_as_ever(name):
    total = Score()
    for case in cases(name):
        total.add(score(case)[0])
    assert total.expected > 400
    assert total.f1("value") >= FLOORS[name]


def test_a_fault_is_named():
    case = {
        "published": "2024-05-22",
        "text": "He left on Friday.",
        "mentions": [{"text": "Friday", "type": "DATE", "value": "2024-05-24"}],
    }
    result, faults = score(case)
    assert (result.expected, result.found, result.value) == (1, 1, 0)
    assert faults == ["'Friday' is 2024-05-17, not 2024-05-24"]
