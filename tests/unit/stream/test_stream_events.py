"""What leaves for one article: keys, headers, and the same bytes for the same event."""

import json

from dateline.contract import (
    DateMention,
    DateMentioned,
    DatePrecision,
    DateType,
    EnrichedArticle,
    Entity,
    EntityGroup,
    EntityMentioned,
    EntityType,
    Interval,
    Kill,
    LayerProvenance,
    Mention,
    Provenance,
    Role,
    Section,
)
from dateline.contract.topics import DATES, ENRICHED, ENTITIES
from dateline.enricher.stream.events import carried_headers, events_of, tombstone, too_large

TEXT = "Merkel flew to Paris on 7 October 2023. She left on 7 October 2023.\nRead more: Merkel"
LAYER = LayerProvenance(component="test", version="1")


def mention(word, start=0, section="s1"):
    at = TEXT.index(word, start)
    return Mention(start=at, end=at + len(word), text=word, section=section)


def entity(number, name, group, kind, *mentions):
    return Entity(
        id=f"e{number}", key=f"{group.value}:{name.lower()}", type=kind, label=kind.value, group=group, name=name,
        mentions=mentions,
    )  # fmt: skip


def october(number, start=0):
    at = TEXT.index("7 October 2023", start)
    return DateMention(
        id=f"d{number}", start=at, end=at + 14, text="7 October 2023", section="s1", type=DateType.DATE,
        value="2023-10-07", interval=Interval(begin="2023-10-07", end="2023-10-08"), precision=DatePrecision.DAY,
    )  # fmt: skip


def article(**changed):
    end = TEXT.index("\n")
    fields = dict.fromkeys(EnrichedArticle.model_fields) | {
        "id": "a-17",
        "event_id": "0123456789abcdef0123456789abcdef",
        "title": "Merkel in Paris",
        "authors": (),
        "text": TEXT,
        "sections": (
            Section(id="s1", role=Role.LEAD, start=0, end=end),
            Section(id="s2", role=Role.BOILERPLATE, start=end + 1, end=len(TEXT)),
        ),
        "sentences": (),
        "quotes": (),
        "entities": (
            entity(1, "Merkel", EntityGroup.PERSON, EntityType.PERSON, mention("Merkel"), mention("Merkel", 60, "s2")),
            entity(2, "Paris", EntityGroup.PLACE, EntityType.GPE, mention("Paris")),
        ),
        "dates": (october(1), october(2, 40)),
        "timeline": (),
        "provenance": Provenance(
            sections=LAYER, quotes=LAYER, entities=LAYER, links=LAYER, dates=LAYER, timeline=LAYER
        ),
        "extra": {},
    }
    return EnrichedArticle(**fields | changed)


def events(**changed):
    return events_of(article(**changed), source="urn:dateline:news", time="2024-05-25T23:43:17.000Z")


def test_an_article_gives_itself_then_one_event_per_entity_and_per_distinct_date():
    assert [(e.topic, e.key) for e in events()] == [
        (ENRICHED, b"a-17"),
        (ENTITIES, b"a-17|person:merkel"),
        (ENTITIES, b"a-17|place:paris"),
        (DATES, b"a-17|2023-10-07"),
    ]


def test_all_events_of_an_article_belong_to_the_partition_of_its_id():
    assert {e.owner for e in events()} == {b"a-17"}


def test_a_date_that_is_mentioned_twice_is_one_event_with_both_mentions():
    date = json.loads(events()[3].value)["date"]
    assert date["value"] == "2023-10-07"
    assert [m["start"] for m in date["mentions"]] == [24, 52]


def test_a_mention_in_boilerplate_is_no_part_of_the_entity_event():
    told = json.loads(events()[1].value)["entity"]["mentions"]
    assert [m["section"] for m in told] == ["s1"]


def test_an_entity_that_only_boilerplate_names_has_no_event():
    only = entity(1, "Merkel", EntityGroup.PERSON, EntityType.PERSON, mention("Merkel", 60, "s2"))
    assert [e.topic for e in events(entities=(only,), dates=())] == [ENRICHED]


def test_every_event_carries_cloudevents_headers():
    headers = dict(events()[2].headers)
    assert headers == {
        "ce_id": b"0123456789abcdef0123456789abcdef/entity/2",
        "ce_source": b"urn:dateline:news",
        "ce_type": b"org.dateline.entity.mentioned.v1",
        "ce_subject": b"a-17",
        "ce_specversion": b"1.0",
        "ce_time": b"2024-05-25T23:43:17.000Z",
        "ce_dataschema": b"urn:org.dateline.entity.mentioned.v1",
        "content-type": b"application/json; charset=utf-8",
    }


def test_the_trace_context_of_the_input_is_carried_through_and_nothing_else():
    trace = ("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    carried = carried_headers((trace, ("x-secret", b"token")))
    assert carried == (trace,)
    sent = events_of(article(), source="urn:dateline:news", time="2024-05-25T00:00:00.000Z", carried=carried)
    assert all(trace in e.headers for e in sent)


def test_a_kill_notice_becomes_a_null_value_with_headers():
    stone = tombstone(
        Kill(id="a-17", digest=""), "ab" * 16, source="urn:dateline:news", time="2024-05-25T00:00:00.000Z"
    )
    assert (stone.topic, stone.key, stone.value, stone.owner) == (ENRICHED, b"a-17", None, b"a-17")
    assert dict(stone.headers)["ce_id"] == b"ab" * 16


def test_an_event_over_its_topics_limit_is_found_before_kafka_refuses_it():
    assert too_large(events()) is None
    large = too_large(events(extra={"page": "x" * ENRICHED.max_message_bytes}))
    assert large is not None
    assert large.topic is ENRICHED


def test_a_mention_event_has_the_bytes_of_its_record():
    for event in events()[1:3]:
        assert EntityMentioned.model_validate_json(event.value).model_dump_json().encode() == event.value
    assert DateMentioned.model_validate_json(events()[3].value).model_dump_json().encode() == events()[3].value
