"""Record times are shown as ISO 8601, whatever a producer set."""

from dateline.enricher.stream.times import iso_utc


def test_milliseconds_are_kept():
    assert iso_utc(1_716_680_597_250) == "2024-05-25T23:43:17.250Z"


def test_times_outside_the_calendar_are_clamped():
    assert iso_utc(-1) == "1970-01-01T00:00:00.000Z"
    assert iso_utc(10**18) == "9999-12-31T23:59:59.999Z"
