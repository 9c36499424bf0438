"""``dateline dlq`` against a real Kafka: letters as a worker writes them, and what operators do with them."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer
from kafka import KafkaProducer
from kafka.serializer import Serializer
from typer.testing import CliRunner

from dateline.broker import Consumer, Producer
from dateline.cli import app
from dateline.cli.errors import CliError
from dateline.contract import Reason
from dateline.contract import headers as names
from dateline.contract.headers import REPLAYED
from dateline.contract.topics import DEAD_LETTERS, RAW, REPLAY
from dateline.enricher.stream.dead_letters import dead_letter
from dateline.enricher.stream.records import Incoming, Refusal

MIB = 1024 * 1024
DAY_MS = 24 * 60 * 60 * 1000
NOW_MS = int(time.time() * 1000)
FERRY = json.dumps({"id": "ferry-1", "text": "The ferry to Islay sailed again on Monday."}, indent=1).encode()
HOSTILE = "\x1b[31mred\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c [bold]loud[/bold] [/] \x00\x08\r\u2028end"
OUR_NAMES = (names.REASON, names.TIMESTAMP, names.ATTEMPT, REPLAYED, names.ERROR_EXCEPTION_MESSAGE)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def letter_of(topics, key=b"ferry-1", value=FERRY, reason=Reason.DEADLINE, headers=(), sent_ms=NOW_MS, partition=1):
    """(key, value, headers, partition) of a letter as a worker writes it."""
    record = Incoming(topics.name(RAW), partition, 5, sent_ms, key, value, tuple(headers))
    written = dead_letter(record, Refusal(reason, "worker", "TimeoutError", "took longer than 60 s", "Traceback …"))
    return written.key, written.value, written.headers, partition


def write(topics, *letters):
    """Write letters; their positions, as the commands take them."""
    delivered = []
    with Producer(topics.bootstrap_servers, delivered.append) as producer:
        for key, value, headers, partition in letters:
            producer.send(topics.name(DEAD_LETTERS), key, value, headers, partition)
    return [f"{where.partition}:{where.offset}" for where in delivered]


class NullValues(Serializer):
    def serialize(self, topic, headers, data):
        return None


def write_without_key_and_value(topics):
    """What the client libraries for Python refuse to send and those for other languages don't."""
    producer = KafkaProducer(bootstrap_servers=topics.bootstrap_servers, value_serializer=NullValues())
    sent = producer.send(topics.name(DEAD_LETTERS), b"null", partition=0).get(10)
    producer.close()
    return f"{sent.partition}:{sent.offset}"


def write_with_null_headers(topics, key, value, headers):
    async def send():
        async with AIOKafkaProducer(bootstrap_servers=topics.bootstrap_servers) as producer:
            return await producer.send_and_wait(topics.name(DEAD_LETTERS), value, key, 0, headers=headers)

    sent = asyncio.run(send())
    return f"{sent.partition}:{sent.offset}"


