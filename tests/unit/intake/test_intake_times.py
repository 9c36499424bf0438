"""Times of records: the common variants are read as written, nonsense is no time."""

import pytest

from dateline.contract import TimeOrigin
from dateline.enricher.intake.times import parse_time

RECORD = TimeOrigin.RECORD


@pytest.mark.parametrize(
    ("raw", "value", "instant", "precision"),
    [
        # ISO 8601
        ("2024", "2024", None, "year"),
        ("2024-05", "2024-05", None, "month"),
        ("2024-05-25", "2024-05-25", None, "day"),
        ("20240525", "2024-05-25", None, "day"),
        ("2024-05-25+02:00", "2024-05-25", None, "day"),
        ("2024-05-25T10", "2024-05-25T10", None, "hour"),
        ("2024-05-25T10Z", "2024-05-25T10Z", "2024-05-25T10:00:00Z", "hour"),
        ("2024-05-25T10:20", "2024-05-25T10:20", None, "minute"),
        ("2024-05-25 10:20:30", "2024-05-25T10:20:30", None, "second"),
        ("2024-05-25t10:20:30z", "2024-05-25T10:20:30Z", "2024-05-25T10:20:30Z", "second"),
        ("2024-05-25T10:20:30 UTC", "2024-05-25T10:20:30Z", "2024-05-25T10:20:30Z", "second"),
        ("2024-05-25T23:43:17+02:00", "2024-05-25T23:43:17+02:00", "2024-05-25T21:43:17Z", "second"),
        ("2024-05-25T23:43:17+0200", "2024-05-25T23:43:17+02:00", "2024-05-25T21:43:17Z", "second"),
        ("2024-05-25T23:43:17-05", "2024-05-25T23:43:17-05:00", "2024-05-26T04:43:17Z", "second"),
        ("2024-05-25T23:43:17+05:45", "2024-05-25T23:43:17+05:45", "2024-05-25T17:58:17Z", "second"),
        ("20240525T234317Z", "2024-05-25T23:43:17Z", "2024-05-25T23:43:17Z", "second"),
        ("20240525T234317-0400", "2024-05-25T23:43:17-04:00", "2024-05-26T03:43:17Z", "second"),
        ("2024-05-25T23:43:17.25Z", "2024-05-25T23:43:17.25Z", "2024-05-25T23:43:17.25Z", "second"),
        ("2024-05-25T23:43:17,250+02:00", "2024-05-25T23:43:17.250+02:00", "2024-05-25T21:43:17.250Z", "second"),
        ("2024-05-25T23:43:17.000Z", "2024-05-25T23:43:17Z", "2024-05-25T23:43:17Z", "second"),
        ("2024-05-25T23:43:17+02:00[Europe/Berlin]", "2024-05-25T23:43:17+02:00", "2024-05-25T21:43:17Z", "second"),
        (" 2024-05-25 ", "2024-05-25", None, "day"),
        ("1605-01-01", "1605-01-01", None, "day"),
        # RFC 2822 and its elders
        ("Tue, 25 Jun 2024 09:05:00 -0400", "2024-06-25T09:05:00-04:00", "2024-06-25T13:05:00Z", "second"),
        ("Tue, 25 Jun 2024 09:05 +0000", "2024-06-25T09:05Z", "2024-06-25T09:05:00Z", "minute"),
        ("25 Jun 2024 09:05:00 GMT", "2024-06-25T09:05:00Z", "2024-06-25T09:05:00Z", "second"),
        ("25 Jun 2024 09:05:00 EST", "2024-06-25T09:05:00-05:00", "2024-06-25T14:05:00Z", "second"),
        ("25 Jun 2024 09:05:00 PDT", "2024-06-25T09:05:00-07:00", "2024-06-25T16:05:00Z", "second"),
        ("Tue, 25 Jun 2024 09:05:00 -0000", "2024-06-25T09:05:00Z", "2024-06-25T09:05:00Z", "second"),
        ("Tue, 25 Jun 2024 09:05:00 IST", "2024-06-25T09:05:00", None, "second"),
        ("Tue, 25 Jun 2024 09:05:00 +0200 (CEST)", "2024-06-25T09:05:00+02:00", "2024-06-25T07:05:00Z", "second"),
        ("Tuesday, 25-Jun-24 09:05:00 GMT", "2024-06-25T09:05:00Z", "2024-06-25T09:05:00Z", "second"),
        ("25 Jun 2024", "2024-06-25", None, "day"),
        # epoch numbers
        (1719306300, "2024-06-25T09:05:00Z", "2024-06-25T09:05:00Z", "second"),
        (1719306300.0, "2024-06-25T09:05:00Z", "2024-06-25T09:05:00Z", "second"),
        (1719306300123, "2024-06-25T09:05:00.123Z", "2024-06-25T09:05:00.123Z", "second"),
    ],
)
def test_a_time_is_read_as_written(raw: str | float, value: str, instant: str | None, precision: str) -> None:
    found = parse_time(raw, RECORD)
    assert found is not None
    assert (found.value, found.instant, found.precision, found.origin) == (value, instant, precision, RECORD)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "yesterday",
        "2024-13-45",
        "2024-13",
        "2024-02-30",
        "0000-01-01",
        "0001-01-01T00:00:00Z",
        "99999-01-01",
        "12024-01-01",
        "-2024-01-01",
        "202405",
        "2024-0500",
        "2024-05-25T24:00:00",
        "2024-05-25T23:60",
        "2024-05-25T10:20:30+24:00",
        "2024-05-25T10:20:30+01:99",
        "9999-12-31T23:59:59-01:00",
        "2024-05-25T10:20:30 and more",
        "２０２４-05-25",
        "25 Foo 2024 10:00",
        "45 Jun 2024 09:05:00 GMT",
        "25 Jun 2024 25:05:00 GMT",
        "1719306300",
        20240525,
        0,
        -1,
        10**400,
        1e308,
        float("nan"),
        float("inf"),
        True,
        None,
        [],
        {},
        ["2024-05-25"],
        "2024-05-25" + " " * 1_000_000 + "x",
        "9" * 1_000_000,
    ],
    ids=lambda raw: repr(raw)[:40],
)
def test_what_is_no_time_is_none(raw: object) -> None:
    assert parse_time(raw, RECORD) is None  # type: ignore[arg-type]


def test_a_value_read_again_says_the_same() -> None:
    for raw in ("2024-05", "20240525T234317-0400", "25 Jun 2024 09:05 EST", 1719306300123):
        once = parse_time(raw, RECORD)
        assert once is not None
        assert parse_time(once.value, RECORD) == once
