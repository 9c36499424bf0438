"""How clients of Kafka and Redis prove who they are and whom they talk to: TLS and SASL, from the settings.

For Redis the address says most (``rediss://user:password@…``); here are its files of TLS.
kafka-python and aiokafka name these options alike; Faust has credentials of its own, made from
the same options. Passwords are never part of a representation or a message.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from dateline.settings import Settings, SettingsError


@dataclass(frozen=True)
class Security:
    """Kafka's ``security.protocol`` and what it needs. The default is none: a broker on one's own machine."""

    protocol: str = "PLAINTEXT"
    mechanism: str = "PLAIN"
    username: str | None = None
    password: SecretStr | None = None
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Security:
        """As the settings say. Raises SettingsError where they do not fit together."""
        made = cls(
            settings.kafka_security_protocol,
            settings.kafka_sasl_mechanism,
            settings.kafka_username,
            settings.kafka_password,
            settings.kafka_ca_file,
            settings.kafka_certificate_file,
            settings.kafka_key_file,
        )
        if made.sasl and (made.username is None or made.password is None):
            raise SettingsError(f"{made.protocol} needs DATELINE_KAFKA_USERNAME and DATELINE_KAFKA_PASSWORD")
        if (made.certificate_file is None) != (made.key_file is None):
            raise SettingsError("DATELINE_KAFKA_CERTIFICATE_FILE and DATELINE_KAFKA_KEY_FILE are set together or not")
        return made

    @property
    def sasl(self) -> bool:
        """Whether a name and a password are sent."""
        return self.protocol.startswith("SASL_")

    @cached_property
    def ssl_context(self) -> ssl.SSLContext | None:
        """Verifies the broker's certificate and name; null without TLS. Raises SettingsError."""
        if not self.protocol.endswith("SSL"):
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
            if self.certificate_file is not None:
                context.load_cert_chain(self.certificate_file, self.key_file)
        except OSError as error:  # an SSLError is one
            files = [str(file) for file in (self.ca_file, self.certificate_file, self.key_file) if file]
            raise SettingsError(f"the TLS files of Kafka can't be used ({', '.join(files)}): {error}") from error
        return context

    def options(self) -> dict[str, Any]:
        """Keyword arguments of kafka-python's and aiokafka's clients. Raises SettingsError."""
        options: dict[str, Any] = {"security_protocol": self.protocol, "ssl_context": self.ssl_context}
        if self.sasl and self.password is not None:
            options |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password.get_secret_value(),
            }
        return options


def redis_options(settings: Settings) -> dict[str, Any]:
    """Keyword arguments of redis-py's ``from_url`` for TLS; none where the address is not rediss://.

    The server's certificate and name are verified, as far as the address does not say otherwise
    (``?ssl_cert_reqs=none``). Raises SettingsError where the files can't be used.
    """
    ca, certificate, key = settings.redis_ca_file, settings.redis_certificate_file, settings.redis_key_file
    if (certificate is None) != (key is None):
        raise SettingsError("DATELINE_REDIS_CERTIFICATE_FILE and DATELINE_REDIS_KEY_FILE are set together or not")
    files = [str(file) for file in (ca, certificate, key) if file]
    url = settings.redis_url.get_secret_value() if settings.redis_url else ""
    if not url.startswith("rediss://"):
        if files and url:
            raise SettingsError("the files of DATELINE_REDIS_… are for TLS: write REDIS_URL with rediss://")
        return {}
    try:
        context = ssl.create_default_context(cafile=ca)
        if certificate is not None:
            context.load_cert_chain(certificate, key)
    except OSError as error:  # an SSLError is one
        raise SettingsError(f"the TLS files of Redis can't be used ({', '.join(files)}): {error}") from error
    given = {"ssl_ca_certs": ca, "ssl_certfile": certificate, "ssl_keyfile": key}
    options: dict[str, Any] = {name: str(file) for name, file in given.items() if file is not None}
    if not parse_qs(urlsplit(url).query).keys() & {"ssl_cert_reqs", "ssl_check_hostname"}:
        options |= {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    return options


PLAINTEXT = Security()

# What to look at where a broker lets nobody in, or answers in another way than was expected.
ADVICE = (
    "Where brokers want TLS or a password, see DATELINE_KAFKA_SECURITY_PROTOCOL, DATELINE_KAFKA_USERNAME, "
    "DATELINE_KAFKA_PASSWORD and DATELINE_KAFKA_CA_FILE"
)
