"""The checksum of record batches, beside kafka-python's own and the value that RFC 3720 gives."""

from __future__ import annotations

import subprocess
import sys

import pytest
from kafka.record.util import calc_crc32c

from dateline.broker.checksums import WORTH_IMPORTING_BYTES, checksum, install


@pytest.mark.parametrize(
    "size", [0, 1, 31, WORTH_IMPORTING_BYTES - 1, WORTH_IMPORTING_BYTES, WORTH_IMPORTING_BYTES + 5]
)
def test_a_batch_of_any_size_has_the_checksum_that_kafka_python_computes(size):
    data = bytes(n * 31 % 251 for n in range(size))
    assert checksum(memoryview(data)) == calc_crc32c(data)


def test_the_checksum_of_thirty_two_zero_bytes_is_what_the_standard_says():
    """RFC 3720, B.4: 32 bytes of zeroes give aa 36 91 8a, least significant byte first."""
    assert checksum(bytes(32)) == 0x8A9136AA


def test_record_batches_use_it():
    from kafka.record import default_records

    install()
    assert default_records.calc_crc32c is checksum


def test_a_small_batch_does_not_import_a_second_client():
    code = (
        "import sys; from dateline.broker.checksums import checksum; "
        "checksum(bytes(100)); assert 'aiokafka' not in sys.modules; "
        f"checksum(bytes({WORTH_IMPORTING_BYTES})); assert 'aiokafka' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
