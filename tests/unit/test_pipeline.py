"""One article through the layers: exact spans, the same result in any company, honest provenance."""

import json
from typing import ClassVar

import pytest

from dateline.contract import Article, LayerStatus
from dateline.enricher.assembly import open_pipeline
from dateline.enricher.entities import Recogniser
from dateline.enricher.intake import read
from dateline.enricher.pipeline import Arrival, Pipeline
from dateline.knowledge import Answers, open_knowledge
from dateline.samples import samples
from dateline.settings import Settings

QUOTED = (
    "BERLIN, May 25 (Reuters) - Germany will send more aid, Chancellor Olaf Scholz said on Friday.\n\n"
    "“We will not look away,” Scholz said. He travels to Paris next week."
)

TALKS = """Mediators meet again over Sudan

ADDIS ABABA, Ethiopia, June 3 (AP) - Talks on a truce in Sudan resumed in Addis Ababa on Monday, officials from
Ethiopia, Saudi Arabia and the United States said.

CIA Deputy Director Ruth Calloway flew to Paris at the weekend to prepare them, and met Kenyan Foreign Minister
Joseph Mutua Karanja there. The U.S. wants the fighting around Khartoum to end before the rains.

"We are closer than in Cairo," Calloway said. Karanja, who was in Egypt last week, was less certain. Aid is stuck in
Port Sudan, and people leave Darfur for Chad every day."""


class OutOfReach:
    """Knowledge that can't be reached."""

    version = "none"

    def look_up(self, aliases):
        return Answers(dict.fromkeys(aliases, ()), reached=False, reason="the provider does not answer")


@pytest.fixture(scope="module")
def pipeline():
    return open_pipeline(Settings(), open_knowledge(None))


@pytest.fixture(scope="module")
def articles():
    return [a for _, value in samples() if isinstance(a := read(value), Article)]


@pytest.fixture(scope="module")
def enriched(pipeline, articles):
    return pipeline.enrich(articles)


def raw(text, **fields):
    return read(json.dumps({"id": "a-17", "text": text, **fields}).encode())


def spans_of(article):
    yield from (m for e in article.entities for m in e.mentions)
    yield from article.dates
    yield from article.quotes
    yield from (q.speaker for q in article.quotes if q.speaker)
    yield from (q.cue for q in article.quotes if q.cue)
    for section in article.sections:
        if section.heading:
            yield section.heading
        if section.parts:
            yield from (p for p in (section.parts.place, section.parts.date, section.parts.agency) if p)


def test_every_span_of_every_sample_is_the_text_that_it_says(enriched):
    assert len(enriched) >= 8
    for article in enriched:
        for span in spans_of(article):
            assert article.text[span.start : span.end] == span.text, article.id


def test_every_character_that_is_not_white_space_is_in_exactly_one_section(enriched):
    for article in enriched:
        covered = bytearray(len(article.text))
        for section in article.sections:
            assert not any(covered[section.start : section.end]), article.id
            covered[section.start : section.end] = b"\1" * (section.end - section.start)
        missed = [c for c, known in zip(article.text, covered, strict=True) if not known and not c.isspace()]
        assert missed == [], article.id


def test_ids_and_keys_are_unique_within_an_article_and_references_hold(enriched):
    for article in enriched:
        for parts in (article.sections, article.entities, article.dates):
            ids = [p.id for p in parts]
            assert len(ids) == len(set(ids))
        keys = [e.key for e in article.entities]
        assert len(keys) == len(set(keys))
        sections = {s.id for s in article.sections} | {None}
        assert {m.section for e in article.entities for m in e.mentions} <= sections
        assert {d.section for d in article.dates} <= sections
        assert {s.section for s in article.sentences} <= sections


def test_an_article_comes_out_the_same_alone_as_in_a_batch(pipeline, articles, enriched):
    for article, together in zip(articles[:4], enriched, strict=False):
        assert pipeline.enrich([article])[0].model_dump_json() == together.model_dump_json()


def test_the_event_id_follows_from_the_input_and_changes_with_it(pipeline):
    first, again, other = pipeline.enrich([raw(QUOTED), raw(QUOTED), raw(QUOTED, revision=2)])
    assert first.event_id == again.event_id
    assert first.event_id != other.event_id


def test_a_quote_names_its_speaker_as_an_entity(pipeline):
    [article] = pipeline.enrich([raw(QUOTED)])
    [quote] = article.quotes
    [scholz] = [e for e in article.entities if e.id == quote.speaker.entity]
    assert (quote.text, scholz.name, scholz.titles) == ("“We will not look away,”", "Olaf Scholz", ("Chancellor",))


