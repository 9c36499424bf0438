"""Every knob has its environment variable, default and reason."""

import pytest
from pydantic import ValidationError

from dateline.settings import Settings, SettingsError, load_settings


def test_every_setting_says_what_it_is_and_why_its_default():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert len(field.description) > 20, name


def test_the_two_addresses_have_the_names_that_the_field_uses(monkeypatch):
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "broker-1:9092,broker-2:9092")
    monkeypatch.setenv("REDIS_URL", "rediss://:hunter2@cache:6380/0")
    settings = Settings()
    assert settings.kafka_bootstrap_servers == "broker-1:9092,broker-2:9092"
    assert settings.redis_url.get_secret_value() == "rediss://:hunter2@cache:6380/0"


def test_a_secret_is_not_shown(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://:hunter2@cache:6379/0")
    assert "hunter2" not in repr(Settings())


def test_our_own_settings_have_the_prefix(monkeypatch):
    monkeypatch.setenv("DATELINE_PROCESSES", "3")
    assert Settings().processes == 3


def test_a_topic_prefix_with_an_underscore_is_refused(monkeypatch):
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", "my_news")
    with pytest.raises(ValidationError, match="confuse"):
        Settings()


def test_settings_cannot_be_changed_once_read():
    with pytest.raises(ValidationError):
        Settings().processes = 9


def test_a_setting_that_cannot_be_used_is_named_by_its_variable_without_its_value(monkeypatch):
    monkeypatch.setenv("DATELINE_PROCESSES", "plenty")
    with pytest.raises(SettingsError, match="DATELINE_PROCESSES: ") as raised:
        load_settings()
    assert "plenty" not in str(raised.value)
