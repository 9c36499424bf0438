"""A producer's mistake stops the worker before it fills the dead letters."""

from dateline.enricher.stream.limits import DeadLetterLimit


def fed(limit, *records):
    for dead in records:
        limit.add(dead)
    return limit


def test_a_few_bad_records_at_the_start_do_not_stop_the_worker():
    assert fed(DeadLetterLimit(0.5, 10), *[True] * 9).passed is None


def test_a_full_window_with_too_many_dead_letters_stops_it_with_the_figures():
    limit = fed(DeadLetterLimit(0.5, 10), *[True, False] * 5)
    assert limit.passed.startswith("5 of the last 10 records were dead letters; the limit is 50%")


def test_only_the_last_records_count():
    assert fed(DeadLetterLimit(0.5, 10), *[True] * 10, *[False] * 6).passed is None


def test_a_limit_of_one_never_stops_it():
    assert fed(DeadLetterLimit(1, 10), *[True] * 100).passed is None