def test_the_publish_time_in_the_text_is_used_where_the_record_has_none(pipeline):
    stamped = "Talks resume\n\nThe talks resume next week.\n\nRead more of this story at - 2024-05-25 23:43:17"
    [article] = pipeline.enrich([raw(stamped)])
    assert (article.published.value, article.published.origin) == ("2024-05-25T23:43:17", "text")
    assert [d.value for d in article.dates if d.text == "next week"] == ["2024-W22"]


def test_knowledge_out_of_reach_degrades_entities_and_links_and_says_so():
    article = Pipeline(Recogniser.load(Settings().model), OutOfReach()).enrich([raw(QUOTED)])[0]
    assert article.provenance.links.status is LayerStatus.DEGRADED
    assert "does not answer" in article.provenance.links.reason
    assert article.provenance.entities.status is LayerStatus.DEGRADED
    assert article.provenance.entities.reason == article.provenance.links.reason
    assert article.provenance.dates.status is LayerStatus.OK
    assert {e.link for e in article.entities} == {None}


def test_an_article_without_names_lacks_nothing_where_knowledge_is_out_of_reach():
    article = Pipeline(Recogniser.load(Settings().model), OutOfReach()).enrich([raw("It rained all day.")])[0]
    assert article.provenance.entities.status is LayerStatus.OK


def test_each_name_of_a_batch_is_asked_once():
    store = open_knowledge(None)

    class Counting:
        version = store.version
        asked: ClassVar[list[str]] = []

        def look_up(self, aliases):
            self.asked += aliases
            return store.look_up(aliases)

    Pipeline(Recogniser.load(Settings().model), Counting()).enrich(
        [raw("Merkel went to Cairo."), raw("Macron left Cairo for Kenya.")]
    )
    assert {"Cairo", "Kenya"} <= set(Counting.asked)
    assert len(Counting.asked) == len(set(Counting.asked))


def test_an_article_on_which_a_layer_raises_fails_alone_and_the_others_of_its_batch_go_through():
    recogniser = Recogniser.load(Settings().model)

    class Stumbling:
        model = recogniser.model

        def __call__(self, texts):
            if any("Atlantis" in text for text in texts):
                raise ValueError("no such place")
            return recogniser(texts)

    articles = [raw("Merkel met Macron."), raw("Merkel went to Atlantis."), raw("Macron met Scholz.")]
    first, failed, last = Pipeline(Stumbling(), open_knowledge(None)).enrich_each(articles, [Arrival()] * 3)
    assert [first.text, last.text] == ["Merkel met Macron.", "Macron met Scholz."]
    assert (failed.exception, failed.message, failed.where) == ("ValueError", "no such place", "__call__")
    assert "no such place" in failed.stack


def test_a_text_of_one_character_and_one_without_letters_come_through(pipeline):
    for text in ("a", "…", "\n\n x \n\n", "12345 " * 50, "🙂 " * 20):
        [article] = pipeline.enrich([raw(text)])
        assert article.text == text


def test_in_a_story_of_diplomacy_the_places_are_linked_and_an_agency_is_not_some_namesake(pipeline):
    [article] = pipeline.enrich([raw(TALKS)])
    linked = {
        e.name: (e.link.same_as.get("iso3166"), e.link.place.country)
        for e in article.entities
        if e.link and e.link.place
    }
    countries = {
        "Sudan": "SD",
        "Ethiopia": "ET",
        "Saudi Arabia": "SA",
        "United States": "US",
        "Egypt": "EG",
        "Chad": "TD",
    }
    for name, code in countries.items():
        assert linked[name] == (code, code), name
    for name, code in {"Addis Ababa": "ET", "Paris": "FR", "Khartoum": "SD", "Cairo": "EG"}.items():
        assert linked[name][1] == code, name
    agency = [e.link for e in article.entities if e.name == "CIA"]
    assert all(link is None or "intelligence" in link.label.casefold() for link in agency)
    assert not [e.link for e in article.entities if e.group == "person" and e.link]


def test_candidates_are_in_the_event_where_the_setting_asks_for_them(pipeline, monkeypatch):
    monkeypatch.setenv("DATELINE_LINK_CANDIDATES", "2")
    [shown] = open_pipeline(Settings(), open_knowledge(None)).enrich([raw("Paris woke early.")])
    [plain] = pipeline.enrich([raw("Paris woke early.")])
    [entity] = shown.entities
    assert len(entity.link.candidates) == 2
    assert entity.link.candidates[0].score == entity.link.score
    assert plain.entities[0].link.candidates == ()
    assert shown.event_id != plain.event_id
