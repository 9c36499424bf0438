"""Raw articles in, enriched events out, through a real Kafka and a real worker."""

from __future__ import annotations

import asyncio
import json
import signal
import struct
import time
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.record.util import calc_crc32c
from jsonschema import Draft202012Validator
from kafka import KafkaProducer

from dateline.broker.producer import Producer
from dateline.contract import EnrichedArticle
from dateline.contract.topics import DATES, DEAD_LETTERS, ENRICHED, ENTITIES, RAW, REPLAY, schema_name
from kit import Installation, of, set_topic, story, wait_until

SCHEMAS = Path(__file__).parents[2] / "schemas"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def installation(module_topics, tmp_path_factory):
    """An installation with a worker that is shared by the tests of this file."""
    made = Installation(module_topics, tmp_path_factory.mktemp("stream"))
    made.start_worker()
    yield made
    made.stop()


@pytest.fixture
def fresh(topics, tmp_path):
    """An installation of the test's own, without a worker yet."""
    made = Installation(topics, tmp_path)
    yield made
    made.stop()


def test_an_article_comes_out_with_its_entity_and_date_events(installation):
    installation.send(b"first", json.dumps({**story(0), "id": "first"}).encode(), [("traceparent", b"00-ab-cd-01")])
    records = installation.read_until(lambda r: of(r, DATES, b"first") and len(of(r, ENTITIES, b"first")) >= 3)
    [enriched] = of(records, ENRICHED, b"first")
    article = EnrichedArticle.model_validate_json(enriched.value)
    assert {"Angela Merkel", "Emmanuel Macron", "Paris"} <= {e.name for e in article.entities}
    assert article.input.topic == installation.topics.name(RAW)
    headers = dict(enriched.headers)
    assert headers["ce_id"].decode() == article.event_id
    assert headers["ce_type"] == b"org.dateline.article.enriched.v1"
    assert headers["traceparent"] == b"00-ab-cd-01"
    assert [r.key for r in of(records, DATES, b"first")] == [b"first|2023-10-07"]
    for topic in (ENRICHED, ENTITIES, DATES):
        schema = Draft202012Validator(json.loads((SCHEMAS / schema_name(topic)).read_text()))
        for record in of(records, topic, b"first"):
            schema.validate(json.loads(record.value))


def test_all_events_of_an_article_are_in_the_partition_of_its_key(installation):
    installation.send(b"together", json.dumps({**story(0), "id": "together"}).encode())
    records = installation.read_until(lambda r: of(r, DATES, b"together") and of(r, ENTITIES, b"together"))
    article = EnrichedArticle.model_validate_json(of(records, ENRICHED, b"together")[0].value)
    partitions = {r.partition for t in (ENRICHED, ENTITIES, DATES) for r in of(records, t, b"together")}
    assert partitions == {article.input.partition}


def test_the_replay_lane_is_enriched_too(installation):
    installation.send(b"again", json.dumps({**story(0), "id": "again"}).encode(), topic=REPLAY)
    records = installation.read_until(lambda r: of(r, ENRICHED, b"again"))
    assert json.loads(of(records, ENRICHED, b"again")[0].value)["input"]["topic"] == installation.topics.name(REPLAY)


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_articles_are_read_in_each_of_kafkas_compressions(installation, codec):
    long = "The harbour of Odense was closed. " * 3_000
    with KafkaProducer(bootstrap_servers=installation.topics.bootstrap_servers, compression_type=codec) as producer:
        for name, text in (("short", "Angela Merkel was in Paris."), ("long", long)):
            key = f"{codec}-{name}"
            producer.send(installation.topics.name(RAW), json.dumps({"id": key, "text": text}).encode(), key.encode())
    keys = [f"{codec}-{name}".encode() for name in ("short", "long")]
    records = installation.read_until(lambda r: all(of(r, ENRICHED, k) or of(r, DEAD_LETTERS, k) for k in keys))
    assert all(of(records, ENRICHED, key) for key in keys)


def test_a_header_that_is_not_utf_8_stops_neither_its_article_nor_the_next(installation):
    async def send():
        producer = AIOKafkaProducer(bootstrap_servers=installation.topics.bootstrap_servers)
        await producer.start()
        batch = producer.create_batch()
        value = json.dumps({**story(0), "id": "latin"}).encode()
        batch.append(key=b"latin", value=value, timestamp=None, headers=[("NAMENAME", b"1")])
        batch.append(key=b"bad", value=b"no JSON", timestamp=None, headers=[("NAMENAME", b"1"), ("null", None)])
        built = bytes(batch._build()).replace(b"NAMENAME", b"r\xe9dig\xe9\xff\xff")
        batch._buffer = built[:17] + struct.pack(">I", calc_crc32c(built[21:])) + built[21:]
        await (await producer.send_batch(batch, installation.topics.name(RAW), partition=0))
        await producer.stop()

    asyncio.run(send())
    installation.send_all([{**story(n), "id": f"next-{n}"} for n in range(8)])
    records = installation.read_until(
        lambda r: of(r, DEAD_LETTERS, b"bad") and all(of(r, ENRICHED, b"next-%d" % n) for n in range(8))
    )
    assert of(records, ENRICHED, b"latin")
    headers = dict(of(records, DEAD_LETTERS, b"bad")[0].headers)
    assert headers["r\\xe9dig\\xe9\\xff\\xff"] == b"1"


