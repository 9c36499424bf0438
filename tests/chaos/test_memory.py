"""A hundred thousand articles wait and the work is slow: what the worker holds in memory stays within its settings."""

from __future__ import annotations

import resource
import time
import urllib.request
from pathlib import Path

from chaos.fleet import story
from chaos.report import ROWS, Row, seeded
from dateline.enricher.stream.consuming import POLL_RECORDS, STREAM_BUFFER

MIB = 1024 * 1024
PARTITIONS = 12
SHORT, LONG = 100_000, 48
SECONDS = 40
# Small, so that what waits in the topic would break the bound several times over.
BUFFER_BYTES, BATCH_BYTES = MIB, MIB // 4
# A batch takes records until it is over its bytes, so that one long article more can be in it.
LONGEST = MIB
# Per partition and topic aiokafka fetches so much ahead (Faust's default), as bytes that it reads bit by bit.
FETCHED = MIB
# At work ahead, being published, and one more in the feeder's hands.
BATCHES = 4
# A batch is held as its records, as the pipe's copy, as its events and as what the producer sends.
COPIES = 4
BOUND = PARTITIONS * (BUFFER_BYTES + 2 * FETCHED + BATCHES * COPIES * BATCH_BYTES) + 16 * COPIES * LONGEST
SENTENCE = "The two had not met since the harbour was closed, and the talks went on until late in the evening. "


def short(number):
    return {**story(number, "DAWDLE"), "note": SENTENCE * 15}


def long(number):
    made = story(number)
    return {**made, "text": made["text"] + "\n\n" + SENTENCE * (MIB // len(SENTENCE) - 10)}


def status(worker, name):
    """A figure of the worker's main process in bytes (proc(5))."""
    line = next(x for x in Path(f"/proc/{worker.pid}/status").read_text().splitlines() if x.startswith(name + ":"))
    return int(line.split()[1]) * 1024


def metric(worker, name):
    with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}/metrics", timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(x.rsplit(" ", 1)[1]) for x in lines if x.startswith(name))


def alive(worker):
    with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}/livez", timeout=5) as answer:
        return answer.status == 200


def test_a_hundred_thousand_waiting_articles_do_not_take_more_memory_than_the_settings_say(make_fleet):
    chance = seeded("back-pressure")
    fleet = make_fleet(
        PARTITIONS,
        DATELINE_BUFFER_BYTES=str(BUFFER_BYTES),
        DATELINE_BATCH_BYTES=str(BATCH_BYTES),
    )
    [worker] = fleet.start_workers(1)
    fleet.until(lambda: fleet.ready(worker), "not every partition is open")
    before = status(worker, "VmRSS")
    # The cap is the kernel's: what the worker asks for beyond it, it does not get, and ends.
    cap = status(worker, "VmData") + BOUND
    resource.prlimit(worker.pid, resource.RLIMIT_DATA, (cap, cap))
    where = {chance.randrange(SHORT // 10) for _ in range(LONG)}
    fleet.send_all(long(n) if n in where else short(n) for n in range(SHORT))
    out, waiting = fleet.observer.count, 0
    grown = 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert worker.poll() is None, fleet.tails()
        assert alive(worker)
        grown = max(grown, status(worker, "VmHWM") - before)
        waiting = max(waiting, metric(worker, "dateline_waiting_bytes"))
        time.sleep(0.5)
    done = fleet.observer.count
    assert done < SHORT / 2, "too few were left waiting for the test to show anything"
    notes = (
        f"{grown / MIB:.0f} MiB more than before, bound {BOUND / MIB:.0f}; "
        f"{waiting / MIB:.1f} MiB of articles waiting in memory; {done} worked off meanwhile"
    )
    ROWS.append(Row("100,000 waiting, slow work", SHORT, 0, 0, fleet.clock.seconds, notes))
    print(ROWS[-1], flush=True)
    assert done > out + SECONDS, "the worker did not go on working"
    assert waiting < PARTITIONS * (BUFFER_BYTES + LONGEST)
    assert grown < BOUND


def test_records_that_are_mere_crumbs_are_bounded_by_their_number(make_fleet):
    seeded("back-pressure by records")
    records = 200
    fleet = make_fleet(4, DATELINE_BUFFER_RECORDS=str(records))
    [worker] = fleet.start_workers(1)
    fleet.until(lambda: fleet.ready(worker), "not every partition is open")
    count = 20_000
    fleet.send_all({"id": f"crumb-{n}", "text": "DAWDLE"} for n in range(count))
    most = 0
    until = time.monotonic() + 10
    while time.monotonic() < until:
        most = max(most, metric(worker, "dateline_waiting_records"))
        assert alive(worker)
        time.sleep(0.2)
    # What Faust had taken in when a buffer became full still comes: one poll, and what it holds for the agent.
    assert records <= most <= 4 * (records + POLL_RECORDS + STREAM_BUFFER), most
