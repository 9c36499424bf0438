"""How the records of a topic become batches, and batches jobs."""

from dateline.enricher.stream.backlog import Backlog, jobs
from dateline.enricher.stream.records import Incoming

OVERHEAD = Incoming("news.article.raw.v1", 0, 0, 0, None, b"").size


def record(offset, size=100):
    return Incoming("news.article.raw.v1", 0, offset, 1_716_638_400_000, None, b"x" * (size - OVERHEAD))


def backlog(*sizes):
    made = Backlog("news.article.raw.v1")
    for offset, size in enumerate(sizes):
        made.offer(record(offset, size))
    return made


def offsets(records):
    return [r.offset for r in records]


def together(first, other):
    return True


def test_a_record_that_is_delivered_again_after_a_rebalance_waits_once():
    waiting = backlog(300, 300)
    assert not waiting.offer(record(1, 300))
    assert waiting.size == 600


def test_a_batch_ends_at_its_number_of_records_and_at_its_bytes():
    assert offsets(backlog(300, 300, 300).take(2, 10_000, 0, together)) == [0, 1]
    assert offsets(backlog(300, 300, 300).take(9, 700, 0, together)) == [0, 1]


def test_a_record_larger_than_a_batch_is_a_batch_of_its_own():
    waiting = backlog(900, 300)
    assert offsets(waiting.take(9, 700, 0, together)) == [0]
    assert offsets(waiting.take(9, 700, 0, together)) == [1]


def test_what_is_committed_already_is_passed_over():
    waiting = backlog(300, 300, 300)
    assert offsets(waiting.take(9, 10_000, 2, together)) == [2]
    assert waiting.size == 0


def test_a_suspect_is_taken_alone():
    waiting = backlog(300, 300, 300)
    apart = lambda first, other: 1 not in (first.offset, other.offset)  # noqa: E731
    assert [offsets(waiting.take(9, 10_000, 0, apart)) for _ in range(3)] == [[0], [1], [2]]


def test_a_batch_is_cut_into_jobs_by_bytes_so_that_no_process_is_busy_for_long():
    records = [record(n, size) for n, size in enumerate((300, 300, 300, 5_000, 300))]
    assert [offsets(job) for job in jobs(records, 700)] == [[0, 1], [2], [3], [4]]


def test_jobs_hold_every_record_of_the_batch_once_and_in_order():
    records = [record(n, 300 + 97 * n % 700) for n in range(50)]
    assert [r for job in jobs(records, 2_000) for r in job] == records


def test_each_topic_has_half_of_the_buffer_so_that_replayed_records_never_stop_live_ones():
    replayed, live = backlog(600), backlog()
    assert replayed.filled(1_000, 100) > 1
    assert live.filled(1_000, 100) == 0
    assert backlog(300, 300).filled(10_000, 3) > 1
