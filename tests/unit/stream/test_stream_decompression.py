"""Compressed batches are measured before they are decompressed."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from aiokafka import codec as codecs

from dateline.enricher.stream.clients.decompression import GZIP, LZ4, SNAPPY, ZSTD, fits

MIB = 1024 * 1024
CODECS = {"gzip": GZIP, "snappy": SNAPPY, "lz4": LZ4, "zstd": ZSTD}


def compressed(name, size):
    return getattr(codecs, f"{name}_encode")(b"The harbour was closed. " * (size // 24))


@pytest.mark.parametrize("name", CODECS)
def test_what_is_below_the_limit_fits_and_what_is_above_it_does_not(name):
    data = compressed(name, 4 * MIB)
    assert fits(CODECS[name], data, 5 * MIB)
    assert not fits(CODECS[name], data, 3 * MIB)


@pytest.mark.parametrize("name", ["gzip", "lz4", "zstd"])
def test_frames_behind_the_first_count_too(name):
    assert not fits(CODECS[name], compressed(name, 1024) + compressed(name, 4 * MIB), 3 * MIB)


@pytest.mark.parametrize("name", ["gzip", "lz4", "zstd"])
def test_a_megabyte_of_tiny_frames_is_measured_in_seconds(name):
    frame = compressed(name, 24)
    began = time.process_time()
    assert fits(CODECS[name], frame * (MIB // len(frame)))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["gzip", "lz4", "zstd"])
def test_measuring_takes_no_more_memory_than_a_few_steps(name):
    data = compressed(name, 200 * MIB)
    tracemalloc.start()
    assert not fits(CODECS[name], data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 * MIB


@pytest.mark.parametrize("codec", [*CODECS.values(), 0, 7])
@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 100, b"no such data", bytes(range(256)), b"\x82SNAPPY\x00" + b"\xff" * 60]
)
def test_what_is_no_such_data_is_left_to_its_reader(codec, data):
    assert fits(codec, data) or codec == SNAPPY  # whose length is read before anything else


def test_a_snappy_block_that_claims_gigabytes_does_not_fit():
    assert not fits(SNAPPY, b"\xff\xff\xff\xff\x0f" + b"x" * 20)
