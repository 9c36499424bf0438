"""Writes schemas/examples/ from the sample articles: `make examples`.

Raw examples are the samples themselves, in Dateline's plain form; the others are what the
pipeline makes of them. Each file is one value.
"""

import json
import sys
from pathlib import Path

from dateline.contract import Article
from dateline.contract.topics import DATES, ENRICHED, ENTITIES, RAW, REPLAY
from dateline.enricher.assembly import open_cached_knowledge, open_pipeline
from dateline.enricher.intake import read
from dateline.enricher.stream.events import events_of
from dateline.samples import samples
from dateline.settings import Settings

CHOSEN = ("04-brief", "07-business-report")
EVENTS_SHOWN = 2


def main(folder: Path) -> None:
    settings = Settings()
    pipeline = open_pipeline(settings, open_cached_knowledge(settings))
    for name, value in samples():
        if not name.startswith(CHOSEN):
            continue
        article = read(value)
        assert isinstance(article, Article), name
        write(folder, RAW, name, plain(article))
        write(folder, REPLAY, name, plain(article))
        [enriched] = pipeline.enrich([article])
        events = events_of(enriched, source="urn:dateline:news", time="2024-05-25T00:00:00.000Z")
        for topic in (ENRICHED, ENTITIES, DATES):
            of_topic = [e for e in events if e.topic is topic][:EVENTS_SHOWN]
            for number, event in enumerate(of_topic, 1):
                write(folder, topic, name.replace(".json", f"-{number}.json"), json.loads(event.value))


def plain(article: Article) -> dict:
    """The article as a producer without a format of its own would send it."""
    fields = {
        "id": article.id,
        "revision": article.revision,
        "title": article.title,
        "text": article.text,
        "published_at": article.published and article.published.value,
        "url": article.url,
        "source": article.source,
        "language": article.language,
        "authors": list(article.authors),
    }
    return {name: value for name, value in fields.items() if value}


def write(folder: Path, topic, name: str, value: dict) -> None:
    target = folder / f"news.{topic.suffix}" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