def test_a_null_value_takes_the_article_back(installation):
    installation.send(b"killed", json.dumps({**story(0), "id": "killed"}).encode())
    installation.send(b"killed", None)
    records = installation.read_until(lambda r: len(of(r, ENRICHED, b"killed")) == 2)
    assert [r.value is None for r in of(records, ENRICHED, b"killed")] == [False, True]


def revised(number, *names):
    return {"id": "revised", "revision": number, "text": f"{' and '.join(names)} met in Paris on 7 October 2023."}


def standing(records, article):
    """What a reader of the compacted topics is left with for an article: newest value per key, tombstones gone."""
    newest = {(t, r.key): r.value for t in (ENRICHED, ENTITIES, DATES) for r in of(records, t, article)}
    return {key for (_, key), value in newest.items() if value is not None}


def test_revisions_never_go_back_and_dropped_names_and_killed_stories_are_retracted(fresh):
    worker = fresh.start_worker()
    fresh.send(b"revised", json.dumps(revised(1, "Angela Merkel", "Emmanuel Macron")).encode())
    fresh.send(b"revised", json.dumps(revised(2, "Emmanuel Macron")).encode())
    fresh.send(b"revised", json.dumps(revised(1, "Angela Merkel", "Emmanuel Macron")).encode())
    fresh.send(b"marker", json.dumps({**story(1), "id": "marker"}).encode())
    records = fresh.read_until(lambda r: of(r, DATES, b"marker") and len(of(r, ENRICHED, b"revised")) >= 2)
    assert [json.loads(r.value)["revision"] for r in of(records, ENRICHED, b"revised")] == [1, 2]
    left = standing(records, b"revised")
    assert b"revised|person:emmanuel macron" in left
    assert b"revised|person:angela merkel" not in left

    # A worker that starts on an empty disk knows it too: the state is restored from its topic.
    worker.terminate()
    assert worker.wait(30) == 0
    fresh.start_worker(DATELINE_STATE_DIR=str(fresh.folder / "another-disk"))
    fresh.send(b"revised", None)
    records = fresh.read_until(lambda r: len(of(r, ENRICHED, b"revised")) >= 3)
    assert of(records, ENRICHED, b"revised")[-1].value is None
    fresh.send(b"revised", json.dumps(revised(2, "Emmanuel Macron")).encode(), topic=REPLAY)
    wait_until(lambda: '"article superseded"' in fresh.workers[-1].log.read_text())
    records = fresh.read_until(lambda r: len(of(r, ENRICHED, b"revised")) >= 3)
    assert len(of(records, ENRICHED, b"revised")) == 3
    assert standing(records, b"revised") == set()


NESTED = b'{"id":"nested","text":' + b"[" * 10_000 + b"]" * 10_000 + b"}"
BIG = "Angela Merkel met Emmanuel Macron in Paris. " * 45_000

# key, value, the reason of the dead letter or None where it is enriched
BAD_INPUT = [
    (b"empty", b"", "invalid.json"),
    (b"broken-utf8", b'{"id":"broken-utf8","text":"Par\xff\xfeis"}', "invalid.json"),
    (b"list", b'["not", "an", "object"]', "invalid.json"),
    (b"nested", NESTED, "invalid.json"),
    (b"number", b'{"id":"number","text":12}', "invalid.article"),
    (b"missing", b'{"id":"missing","title":"Nothing in it"}', "invalid.article"),
    (b"other-key", b'{"id":"another","text":"Merkel met Macron in Paris."}', "invalid.article"),
    (b"surrogate", b'{"id":"surrogate","text":"Paris \\ud800 again"}', "invalid.article"),
    (b"one-character", json.dumps({"id": "one-character", "text": "a" * MIB}).encode(), None),
    (b"many-names", json.dumps({"id": "many-names", "text": BIG[: 2 * MIB - 400]}).encode(), "too.large"),
    (b"just-under", json.dumps({"id": "just-under", "text": BIG[:500], "notes": "x" * (2 * MIB - 900)}).encode(), None),
    (b"scripts", b'{"id":"scripts","html":"<script>alert(1)</script><p>Merkel met Macron in Paris.</p>"}', None),
    (b"nul", b'{"id":"nul","text":"Merkel\\u0000 met Macron in Paris."}', None),
    (b"year-0", b'{"id":"year-0","text":"Merkel met Macron in Paris.","published_at":"0000-00-00"}', None),
    (b"year-99999", b'{"id":"year-99999","text":"In the year 99999 we meet.","published_at":"99999-01-01"}', None),
]


