"""Record times are shown as ISO 8601, whatever a producer set."""

from dateline.enricher.stream.times import iso_utc, parse_utc


def test_milliseconds_are_kept():
    assert iso_utc(1_716_680_597_250) == "2024-05-25T23:43:17.250Z"


def test_times_outside_the_calendar_are_clamped():
    assert iso_utc(-1) == "1970-01-01T00:00:00.000Z"
    assert iso_utc(10**18) == "9999-12-31T23:59:59.999Z"


def test_a_written_time_is_read_back_in_microseconds():
    assert parse_utc(b"2024-05-25T23:43:17.250Z") == 1_716_680_597_250_000
    assert parse_utc("2024-05-26T01:43:17+02:00") == 1_716_680_597_000_000


def test_what_is_no_instant_is_none():
    assert [parse_utc(x) for x in (None, "", "soon", b"\xff", "2024-05-25T23:43:17")] == [None] * 5
