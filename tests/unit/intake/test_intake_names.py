"""Bylines are taken apart into names; lists of names are only tidied."""

import pytest

from dateline.enricher.intake.names import split_byline, tidy


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe", ("Jane Doe",)),
        ("BY  JANE\nDOE", ("JANE DOE",)),
        ("By: Jane Doe", ("Jane Doe",)),
        ("Reporting by Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("Von Jana Muster und Jan Muster, dpa", ("Jana Muster", "Jan Muster")),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe & Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Jane Doe, Associated Press", ("Jane Doe",)),
        ("Jane Doe, Political Editor", ("Jane Doe",)),
        ("Jane Doe in Paris and John Roe in Rome", ("Jane Doe", "John Roe")),
        ("Jane Doe for The Herald", ("Jane Doe",)),
        ("Herald Staff", ("Herald Staff",)),
        ("Byron Doe", ("Byron Doe",)),
        ("Sandra Andrews", ("Sandra Andrews",)),
        ("jane@herald.example (Jane Doe)", ("Jane Doe",)),
        ("Jane Doe <jane@herald.example>", ("Jane Doe",)),
        ("jane@herald.example", ()),
        ("https://herald.example/jane", ()),
        ("", ()),
        (" , ", ()),
        ("By", ()),
        ("Jane Doe and " * 1_000, ()),
    ],
)
def test_a_byline_gives_its_names(byline: str, names: tuple[str, ...]) -> None:
    assert split_byline(byline) == names


def test_names_in_a_list_keep_their_commas_and_come_once() -> None:
    assert tidy(["Doe, Jane", " John  Roe ", "Doe, Jane", "", "(Image: Getty)"]) == ("Doe, Jane", "John Roe")