@pytest.fixture(scope="module")
def after_bad_input(installation):
    """All the bad input, each followed by a good article; what came of it."""
    with Producer(installation.topics.bootstrap_servers) as producer:
        for number, (key, value, _) in enumerate(BAD_INPUT):
            producer.send(installation.topics.name(RAW), key, value, [("x-origin", b"desk")])
            good = {**story(number), "id": f"good-{number}"}
            producer.send(installation.topics.name(RAW), good["id"].encode(), json.dumps(good).encode())
    keys = {key for key, _, _ in BAD_INPUT} | {f"good-{n}".encode() for n in range(len(BAD_INPUT))}
    return installation.read_until(
        lambda r: keys <= {x.key for x in r[ENRICHED] + r[DEAD_LETTERS]}, (ENRICHED, DEAD_LETTERS), 240
    )


@pytest.mark.parametrize(("key", "value", "reason"), BAD_INPUT, ids=[key.decode() for key, _, _ in BAD_INPUT])
def test_bad_input_is_a_dead_letter_with_its_bytes_or_is_enriched_with_exact_spans(after_bad_input, key, value, reason):
    letters = [r for r in after_bad_input[DEAD_LETTERS] if r.key == key]
    enriched = [r for r in after_bad_input[ENRICHED] if r.key == key]
    assert len(letters) + len(enriched) == 1
    if letters:
        headers = dict(letters[0].headers)
        assert letters[0].value == value
        assert headers["dateline.reason"].decode() == reason
        assert headers["x-origin"] == b"desk"
        assert headers["__connect.errors.exception.message"]
    else:
        assert reason is None
        assert_exact_spans(EnrichedArticle.model_validate_json(enriched[0].value))


def test_the_record_after_bad_input_is_always_enriched(after_bad_input):
    enriched = Counter(r.key for r in after_bad_input[ENRICHED])
    assert {enriched[f"good-{n}".encode()] for n in range(len(BAD_INPUT))} == {1}


def assert_exact_spans(article):
    text = article.text
    spans = [m for e in article.entities for m in e.mentions] + list(article.dates) + list(article.quotes)
    spans += [s.heading for s in article.sections if s.heading]
    for span in spans:
        assert text[span.start : span.end] == span.text
    at = 0
    for section in article.sections:
        assert at <= section.start < section.end <= len(text)
        at = section.end


def test_health_metrics_and_logs_tell_what_happened(installation, after_bad_input):
    worker = installation.workers[0]
    raw = installation.topics.name(RAW)

    def ask(path):
        with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}{path}", timeout=5) as answer:
            return answer.read().decode()

    assert ask("/livez") == ask("/readyz") == "ok\n"
    metrics = ask("/metrics")
    assert 'dateline_dead_letters_total{reason="invalid.json"}' in metrics
    assert f'dateline_records_in_total{{topic="{raw}"}}' in metrics
    assert 'dateline_stage_seconds_count{stage="recognise"}' in metrics
    assert "dateline_partitions_assigned 4.0" in metrics
    assert f'dateline_lag_records{{partition="0",topic="{raw}"}} 0.0' in metrics
    assert "dateline_cache_lookups_total" in metrics
    lines = [json.loads(line) for line in worker.log.read_text().splitlines() if line.startswith("{")]
    [letter] = [x for x in lines if x["event"] == "dead letter" and x.get("article") == "number"]
    assert (letter["reason"], letter["topic"]) == ("invalid.article", raw)
    assert {"partition", "offset", "error"} <= letter.keys()


