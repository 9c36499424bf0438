"""The sample articles are what they claim to be."""

import json

import pytest

from dateline.contract import Article, Kill
from dateline.enricher.intake import read
from dateline.samples import samples

ALL = dict(samples())


def test_there_are_at_least_eight_stories_and_they_come_in_sending_order():
    assert len(ALL) >= 9
    assert list(ALL) == sorted(ALL)


@pytest.mark.parametrize("name", [name for name in ALL if "kill" not in name])
def test_intake_reads_the_story_with_title_text_time_and_author(name):
    article = read(ALL[name])
    assert isinstance(article, Article), article
    assert article.title
    assert article.published is not None
    assert article.authors
    assert 70 <= len(article.text.split()) <= 700


def test_the_kill_notice_takes_back_a_story_that_was_sent_before_it():
    kill = read(ALL["11-kill-notice.json"])
    assert isinstance(kill, Kill)
    assert kill.id == read(ALL["10-city-hall-flash.json"]).id


def test_every_story_has_an_id_of_its_own():
    ids = [read(value).id for name, value in ALL.items() if "kill" not in name]
    assert len(ids) == len(set(ids))


def test_the_forms_of_the_field_are_all_there():
    raw = {name: json.loads(value) for name, value in ALL.items()}
    assert raw["03-live-blog.json"]["@context"] == "https://schema.org"
    assert "pubDate" in raw["04-brief.json"]
    assert raw["05-interview.json"]["specversion"] == "1.0"
    assert "<nav>" in raw["06-html-page.json"]["html"]
    assert raw["07-business-report.json"]["pubStatus"] == "usable"
    assert "body_text" in raw["09-feature-ninjs1.json"]
    assert raw["11-kill-notice.json"]["pubstatus"] == "canceled"


def test_of_the_page_only_the_article_is_left():
    text = read(ALL["06-html-page.json"]).text
    assert "Rotterdam’s maritime museum opens its doors again on Saturday" in text
    for outside in ("cookies", "dataLayer", "Privacy", "Subscribe"):
        assert outside not in text
