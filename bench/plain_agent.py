"""What a user would write first: a Faust agent that calls ``nlp(text)`` for each message. Entities only, at least once.

faust -A bench.plain_agent worker --without-web
"""

from __future__ import annotations

import json
import os
from typing import Any

import faust
import spacy

from dateline.enricher.entities.recognise import model_folder

NOT_NER = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]

app = faust.App(
    f"plain-{os.environ['BENCH_TARGET']}",
    broker=f"kafka://{os.environ['KAFKA_BOOTSTRAP_SERVERS']}",
    store="memory://",
    topic_disable_leader=True,
    consumer_auto_offset_reset="earliest",
)
raw = app.topic(os.environ["BENCH_SOURCE"], value_type=bytes, key_serializer="raw", value_serializer="raw")
out = app.topic(os.environ["BENCH_TARGET"], value_type=bytes, key_serializer="raw", value_serializer="raw")
nlp = spacy.load(model_folder(os.environ["BENCH_MODEL"]), exclude=[] if os.environ.get("BENCH_WHOLE") else NOT_NER)


@app.agent(raw)
async def enrich(stream: Any) -> None:
    async for event in stream.events():
        article = json.loads(event.value)
        names = [
            {"text": e.text, "label": e.label_, "start": e.start_char, "end": e.end_char}
            for e in nlp(article["text"]).ents
        ]
        await out.send(key=event.key, value=json.dumps({**article, "entities": names}).encode())
