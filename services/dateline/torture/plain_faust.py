"""What a user would write by following Faust's documentation: the other side of the torture.

One agent reads raw articles, asks spaCy for the names in each, and sends the result to one
topic; ``processing_guarantee="exactly_once"`` is all that is done about delivery. It does less
work for an article than Dateline, and keeps no state. The session time-out is the one that Dateline's
workers have in the same run; the web server stays off, since several on one machine would clash.

    faust -A dateline.torture.plain_faust worker --without-web
"""

from __future__ import annotations

import json
import os
from typing import Any

import faust
import spacy

from dateline.enricher.entities.recognise import model_folder

SESSION_TIMEOUT_S = float(os.environ["DATELINE_SESSION_TIMEOUT_S"])

app = faust.App(
    "plain",
    broker=f"kafka://{os.environ['KAFKA_BOOTSTRAP_SERVERS']}",
    processing_guarantee="exactly_once",
    store="memory://",
    topic_partitions=int(os.environ["DATELINE_PARTITIONS"]),
    broker_session_timeout=SESSION_TIMEOUT_S,
    broker_heartbeat_interval=SESSION_TIMEOUT_S / 4,
)
raw = app.topic("plain.article.raw.v1", value_type=bytes, key_serializer="raw", value_serializer="raw")
enriched = app.topic("plain.article.enriched.v1", value_type=bytes, key_serializer="raw", value_serializer="raw")
nlp = spacy.load(
    model_folder(os.environ["DATELINE_MODEL"]), exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"]
)


@app.agent(raw)  # type: ignore[untyped-decorator]  # Faust is untyped here
async def enrich(stream: Any) -> None:
    """Send each article on with its names."""
    async for event in stream.events():
        article = json.loads(event.value)
        names = [{"text": ent.text, "label": ent.label_} for ent in nlp(article["text"]).ents]
        await enriched.send(key=event.key, value=json.dumps({**article, "entities": names}).encode())
