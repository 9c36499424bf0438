"""TLS and SASL as the settings have them, without a broker."""

from __future__ import annotations

import ssl

import pytest
import trustme

from dateline.security import Security
from dateline.settings import Settings, SettingsError

NAMES = {
    "protocol": "DATELINE_KAFKA_SECURITY_PROTOCOL",
    "username": "DATELINE_KAFKA_USERNAME",
    "password": "DATELINE_KAFKA_PASSWORD",
    "mechanism": "DATELINE_KAFKA_SASL_MECHANISM",
    "ca_file": "DATELINE_KAFKA_CA_FILE",
    "certificate_file": "DATELINE_KAFKA_CERTIFICATE_FILE",
}


@pytest.fixture
def security(monkeypatch):
    def made(**values):
        for name, value in values.items():
            monkeypatch.setenv(NAMES[name], str(value))
        return Security.of(Settings())

    return made


def test_without_settings_the_connection_is_plain(security):
    assert security().options() == {"security_protocol": "PLAINTEXT", "ssl_context": None}


def test_a_password_goes_to_the_client_and_is_shown_to_nobody(security):
    made = security(protocol="SASL_PLAINTEXT", username="worker", password="s3cret", mechanism="SCRAM-SHA-512")
    assert made.options()["sasl_plain_password"] == "s3cret"
    assert made.options()["sasl_mechanism"] == "SCRAM-SHA-512"
    assert "s3cret" not in f"{made!r} {made}"


def test_tls_checks_the_name_of_the_broker(security, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "ca.pem")
    context = security(protocol="SSL", ca_file=tmp_path / "ca.pem").options()["ssl_context"]
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED


def test_what_does_not_fit_together_is_named(security):
    with pytest.raises(SettingsError, match="DATELINE_KAFKA_USERNAME"):
        security(protocol="SASL_SSL")


def test_a_certificate_without_its_key_is_named(security, tmp_path):
    with pytest.raises(SettingsError, match="DATELINE_KAFKA_KEY_FILE"):
        security(protocol="SSL", certificate_file=tmp_path / "client.pem")


def test_a_file_that_is_none_is_named(security, tmp_path):
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(SettingsError, match=r"ca\.pem"):
        security(protocol="SSL", ca_file=tmp_path / "ca.pem").options()
