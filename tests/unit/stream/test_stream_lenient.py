"""Record batches as broken producers write them, read on their own and through aiokafka's consumer parts."""

from __future__ import annotations

import struct

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.fetcher import READ_COMMITTED, PartitionRecords
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.contract.headers import UNREADABLE
from dateline.enricher.stream.clients.lenient import LenientRecords

HEADER = 61  # bytes of a batch before its records
CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}
MARK = b"NAMENAME"


def batch(records, codec="none", change=lambda data: data):
    """A batch of (key, value, headers); ``change`` is done to the records' bytes before they are compressed."""
    builder = DefaultRecordBatchBuilder(2, 0, False, -1, -1, -1, 1 << 20)
    for number, (key, value, headers) in enumerate(records):
        builder.append(number, 1_700_000_000_000, key, value, headers)
    plain = bytes(builder.build())
    compressed = DefaultRecordBatchBuilder(2, CODECS[codec], False, -1, -1, -1, 1 << 20)
    compressed.append(0, 1, b"", b"x" * len(plain), [])
    body = change(plain[HEADER:])
    if codec != "none":
        from aiokafka import codec as codecs

        body = getattr(codecs, f"{codec}_encode")(body)
    head = bytearray(plain[:HEADER])
    struct.pack_into(">i", head, 8, HEADER - 12 + len(body))
    struct.pack_into(">h", head, 21, CODECS[codec])
    struct.pack_into(">I", head, 17, calc_crc32c(bytes(head[21:]) + body))
    return bytes(head) + body


def read(data):
    """As the consumer does it, in the order of the offsets."""
    records = PartitionRecords(TopicPartition("news", 0), LenientRecords(data), [], 0, None, None, True, READ_COMMITTED)
    found = [(r.offset, r.key, r.value, list(r.headers)) for r in records]
    return found, records.next_fetch_offset


THREE = [(b"a", b"first", [("x", b"1")]), (b"b", b"second", [(MARK.decode(), b"2")]), (None, None, [])]


@pytest.mark.parametrize("codec", CODECS)
def test_a_whole_batch_is_read_as_aiokafka_reads_it(codec):
    expected = [(n, key, value, headers) for n, (key, value, headers) in enumerate(THREE)]
    assert read(batch(THREE, codec)) == (expected, 3)


@pytest.mark.parametrize("codec", CODECS)
def test_a_header_name_that_is_not_utf_8_is_escaped_and_the_records_around_it_are_read(codec):
    found, position = read(batch(THREE, codec, lambda data: data.replace(MARK, b"\xff\xfeLatin\xe4")))
    assert [key for _, key, _, _ in found] == [b"a", b"b", None]
    assert found[1] == (1, b"b", b"second", [("\\xff\\xfeLatin\\xe4", b"2")])
    assert position == 3


def test_headers_that_reach_beyond_their_record_are_kept_as_one():
    # The length of the name, one byte before it, becomes 60.
    found, _ = read(batch(THREE, change=lambda data: data.replace(b"\x10" + MARK, b"\x78" + MARK)))
    [(name, value)] = found[1][3]
    assert name == UNREADABLE
    assert MARK in value
    assert [key for _, key, _, _ in found] == [b"a", b"b", None]
    assert found[1][2] == b"second"


def test_a_record_whose_key_reaches_beyond_it_arrives_whole_as_a_value():
    found, position = read(batch(THREE, change=lambda data: data.replace(b"\x02b\x0csecond", b"\x7eb\x0csecond")))
    assert [offset for offset, _, _, _ in found] == [0, 1, 2]
    assert b"second" in found[1][2]
    assert position == 3


def test_a_batch_that_ends_within_a_record_is_left_behind_whole():
    found, position = read(batch(THREE, change=lambda data: data[:-6]))
    assert [key for _, key, _, _ in found[:2]] == [b"a", b"b"]
    assert position == 3


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_a_batch_that_would_fill_the_memory_arrives_compressed_as_one_value(codec):
    data = batch([(b"bomb", b"0" * 100, [])], codec, lambda body: body + b"0" * (80 * 1024 * 1024))
    found, position = read(data + second_batch(1))
    assert found[0][1:] == (None, data, [(UNREADABLE, b"compressed")])
    assert found[1][2] == b"the record after it"
    assert position == 2


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_batch_of_bytes_stops_the_reader_before_the_batch_after_it(data):
    plain = batch(THREE)[HEADER:]
    at = data.draw(st.integers(0, len(plain) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=len(plain) - at))
    broken = batch(THREE, change=lambda body: body[:at] + noise + body[at + len(noise) :])
    found, position = read(broken + second_batch(3))
    assert found[-1][2] == b"the record after it"
    assert position == 4


def second_batch(offset):
    data = bytearray(batch([(b"z", b"the record after it", [])]))
    struct.pack_into(">q", data, 0, offset)  # its first offset, which no checksum covers
    return bytes(data)
