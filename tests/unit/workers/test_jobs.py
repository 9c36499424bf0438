"""The order in which batches are taken by the processes."""

import threading

from dateline.enricher.workers.jobs import Jobs


def taken(jobs, *, light_only, number):
    return [jobs.take(light_only=light_only).items for _ in range(number)]


def test_live_articles_are_taken_before_replayed_ones_and_older_before_younger():
    jobs = Jobs()
    for items, urgent in ((["replayed"], False), (["first"], True), (["second"], True)):
        jobs.put(items, urgent=urgent, heavy=False)
    assert taken(jobs, light_only=False, number=3) == [["first"], ["second"], ["replayed"]]


def test_a_giant_is_passed_over_by_the_process_that_is_kept_free_and_taken_by_the_others():
    jobs = Jobs()
    jobs.put(["a book"], urgent=True, heavy=True)
    jobs.put(["a brief"], urgent=True, heavy=False)
    assert taken(jobs, light_only=True, number=1) == [["a brief"]]
    assert taken(jobs, light_only=False, number=1) == [["a book"]]


def test_a_live_giant_comes_before_a_replayed_brief():
    jobs = Jobs()
    jobs.put(["a replayed brief"], urgent=False, heavy=False)
    jobs.put(["a live book"], urgent=True, heavy=True)
    assert taken(jobs, light_only=False, number=2) == [["a live book"], ["a replayed brief"]]


def test_closing_ends_whoever_waits_and_gives_back_what_nobody_took():
    jobs = Jobs()
    jobs.put(["a book"], urgent=True, heavy=True)
    ended = []
    waiting = threading.Thread(target=lambda: ended.append(jobs.take(light_only=True)))
    waiting.start()
    assert [job.items for job in jobs.close()] == [["a book"]]
    waiting.join(5)
    assert ended == [None]


def test_what_is_put_into_a_closed_queue_is_cancelled():
    jobs = Jobs()
    jobs.close()
    assert jobs.put(["late"], urgent=True, heavy=False).cancelled()
