"""CRC-32C for kafka-python, which computes it in Python (0.16 s per MB) where the LGPL package crc32c is missing.

aiokafka, which is here anyway, has it in C, three hundred times as fast; importing it takes as long as 1.5 MB by hand.
"""

from __future__ import annotations

import sys

# A batch from this size on is worth the import.
WORTH_IMPORTING_BYTES = 32 * 1024


def install() -> None:
    """Have kafka-python's record batches use ``checksum``."""
    from kafka.record import default_records

    default_records.calc_crc32c = checksum


def checksum(data: bytes | memoryview) -> int:
    """CRC-32C (Castagnoli) of the bytes."""
    if len(data) < WORTH_IMPORTING_BYTES and "aiokafka" not in sys.modules:
        from kafka.record.util import calc_crc32c

        return int(calc_crc32c(data))
    from aiokafka.record.util import calc_crc32c as in_c

    return int(in_c(data))