def test_2000_articles_are_enriched_exactly_once_though_a_worker_is_killed_in_the_middle(fresh):
    count = 2000
    first, _ = fresh.start_worker(), fresh.start_worker()
    fresh.send_all(story(n) for n in range(count))
    fresh.read_until(lambda r: len(r[ENRICHED]) > count // 5, (ENRICHED,))
    first.send_signal(signal.SIGKILL)
    first.wait()
    fresh.start_worker()
    records = fresh.read_until(lambda r: len({x.key for x in r[ENRICHED]}) == count, patience_s=200)
    time.sleep(3)  # anything twice would come now
    records = fresh.read_until(lambda r: len({x.key for x in r[ENRICHED]}) == count)
    for topic in (ENRICHED, ENTITIES, DATES):
        twice = [key for key, n in Counter(r.key for r in records[topic]).items() if n > 1]
        assert twice == [], f"{len(twice)} keys came twice on {topic.suffix}"
    assert records[DEAD_LETTERS] == []


def test_sigterm_finishes_commits_and_leaves_within_30_seconds_and_nothing_is_done_twice(fresh):
    count = 600
    worker = fresh.start_worker()
    fresh.send_all(story(n) for n in range(count))
    fresh.read_until(lambda r: len(r[ENRICHED]) > 50, (ENRICHED,))
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert time.monotonic() - began < 30
    successor = fresh.start_worker()
    records = fresh.read_until(lambda r: len({x.key for x in r[ENRICHED]}) == count)
    assert len(records[ENRICHED]) == count
    worked = [w.log.read_text().count('"article enriched"') for w in (worker, successor)]
    assert sum(worked) == count


def test_an_event_that_its_topic_refuses_for_its_size_is_a_dead_letter_with_sizes(fresh):
    set_topic(fresh, ENRICHED, "max.message.bytes", 4000)
    fresh.start_worker()
    fresh.send_all([story(1), {**story(2), "extra_note": "x" * 8000}, story(3)])
    records = fresh.read_until(lambda r: len(r[ENRICHED]) == 2 and r[DEAD_LETTERS])
    [letter] = records[DEAD_LETTERS]
    headers = dict(letter.headers)
    assert letter.key == b"story-2"
    assert headers["dateline.reason"] == b"too.large"
    assert b"article.enriched.v1 1" in headers["__connect.errors.exception.message"]
    assert {r.key for r in records[ENRICHED]} == {b"story-1", b"story-3"}


def test_a_record_with_neither_key_nor_value_is_a_dead_letter_and_the_next_one_is_enriched(fresh):
    asyncio.run(send_nothing(fresh, partition=0))
    fresh.start_worker()
    fresh.send_all(story(n) for n in range(12))
    records = fresh.read_until(lambda r: len(r[ENRICHED]) == 12 and r[DEAD_LETTERS])
    [letter] = records[DEAD_LETTERS]
    assert (letter.key, letter.value) == (None, None)
    assert dict(letter.headers)["dateline.reason"] == b"invalid.article"


async def send_nothing(installation, partition):
    """A record of nothing, which the protocol allows and client libraries refuse to send."""
    producer = AIOKafkaProducer(
        bootstrap_servers=installation.topics.bootstrap_servers, value_serializer=lambda _: None
    )
    await producer.start()
    await producer.send_and_wait(installation.topics.name(RAW), value="nothing", partition=partition)
    await producer.stop()


def test_input_that_suddenly_is_mostly_bad_stops_the_worker_which_goes_on_when_started_again(fresh):
    count = 60
    good = [story(n) for n in range(0, count, 3)]
    worker = fresh.start_worker(DATELINE_DEAD_LETTER_WINDOW="20")
    with Producer(fresh.topics.bootstrap_servers) as producer:
        for n in range(count):
            article = story(n) if n % 3 == 0 else {"id": f"story-{n}", "contents": "renamed by mistake"}
            producer.send(fresh.topics.name(RAW), article["id"].encode(), json.dumps(article).encode())
    assert worker.wait(60) == 1
    assert "has a producer changed what it sends" in worker.log.read_text()
    fresh.start_worker(DATELINE_DEAD_LETTER_SHARE="1")
    records = fresh.read_until(lambda r: len(r[ENRICHED]) + len(r[DEAD_LETTERS]) >= count)
    assert sorted(r.key.decode() for r in records[ENRICHED]) == sorted(article["id"] for article in good)


def test_a_full_buffer_pauses_the_fetching_and_nothing_is_lost_or_done_twice(fresh):
    count = 1500
    fresh.send_all(story(n) for n in range(count))
    fresh.start_worker(DATELINE_BUFFER_BYTES="20000", DATELINE_BATCH_RECORDS="8")
    records = fresh.read_until(lambda r: len({x.key for x in r[ENRICHED]}) == count, (ENRICHED,))
    assert len(records[ENRICHED]) == count


def test_a_worker_without_topics_says_how_to_make_them(topics, tmp_path):
    worker = Installation(topics, tmp_path).start_worker(DATELINE_TOPIC_PREFIX="nowhere")
    assert worker.wait(60) == 1
    assert "dateline topics create" in worker.log.read_text()


def test_a_worker_whose_model_is_missing_ends_with_its_name(fresh):
    worker = fresh.start_worker(DATELINE_MODEL="en_core_web_gigantic")
    assert worker.wait(60) == 1
    assert "en_core_web_gigantic" in worker.log.read_text()
