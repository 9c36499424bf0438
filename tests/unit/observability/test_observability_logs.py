"""Logs are JSON lines with the fields that an operator searches for."""

import json
import logging
import subprocess
import sys

from dateline.observability.logs import OncePerPeriod

PROGRAM = """
import logging
from dateline.observability.logs import logger, set_up
set_up("INFO", True)
logger("dateline.test").info("article enriched", article="a-17", topic="news.article.raw.v1", partition=3, offset=41)
logging.getLogger("some.library").warning("careful: %s", "hot")
logging.getLogger("faust.worker").info("not shown")
try:
    raise ValueError("bad date")
except ValueError:
    logger("dateline.test").exception("lane failed", partition=3)
"""


def test_our_lines_and_those_of_libraries_take_the_same_form():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    own, library, failed = [json.loads(line) for line in done.stderr.splitlines()]
    assert (own["event"], own["article"], own["partition"], own["offset"]) == ("article enriched", "a-17", 3, 41)
    assert own["level"] == "info"
    assert own["timestamp"].endswith("Z")
    assert (library["event"], library["logger"], library["level"]) == ("careful: hot", "some.library", "warning")
    assert failed["exception"][0]["exc_type"] == "ValueError"


def test_a_librarys_line_is_written_once_in_ten_seconds_with_the_number_that_was_held_back():
    now = [0.0]
    passes = OncePerPeriod(10.0, lambda: now[0])

    def line(partition, name="aiokafka.producer.sender"):
        return logging.LogRecord(name, logging.WARNING, "", 0, "no leader for partition %s", (partition,), None)

    assert [passes.filter(line(n)) for n in range(5)] == [True, False, False, False, False]
    assert passes.filter(line(0, "aiokafka.consumer.fetcher"))
    assert all(passes.filter(line(n, "some.library")) for n in range(3))
    now[0] = 11.0
    later = line(9)
    assert passes.filter(later)
    assert later.held_back == 4
