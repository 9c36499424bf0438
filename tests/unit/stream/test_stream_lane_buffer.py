"""What waits in a lane is bounded by bytes and by number, and fetching goes on at half."""

from dateline.enricher.stream.records import Incoming


def record(value=b"{}", headers=()):
    return Incoming("news.article.raw.v1", 0, 1, 1_716_638_400_000, b"story-1", value, headers)


def test_a_record_of_a_few_bytes_counts_with_what_it_takes_as_an_object():
    assert record(b"{}").size > 200


def test_headers_count_since_they_can_be_larger_than_the_value():
    assert record(headers=(("note", b"x" * 100_000),)).size > 100_000