def dlq(topics, *arguments, stdin=None):
    """The command in this process; errors for people come out as they are."""
    result = CliRunner().invoke(app, ["dlq", *arguments], env=topics.environment(), input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def read(topics, topic):
    with Consumer(topics.bootstrap_servers, [topics.name(topic)]) as consumer:
        return list(consumer.records(to_end=True))


def listed(topics, *arguments):
    result = dlq(topics, "list", "--json", *arguments)
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- list ------------------------------------------------------------------------------------


def test_a_topic_without_letters_says_so(topics):
    result = dlq(topics, "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no dead letters" in result.stderr


def test_list_counts_by_reason_and_filters_by_reason_time_and_article(topics):
    old, new = NOW_MS - 3 * DAY_MS, NOW_MS - 60_000
    write(
        topics,
        letter_of(topics, key=b"bridge-1", reason=Reason.INVALID_JSON, value=b'{"text": ', sent_ms=old, partition=0),
        letter_of(topics, key=b"ferry-1", sent_ms=new, partition=1),
        letter_of(topics, key=None, reason=Reason.TOO_LARGE, sent_ms=new, partition=3),
    )
    time.sleep(0.01)
    write(topics, letter_of(topics, key=b"tide-1", value=b"{}", sent_ms=new, partition=1))
    whole = dlq(topics, "list").stdout
    assert f"4 in {topics.name(DEAD_LETTERS)}" in whole
    assert re.search(r"\b2 +deadline +\n", whole)
    lines = whole[whole.index("position") :].splitlines()[1:]
    assert len(lines) == 4
    assert "tide-1" in lines[-1]
    assert "took longer than 60 s" in lines[-1]

    assert {row["key"] for row in listed(topics, "--reason", "deadline", "--reason", "invalid.json")} == {
        "bridge-1",
        "ferry-1",
        "tide-1",
    }
    assert [row["key"] for row in listed(topics, "--until", "2d")] == ["bridge-1"]
    assert len(listed(topics, "--since", "2h")) == 3
    assert len(listed(topics, "--since", datetime.fromtimestamp(new / 1000, UTC).isoformat())) == 3
    assert sorted(row["reason"] for row in listed(topics, "--id", "ferry-1")) == ["deadline", "too.large"]
    assert [row["reason"] for row in listed(topics, "--id", "ferry-1", "--reason", "too.large")] == ["too.large"]
    assert [row["key"] for row in listed(topics, "--limit", "1")] == ["tide-1"]
    few = dlq(topics, "list", "--limit", "2", "--since", "2h")
    assert "3 of 4 dead letters" in few.stdout
    assert "the newest 2 of 3" in few.stderr
    assert "none of 4" in dlq(topics, "list", "--id", "nobody").stderr


# --- show ------------------------------------------------------------------------------------


def test_show_gives_one_letter_whole_and_raw_gives_its_bytes(topics):
    value = b'{"id": "ferry-1", "text": \xff\x00\r\n'
    (position,) = write(topics, letter_of(topics, value=value, headers=[("traceparent", b"00-1"), ("note", b"late")]))
    shown = dlq(topics, "show", position).stdout
    for part in (
        position,
        "ferry-1",
        "00-1",
        "Traceback",
        "took longer",
        '{"id": "ferry-1", "text": \\xff\\x00',
    ):
        assert part in shown
    assert dlq(topics, "show", position, "--raw").stdout_bytes == value


@pytest.mark.parametrize("position", ["1:1", "1:99", "2:0", "77:0"])
def test_a_position_without_a_letter_is_an_error_that_says_what_there_is(topics, position):
    write(topics, letter_of(topics))
    for command in ("show", "replay"):
        with pytest.raises(CliError, match=f"no dead letter at {position}"):
            dlq(topics, command, position)
    assert read(topics, REPLAY) == []


def test_letters_of_transactions_are_found_and_the_markers_between_them_are_none(topics):
    producer = KafkaProducer(bootstrap_servers=topics.bootstrap_servers, transactional_id=f"{topics.prefix}-writer")
    producer.init_transactions()
    for verdict in ("commit", "abort", "commit"):
        producer.begin_transaction()
        for key in (b"ferry-1", b"bridge-1"):
            _, value, headers, _ = letter_of(topics)
            producer.send(topics.name(DEAD_LETTERS), value, key=key, headers=list(headers), partition=1)
        producer.flush()
        getattr(producer, f"{verdict}_transaction")()
    producer.close()
    assert [row["position"] for row in listed(topics)] == ["1:0", "1:1", "1:6", "1:7"]
    assert "bridge-1" in dlq(topics, "show", "1:7").stdout
    for taken in ("1:2", "1:3", "1:8"):
        with pytest.raises(CliError, match="a transaction took"):
            dlq(topics, "show", taken)
    assert "4 sent" in dlq(topics, "replay").stderr


def test_a_letter_is_mended_and_produced_on_the_command_line(topics, tmp_path):
    (position,) = write(topics, letter_of(topics, value=b'{"id": "ferry-1", "text": "Ferry sails."'))
    command = [sys.executable, "-m", "dateline.cli"]
    run = {"env": topics.environment(), "capture_output": True, "timeout": 60}
    raw = subprocess.run([*command, "dlq", "show", position, "--raw"], **run)
    assert raw.returncode == 0
    mended = tmp_path / "letter.json"
    mended.write_bytes(raw.stdout + b"}")
    assert subprocess.run([*command, "produce", str(mended)], **run).returncode == 0
    assert [(record.key, record.value) for record in read(topics, RAW)] == [(b"ferry-1", mended.read_bytes())]
    wrong = subprocess.run([*command, "dlq", "show", "1:99"], **run)
    assert wrong.returncode == 1
    assert wrong.stderr.decode().startswith("dateline: there is no dead letter at 1:99")


# --- replay ----------------------------------------------------------------------------------


def test_a_replay_sends_the_same_bytes_with_the_producers_headers_to_the_same_partition(topics):
    own = (("traceparent", b"00-1"), ("ce_id", b"e-1"), ("traceparent", b"00-2"), ("note", b""), ("raw", b"\xff\x00"))
    letters = [
        letter_of(
            topics, key=b"\xff\x00", value=b"\x00not JSON\r\n", headers=own, sent_ms=NOW_MS - DAY_MS, partition=0
        ),
        letter_of(topics, key=None, value=FERRY, headers=own, partition=2),
        letter_of(topics, key=b"ferry-1", value=None, headers=own, partition=3),
        letter_of(topics, key=b"", value=b"", headers=own, partition=3),
    ]
    positions = write(topics, *letters)
    assert f"4 sent to {topics.name(REPLAY)}" in dlq(topics, "replay").stderr
    sent = read(topics, REPLAY)
    by_letter = {dict(record.headers)[REPLAYED].decode().partition("@")[0]: record for record in sent}
    assert len(sent) == 4
    for position, (key, value, headers, partition) in zip(positions, letters, strict=True):
        record = by_letter[position]
        assert (record.key, record.value, record.partition) == (key, value, partition)
        assert record.headers[: len(own)] == own
        kept = dict(record.headers[len(own) :])
        assert kept.pop(REPLAYED).decode().startswith(f"{position}@")
        assert kept == {name: dict(headers)[name] for name in (names.TIMESTAMP, names.ATTEMPT)}
    assert len(read(topics, DEAD_LETTERS)) == 4


def test_replaying_twice_sends_once_unless_asked_to_send_again(topics):
    write(topics, *(letter_of(topics, key=b"article-%d" % number, partition=number % 4) for number in range(40)))
    assert "40 sent" in dlq(topics, "replay").stderr
    twice = dlq(topics, "replay")
    assert twice.exit_code == 0
    assert re.search(r"\b0 sent .*40 replayed before", twice.stderr)
    assert len(read(topics, REPLAY)) == 40
    assert (
        "5 sent"
        in dlq(topics, "replay", "--again", *(item for n in range(5) for item in ("--id", f"article-{n}"))).stderr
    )
    assert len(read(topics, REPLAY)) == 45


def test_a_replay_that_was_cut_short_goes_on_where_it_stopped(topics, monkeypatch):
    write(topics, *(letter_of(topics, key=b"article-%d" % number, partition=number % 4) for number in range(40)))
    send, calls = Producer.send, []

    def interrupted(self, *arguments):
        if len(calls) == 25:
            raise KeyboardInterrupt
        calls.append(arguments)
        send(self, *arguments)
        self.flush()

    monkeypatch.setattr(Producer, "send", interrupted)
    dlq(topics, "replay")
    monkeypatch.undo()
    assert len(read(topics, REPLAY)) == 25
    assert re.search(r"\b15 sent .*25 replayed before", dlq(topics, "replay").stderr)
    assert sorted(record.key for record in read(topics, REPLAY)) == sorted(b"article-%d" % n for n in range(40))


def test_a_letter_that_failed_again_is_a_new_letter_and_the_old_one_is_not_sent_again(topics):
    write(topics, letter_of(topics, sent_ms=NOW_MS - DAY_MS))
    dlq(topics, "replay")
    (replayed,) = read(topics, REPLAY)
    write(topics, letter_of(topics, headers=replayed.headers))
    assert [(row["attempt"], row["time"]) for row in listed(topics)] == [(n, listed(topics)[0]["time"]) for n in (1, 2)]
    assert re.search(r"\b1 sent .*1 replayed before", dlq(topics, "replay").stderr)
    assert [dict(record.headers)[names.ATTEMPT] for record in read(topics, REPLAY)] == [b"1", b"2"]


def test_only_the_letters_that_are_meant_are_sent_and_a_dry_run_sends_none(topics):
    positions = write(
        topics,
        letter_of(topics, key=b"a", reason=Reason.INVALID_JSON),
        letter_of(topics, key=b"b"),
        letter_of(topics, key=b"c"),
    )
    dry = dlq(topics, "replay", "--dry-run", "--reason", "deadline")
    assert "2 would be sent" in dry.stderr
    assert [line.split()[1] for line in dry.stdout.splitlines()[1:]] == ["b", "c"]
    assert read(topics, REPLAY) == []
    dlq(topics, "replay", positions[2])
    assert [record.key for record in read(topics, REPLAY)] == [b"c"]
    again = dlq(topics, "replay", "--dry-run", "--reason", "deadline")
    assert re.search(r"\b1 would be sent .*1 replayed before", again.stderr)
    assert "1 sent" in dlq(topics, "replay", "--reason", "deadline").stderr
    assert [record.key for record in read(topics, REPLAY)] == [b"c", b"b"]


# --- drop ------------------------------------------------------------------------------------


def write_at(topics, *times_ms):
    """Letters written at these times, in this order, all in one partition."""
    producer = KafkaProducer(bootstrap_servers=topics.bootstrap_servers)
    for number, at in enumerate(times_ms):
        _, value, headers, _ = letter_of(topics, sent_ms=at - 1000)
        key = b"article-%d" % number
        producer.send(topics.name(DEAD_LETTERS), value, key=key, headers=list(headers), partition=2, timestamp_ms=at)
    producer.flush()
    producer.close()


def test_drop_deletes_from_the_front_only_what_is_older(topics):
    write_at(topics, *(NOW_MS - days * DAY_MS for days in (9, 8, 7, 2, 5, 1)))
    write(topics, letter_of(topics, partition=0))
    counted = dlq(topics, "drop", "--before", "4d", "--dry-run")
    assert "3 letters would be deleted" in counted.stderr
    assert re.search(r"\b3\s+deadline", counted.stdout)
    assert len(read(topics, DEAD_LETTERS)) == 7
    refused = dlq(topics, "drop", "--before", "4d", stdin="n\n")
    assert refused.exit_code == 1
    assert dlq(topics, "drop", "--before", "4d", stdin="").exit_code == 1
    assert len(read(topics, DEAD_LETTERS)) == 7
    done = dlq(topics, "drop", "--before", "4d", stdin="y\n")
    assert "3 letters deleted" in done.stderr
    assert sorted(record.key for record in read(topics, DEAD_LETTERS)) == [
        b"article-3",
        b"article-4",
        b"article-5",
        b"ferry-1",
    ]
    assert [row["position"] for row in listed(topics, "--id", "article-3")] == ["2:3"]
    assert "nothing in" in dlq(topics, "drop", "--before", "4d", "--yes").stderr
    with pytest.raises(CliError, match="lie from 3 to 5"):
        dlq(topics, "show", "2:0")


def test_drop_can_delete_everything_that_was_there_when_it_was_called(topics):
    write(topics, *(letter_of(topics, partition=number % 4) for number in range(10)))
    assert "10 letters deleted" in dlq(topics, "drop", "--before", "2100-01-01", "--yes").stderr
    assert "no dead letters" in dlq(topics, "list").stderr


# --- Whatever is in them ---------------------------------------------------------------------


def test_hostile_letters_break_no_command_and_reach_no_terminal(topics):
    hostile = HOSTILE.encode() + b"\xff"
    written_by_others = [
        (None, b"", (), 0),
        (hostile, hostile, [(HOSTILE, hostile), ("", b""), (names.REASON, hostile), (names.REASON, b"")], 0),
        (b"", None, [(names.TIMESTAMP, b"\xff"), (names.ATTEMPT, b"-1"), (names.ERROR_EXCEPTION_MESSAGE, hostile)], 0),
        (b"many", b"{}", [(f"h{number}", b"x" * 10) for number in range(5_000)], 0),
    ]
    ours = [
        letter_of(topics, key=hostile, value=b'{"id": ' + b"[" * 200_000),
        letter_of(topics, key=b"large", value=b"x" * (2 * MIB + 1), reason=Reason.TOO_LARGE, partition=2),
        letter_of(topics, key=b"screen", value=b"\x1b[2J" * 50_000),
        letter_of(topics, key=b"k" * 100_000, value=FERRY),
    ]
    nobody = write_without_key_and_value(topics)
    nulls = write_with_null_headers(topics, b"null", None, [("note", None), *((name, None) for name in OUR_NAMES)])
    positions = write(topics, *written_by_others, *ours)
    large = positions[len(written_by_others) + 1]
    total = len(positions) + 2
    results = [dlq(topics, "list"), dlq(topics, "list", "--json"), dlq(topics, "replay", "--dry-run", "--id", "x")]
    results += [dlq(topics, "list", "--id", "ferry-1"), dlq(topics, "replay", "--dry-run")]
    results += [dlq(topics, "show", position) for position in (nobody, nulls, *positions)]
    assert len(listed(topics)) == total
    assert len(listed(topics, "--id", "ferry-1")) == 1
    for position, (_, value, _, _) in zip(positions, [*written_by_others, *ours], strict=True):
        assert dlq(topics, "show", position, "--raw").stdout_bytes == (value or b"")
    replayed = dlq(topics, "replay")
    assert replayed.exit_code == 1
    told = replayed.stderr
    assert f"{nobody}: not sent: it has neither key nor value" in told
    assert f"{large}: not sent: a record of" in told
    assert f"{total - 2} sent" in told
    again = dlq(topics, "replay")
    assert re.search(rf"\b0 sent .*{total - 2} replayed before.*2 not sent", again.stderr)
    results += [replayed, again, dlq(topics, "drop", "--before", "2100-01-01", "--yes")]
    for result in results:
        assert not UNSAFE.search(result.stdout + result.stderr)
    assert read(topics, DEAD_LETTERS) == []
