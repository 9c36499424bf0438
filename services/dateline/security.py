"""How Kafka's clients prove who they are and whom they talk to: TLS and SASL, from the settings.

kafka-python and aiokafka name these options alike; Faust has credentials of its own, made from
the same options. Passwords are never part of a representation or a message.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

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


PLAINTEXT = Security()

# What to look at where a broker lets nobody in, or answers in another way than was expected.
ADVICE = (
    "Where brokers want TLS or a password, see DATELINE_KAFKA_SECURITY_PROTOCOL, DATELINE_KAFKA_USERNAME, "
    "DATELINE_KAFKA_PASSWORD and DATELINE_KAFKA_CA_FILE"
)
